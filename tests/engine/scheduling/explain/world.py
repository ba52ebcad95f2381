"""Obstacles looked at with plain code, place by place: what a reason says is held against it."""

from __future__ import annotations

from dataclasses import dataclass

from vstrecha.engine.scheduling.check import Violation, check
from vstrecha.engine.scheduling.explain import Obstacle
from vstrecha.engine.scheduling.plan import Placement, Plan, Status
from vstrecha.engine.scheduling.problem import Meeting, Problem


@dataclass(frozen=True)
class World:
    """A problem and some placements, asked about one meeting that has none."""

    problem: Problem
    placements: tuple[Placement, ...]
    meeting: Meeting

    def broken(self, *more: Placement) -> set[tuple[str, str, frozenset[tuple[str, str]]]]:
        """What the checker says of the plan with more placements."""
        plan = Plan(Status.FEASIBLE, (), {}, {}, 0.0, 0, (*self.placements, *more))
        return {_key(one) for one in check(self.problem, plan) if one.rule != "claims"}

    def fits(self, slot: str, venue: str) -> bool:
        """Whether the meeting could be added to the plan there; what is too few stays too few."""
        before = {
            one
            for one in self.broken()
            if one[0] != "pinned" or ("meeting", self.meeting.id) not in one[2]
        }
        able = [None, *(one.id for one in self.problem.interpreters)]
        return any(
            {rule for rule, _, _ in self.broken(place) - before} <= {"least"}
            for table in self.tables(venue)
            for one in able
            for place in [Placement(self.meeting.id, slot, table, one)]
        )

    def tables(self, venue: str) -> list[str]:
        return [one for it in self.problem.venues if it.id == venue for one in it.tables]

    def covered(self, slot: str) -> list[str]:
        part = next(one.part for one in self.problem.slots if one.id == slot)
        names = [one.id for one in self.problem.slots if one.part == part]
        begin = names.index(slot)
        return names[begin : begin + self.meeting.length]

    def is_open(self, table: str, slot: str) -> bool:
        for venue in self.problem.venues:
            for closure in venue.closed:
                if closure.slot == slot and table in (closure.tables or venue.tables):
                    return False
        return True

    def is_taken(self, table: str, slot: str) -> bool:
        return any(
            place.table == table and slot in self._slots_of(place) for place in self.placements
        )

    def _slots_of(self, place: Placement) -> list[str]:
        held = next(one for one in self.problem.meetings if one.id == place.meeting)
        part = next(one.part for one in self.problem.slots if one.id == place.slot)
        names = [one.id for one in self.problem.slots if one.part == part]
        begin = names.index(place.slot)
        return names[begin : begin + held.length]

    def own_tables(self) -> list[str]:
        """The tables at which the meeting may be held."""
        places = [
            Placement(self.meeting.id, self.problem.slots[0].id, table, None)
            for venue in self.problem.venues
            for table in venue.tables
        ]
        return [
            place.table
            for place in places
            if not any(
                rule == "own table" and ("meeting", self.meeting.id) in facts
                for rule, _, facts in self.broken(place)
            )
        ]

    def holds(self, obstacle: Obstacle, slot: str, venue: str) -> bool:
        """Whether an obstacle alone keeps the meeting out of a slot at a venue."""
        if obstacle.kind in {"tables", "table"}:
            return self._full(obstacle.whom, slot, venue)
        if obstacle.kind == "closed":
            return not self._own(venue, slot)
        for look in (self._of_itself, self._of_a_person, self._of_interpreters):
            holds = look(obstacle, slot)
            if holds is not None:
                return holds
        return self._of_a_rule(obstacle, slot, venue)

    def _of_itself(self, obstacle: Obstacle, slot: str) -> bool | None:
        covered = self.covered(slot)
        match obstacle.kind:
            case "day-part":
                return len(covered) < self.meeting.length
            case "allowed":
                return not set(covered) <= (self.meeting.allowed_slots or set())
            case "fixed":
                return slot != self.meeting.slot
            case "pinned":
                return any(
                    one.meeting == self.meeting.id
                    and one.pinned
                    and (one.slot != slot or one.table not in (None, *self.own_tables()))
                    for one in self.problem.previous
                )
        return None

    def _of_a_person(self, obstacle: Obstacle, slot: str) -> bool | None:
        kind, covered = obstacle.kind, self.covered(slot)
        if kind not in {"absent", "session", "busy", "most"}:
            return None
        person = next(one for one in self.problem.participants if one.id == obstacle.whom)
        if kind == "absent":
            return not person.unavailable.isdisjoint(covered)
        if kind == "most":
            count = sum(person.id in self._who(place.meeting) for place in self.placements)
            return person.max_meetings is not None and count >= person.max_meetings
        load = [self._load(person.id, name) for name in covered]
        if kind == "session":
            return any(sits >= person.representatives for sits, _ in load)
        return any(sits + meets >= person.representatives for sits, meets in load)

    def _of_interpreters(self, obstacle: Obstacle, slot: str) -> bool | None:
        pair, covered = self.meeting.language_pair, self.covered(slot)
        if obstacle.kind == "no interpreter":
            return not any(
                pair in one.pairs and one.unavailable.isdisjoint(covered)
                for one in self.problem.interpreters
            )
        return None

    def _own(self, venue: str, slot: str) -> list[str]:
        """The tables of a venue that the meeting may use and that are open all the time."""
        return [
            table
            for table in self.tables(venue)
            if table in self.own_tables()
            and all(self.is_open(table, name) for name in self.covered(slot))
        ]

    def _full(self, whom: str, slot: str, venue: str) -> bool:
        return whom in ("", venue, *self.tables(venue)) and all(
            any(self.is_taken(table, name) for name in self.covered(slot))
            for table in self._own(venue, slot)
        )

    def _of_a_rule(self, obstacle: Obstacle, slot: str, venue: str) -> bool:
        """What the checker says of the meeting there."""
        kind, pair = obstacle.kind, self.meeting.language_pair
        if kind == "interpreter":
            return all(
                any(
                    ("participant", one.id) in facts or rule == "interpreter"
                    for rule, _, facts in self._added(slot, venue, one.id)
                )
                for one in self.problem.interpreters
                if pair in one.pairs
            )
        said = {(rule, facts) for rule, _, facts in self._added(slot, venue, None) if rule == kind}
        names = {"order": {obstacle.whom, self.meeting.id}, "fairness": set()}
        wanted = names.get(kind, {obstacle.whom})
        return any(wanted <= {value for _, value in facts} for _, facts in said)

    def _added(
        self, slot: str, venue: str, interpreter: str | None
    ) -> set[tuple[str, str, frozenset[tuple[str, str]]]]:
        tables = [one for one in self.tables(venue) if one in self.own_tables()]
        if not tables:
            return set()
        place = Placement(self.meeting.id, slot, tables[0], interpreter)
        return self.broken(place) - self.broken()

    def _who(self, meeting: str) -> tuple[str, ...]:
        return next(one.participants for one in self.problem.meetings if one.id == meeting)

    def _load(self, person: str, slot: str) -> tuple[int, int]:
        sits = sum(
            person in session.participants and slot in session.slots
            for session in self.problem.sessions
        )
        meets = sum(
            person in self._who(place.meeting) and slot in self._slots_of(place)
            for place in self.placements
        )
        return sits, meets


def _key(one: Violation) -> tuple[str, str, frozenset[tuple[str, str]]]:
    facts = frozenset((name, str(value)) for name, value in one.detail.facts.items())
    return (one.rule, one.detail.text, facts)
