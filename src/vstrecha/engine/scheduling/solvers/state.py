"""A timetable in the making: whether one more meeting fits, and putting it in or taking it out.

Sound but not complete: what it lets in keeps every rule but fairness and the least number of
meetings; where representatives would have to swap meetings among them it may refuse.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from vstrecha.engine.scheduling.solvers.facts import Bound, Facts
from vstrecha.engine.scheduling.solvers.options import Option, too_far


@dataclass(slots=True)
class Member:
    """One person and what they have taken on so far."""

    meetings: list[Option] = field(default_factory=list)
    sessions: list[Bound] = field(default_factory=list)
    busy: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Placed:
    """A meeting's place: its option, who goes, who interprets (by number)."""

    option: Option
    members: list[Member]
    interpreter: int | None = None


class State:
    """Who is where, as it stands."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.placed: dict[int, Placed] = {}
        self.count = [0] * len(facts.problem.participants)
        self.in_pool: Counter[tuple[int, int]] = Counter()
        self.in_class: Counter[tuple[int, int]] = Counter()
        self.teams = [
            [Member() for _ in range(facts.team(person))]
            for person in range(len(facts.problem.participants))
        ]
        self.interpreters = [Member() for _ in facts.problem.interpreters]
        self.away = [
            {facts.grid.number[name] for name in interpreter.unavailable}
            for interpreter in facts.problem.interpreters
        ]
        self.followers: list[list[int]] = [[] for _ in facts.problem.meetings]
        for number, meeting in enumerate(facts.problem.meetings):
            for name in meeting.after:
                self.followers[facts.meeting_number[name]].append(number)
        for person, sessions in enumerate(facts.bound):
            for session in sessions:
                self._attend(person, session)

    def _attend(self, person: int, session: Bound) -> None:
        """Send the first member who can go; a session that nobody can attend is let be."""
        for member in self.teams[person]:
            if member.busy.isdisjoint(session.slots):
                member.sessions.append(session)
                member.busy.update(session.slots)
                return

    def fit(self, option: Option) -> Placed | None:
        """Who would go to a meeting in this place; None where it does not fit."""
        if not (self.has_table(option) and self._in_order(option)):
            return None
        members = []
        for person in self.facts.who[option.meeting]:
            most = self.facts.problem.participants[person].max_meetings
            if most is not None and self.count[person] >= most:
                return None
            member = next(
                (one for one in self.teams[person] if self._can(person, one, option)), None
            )
            if member is None:
                return None
            members.append(member)
        pair = self.facts.problem.meetings[option.meeting].language_pair
        if pair is None:
            return Placed(option, members)
        for number, interpreter in enumerate(self.facts.problem.interpreters):
            if (
                pair in interpreter.pairs
                and self.away[number].isdisjoint(option.slots)
                and self._goes(self.interpreters[number], option, 0)
            ):
                return Placed(option, [*members, self.interpreters[number]], number)
        return None

    def put(self, place: Placed) -> None:
        option = place.option
        self.placed[option.meeting] = place
        for member in place.members:
            member.meetings.append(option)
            member.busy.update(option.slots)
        self._count(option, 1)

    def take_out(self, meeting: int) -> Placed:
        place = self.placed.pop(meeting)
        for member in place.members:
            member.meetings.remove(place.option)
            member.busy.difference_update(place.option.slots)
        self._count(place.option, -1)
        return place

    def _count(self, option: Option, step: int) -> None:
        for person in self.facts.who[option.meeting]:
            self.count[person] += step
        for slot in option.slots:
            self.in_pool[option.pool, slot] += step
            if option.tables is not None:
                self.in_class[option.tables, slot] += step

    def has_table(self, option: Option) -> bool:
        """Whether a table is left for a meeting in this place."""
        rooms = self.facts.rooms
        if any(
            self.in_pool[option.pool, slot] >= rooms.capacity[option.pool][slot]
            for slot in option.slots
        ):
            return False
        return option.tables is None or all(
            self.in_class[option.tables, slot] < len(rooms.classes[option.tables])
            for slot in option.slots
        )

    def _in_order(self, option: Option) -> bool:
        meeting = self.facts.problem.meetings[option.meeting]
        for name in meeting.after:
            earlier = self.placed.get(self.facts.meeting_number[name])
            if earlier is not None and earlier.option.last >= option.first:
                return False
        return not any(
            later in self.placed and self.placed[later].option.first <= option.last
            for later in self.followers[option.meeting]
        )

    def _can(self, person: int, member: Member, option: Option) -> bool:
        participant = self.facts.problem.participants[person]
        return self._goes(member, option, 60 * participant.buffer_minutes) and self._rested(
            member, option, participant.max_consecutive
        )

    def _goes(self, member: Member, option: Option, buffer: int) -> bool:
        if not member.busy.isdisjoint(option.slots):
            return False
        if any(too_far(self.facts, session, option) for session in member.sessions):
            return False
        if not buffer and not self.facts.rooms.far_apart:
            return True
        return not any(self._too_near(other, option, buffer) for other in member.meetings)

    def _too_near(self, other: Option, option: Option, buffer: int) -> bool:
        first, second = (other, option) if other.first < option.first else (option, other)
        travel = self.facts.rooms.travel(first.pool, second.pool)
        return self.facts.grid.gap(first.last, second.first) < max(travel, buffer)

    def _rested(self, member: Member, option: Option, most: int | None) -> bool:
        if most is None:
            return True
        of_slot = {slot: one.meeting for one in member.meetings for slot in one.slots}
        of_slot |= dict.fromkeys(option.slots, option.meeting)
        part = self.facts.grid.parts[self.facts.grid.part_of(option.first)]
        return not _tires([of_slot.get(slot) for slot in part], most)


def _tires(row: Sequence[int | None], most: int) -> bool:
    """Whether a run of meetings is longer than `most` slots, save one long meeting."""
    run: list[int] = []
    for meeting in row:
        run = [] if meeting is None else [*run, meeting]
        if len(run) > most and len(set(run)) > 1:
            return True
    return False


def places_of(state: State) -> dict[Option, int | None]:
    """The places taken, each with its interpreter."""
    return {place.option: place.interpreter for place in state.placed.values()}
