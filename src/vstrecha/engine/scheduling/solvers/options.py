"""The places a meeting could take, before any other meeting is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vstrecha.engine.scheduling.solvers.facts import Bound, Facts


@dataclass(frozen=True, slots=True)
class Option:
    """One place for one meeting: its slots, and tables by class, or any of the pool's (None)."""

    meeting: int
    slots: tuple[int, ...]
    pool: int
    tables: int | None

    @property
    def first(self) -> int:
        return self.slots[0]

    @property
    def last(self) -> int:
        return self.slots[-1]


def options_of(facts: Facts, meeting: int) -> list[Option]:
    """All places of a meeting that break no rule by themselves."""
    return [
        option for first in range(len(facts.grid)) for option in options_from(facts, meeting, first)
    ]


def options_from(facts: Facts, meeting: int, first: int) -> Iterator[Option]:
    """The places of a meeting that start in one slot and break no rule by themselves."""
    slots = _slots_from(facts, meeting, first)
    if slots is not None:
        for option in _tables_for(facts, meeting, slots):
            if _reachable(facts, option):
                yield option


def stands_still(facts: Facts, option: Option) -> bool:
    """Whether a place is the one that the meeting had in the plan to repair."""
    previous = facts.previous.get(option.meeting)
    if previous is None or previous.slot != facts.grid.ids[option.first]:
        return False
    table = facts.previous_table(option.meeting)
    return table is None or option.tables == facts.rooms.class_of_table[table]


def _slots_from(facts: Facts, number: int, first: int) -> tuple[int, ...] | None:
    """The slots a meeting takes from one on, where time, people and interpreters allow it."""
    meeting = facts.problem.meetings[number]
    pinned = facts.previous.get(number)
    name = facts.grid.ids[first]
    if meeting.slot not in (None, name):
        return None
    if pinned is not None and pinned.pinned and pinned.slot != name:
        return None
    slots = facts.grid.covered(first, meeting.length)
    if slots is None or not _allowed(facts, number, slots):
        return None
    return slots if all(_free(facts, person, slots) for person in facts.who[number]) else None


def _allowed(facts: Facts, number: int, slots: tuple[int, ...]) -> bool:
    meeting = facts.problem.meetings[number]
    names = [facts.grid.ids[slot] for slot in slots]
    if meeting.allowed_slots is not None and not meeting.allowed_slots.issuperset(names):
        return False
    return meeting.language_pair is None or any(
        meeting.language_pair in interpreter.pairs and interpreter.unavailable.isdisjoint(names)
        for interpreter in facts.problem.interpreters
    )


def _free(facts: Facts, person: int, slots: tuple[int, ...]) -> bool:
    if not facts.unavailable[person].isdisjoint(slots):
        return False
    representatives = facts.problem.participants[person].representatives
    return all(facts.in_session(person, slot) < representatives for slot in slots)


def _tables_for(facts: Facts, number: int, slots: tuple[int, ...]) -> Iterator[Option]:
    previous = facts.previous.get(number)
    kept = facts.previous_table(number)
    fixed = facts.fixed_table[number]
    if previous is not None and previous.pinned and kept is not None:
        if fixed not in (None, kept):
            return
        fixed = kept
    if fixed is not None:
        yield from _at_table(facts, number, slots, fixed)
        return
    found = list(_at_any_table(facts, number, slots))
    yield from found
    here = previous is not None and previous.slot == facts.grid.ids[slots[0]]
    if here and kept is not None:
        # One that stays needs to say at which table; a long one may have said so already.
        yield from (
            option for option in _at_table(facts, number, slots, kept) if option not in found
        )


def _at_any_table(facts: Facts, number: int, slots: tuple[int, ...]) -> Iterator[Option]:
    rooms = facts.rooms
    for pool in range(rooms.pools):
        classes = rooms.classes_of_pool[pool]
        if len(classes) > 1 and len(slots) > 1:
            for tables in classes:
                if rooms.open[rooms.classes[tables][0]].issuperset(slots):
                    yield Option(number, slots, pool, tables)
        elif all(rooms.capacity[pool][slot] for slot in slots):
            yield Option(number, slots, pool, None)


def _at_table(facts: Facts, number: int, slots: tuple[int, ...], table: int) -> Iterator[Option]:
    rooms = facts.rooms
    if rooms.open[table].issuperset(slots):
        yield Option(number, slots, rooms.pool_of_table(table), rooms.class_of_table[table])


def _reachable(facts: Facts, option: Option) -> bool:
    """Whether everybody with one representative can get there from sessions, and back."""
    if not facts.rooms.far_apart:
        return True
    return not any(
        facts.problem.participants[person].representatives == 1
        and any(too_far(facts, session, option) for session in facts.bound[person])
        for person in facts.who[option.meeting]
    )


def too_far(facts: Facts, session: Bound, option: Option) -> bool:
    """Whether nobody can be both in a session and, at another time, in a meeting."""
    if session.pool is None:
        return False
    return any(
        facts.grid.gap(option.last, slot) < facts.rooms.travel(option.pool, session.pool)
        if slot > option.last
        else facts.grid.gap(slot, option.first) < facts.rooms.travel(session.pool, option.pool)
        for slot in session.slots
        if slot not in option.slots
    )


def sessions_clash(facts: Facts, one: Bound, other: Bound) -> bool:
    """Whether nobody can be in both sessions: at once, or without time for the way."""
    if not set(one.slots).isdisjoint(other.slots):
        return True
    if one.pool is None or other.pool is None:
        return False
    return any(
        first > last
        and facts.grid.gap(last, first) < facts.rooms.travel(before.pool or 0, after.pool or 0)
        for before, after in ((one, other), (other, one))
        for last in before.slots
        for first in after.slots
    )
