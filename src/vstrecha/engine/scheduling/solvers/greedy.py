"""A quick timetable to start from: meetings one by one, the hardest to place first."""

from __future__ import annotations

from collections.abc import Sequence

from vstrecha.engine.scheduling.solvers.facts import Facts
from vstrecha.engine.scheduling.solvers.options import Option
from vstrecha.engine.scheduling.solvers.state import Placed, State


def construct(facts: Facts, options: Sequence[Sequence[Option]]) -> State:
    """Keep what stands in the plan to repair, place what must be placed, then the rest by worth.

    `options[m]` are those of meeting m.
    """
    state = State(facts)
    keep(state, options)
    fill(state, options, range(len(options)))
    return state


def keep(state: State, options: Sequence[Sequence[Option]]) -> None:
    """Put the meetings of the plan to repair where they stood, as far as that still fits."""
    stood = [
        option
        for meeting in state.facts.previous
        for option in options[meeting]
        if not _moves(state.facts, option)
    ]
    # In the order of time: representatives then go where they need not turn back.
    for option in sorted(stood, key=lambda option: (option.first, option.meeting)):
        if option.meeting not in state.placed:
            place = state.fit(option)
            if place is not None:
                state.put(place)


def fill(state: State, options: Sequence[Sequence[Option]], meetings: Sequence[int]) -> None:
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
    """How far the meeting leaves its previous place; how far from the participants' others."""
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
    return (_moves(state.facts, option), lonely)


def _moves(facts: Facts, option: Option) -> int:
    """2 for another slot than in the plan to repair, 1 for another table in it, else 0."""
    previous = facts.previous.get(option.meeting)
    if previous is None:
        return 0
    if previous.slot != facts.grid.ids[option.first]:
        return 2
    table = facts.previous_table(option.meeting)
    return int(table is not None and option.tables != facts.rooms.class_of_table[table])
