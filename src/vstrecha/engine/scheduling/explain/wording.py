"""Reasons in words. Sentences are whole, so that every language can order its own."""

from __future__ import annotations

from collections.abc import Callable

from vstrecha.engine.message import N_, Fact, Message, N_n
from vstrecha.engine.scheduling.explain.reason import Case, Clause, Reason

MOST_NAMED = 8  # more slots than a reader takes in are counted, not named


def in_words(reason: Reason) -> Message:
    """The sentence that says a reason."""
    return _SENTENCES[reason.case](reason)


def _nowhere(_reason: Reason) -> Message:
    return Message(N_("No table is open in any slot."))


def _full(reason: Reason) -> Message:
    (clause,) = reason.clauses
    one, many = N_n(
        "{participant} has the one meeting that is its most.",
        "{participant} has the {count} meetings that are its most.",
    )
    facts: dict[str, Fact] = {"participant": clause.obstacle.whom, "count": clause.count}
    return Message(one, facts, many, "count")


def _worthless(_reason: Reason) -> Message:
    return Message(N_("Nothing is gained by placing it: its utility is 0."))


def _free(reason: Reason) -> Message:
    if len(reason.slots) > MOST_NAMED:
        return Message(
            N_("It would fit in {count} slots, but the search ended before it was tried there."),
            {"count": len(reason.slots), "slots": reason.slots},
        )
    return Message(
        N_("It would fit in {slots}, but the search ended before it was tried there."),
        {"slots": reason.slots},
    )


def _never(reason: Reason) -> Message:
    if len(reason.clauses) == 1:
        return Message(
            N_("There is no slot in which it could be held: in all of them {obstacle}."),
            {"obstacle": _phrase(reason.clauses[0])},
        )
    return Message(
        N_("There is no slot in which it could be held: {obstacles}."),
        {"obstacles": tuple(_part(clause) for clause in reason.clauses)},
    )


def _now(reason: Reason) -> Message:
    facts: dict[str, Fact] = {"count": len(reason.slots), "slots": reason.slots}
    named = len(reason.slots) <= MOST_NAMED
    if len(reason.clauses) == 1:
        one, many = (
            N_n(
                "There is one slot in which all could meet, {slots}; in it {obstacle}.",
                "There are {count} slots in which all could meet, {slots}; in each {obstacle}.",
            )
            if named
            else N_n(
                "There is {count} slot in which all could meet; in it {obstacle}.",
                "There are {count} slots in which all could meet; in each {obstacle}.",
            )
        )
        return Message(one, {**facts, "obstacle": _phrase(reason.clauses[0])}, many, "count")
    one, many = N_n(
        "There is one slot in which all could meet: {obstacles}.",
        "There are {count} slots in which all could meet: {obstacles}.",
    )
    parts = tuple(_part(clause) for clause in reason.clauses)
    return Message(one, {**facts, "obstacles": parts}, many, "count")


def _part(clause: Clause) -> Message:
    """What stands in the way in some of the slots."""
    facts: dict[str, Fact] = {
        "slots": clause.slots,
        "count": len(clause.slots),
        "obstacle": _phrase(clause),
    }
    if len(clause.slots) <= MOST_NAMED:
        return Message(N_("{slots}: {obstacle}"), facts)
    one, many = N_n("in {count} slot {obstacle}", "in {count} slots {obstacle}")
    return Message(one, facts, many, "count")


def _phrase(clause: Clause) -> Message:
    """An obstacle as part of a sentence."""
    kind, whom = clause.obstacle.kind, clause.obstacle.whom
    if kind == "tables":
        return _tables(clause)
    if kind == "representatives":
        one, many = N_n(
            "the one representative of {participant} cannot take on all",
            "the {count} representatives of {participant} cannot share all among them",
        )
        facts: dict[str, Fact] = {"participant": whom, "count": clause.count}
        return Message(one, facts, many, "count")
    field = {"table": "table", "order": "meeting"}.get(kind, "participant")
    return Message(PHRASES[kind], {field: whom} if whom else {})


def _tables(clause: Clause) -> Message:
    venue = clause.obstacle.whom
    if not clause.count:
        if venue:
            return Message(N_("all open tables at {venue} are taken"), {"venue": venue})
        return Message(N_("all open tables are taken"))
    if venue:
        one, many = N_n(
            "the only table at {venue} is taken", "all {count} tables at {venue} are taken"
        )
        facts: dict[str, Fact] = {"venue": venue, "count": clause.count}
        return Message(one, facts, many, "count")
    one, many = N_n("the only table is taken", "all {count} tables are taken")
    return Message(one, {"count": clause.count}, many, "count")


PHRASES = {
    "day-part": N_("too few slots follow in the day-part"),
    "allowed": N_("its own wish for a time rules it out"),
    "fixed": N_("it is fixed to another slot"),
    "pinned": N_("it is pinned to another place"),
    "absent": N_("{participant} is not available"),
    "session": N_("{participant} is in sessions of the programme"),
    "closed": N_("no table that it may use is open"),
    "no interpreter": N_("no interpreter for its languages is there"),
    "busy": N_("{participant} has other meetings"),
    "table": N_("table {table} is taken"),
    "interpreter": N_("no interpreter for its languages is free"),
    "travel": N_("{participant} has no time to travel from or to other meetings or sessions"),
    "buffer": N_("{participant} would have too short a pause between meetings"),
    "rest": N_("{participant} would have too many meetings in a row"),
    "order": N_("{meeting} would come before or after it in the wrong order"),
    "fairness": N_("the breaks of participants would become too unequal"),
}

_SENTENCES: dict[Case, Callable[[Reason], Message]] = {
    Case.NOWHERE: _nowhere,
    Case.NEVER: _never,
    Case.FULL: _full,
    Case.NOW: _now,
    Case.FREE: _free,
    Case.WORTHLESS: _worthless,
}
