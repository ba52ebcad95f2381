"""One thing that an organiser could change, and the problem with that change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from vstrecha.engine.scheduling.problem import Closure, Interpreter, Problem, Slot, Venue

KINDS = ("table", "interpreter", "representative", "slot", "presence", "most")


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a `kind` of KINDS.

    `whom` is the venue of a table, the pair of languages of an interpreter ("ru–zh"), else the
    participant; `part` the day-part that it is for, where it is for one. `count` is how many
    meetings a participant may then have (0: as many as there is room for).
    """

    kind: str
    whom: str = ""
    part: str = ""
    count: int = 0


def changed(problem: Problem, change: Change) -> Problem | None:
    """The problem with a change made; None where it cannot be made."""
    match change.kind:
        case "table":
            return _with_table(problem, change)
        case "interpreter":
            return _with_interpreter(problem, change)
        case "slot":
            return _with_slot(problem, change)
    return _with_participant(problem, change)


def _with_participant(problem: Problem, change: Change) -> Problem:
    part = {slot.id for slot in problem.slots if slot.part == change.part}
    people = []
    for one in problem.participants:
        new = one
        if one.id == change.whom and change.kind == "representative":
            new = replace(one, representatives=one.representatives + 1)
        elif one.id == change.whom and change.kind == "presence":
            new = replace(one, unavailable=one.unavailable - part)
        elif one.id == change.whom and change.kind == "most":
            new = replace(one, max_meetings=change.count or None)
        people.append(new)
    return replace(problem, participants=tuple(people))


def _with_table(problem: Problem, change: Change) -> Problem:
    """One more table of a venue, open in the slots of a day-part in which the venue is."""
    name = _new(change.whom, {table for venue in problem.venues for table in venue.tables})
    venues = [
        replace(
            venue,
            tables=(*venue.tables, name),
            closed=(
                *venue.closed,
                *(
                    Closure(slot.id, (name,))
                    for slot in problem.slots
                    if slot.part != change.part or not open_tables(venue, slot.id)
                ),
            ),
        )
        if venue.id == change.whom
        else venue
        for venue in problem.venues
    ]
    return replace(problem, venues=tuple(venues))


def open_tables(venue: Venue, slot: str) -> int:
    """How many tables of a venue are open in a slot."""
    closed: set[str] = set()
    for closure in venue.closed:
        if closure.slot == slot:
            closed.update(venue.tables if closure.tables is None else closure.tables)
    return len(set(venue.tables) - closed)


def _with_interpreter(problem: Problem, change: Change) -> Problem:
    name = _new(change.whom, {one.id for one in problem.interpreters})
    away = frozenset(slot.id for slot in problem.slots if slot.part != change.part)
    more = Interpreter(name, frozenset({frozenset(change.whom.split("–"))}), away)
    return replace(problem, interpreters=(*problem.interpreters, more))


def _with_slot(problem: Problem, change: Change) -> Problem | None:
    """One more slot after the last of a day-part: whoever and whatever is there in the last one
    is there in it too. None where another slot is in its way."""
    more = next_slot(problem, change.part)
    if more is None:
        return None
    last = max((slot for slot in problem.slots if slot.part == change.part), key=_start)

    def longer(names: frozenset[str]) -> frozenset[str]:
        return names | {more.id} if last.id in names else names

    slots = list(problem.slots)
    slots.insert(slots.index(last) + 1, more)
    return replace(
        problem,
        slots=tuple(slots),
        venues=tuple(
            replace(
                venue,
                closed=(
                    *venue.closed,
                    *(replace(it, slot=more.id) for it in venue.closed if it.slot == last.id),
                ),
            )
            for venue in problem.venues
        ),
        participants=tuple(
            replace(one, unavailable=longer(one.unavailable)) for one in problem.participants
        ),
        interpreters=tuple(
            replace(one, unavailable=longer(one.unavailable)) for one in problem.interpreters
        ),
        meetings=tuple(
            one
            if one.allowed_slots is None
            else replace(one, allowed_slots=longer(one.allowed_slots))
            for one in problem.meetings
        ),
    )


def next_slot(problem: Problem, part: str) -> Slot | None:
    """The slot that would follow a day-part, as long as its last one and as far from it as that
    from the one before; None where another slot begins before it ends."""
    *before, last = sorted((slot for slot in problem.slots if slot.part == part), key=_start)
    pause = last.start - before[-1].end if before else timedelta(0)
    start = last.end + pause
    end = start + (last.end - last.start)
    if any(slot.start < end and start < slot.end for slot in problem.slots):
        return None
    return Slot(_new(start.isoformat(), {slot.id for slot in problem.slots}), start, end, part)


def _start(slot: Slot) -> datetime:
    return slot.start


def _new(name: str, taken: set[str]) -> str:
    """A name that nothing else has."""
    number = 1
    found = name
    while found in taken:
        number += 1
        found = f"{name} ({number})"
    return found
