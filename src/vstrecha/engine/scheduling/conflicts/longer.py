"""A time grid without end: what a problem would be if there were slots enough for all."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from vstrecha.engine.scheduling.problem import Problem, Slot

_DAY = timedelta(days=1)


def longer(problem: Problem) -> Problem:
    """The problem with a day-part more for each meeting, a day apart, long enough for any.

    Who says when they are there is not there then; who says nothing is.
    """
    most = max((meeting.length for meeting in problem.meetings), default=1)
    pattern = problem.slots[0]
    length = pattern.end - pattern.start
    begin = max(slot.end for slot in problem.slots) + _DAY
    more: list[Slot] = []
    for number in range(len(problem.meetings)):
        start = begin + number * (_DAY + most * length)
        for place in range(most):
            first = start + place * length
            # Nobody reads these names, and nothing that somebody named has such a one.
            name = f"\0 {len(problem.slots) + len(more)}"
            more.append(Slot(name, first, first + length, f"\0 {len(problem.slots)} {number}"))
    names = frozenset(slot.id for slot in more)
    return replace(
        problem,
        slots=(*problem.slots, *more),
        participants=tuple(
            replace(one, unavailable=one.unavailable | names) if one.unavailable else one
            for one in problem.participants
        ),
        interpreters=tuple(
            replace(one, unavailable=one.unavailable | names) if one.unavailable else one
            for one in problem.interpreters
        ),
    )
