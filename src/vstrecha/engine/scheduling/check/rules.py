"""The rules of meetings, tables and participants, each a function that yields what breaks it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from vstrecha.engine.message import N_
from vstrecha.engine.scheduling.check.persons import Human, participant_breaks, person_breaks
from vstrecha.engine.scheduling.check.timetable import Held, Timetable
from vstrecha.engine.scheduling.check.violation import Violation, violation

Rule = Callable[[Timetable], Iterator[Violation]]
HOST_SIDE = "host"


def length(timetable: Timetable) -> Iterator[Violation]:
    """A meeting takes its slots one after another within one day-part."""
    for held in timetable.held:
        if len(held.slots) != held.meeting.length:
            yield violation(
                "length",
                N_("{meeting} takes {count} slots; too few follow {slot} in its day-part."),
                meeting=held.meeting.id,
                count=held.meeting.length,
                slot=held.placement.slot,
            )


def allowed(timetable: Timetable) -> Iterator[Violation]:
    """A meeting is held in slots that it allows."""
    for held in timetable.held:
        slots = held.meeting.allowed_slots
        for slot in held.slots:
            if slots is not None and slot.id not in slots:
                yield violation(
                    "allowed",
                    N_("{meeting} does not allow {slot}."),
                    meeting=held.meeting.id,
                    slot=slot.id,
                )


def fixed(timetable: Timetable) -> Iterator[Violation]:
    """A meeting with a fixed slot starts in it."""
    for held in timetable.held:
        if held.meeting.slot not in (None, held.placement.slot):
            yield violation(
                "fixed",
                N_("{meeting} is fixed to {slot}."),
                meeting=held.meeting.id,
                slot=str(held.meeting.slot),
            )


def available(timetable: Timetable) -> Iterator[Violation]:
    """Nobody has a meeting while unavailable."""
    for held in timetable.held:
        for name in held.meeting.participants:
            for slot in held.slots:
                if slot.id in timetable.participant[name].unavailable:
                    yield violation(
                        "available",
                        N_("{participant} is not available in {slot} for {meeting}."),
                        participant=name,
                        slot=slot.id,
                        meeting=held.meeting.id,
                    )


def persons(timetable: Timetable) -> Iterator[Violation]:
    """One place at a time, time to travel, buffer and rest, of participants and interpreters."""
    for participant in timetable.problem.participants:
        yield from participant_breaks(timetable, participant)
    work: dict[str, list[Held]] = defaultdict(list)
    for held in timetable.held:
        if held.placement.interpreter is not None:
            work[held.placement.interpreter].append(held)
    for name, meetings in work.items():
        engagements = [[held.stay] for held in meetings]
        yield from person_breaks(timetable, Human(name, rule="interpreter once"), engagements)


def most_and_least(timetable: Timetable) -> Iterator[Violation]:
    """A participant has no more meetings than its most and no fewer than its least."""
    for participant in timetable.problem.participants:
        count = len(timetable.meetings_of[participant.id])
        if participant.max_meetings is not None and count > participant.max_meetings:
            yield violation(
                "most",
                N_("{participant} has {count} meetings; its most is {most}."),
                participant=participant.id,
                count=count,
                most=participant.max_meetings,
            )
        if count < participant.min_meetings:
            yield violation(
                "least",
                N_("{participant} has {count} meetings; its least is {least}."),
                participant=participant.id,
                count=count,
                least=participant.min_meetings,
            )


def tables(timetable: Timetable) -> Iterator[Violation]:
    """A table is open, and holds one meeting at a time."""
    closed = {
        (table, closure.slot)
        for venue in timetable.problem.venues
        for closure in venue.closed
        for table in (venue.tables if closure.tables is None else closure.tables)
    }
    at_once = Counter(
        (held.placement.table, slot.id) for held in timetable.held for slot in held.slots
    )
    for (table, slot), count in at_once.items():
        if (table, slot) in closed:
            yield violation(
                "open", N_("Table {table} is closed in {slot}."), table=table, slot=slot
            )
        if count > 1:
            yield violation(
                "table",
                N_("Table {table} holds {count} meetings in {slot}."),
                table=table,
                count=count,
                slot=slot,
            )


def own_table(timetable: Timetable) -> Iterator[Violation]:
    """A meeting is held at the table it asks for, else at its participants' own."""
    for held in timetable.held:
        wanted = _wanted_table(timetable, held)
        if wanted not in (None, held.placement.table):
            yield violation(
                "own table",
                N_("{meeting} belongs at table {table}."),
                meeting=held.meeting.id,
                table=str(wanted),
            )


def _wanted_table(timetable: Timetable, held: Held) -> str | None:
    if held.meeting.table is not None:
        return held.meeting.table
    people = [timetable.participant[name] for name in held.meeting.participants]
    for person in people:
        if person.side == HOST_SIDE and person.table is not None:
            return person.table
    return next((person.table for person in people if person.table is not None), None)


def interpreters(timetable: Timetable) -> Iterator[Violation]:
    """A meeting in two languages has one available interpreter for them; no other has any."""
    known = {interpreter.id: interpreter for interpreter in timetable.problem.interpreters}
    for held in timetable.held:
        name, pair = held.placement.interpreter, held.meeting.language_pair
        if pair is None and name is None:
            continue
        interpreter = known.get(name or "")
        if pair is None or interpreter is None or pair not in interpreter.pairs:
            yield violation(
                "interpreter",
                N_("{meeting} has not the interpreter it needs."),
                meeting=held.meeting.id,
            )
            continue
        for slot in held.slots:
            if slot.id in interpreter.unavailable:
                yield violation(
                    "interpreter",
                    N_("Interpreter {interpreter} is not available in {slot}."),
                    interpreter=interpreter.id,
                    slot=slot.id,
                )


def order(timetable: Timetable) -> Iterator[Violation]:
    """A meeting that comes after another starts when that one has ended."""
    for held in timetable.held:
        for name in held.meeting.after:
            earlier = timetable.place_of.get(name)
            if earlier is not None and earlier.slots[-1].end > held.slots[0].start:
                yield violation(
                    "order",
                    N_("{meeting} starts before {earlier} has ended."),
                    meeting=held.meeting.id,
                    earlier=name,
                )


def mandatory(timetable: Timetable) -> Iterator[Violation]:
    """A mandatory meeting is held."""
    for meeting in timetable.problem.meetings:
        if meeting.mandatory and meeting.id not in timetable.place_of:
            yield violation(
                "mandatory", N_("{meeting} must be held and is not."), meeting=meeting.id
            )


def pinned(timetable: Timetable) -> Iterator[Violation]:
    """A pinned meeting stays where it was."""
    for previous in timetable.problem.previous:
        held = timetable.place_of.get(previous.meeting)
        stays = (
            held is not None
            and held.placement.slot == previous.slot
            and previous.table in (None, held.placement.table)
        )
        if previous.pinned and not stays:
            yield violation(
                "pinned", N_("{meeting} is pinned and has moved."), meeting=previous.meeting
            )


def sessions(timetable: Timetable) -> Iterator[Violation]:
    """A session has places for all that it lists."""
    for session in timetable.problem.sessions:
        if session.capacity is not None and len(session.participants) > session.capacity:
            yield violation(
                "sessions", N_("{session} lists more than its places."), session=session.id
            )


RULES: tuple[Rule, ...] = (
    length,
    allowed,
    fixed,
    available,
    persons,
    most_and_least,
    tables,
    own_table,
    interpreters,
    order,
    mandatory,
    pinned,
    sessions,
)
