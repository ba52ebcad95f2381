"""What a problem insists on, in words."""

from __future__ import annotations

from collections.abc import Callable, Collection

from vstrecha.engine.message import N_, Fact, Message, N_n
from vstrecha.engine.scheduling.check import RULES
from vstrecha.engine.scheduling.conflicts.given import RULE_OF, Given, languages, session_of
from vstrecha.engine.scheduling.explain.wording import MOST_NAMED
from vstrecha.engine.scheduling.problem import Meeting, Participant, Problem


def sentence(problem: Problem, given: Given) -> Message:
    """A given in one sentence; that of its rule where there is nothing more to say."""
    say = _SENTENCES.get(given.kind)
    return Message(RULES[RULE_OF[given.kind]]) if say is None else say(problem, given)


def _counted(texts: tuple[str, str], count: int, **facts: Fact) -> Message:
    return Message(texts[0], {"count": count, **facts}, texts[1], "count")


def _meeting_of(problem: Problem, given: Given) -> Meeting:
    return next(one for one in problem.meetings if one.id == given.whom)


def _person(problem: Problem, given: Given) -> Participant:
    return next(one for one in problem.participants if one.id == given.whom)


def _in_order(problem: Problem, names: Collection[str]) -> tuple[str, ...]:
    return tuple(slot.id for slot in problem.slots if slot.id in names)


def _mandatory(problem: Problem, given: Given) -> Message:
    meeting = _meeting_of(problem, given)
    return Message(
        N_("Meeting {meeting} must be held ({participants})."),
        {"meeting": meeting.id, "participants": meeting.participants},
    )


def _pinned(problem: Problem, given: Given) -> Message:
    place = next(one for one in problem.previous if one.meeting == given.whom)
    if place.table is None:
        return Message(
            N_("Meeting {meeting} is pinned to {slots}."),
            {"meeting": given.whom, "slots": (place.slot,)},
        )
    return Message(
        N_("Meeting {meeting} is pinned to {slots}, table {table}."),
        {"meeting": given.whom, "slots": (place.slot,), "table": place.table},
    )


def _least(problem: Problem, given: Given) -> Message:
    asked = sum(given.whom in one.participants for one in problem.meetings)
    texts = N_n(
        "{participant} is to have at least one meeting; asked for: {asked}.",
        "{participant} is to have at least {count} meetings; asked for: {asked}.",
    )
    least = _person(problem, given).min_meetings
    return _counted(texts, least, participant=given.whom, asked=asked)


def _session(problem: Problem, given: Given) -> Message:
    session = session_of(problem, given.other)
    return Message(
        N_("{participant} takes part in {session} ({slots})."),
        {
            "participant": given.whom,
            "session": session.id,
            "slots": _in_order(problem, session.slots),
        },
    )


def _fairness(problem: Problem, _given: Given) -> Message:
    texts = N_n(
        "No two participants may differ by more than {count} break.",
        "No two participants may differ by more than {count} breaks.",
    )
    return _counted(texts, problem.fairness or 0)


def _away(problem: Problem, given: Given) -> Message:
    away = _person(problem, given).unavailable
    there = _in_order(problem, {slot.id for slot in problem.slots} - away)
    who: dict[str, Fact] = {"participant": given.whom}
    if not there:
        return Message(N_("{participant} is not available in any slot."), who)
    if len(there) <= MOST_NAMED:
        return Message(N_("{participant} is available only in {slots}."), {**who, "slots": there})
    if len(away) <= MOST_NAMED:
        slots = _in_order(problem, away)
        return Message(N_("{participant} is not available in {slots}."), {**who, "slots": slots})
    texts = N_n(
        "{participant} is available only in {count} slot.",
        "{participant} is available only in {count} slots.",
    )
    return _counted(texts, len(there), participant=given.whom)


def _interpreter_away(problem: Problem, given: Given) -> Message:
    away = next(one.unavailable for one in problem.interpreters if one.id == given.whom)
    return Message(
        N_("Interpreter {interpreter} is not available in {slots}."),
        {"interpreter": given.whom, "slots": _in_order(problem, away)},
    )


def _languages(problem: Problem, given: Given) -> Message:
    count = sum(
        given.whom in {languages(pair) for pair in one.pairs} for one in problem.interpreters
    )
    texts = N_n(
        "Meetings in {languages} need an interpreter; there is {count} for them.",
        "Meetings in {languages} need an interpreter; there are {count} for them.",
    )
    return _counted(texts, count, languages=given.whom)


def _most(problem: Problem, given: Given) -> Message:
    texts = N_n(
        "{participant} may have at most one meeting.",
        "{participant} may have at most {count} meetings.",
    )
    return _counted(texts, _person(problem, given).max_meetings or 0, participant=given.whom)


def _buffer(problem: Problem, given: Given) -> Message:
    texts = N_n(
        "{participant} asks for {count} minute between meetings.",
        "{participant} asks for {count} minutes between meetings.",
    )
    return _counted(texts, _person(problem, given).buffer_minutes, participant=given.whom)


def _rest(problem: Problem, given: Given) -> Message:
    texts = N_n(
        "{participant} may be in meetings for at most {count} slot in a row.",
        "{participant} may be in meetings for at most {count} slots in a row.",
    )
    return _counted(texts, _person(problem, given).max_consecutive or 0, participant=given.whom)


def _representatives(problem: Problem, given: Given) -> Message:
    texts = N_n(
        "{participant} has one representative.", "{participant} has {count} representatives."
    )
    return _counted(texts, _person(problem, given).representatives, participant=given.whom)


def _own_table(problem: Problem, given: Given) -> Message:
    table = _person(problem, given).table
    return Message(
        N_("{participant} meets at its own table, {table}."),
        {"participant": given.whom, "table": table or ""},
    )


def _table(problem: Problem, given: Given) -> Message:
    table = _meeting_of(problem, given).table
    return Message(
        N_("Meeting {meeting} is to be held at table {table}."),
        {"meeting": given.whom, "table": table or ""},
    )


def _allowed(problem: Problem, given: Given) -> Message:
    slots = _in_order(problem, _meeting_of(problem, given).allowed_slots or ())
    if len(slots) <= MOST_NAMED:
        return Message(
            N_("Meeting {meeting} may be held only in {slots}."),
            {"meeting": given.whom, "slots": slots},
        )
    texts = N_n(
        "Meeting {meeting} may be held only in {count} slot.",
        "Meeting {meeting} may be held only in {count} slots.",
    )
    return _counted(texts, len(slots), meeting=given.whom)


def _fixed(problem: Problem, given: Given) -> Message:
    slot = _meeting_of(problem, given).slot
    return Message(
        N_("Meeting {meeting} is fixed to {slots}."),
        {"meeting": given.whom, "slots": (slot or "",)},
    )


def _length(problem: Problem, given: Given) -> Message:
    texts = N_n(
        "Meeting {meeting} takes {count} slot.", "Meeting {meeting} takes {count} slots in a row."
    )
    return _counted(texts, _meeting_of(problem, given).length, meeting=given.whom)


def _order(_problem: Problem, given: Given) -> Message:
    return Message(
        N_("Meeting {meeting} comes after meeting {earlier}."),
        {"meeting": given.whom, "earlier": given.other},
    )


def _tables(problem: Problem, _given: Given) -> Message:
    texts = N_n("There is one table.", "There are {count} tables.")
    return _counted(texts, sum(len(venue.tables) for venue in problem.venues))


def _closed(problem: Problem, _given: Given) -> Message:
    slots = _in_order(problem, {it.slot for venue in problem.venues for it in venue.closed})
    if len(slots) <= MOST_NAMED:
        return Message(N_("Some tables are closed in {slots}."), {"slots": slots})
    texts = N_n(
        "Some tables are closed in {count} slot.", "Some tables are closed in {count} slots."
    )
    return _counted(texts, len(slots))


def _grid(problem: Problem, _given: Given) -> Message:
    texts = N_n("There is one slot.", "There are {count} slots.")
    return _counted(texts, len(problem.slots))


_SENTENCES: dict[str, Callable[[Problem, Given], Message]] = {
    "mandatory": _mandatory,
    "pinned": _pinned,
    "least": _least,
    "session": _session,
    "fairness": _fairness,
    "away": _away,
    "interpreter away": _interpreter_away,
    "languages": _languages,
    "most": _most,
    "buffer": _buffer,
    "rest": _rest,
    "representatives": _representatives,
    "own table": _own_table,
    "table": _table,
    "allowed": _allowed,
    "fixed": _fixed,
    "length": _length,
    "order": _order,
    "tables": _tables,
    "closed": _closed,
    "grid": _grid,
}
