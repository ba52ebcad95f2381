"""A two-sided problem by number: who can meet whom, when, and what it is worth.

Slots are bits: bit t of a mask stands for slot t.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from vstrecha.engine.scheduling.problem import Meeting, Participant
from vstrecha.engine.scheduling.solvers.facts import Facts

SMALLEST = 3_000
"""Meetings × slots from which on this solver is taken. Measured on the ladder with as much work
for both: from 12 × 40 (220 requests, 16 slots) on it places no less and leaves fewer breaks than
the general one; below, that one often proves the fewest breaks, which this one seldom can."""

_PAIR = 2
_MOST_SLOTS = 64  # of a day-part: its slots are the bits of one word
_MOST_WORTH = 2**40  # times the participants it must stay within the flow's 64-bit costs


def suits(facts: Facts) -> bool:
    """Whether a problem is large, and has the structure and none of the rules left out here.

    The structure: meetings of one slot between two participants of one representative each, who
    form two sides (no odd cycle: the `side` of a participant is not asked), in venues without
    travel between them. Absences, sessions, allowed and fixed slots, closed tables, a most of
    meetings and mandatory meetings are handled.
    """
    size = len(facts.problem.meetings) * len(facts.grid)
    return size >= SMALLEST and has_structure(facts)


def has_structure(facts: Facts) -> bool:
    """The same whatever the size."""
    problem = facts.problem
    return (
        problem.fairness is None
        and not problem.previous
        and facts.rooms.pools == 1
        and all(table is None for table in facts.fixed_table)
        and all(len(part) <= _MOST_SLOTS for part in facts.grid.parts)
        and all(_is_plain(one) for one in problem.meetings)
        and all(_is_single(one) for one in problem.participants)
        and all(
            set(one.slots).isdisjoint(other.slots)
            for sessions in facts.bound
            for one, other in combinations(sessions, 2)
        )
        and _insistence(facts) < _MOST_WORTH
        and two_sides(len(problem.participants), facts.who) is not None
    )


def _is_plain(meeting: Meeting) -> bool:
    return (
        len(meeting.participants) == _PAIR
        and meeting.length == 1
        and not meeting.after
        and meeting.language_pair is None
    )


def _is_single(participant: Participant) -> bool:
    return (
        participant.representatives == 1
        and not participant.min_meetings
        and participant.max_consecutive is None
        and not participant.buffer_minutes
    )


def _insistence(facts: Facts) -> int:
    """More than all utility together: what a mandatory meeting is worth besides its own."""
    return 1 + sum(meeting.utility for meeting in facts.problem.meetings)


def two_sides(count: int, pairs: Sequence[tuple[int, ...]]) -> list[int] | None:
    """A side (0 or 1) for each participant, so that every pair is across; None if there is none."""
    others: list[list[int]] = [[] for _ in range(count)]
    for one, other in pairs:
        others[one].append(other)
        others[other].append(one)
    side = [-1] * count
    for start in range(count):
        if side[start] >= 0:
            continue
        side[start] = 0
        waiting = deque([start])
        while waiting:
            person = waiting.popleft()
            for other in others[person]:
                if side[other] < 0:
                    side[other] = 1 - side[person]
                    waiting.append(other)
                elif side[other] == side[person]:
                    return None
    return side


@dataclass(frozen=True, slots=True)
class Fair:
    """The problem as a bipartite graph: participants are nodes, meetings edges, slots colours.

    `ends` has the participant of side 0 first. `worth` is the utility, and `insistence` more for
    a mandatory meeting, so that none is ever given up for others. `allowed` are the slots of a
    meeting in which both are there, `there` those of a participant without absence or session in
    which a table is open, `most` the meetings a participant can have, `tables` the open tables
    of each slot.
    """

    slots: int
    ends: tuple[tuple[int, int], ...]
    side: tuple[int, ...]
    worth: tuple[int, ...]
    allowed: tuple[int, ...]
    there: tuple[int, ...]
    most: tuple[int, ...]
    tables: tuple[int, ...]
    insistence: int
    mandatory: tuple[int, ...]


def fair_of(facts: Facts) -> Fair:
    """The graph of a problem for which `has_structure` holds."""
    problem = facts.problem
    side = two_sides(len(problem.participants), facts.who)
    if side is None:
        raise ValueError("the participants do not form two sides; use the general solver")
    tables = tuple(facts.rooms.capacity[0])
    open_slots = _mask(slot for slot, count in enumerate(tables) if count)
    there = tuple(_there(facts, person, open_slots) for person in range(len(side)))
    insistence = _insistence(facts)
    return Fair(
        slots=len(facts.grid),
        ends=tuple((a, b) if side[a] == 0 else (b, a) for a, b in facts.who),
        side=tuple(side),
        worth=tuple(one.utility + insistence * one.mandatory for one in problem.meetings),
        allowed=tuple(
            _allowed(facts, meeting) & there[a] & there[b]
            for meeting, (a, b) in zip(problem.meetings, facts.who, strict=True)
        ),
        there=there,
        most=tuple(
            free.bit_count()
            if one.max_meetings is None
            else min(one.max_meetings, free.bit_count())
            for one, free in zip(problem.participants, there, strict=True)
        ),
        tables=tables,
        insistence=insistence,
        mandatory=tuple(n for n, meeting in enumerate(problem.meetings) if meeting.mandatory),
    )


def _there(facts: Facts, person: int, open_slots: int) -> int:
    sessions = [slot for session in facts.bound[person] for slot in session.slots]
    return open_slots & ~_mask(facts.unavailable[person]) & ~_mask(sessions)


def _allowed(facts: Facts, meeting: Meeting) -> int:
    number = facts.grid.number
    names = number if meeting.allowed_slots is None else meeting.allowed_slots
    mask = _mask(number[name] for name in names)
    return mask if meeting.slot is None else mask & (1 << number[meeting.slot])


def _mask(slots: Iterable[int]) -> int:
    mask = 0
    for slot in slots:
        mask |= 1 << slot
    return mask


def bits(mask: int) -> list[int]:
    """The slots of a mask."""
    slots = []
    while mask:
        lowest = mask & -mask
        slots.append(lowest.bit_length() - 1)
        mask ^= lowest
    return slots
