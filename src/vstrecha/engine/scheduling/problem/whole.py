"""The scheduling problem as a whole: every name it uses is known, every grid is in order."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise

from vstrecha.engine.scheduling.problem.error import ProblemError
from vstrecha.engine.scheduling.problem.parts import (
    MOST_UTILITY,
    Interpreter,
    Meeting,
    Participant,
    Previous,
    Session,
    Slot,
    Travel,
    Venue,
    no_repeats,
    whole,
)

# The levels of the objective after utility, in their order.
LEVELS = ("moved", "breaks", "fairness", "changes")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is to be planned, checked as a whole on construction.

    Raises ProblemError where ids repeat, a name is unknown or slots overlap.
    `fairness` is the largest allowed difference in breaks between any two participants.
    `levels` are those of LEVELS that count: `moved` only where there is a previous plan,
    `fairness` only where there is a bound on it.
    """

    slots: tuple[Slot, ...]
    venues: tuple[Venue, ...]
    participants: tuple[Participant, ...]
    meetings: tuple[Meeting, ...]
    travel: tuple[Travel, ...] = ()
    sessions: tuple[Session, ...] = ()
    interpreters: tuple[Interpreter, ...] = ()
    fairness: int | None = None
    previous: tuple[Previous, ...] = ()
    levels: tuple[str, ...] = LEVELS

    def __post_init__(self) -> None:
        for field in ("slots", "venues", "sessions", "participants", "interpreters", "meetings"):
            no_repeats((item.id for item in getattr(self, field)), "the problem", field)
        if not self.slots:
            raise ProblemError("the problem", "slots", "is empty; give at least one slot.")
        if not self.venues:
            raise ProblemError("the problem", "venues", "is empty; give at least one venue.")
        whole(self.fairness, 0, "the problem", "fairness")
        if sum(meeting.utility for meeting in self.meetings) > MOST_UTILITY:
            mend = f"comes to more than {MOST_UTILITY:,} in all; use a smaller scale."
            raise ProblemError("the problem", "utility", mend)
        _check_grid(self.slots)
        _check_tables(self.venues)
        _check_names(self)
        _check_previous(self.previous)

    def counts(self, level: str) -> bool:
        """Whether a level of LEVELS is part of the objective."""
        if level not in self.levels:
            return False
        if level == "moved":
            return bool(self.previous)
        return level != "fairness" or self.fairness is not None


def _check_grid(slots: tuple[Slot, ...]) -> None:
    last: dict[str, Slot] = {}
    for slot in slots:
        earlier = last.get(slot.part)
        if earlier is not None and slot.start < earlier.end:
            raise ProblemError(
                f"slot {slot.id}",
                "start",
                f"is before the end of slot {earlier.id}, the one before it in day-part "
                f"'{slot.part}'; list the slots of a day-part in the order of time.",
            )
        last[slot.part] = slot
    for one, other in pairwise(sorted(slots, key=lambda slot: slot.start)):
        if other.start < one.end:
            raise ProblemError(
                f"slot {other.id}",
                "start",
                f"overlaps slot {one.id}; use one time grid for all day-parts.",
            )


def _check_tables(venues: tuple[Venue, ...]) -> None:
    owner: dict[str, str] = {}
    for venue in venues:
        for table in venue.tables:
            if table in owner:
                raise ProblemError(
                    f"venue {venue.id}",
                    "tables",
                    f"table '{table}' also stands in venue {owner[table]}; "
                    "give each table an id of its own.",
                )
            owner[table] = venue.id


class _Names:
    """The ids a problem lists, to look up those it uses."""

    def __init__(self, problem: Problem) -> None:
        self.slots = {slot.id for slot in problem.slots}
        self.venues = {venue.id for venue in problem.venues}
        self.tables = {table for venue in problem.venues for table in venue.tables}
        self.participants = {participant.id for participant in problem.participants}
        self.meetings = {meeting.id for meeting in problem.meetings}

    @staticmethod
    def known(names: Iterable[str | None], among: Collection[str], where: str, field: str) -> None:
        for name in names:
            if name is not None and name not in among:
                mend = f"names '{name}', which the problem does not list; add it or take it out."
                raise ProblemError(where, field, mend)


def _check_names(problem: Problem) -> None:
    names = _Names(problem)
    for venue in problem.venues:
        closed = (closure.slot for closure in venue.closed)
        names.known(closed, names.slots, f"venue {venue.id}", "closed")
    for travel in problem.travel:
        where = f"travel from {travel.origin} to {travel.destination}"
        names.known([travel.origin], names.venues, where, "from")
        names.known([travel.destination], names.venues, where, "to")
    ways = [f"{travel.origin} to {travel.destination}" for travel in problem.travel]
    no_repeats(ways, "the problem", "travel")
    for session in problem.sessions:
        where = f"session {session.id}"
        names.known(session.slots, names.slots, where, "slots")
        names.known([session.venue], names.venues, where, "venue")
        names.known(session.participants, names.participants, where, "participants")
    for participant in problem.participants:
        where = f"participant {participant.id}"
        names.known(sorted(participant.unavailable), names.slots, where, "unavailable")
        names.known([participant.table], names.tables, where, "table")
    for interpreter in problem.interpreters:
        where = f"interpreter {interpreter.id}"
        names.known(sorted(interpreter.unavailable), names.slots, where, "unavailable")
    _check_meeting_names(problem, names)


def _check_meeting_names(problem: Problem, names: _Names) -> None:
    for meeting in problem.meetings:
        where = f"meeting {meeting.id}"
        names.known(meeting.participants, names.participants, where, "participants")
        names.known(sorted(meeting.allowed_slots or ()), names.slots, where, "allowed_slots")
        names.known([meeting.slot], names.slots, where, "slot")
        names.known([meeting.table], names.tables, where, "table")
        names.known(meeting.after, names.meetings, where, "after")
    for previous in problem.previous:
        where = f"previous place of {previous.meeting}"
        names.known([previous.meeting], names.meetings, where, "meeting")
        names.known([previous.slot], names.slots, where, "slot")
        names.known([previous.table], names.tables, where, "table")


def _check_previous(previous: tuple[Previous, ...]) -> None:
    no_repeats((place.meeting for place in previous), "the problem", "previous")
