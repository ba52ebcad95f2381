"""The things a problem insists on, one by one, and the problem that insists on only some."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from vstrecha.engine.scheduling.conflicts.longer import longer
from vstrecha.engine.scheduling.problem import (
    Interpreter,
    Meeting,
    Participant,
    Problem,
    Session,
    Venue,
)
from vstrecha.engine.scheduling.problem.parts import MOST_COUNTED

# The rule (a key of `check.RULES`) that each kind of given is part of, in the order in which
# they are tried to be left out: what asks for something first, so that the rest gets small.
RULE_OF = {
    "fairness": "fairness",
    "least": "least",
    "session": "sessions",
    "pinned": "pinned",
    "mandatory": "mandatory",
    "travel": "travel",
    "buffer": "buffer",
    "rest": "rest",
    "interpreter away": "interpreter",
    "languages": "interpreter",
    "order": "order",
    "most": "most",
    "representatives": "representatives",
    "grid": "length",
    "closed": "open",
    "tables": "table",
    "own table": "own table",
    "table": "own table",
    "length": "length",
    "fixed": "fixed",
    "allowed": "allowed",
    "away": "available",
}
DEMANDS = ("fairness", "least", "session", "pinned", "mandatory")


@dataclass(frozen=True, slots=True)
class Given:
    """One thing insisted on: its `kind` (a key of RULE_OF), whose it is, and of what besides.

    `other` is the session of a participant, the earlier of two meetings.
    """

    kind: str
    whom: str = ""
    other: str = ""


def givens(problem: Problem) -> tuple[Given, ...]:
    """All that a problem insists on, in the order of RULE_OF. Not among them is what nobody
    could do without: that a person is in one place, and a table holds one meeting, at a time."""
    found = [*_of_all(problem)]
    for meeting in problem.meetings:
        found += _of_meeting(meeting)
    for participant in problem.participants:
        found += _of_participant(participant)
    found += [Given("pinned", one.meeting) for one in problem.previous if one.pinned]
    for session in problem.sessions:
        found += [Given("session", name, session.id) for name in session.participants]
    for one in problem.interpreters:
        if one.unavailable:
            found.append(Given("interpreter away", one.id))
    order = {kind: place for place, kind in enumerate(RULE_OF)}
    return tuple(sorted(found, key=lambda one: (order[one.kind], one.whom, one.other)))


def _of_all(problem: Problem) -> Iterator[Given]:
    yield Given("grid")
    yield Given("tables")
    if any(venue.closed for venue in problem.venues):
        yield Given("closed")
    if any(way.minutes for way in problem.travel):
        yield Given("travel")
    if problem.fairness is not None:
        yield Given("fairness")
    pairs = {one.language_pair for one in problem.meetings if one.language_pair is not None}
    for pair in sorted(languages(pair) for pair in pairs):
        yield Given("languages", pair)


def _of_meeting(meeting: Meeting) -> Iterator[Given]:
    holds = {
        "mandatory": meeting.mandatory,
        "length": meeting.length > 1,
        "allowed": meeting.allowed_slots is not None,
        "fixed": meeting.slot is not None,
        "table": meeting.table is not None,
    }
    yield from (Given(kind, meeting.id) for kind, it in holds.items() if it)
    yield from (Given("order", meeting.id, name) for name in meeting.after)


def _of_participant(participant: Participant) -> Iterator[Given]:
    holds = {
        "away": bool(participant.unavailable),
        "least": participant.min_meetings > 0,
        "most": participant.max_meetings is not None,
        "rest": participant.max_consecutive is not None,
        "buffer": participant.buffer_minutes > 0,
        "own table": participant.table is not None,
        "representatives": participant.representatives > 1,
    }
    yield from (Given(kind, participant.id) for kind, it in holds.items() if it)


def languages(pair: frozenset[str]) -> str:
    """A pair of languages as a given names it."""
    return "–".join(sorted(pair))


def only(problem: Problem, kept: Collection[Given]) -> Problem:
    """The problem that insists on these givens alone.

    It has a plan exactly where they can be kept together: meetings that nothing asks for are
    left out, for they need not be held; so are participants whom nothing then concerns.
    """
    wanted = _wanted(problem, kept)
    meetings = tuple(_meeting(one, kept, wanted) for one in problem.meetings if one.id in wanted)
    sessions = tuple(
        replace(one, participants=names, capacity=None)
        for one in problem.sessions
        if (names := tuple(n for n in one.participants if Given("session", n, one.id) in kept))
    )
    people = {name for one in meetings for name in one.participants}
    people |= {name for one in sessions for name in one.participants}
    people |= {one.whom for one in kept if one.kind == "least"}
    fair = Given("fairness") in kept
    count = len(meetings)
    less = Problem(
        slots=problem.slots,
        venues=tuple(_venue(one, kept, count) for one in problem.venues),
        participants=tuple(
            _participant(one, kept, count)
            for one in problem.participants
            if fair or one.id in people
        ),
        meetings=meetings,
        travel=problem.travel if Given("travel") in kept else (),
        sessions=sessions,
        interpreters=tuple(_interpreter(one, kept) for one in problem.interpreters),
        fairness=problem.fairness if fair else None,
        previous=tuple(
            one for one in problem.previous if one.pinned and Given("pinned", one.meeting) in kept
        ),
        levels=(),
    )
    return less if Given("grid") in kept else longer(less)


def _wanted(problem: Problem, kept: Collection[Given]) -> set[str]:
    """The meetings that any of the givens may want to be held."""
    if Given("fairness") in kept:
        return {one.id for one in problem.meetings}  # one more may even out the breaks
    least = {one.whom for one in kept if one.kind == "least"}
    wanted = {one.whom for one in kept if one.kind in {"mandatory", "pinned"}}
    return wanted | {one.id for one in problem.meetings if not least.isdisjoint(one.participants)}


def _meeting(one: Meeting, kept: Collection[Given], wanted: set[str]) -> Meeting:
    def holds(kind: str, other: str = "") -> bool:
        return Given(kind, one.id, other) in kept

    pair = one.language_pair
    return replace(
        one,
        mandatory=one.mandatory and holds("mandatory"),
        length=one.length if holds("length") else 1,
        allowed_slots=one.allowed_slots if holds("allowed") else None,
        slot=one.slot if holds("fixed") else None,
        table=one.table if holds("table") else None,
        after=tuple(name for name in one.after if name in wanted and holds("order", name)),
        language_pair=pair
        if pair is not None and Given("languages", languages(pair)) in kept
        else None,
    )


def _participant(one: Participant, kept: Collection[Given], meetings: int) -> Participant:
    def holds(kind: str) -> bool:
        return Given(kind, one.id) in kept

    several = one.representatives > 1 and not holds("representatives")
    most = one.representatives + meetings if several else one.representatives
    return replace(
        one,
        unavailable=one.unavailable if holds("away") else frozenset(),
        min_meetings=one.min_meetings if holds("least") else 0,
        max_meetings=one.max_meetings if holds("most") else None,
        max_consecutive=one.max_consecutive if holds("rest") else None,
        buffer_minutes=one.buffer_minutes if holds("buffer") else 0,
        table=one.table if holds("own table") else None,
        representatives=min(most, MOST_COUNTED),
    )


def _venue(one: Venue, kept: Collection[Given], meetings: int) -> Venue:
    closed = one.closed if Given("closed") in kept else ()
    if Given("tables") in kept:
        return replace(one, closed=closed)
    # A closure of all tables is one of those that there are: the others are open.
    closed = tuple(replace(it, tables=it.tables or one.tables) for it in closed)
    # Nobody reads these names, and nothing that somebody named has such a one.
    there = len(one.tables)
    more = tuple(f"\0 {one.id} {number}" for number in range(there, there + meetings))
    return replace(one, tables=(*one.tables, *more), closed=closed)


def _interpreter(one: Interpreter, kept: Collection[Given]) -> Interpreter:
    away = one.unavailable if Given("interpreter away", one.id) in kept else frozenset()
    return replace(one, unavailable=away)


def session_of(problem: Problem, name: str) -> Session:
    """A session by its id."""
    return next(one for one in problem.sessions if one.id == name)
