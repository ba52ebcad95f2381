"""What happens on the day, and what it makes of a problem.

Each incident turns a problem into the one that holds from `now` on: slots that have begun stay as
they were, the later ones change.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from vstrecha.engine.scheduling.problem import (
    Closure,
    Meeting,
    Participant,
    Problem,
    ProblemError,
    Session,
    Slot,
)


class Incident(Protocol):
    """Something that changes a problem on the day."""

    def changes(self, problem: Problem, now: datetime) -> Problem:
        """The problem as it is from now on. Raises ProblemError where it names what is unknown."""
        ...


@dataclass(frozen=True, slots=True)
class Late:
    """A participant comes only at `until`; slots that start before are lost to it."""

    participant: str
    until: datetime

    def changes(self, problem: Problem, now: datetime) -> Problem:
        gone = {slot.id for slot in _later(problem, now) if slot.start < self.until}
        return _with_participant(problem, self.participant, gone)


@dataclass(frozen=True, slots=True)
class NoShow:
    """A participant does not come, or has left: none of its meetings can be held any more.

    Nobody is held to a least number of meetings that only it could have given, and its must-meets
    are must-meets no more.
    """

    participant: str

    def changes(self, problem: Problem, now: datetime) -> Problem:
        gone = {slot.id for slot in _later(problem, now)}
        problem = _with_participant(problem, self.participant, gone)
        left = tuple(
            replace(one, mandatory=False) if self.participant in one.participants else one
            for one in problem.meetings
        )
        possible: dict[str, int] = {}
        for meeting in left:
            for name in meeting.participants:
                possible[name] = possible.get(name, 0) + (
                    self.participant not in meeting.participants
                )
        return replace(
            problem,
            meetings=left,
            participants=tuple(
                replace(one, min_meetings=min(one.min_meetings, possible.get(one.id, 0)))
                for one in problem.participants
            ),
            sessions=tuple(
                _without(session, self.participant) if gone.issuperset(session.slots) else session
                for session in problem.sessions
            ),
        )


@dataclass(frozen=True, slots=True)
class TableLost:
    """A table is not to be had in the slots that touch the time from now (`start`) to `end`."""

    table: str
    start: datetime | None = None
    end: datetime | None = None

    def changes(self, problem: Problem, now: datetime) -> Problem:
        closed = tuple(
            Closure(slot.id, (self.table,))
            for slot in _later(problem, now)
            if (self.start is None or slot.end > self.start)
            and (self.end is None or slot.start < self.end)
        )
        if not any(self.table in venue.tables for venue in problem.venues):
            raise _unknown("table", self.table)
        return replace(
            problem,
            venues=tuple(
                replace(venue, closed=(*venue.closed, *closed))
                if self.table in venue.tables
                else venue
                for venue in problem.venues
            ),
        )


@dataclass(frozen=True, slots=True)
class MustMeet:
    """A meeting must be held that was not asked for before, or was only a wish."""

    meeting: Meeting

    def changes(self, problem: Problem, now: datetime) -> Problem:
        others = tuple(one for one in problem.meetings if one.id != self.meeting.id)
        return replace(problem, meetings=(*others, replace(self.meeting, mandatory=True)))


@dataclass(frozen=True, slots=True)
class Overrun:
    """A session (a visit, a meal) lasts until `until`: it binds its people in the slots between."""

    session: str
    until: datetime

    def changes(self, problem: Problem, now: datetime) -> Problem:
        known = {session.id: session for session in problem.sessions}
        if self.session not in known:
            raise _unknown("session", self.session)
        session = known[self.session]
        start = {slot.id: slot.start for slot in problem.slots}
        began = min((start[name] for name in session.slots), default=now)
        more = tuple(
            slot.id
            for slot in _later(problem, now)
            if began <= slot.start < self.until and slot.id not in session.slots
        )
        longer = replace(session, slots=(*session.slots, *more))
        return replace(
            problem,
            sessions=tuple(longer if one is session else one for one in problem.sessions),
        )


def after(problem: Problem, incidents: Iterable[Incident], *, now: datetime) -> Problem:
    """The problem after some incidents. Raises ProblemError where one names what is unknown."""
    for incident in incidents:
        problem = incident.changes(problem, now)
    return problem


def _later(problem: Problem, now: datetime) -> list[Slot]:
    """The slots that have not begun."""
    return [slot for slot in problem.slots if slot.start > now]


def _with_participant(problem: Problem, name: str, gone: Iterable[str]) -> Problem:
    if all(one.id != name for one in problem.participants):
        raise _unknown("participant", name)

    def changed(one: Participant) -> Participant:
        return replace(one, unavailable=one.unavailable.union(gone)) if one.id == name else one

    return replace(problem, participants=tuple(changed(one) for one in problem.participants))


def _without(session: Session, name: str) -> Session:
    return replace(session, participants=tuple(one for one in session.participants if one != name))


def _unknown(kind: str, name: str) -> ProblemError:
    return ProblemError(f"{kind} {name}", "", "is not in the problem; name one that it lists.")
