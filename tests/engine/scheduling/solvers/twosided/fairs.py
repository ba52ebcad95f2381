"""Random two-sided problems, small enough for brute force or CP-SAT."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.engine.scheduling.cast import grid
from vstrecha.engine.scheduling.problem import (
    Closure,
    Meeting,
    Participant,
    Problem,
    Session,
    Venue,
)


@st.composite
def fairs(
    draw: st.DrawFn,
    *,
    people: int = 5,
    meetings: int = 12,
    restricted: bool = True,
    levels: tuple[str, ...] = (),
) -> Problem:
    """A problem of two sides; `restricted` ones have absences, sessions, closures and wishes."""
    slots = grid(*draw(st.sampled_from([(3,), (2, 2), (4,), (3, 2)])))
    names = [slot.id for slot in slots]
    some = st.frozensets(st.sampled_from(names), max_size=2)
    rarely = st.integers(0, 4).map(lambda number: restricted and number == 0)
    home = [f"d{number}" for number in range(draw(st.integers(1, people)))]
    host = [f"h{number}" for number in range(draw(st.integers(1, people)))]
    participants = tuple(
        Participant(
            name,
            unavailable=draw(some) if restricted else frozenset(),
            max_meetings=draw(st.integers(0, 3)) if draw(rarely) else None,
        )
        for name in (*home, *host)
    )
    wanted = tuple(
        Meeting(
            f"m{number}",
            (draw(st.sampled_from(home)), draw(st.sampled_from(host))),
            utility=draw(st.integers(0, 4)),
            mandatory=draw(rarely),
            allowed_slots=draw(st.frozensets(st.sampled_from(names))) if draw(rarely) else None,
            slot=draw(st.sampled_from(names)) if draw(rarely) else None,
        )
        for number in range(draw(st.integers(0, meetings)))
    )
    tables = tuple(f"t{number}" for number in range(draw(st.integers(1, 3))))
    closed = (Closure(names[0], tables[:1]),) if draw(rarely) else ()
    sessions = (
        (Session("visit", tuple(sorted(draw(some))), (home[0], host[0])),) if draw(rarely) else ()
    )
    return Problem(
        slots,
        (Venue("hall", tables, closed),),
        participants,
        wanted,
        sessions=sessions,
        levels=levels,
    )
