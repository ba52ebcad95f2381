"""A small mission to vary: problems built with few words, and random ones of all features."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from vstrecha.engine.scheduling.problem import (
    Closure,
    Interpreter,
    Meeting,
    Participant,
    Previous,
    Problem,
    Session,
    Slot,
    Travel,
    Venue,
)

ZONE = ZoneInfo("Asia/Krasnoyarsk")
RU_ZH = frozenset({"ru", "zh"})
RU_EN = frozenset({"ru", "en"})


def grid(*parts: int, minutes: int = 20, pause: int = 10) -> tuple[Slot, ...]:
    """Slots named a0, a1, … b0, …: a day-part of so many slots each, three hours apart."""
    slots = []
    for part, count in enumerate(parts):
        for index in range(count):
            start = datetime(2026, 12, 10, 9, tzinfo=ZONE) + timedelta(
                hours=3 * part, minutes=index * (minutes + pause)
            )
            name = "abcdef"[part]
            slots.append(Slot(f"{name}{index}", start, start + timedelta(minutes=minutes), name))
    return tuple(slots)


def mission(
    slots: Iterable[Slot],
    participants: Iterable[Participant],
    meetings: Iterable[Meeting],
    *,
    tables: int = 2,
    **rest: object,
) -> Problem:
    """A problem in one hall with tables t0, t1, …, unless `venues` are given."""
    venues = rest.pop("venues", (Venue("hall", tuple(f"t{index}" for index in range(tables))),))
    return Problem(
        tuple(slots),
        venues,  # type: ignore[arg-type]  # a test's own keywords pass through
        tuple(participants),
        tuple(meetings),
        **rest,  # type: ignore[arg-type]  # as above
    )


def people(*names: str) -> tuple[Participant, ...]:
    return tuple(Participant(name) for name in names)


@st.composite
def problems(draw: st.DrawFn, *, most_meetings: int = 5) -> Problem:
    """Random problems of all features, small enough to try every plan."""
    slots = draw(_slots())
    names = [slot.id for slot in slots]
    some_slots = st.frozensets(st.sampled_from(names), max_size=2)
    tables = ["t0", "t1", "u0"]
    venues = (
        Venue("hall", ("t0", "t1"), draw(_closures(names, ["t0", "t1"]))),
        Venue("plant", ("u0",), draw(_closures(names, ["u0"]))),
    )
    ids = ["feal", "oet", "kritbi", "mine"][: draw(st.integers(2, 4))]
    participants = tuple(draw(_participant(name, some_slots, tables)) for name in ids)
    interpreters = tuple(
        Interpreter(f"i{index}", frozenset(pairs), draw(some_slots))
        for index, pairs in enumerate(
            draw(st.lists(st.sampled_from([[RU_ZH], [RU_EN], [RU_ZH, RU_EN]]), max_size=2))
        )
    )
    count = draw(st.integers(1, most_meetings))
    meetings = tuple(draw(_meeting(index, count, ids, names, tables)) for index in range(count))
    sessions = draw(st.lists(_session(names, ids), max_size=2))
    return Problem(
        slots,
        venues,
        participants,
        meetings,
        travel=tuple(draw(_travel())),
        sessions=tuple(Session(f"session{index}", *rest) for index, rest in enumerate(sessions)),
        interpreters=interpreters,
        fairness=draw(st.sampled_from([None, None, 0, 1])),
        previous=tuple(
            Previous(
                meeting.id,
                draw(st.sampled_from(names)),
                draw(st.sampled_from([None, *tables])),
                draw(st.sampled_from([False, False, False, True])),
            )
            for meeting in meetings
            if draw(st.integers(0, 3)) == 0
        ),
    )


@st.composite
def _slots(draw: st.DrawFn) -> tuple[Slot, ...]:
    """One or two day-parts, some hours apart or one right after the other, listed in any order."""
    pause = draw(st.sampled_from([0, 10, 10, 40]))
    slots = grid(*draw(st.sampled_from([(3,), (2, 2), (4,), (3, 2)])), pause=pause)
    if draw(st.booleans()):
        cut = draw(st.integers(0, len(slots)))
        slots = tuple(
            replace(slot, part="early" if number < cut else "late")
            for number, slot in enumerate(slots)
        )
    return tuple(sorted(slots, key=lambda slot: slot.part, reverse=draw(st.booleans())))


@st.composite
def _closures(draw: st.DrawFn, names: list[str], tables: list[str]) -> tuple[Closure, ...]:
    slots = draw(st.lists(st.sampled_from(names), max_size=1))
    return tuple(Closure(slot, draw(st.sampled_from([None, (tables[0],)]))) for slot in slots)


def _travel() -> st.SearchStrategy[list[Travel]]:
    there, back = Travel("hall", "plant", 40), Travel("plant", "hall", 5)
    return st.sampled_from([[], [there], [there, back], [Travel("plant", "hall", 10)]])


@st.composite
def _participant(
    draw: st.DrawFn, name: str, some_slots: st.SearchStrategy[frozenset[str]], tables: list[str]
) -> Participant:
    rarely = st.integers(0, 3).map(lambda number: number == 0)
    return Participant(
        name,
        side=draw(st.sampled_from([None, "home", "host"])),
        unavailable=draw(some_slots),
        representatives=draw(st.sampled_from([1, 1, 2])),
        min_meetings=1 if draw(rarely) else 0,
        max_meetings=draw(st.integers(1, 3)) if draw(rarely) else None,
        max_consecutive=draw(st.integers(1, 2)) if draw(rarely) else None,
        buffer_minutes=draw(st.sampled_from([0, 0, 0, 10, 30])),
        table=draw(st.sampled_from(tables)) if draw(rarely) else None,
    )


@st.composite
def _meeting(  # noqa: PLR0913, PLR0917 - what the meeting may be drawn from
    draw: st.DrawFn, index: int, count: int, ids: list[str], names: list[str], tables: list[str]
) -> Meeting:
    rarely = st.integers(0, 4).map(lambda number: number == 0)
    others = [f"m{other}" for other in range(count) if other != index]
    return Meeting(
        f"m{index}",
        tuple(draw(st.lists(st.sampled_from(ids), min_size=2, max_size=3, unique=True))),
        utility=draw(st.integers(0, 3)),
        mandatory=draw(rarely),
        length=draw(st.sampled_from([1, 1, 1, 2])),
        allowed_slots=draw(st.frozensets(st.sampled_from(names), min_size=1))
        if draw(rarely)
        else None,
        slot=draw(st.sampled_from(names)) if draw(rarely) else None,
        table=draw(st.sampled_from(tables)) if draw(rarely) else None,
        after=tuple(draw(st.lists(st.sampled_from(others), max_size=1))) if others else (),
        language_pair=draw(st.sampled_from([RU_ZH, RU_EN])) if draw(rarely) else None,
    )


@st.composite
def _session(
    draw: st.DrawFn, names: list[str], ids: list[str]
) -> tuple[tuple[str, ...], tuple[str, ...], str | None, int | None]:
    slots = draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True))
    who = draw(st.lists(st.sampled_from(ids), min_size=1, max_size=2, unique=True))
    return (
        tuple(slots),
        tuple(who),
        draw(st.sampled_from([None, "hall", "plant"])),
        draw(st.sampled_from([None, 2])),
    )
