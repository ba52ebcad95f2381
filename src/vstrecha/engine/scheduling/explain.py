"""Why a meeting has no place: reasons that are true of the plan at hand.

Each slot in which the meeting could start is asked for the first thing that stands in its way:
first what no plan could change, then what this plan has there instead. The reason names the
thing and the slots. Facts that hold ids are named by their kind: `meeting`, `participant`,
`slots`, `table`; a room puts names in their place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vstrecha.engine.message import N_, Fact, Message, N_n
from vstrecha.engine.scheduling.check import check
from vstrecha.engine.scheduling.plan import Placement, Plan, Status
from vstrecha.engine.scheduling.problem import Meeting, Participant, Problem, Slot

_ALWAYS = ("nowhere", "day-part", "allowed", "unavailable", "session", "no interpreter", "closed")


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What keeps a meeting out of one slot, and whom it concerns."""

    kind: str
    whom: str = ""


def explain(problem: Problem, placements: Sequence[Placement]) -> Mapping[str, Message]:
    """A reason for each meeting without a place, by its id."""
    view = _View(problem, placements)
    held = {placement.meeting for placement in placements}
    return {
        meeting.id: view.reason(meeting) for meeting in problem.meetings if meeting.id not in held
    }


class _View:
    """The plan as one meeting without a place sees it."""

    def __init__(self, problem: Problem, placements: Sequence[Placement]) -> None:
        self.problem = problem
        self.placements = tuple(placements)
        self.parts: dict[str, list[Slot]] = defaultdict(list)
        for slot in problem.slots:
            self.parts[slot.part].append(slot)
        self.slot = {slot.id: slot for slot in problem.slots}
        self.participant = {one.id: one for one in problem.participants}
        meetings = {meeting.id: meeting for meeting in problem.meetings}
        self.tables = [table for venue in problem.venues for table in venue.tables]
        self.venue_of = {table: venue.id for venue in problem.venues for table in venue.tables}
        self.before: set[str] | None = None
        self.closed = {
            (table, closure.slot)
            for venue in problem.venues
            for closure in venue.closed
            for table in (venue.tables if closure.tables is None else closure.tables)
        }
        # Slots without any table only tell when a session is: no chance to meet was missed there.
        self.nowhere = {
            slot.id
            for slot in problem.slots
            if all((table, slot.id) in self.closed for table in self.tables)
        }
        self.meets: dict[tuple[str, str], int] = defaultdict(int)
        self.taken: set[tuple[str, str]] = set()
        self.count: dict[str, int] = defaultdict(int)
        for placement in placements:
            meeting = meetings[placement.meeting]
            for name in meeting.participants:
                self.count[name] += 1
            for slot in self.covered(self.slot[placement.slot], meeting.length):
                self.taken.add((placement.table, slot.id))
                for name in meeting.participants:
                    self.meets[name, slot.id] += 1
        self.sits: dict[tuple[str, str], int] = defaultdict(int)
        for session in problem.sessions:
            for name in session.participants:
                for slot_id in session.slots:
                    self.sits[name, slot_id] += 1

    def covered(self, first: Slot, length: int) -> list[Slot]:
        part = self.parts[first.part]
        begin = part.index(first)
        return part[begin : begin + length]

    def reason(self, meeting: Meeting) -> Message:
        """The most telling thing that keeps a meeting out."""
        for name in meeting.participants:
            most = self.participant[name].max_meetings
            if most is not None and self.count[name] >= most:
                return _full_by_choice(name, most)
        in_the_way: dict[Obstacle, list[str]] = defaultdict(list)
        for first in self.problem.slots:
            in_the_way[self.obstacle(meeting, first)].append(first.id)
        left = {one: slots for one, slots in in_the_way.items() if one.kind not in _ALWAYS}
        return _never(meeting, in_the_way) if not left else self._now(meeting, left)

    def obstacle(self, meeting: Meeting, first: Slot) -> Obstacle:
        """What keeps a meeting from starting in a slot: the first thing found."""
        slots = self.covered(first, meeting.length)
        if len(slots) < meeting.length:
            return Obstacle("day-part")
        if any(slot.id in self.nowhere for slot in slots):
            return Obstacle("nowhere")
        if meeting.slot not in (None, first.id) or not _allows(meeting, slots):
            return Obstacle("allowed")
        people = [self.participant[name] for name in meeting.participants]
        return (
            self._absence(people, slots)
            or self._lack(meeting, people, slots)
            or self._rule(meeting, people, slots)
        )

    def _absence(self, people: Sequence[Participant], slots: Sequence[Slot]) -> Obstacle | None:
        for person in people:
            if any(slot.id in person.unavailable for slot in slots):
                return Obstacle("unavailable", person.id)
        for person in people:
            if any(self.sits[person.id, slot.id] >= person.representatives for slot in slots):
                return Obstacle("session", person.id)
        return None

    def _lack(
        self, meeting: Meeting, people: Sequence[Participant], slots: Sequence[Slot]
    ) -> Obstacle | None:
        if not self._interpreted(meeting, slots):
            return Obstacle("no interpreter")
        open_ones = self._open(meeting, people, slots)
        if not open_ones:
            return Obstacle("closed")
        for person in people:
            if any(
                self.sits[person.id, slot.id] + self.meets[person.id, slot.id]
                >= person.representatives
                for slot in slots
            ):
                return Obstacle("busy", person.id)
        if all(self._any(self.taken, one, slots) for one in open_ones):
            return Obstacle("tables")
        return None

    def _open(
        self, meeting: Meeting, people: Sequence[Participant], slots: Sequence[Slot]
    ) -> list[str]:
        tables = self._tables(meeting, people)
        return [one for one in tables if not self._any(self.closed, one, slots)]

    @staticmethod
    def _any(pairs: set[tuple[str, str]], table: str, slots: Iterable[Slot]) -> bool:
        return any((table, slot.id) in pairs for slot in slots)

    def _interpreted(self, meeting: Meeting, slots: Sequence[Slot]) -> bool:
        names = {slot.id for slot in slots}
        return meeting.language_pair is None or any(
            meeting.language_pair in one.pairs and one.unavailable.isdisjoint(names)
            for one in self.problem.interpreters
        )

    def _tables(self, meeting: Meeting, people: Sequence[Participant]) -> list[str]:
        if meeting.table is not None:
            return [meeting.table]
        own = [one.table for one in people if one.table and one.side == "host"]
        own += [one.table for one in people if one.table]
        return [own[0]] if own else self.tables

    def _rule(
        self, meeting: Meeting, people: Sequence[Participant], slots: Sequence[Slot]
    ) -> Obstacle:
        """The rule that placing the meeting would break, found by placing it and checking."""
        names: list[str | None] = [
            one.id for one in self.problem.interpreters if meeting.language_pair in one.pairs
        ]
        if self.before is None:
            self.before = self._broken(self.placements)
        rules: set[str] = set()
        free = [
            one
            for one in self._open(meeting, people, slots)
            if not self._any(self.taken, one, slots)
        ]
        # One free table of a venue is as good as another.
        for table in {self.venue_of[one]: one for one in reversed(free)}.values():
            for name in names if meeting.language_pair is not None else [None]:
                place = Placement(meeting.id, slots[0].id, table, name)
                broken = self._broken((*self.placements, place)) - self.before
                if not broken:
                    return Obstacle("none")
                rules |= broken
        return Obstacle(min(rules))

    def _broken(self, placements: tuple[Placement, ...]) -> set[str]:
        plan = Plan(Status.FEASIBLE, (), {}, {}, 0.0, 0, placements)
        return {one.rule for one in check(self.problem, plan)} - {"claims"}

    def _now(self, meeting: Meeting, left: Mapping[Obstacle, list[str]]) -> Message:
        """What this plan has in the slots in which the meeting could be."""
        known = {name for names in left.values() for name in names}
        slots = tuple(slot.id for slot in self.problem.slots if slot.id in known)
        if len(left) == 1:
            return _single(next(iter(left)), slots, meeting)
        busy = [one.whom for one in left if one.kind == "busy"]
        others = {one.kind for one in left} - {"busy"}
        facts: dict[str, Fact] = {
            "slots": slots,
            "count": len(slots),
            "participants": tuple(busy),
        }
        if "none" in others:
            return _single(Obstacle("none"), tuple(left[Obstacle("none")]), meeting)
        if not others:
            one, many = N_n(
                "The one slot that all could share is taken by other meetings of {participants}.",
                "The {count} slots that all could share are taken by other meetings of "
                "{participants}.",
            )
        elif others == {"tables"} and busy:
            one, many = N_n(
                "In the one slot that all could share, {participants} have other meetings or all "
                "tables are taken.",
                "In each of the {count} slots that all could share, one of {participants} has "
                "another meeting or all tables are taken.",
            )
        else:
            one, many = N_n(
                "In the one slot that all could share, other meetings, tables or the rules for "
                "travel, rest and order stand in the way.",
                "In the {count} slots that all could share, other meetings, tables or the rules "
                "for travel, rest and order stand in the way.",
            )
            facts.pop("participants")
        return Message(one, facts, many, "count")


def _allows(meeting: Meeting, slots: Iterable[Slot]) -> bool:
    allowed = meeting.allowed_slots
    return allowed is None or all(slot.id in allowed for slot in slots)


def _full_by_choice(name: str, most: int) -> Message:
    one, many = N_n(
        "{participant} has the one meeting that is its most.",
        "{participant} has the {count} meetings that are its most.",
    )
    return Message(one, {"participant": name, "count": most}, many, "count")


def _never(meeting: Meeting, in_the_way: Mapping[Obstacle, Sequence[str]]) -> Message:
    """No plan could hold the meeting as it is asked for."""
    kinds = {one.kind for one in in_the_way if one.kind != "nowhere"}
    if not kinds:
        return Message(N_("No table is open in any slot."))
    if kinds == {"day-part"}:
        return Message(N_("No day-part has {count} slots in a row."), {"count": meeting.length})
    if "no interpreter" in kinds:
        return Message(N_("No interpreter for its languages is there when all others could meet."))
    if "closed" in kinds:
        return Message(N_("No table that it may use is open when all could meet."))
    if kinds <= {"unavailable", "session", "day-part"}:
        return Message(
            N_("{participants} have no slot in common that is free of absences and sessions."),
            {"participants": meeting.participants},
        )
    return Message(
        N_(
            "In none of the slots that it allows are {participants} all there and free of sessions."
        ),
        {"participants": meeting.participants},
    )


def _single(obstacle: Obstacle, slots: tuple[str, ...], meeting: Meeting) -> Message:
    """One thing stands in the way in every slot that is left."""
    count = len(slots)
    facts: dict[str, Fact] = {"slots": slots, "count": count}
    match obstacle.kind:
        case "busy":
            one, many = N_n(
                "{participant} is full: the one slot it could give holds another meeting.",
                "{participant} is full: the {count} slots it could give hold other meetings.",
            )
            facts["participant"] = obstacle.whom
        case "tables":
            one, many = N_n(
                "In the one slot that all have free every table it may use is taken.",
                "In the {count} slots that all have free every table it may use is taken.",
            )
        case "none":
            if meeting.utility == 0:
                return Message(N_("Nothing is gained by placing it: its utility is 0."))
            return Message(
                N_("It would fit in {slots}, but the search ended before it was tried there."),
                {"slots": slots},
            )
        case kind:
            one, many = _RULES[kind]
    return Message(one, facts, many, "count")


_RULES: dict[str, tuple[str, str]] = {
    "travel": N_n(
        "In the one slot left there is no time to travel from or to other meetings or sessions.",
        "In the {count} slots left there is no time to travel from or to other meetings or "
        "sessions.",
    ),
    "buffer": N_n(
        "In the one slot left the pause between meetings would be too short.",
        "In the {count} slots left the pause between meetings would be too short.",
    ),
    "rest": N_n(
        "In the one slot left somebody would have too many meetings in a row.",
        "In the {count} slots left somebody would have too many meetings in a row.",
    ),
    "representatives": N_n(
        "In the one slot left the representatives cannot share their meetings and sessions.",
        "In the {count} slots left the representatives cannot share their meetings and sessions.",
    ),
    "interpreter": N_n(
        "In the one slot left no interpreter for its languages is there.",
        "In the {count} slots left no interpreter for its languages is there.",
    ),
    "interpreter once": N_n(
        "In the one slot left every interpreter for its languages is elsewhere.",
        "In the {count} slots left every interpreter for its languages is elsewhere.",
    ),
    "order": N_n(
        "In the one slot left it would be before or after a meeting in the wrong order.",
        "In the {count} slots left it would be before or after a meeting in the wrong order.",
    ),
    "fairness": N_n(
        "In the one slot left it would make the breaks too unequal.",
        "In the {count} slots left it would make the breaks too unequal.",
    ),
    "pinned": N_n(
        "In the one slot left it would not be where it is pinned.",
        "In the {count} slots left it would not be where it is pinned.",
    ),
}
