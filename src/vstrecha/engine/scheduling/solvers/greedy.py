"""A quick timetable to start from: meetings one by one, the hardest to place first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vstrecha.engine.scheduling.plan import Placement
from vstrecha.engine.scheduling.solvers.facts import Facts
from vstrecha.engine.scheduling.solvers.options import Option
from vstrecha.engine.scheduling.solvers.state import Placed, State

# The places of each meeting, by its number.
Options = Sequence[Sequence[Option]] | Mapping[int, Sequence[Option]]


def construct(
    facts: Facts, options: Sequence[Sequence[Option]], placements: Sequence[Placement] = ()
) -> State:
    """Place what must be placed, then the rest by worth; `options[m]` are those of meeting m.

    Before all, what has a place in `placements` keeps it, as far as it fits.
    """
    state = State(facts)
    for placement in placements:
        table = facts.rooms.table_number[placement.table]
        for option in options[facts.meeting_number[placement.meeting]]:
            if (
                facts.grid.ids[option.first] == placement.slot
                and facts.rooms.pool_of_table(table) == option.pool
                and option.tables in (None, facts.rooms.class_of_table[table])
            ):
                place = state.fit(option)
                if place is not None:
                    state.put(place)
                    break
    fill(state, options, range(len(options)))
    return state


def fill(state: State, options: Options, meetings: Sequence[int]) -> None:
    """Place those of `meetings` that still fit, each where it disturbs others least."""
    facts = state.facts
    load = [
        sum(facts.problem.meetings[meeting].length for meeting in facts.meetings_of[person])
        for person in range(len(facts.problem.participants))
    ]

    def order(meeting: int) -> tuple[bool, int, int, int]:
        wish = facts.problem.meetings[meeting]
        previous = facts.previous.get(meeting)
        insisted = wish.mandatory or (previous is not None and previous.pinned)
        starts = len({option.first for option in options[meeting]})
        asked = sum(load[person] for person in facts.who[meeting])
        return (not insisted, starts if insisted else -wish.utility, asked, meeting)

    for meeting in sorted(meetings, key=order):
        if meeting not in state.placed:
            place = _best_place(state, options[meeting])
            if place is not None:
                state.put(place)


def _best_place(state: State, options: Sequence[Option]) -> Placed | None:
    best: tuple[tuple[int, int, int], Placed] | None = None
    for option in options:
        place = state.fit(option)
        if place is not None:
            score = (*_disturbs(state, option), option.first)
            if best is None or score < best[0]:
                best = (score, place)
    return None if best is None else best[1]


def _disturbs(state: State, option: Option) -> tuple[int, int]:
    """Whether the meeting leaves its previous place; how far from the participants' others."""
    previous = state.facts.previous.get(option.meeting)
    moves = previous is not None and previous.slot != state.facts.grid.ids[option.first]
    part = state.facts.grid.part_of(option.first)
    lonely = 0
    for person in state.facts.who[option.meeting]:
        near = [
            min(abs(slot - option.first), abs(slot - option.last))
            for member in state.teams[person]
            for other in member.meetings
            for slot in (other.first, other.last)
            if state.facts.grid.part_of(slot) == part
        ]
        lonely += min(near, default=1)
    return (int(moves), lonely)
