"""Repair on the day: the past stays, the rest moves as little as it can.

`repair(problem, plan, now=…, incidents=[Late("feal", ten)])` is all that is needed. It derives the
problem that is left (`left_to_plan`) and solves it: the objective's order is that of every repair
(docs/reference/scheduling.md), and where two plans place equal utility the one that moves fewer
meetings wins. `changes` then says in words what is different.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from vstrecha.engine.scheduling.changes import Change, changes
from vstrecha.engine.scheduling.incidents import Incident, after
from vstrecha.engine.scheduling.plan import Placement, Plan
from vstrecha.engine.scheduling.problem import (
    Closure,
    Interpreter,
    Meeting,
    Participant,
    Previous,
    Problem,
    Venue,
)
from vstrecha.engine.scheduling.solve import Progress, solve

__all__ = ["Repaired", "left_to_plan", "repair"]


@dataclass(frozen=True, slots=True)
class Repaired:
    """The problem that was left, its new plan, and what differs from the plan before."""

    problem: Problem
    plan: Plan
    changes: tuple[Change, ...]


def repair(  # noqa: PLR0913 - what happened, and the limits of `solve`
    problem: Problem,
    plan: Plan,
    *,
    now: datetime,
    incidents: Iterable[Incident] = (),
    seed: int = 0,
    time_limit: float | None = None,
    work_limit: float | None = None,
    workers: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Repaired:
    """Mend `plan` after `incidents` that became known at `now`.

    `problem` is the one that `plan` solves. What has begun at `now` stays, nothing new is put
    into slots that have begun, and requests without a place (stand-bys among them) get what
    becomes free. The limits are those of `solve`. Raises ProblemError where an incident names
    what the problem does not list.
    """
    left = left_to_plan(after(problem, incidents, now=now), plan.placements, now=now)
    mended = solve(
        left,
        seed=seed,
        time_limit=time_limit,
        work_limit=work_limit,
        workers=workers,
        on_progress=on_progress,
    )
    return Repaired(left, mended, changes(left, plan.placements, mended))


def left_to_plan(problem: Problem, placements: Sequence[Placement], *, now: datetime) -> Problem:
    """The problem of a repair at a moment: what has begun is pinned and beyond dispute.

    A placement whose meeting, slot or table the problem no longer lists is left out. What has
    begun keeps slot, table and interpreter even where a change of the problem says otherwise: who
    sits in a meeting is there, and the table is open.
    """
    grid = _Begun(problem, now)
    meetings = {meeting.id: meeting for meeting in problem.meetings}
    tables = {table for venue in problem.venues for table in venue.tables}
    kept = [
        place
        for place in placements
        if place.meeting in meetings and place.slot in grid.start and place.table in tables
    ]
    begun = {place.meeting: place for place in kept if grid.has_begun(place.slot)}
    held = {name: grid.slots(place.slot, meetings[name].length) for name, place in begun.items()}
    return replace(
        problem,
        participants=tuple(_is_there(one, meetings, held) for one in problem.participants),
        venues=tuple(_stays_open(venue, begun, held) for venue in problem.venues),
        interpreters=tuple(_goes_on(one, begun, held) for one in problem.interpreters),
        meetings=tuple(
            _settled(meeting, begun[meeting.id])
            if meeting.id in begun
            else _not_in_the_past(meeting, grid)
            for meeting in problem.meetings
        ),
        previous=tuple(
            Previous(place.meeting, place.slot, place.table, pinned=place.meeting in begun)
            for place in kept
        ),
    )


class _Begun:
    """The time grid at a moment."""

    def __init__(self, problem: Problem, now: datetime) -> None:
        self.now = now
        self.start = {slot.id: slot.start for slot in problem.slots}
        self.later = frozenset(slot.id for slot in problem.slots if slot.start > now)
        self.parts: dict[str, list[str]] = {}
        self.part = {slot.id: slot.part for slot in problem.slots}
        for slot in problem.slots:
            self.parts.setdefault(slot.part, []).append(slot.id)

    def has_begun(self, slot: str) -> bool:
        return slot not in self.later

    def slots(self, first: str, length: int) -> frozenset[str]:
        """The slots that a meeting takes."""
        part = self.parts[self.part[first]]
        begin = part.index(first)
        return frozenset(part[begin : begin + length])


def _is_there(
    one: Participant, meetings: Mapping[str, Meeting], held: Mapping[str, frozenset[str]]
) -> Participant:
    busy = [slots for name, slots in held.items() if one.id in meetings[name].participants]
    return replace(one, unavailable=one.unavailable.difference(*busy))


def _stays_open(
    venue: Venue, begun: Mapping[str, Placement], held: Mapping[str, frozenset[str]]
) -> Venue:
    in_use = {(begun[name].table, slot) for name, slots in held.items() for slot in slots}
    closed = (
        Closure(
            closure.slot,
            tuple(
                table
                for table in (venue.tables if closure.tables is None else closure.tables)
                if (table, closure.slot) not in in_use
            ),
        )
        for closure in venue.closed
    )
    return replace(venue, closed=tuple(closure for closure in closed if closure.tables))


def _goes_on(
    one: Interpreter, begun: Mapping[str, Placement], held: Mapping[str, frozenset[str]]
) -> Interpreter:
    """An interpreter in a meeting that has begun is there, and the only one to speak for it."""
    own = [name for name, place in begun.items() if place.interpreter == one.id]
    return replace(
        one,
        unavailable=one.unavailable.difference(*(held[name] for name in own)),
        pairs=one.pairs.union(_own_language(name, one.id) for name in own),
    )


def _settled(meeting: Meeting, place: Placement) -> Meeting:
    """A meeting that has begun: where and with whom it is, whatever was asked for."""
    pair = meeting.language_pair
    if place.interpreter is not None:
        pair = _own_language(meeting.id, place.interpreter)
    return replace(
        meeting, allowed_slots=None, slot=place.slot, table=place.table, language_pair=pair
    )


def _own_language(meeting: str, interpreter: str) -> frozenset[str]:
    """A pair of languages that only the interpreter at hand speaks: it keeps them in place."""
    return frozenset({f"meeting {meeting}", f"interpreter {interpreter}"})


def _not_in_the_past(meeting: Meeting, grid: _Begun) -> Meeting:
    allowed = grid.later if meeting.allowed_slots is None else meeting.allowed_slots & grid.later
    return replace(meeting, allowed_slots=allowed)
