"""A plan read against its problem: who is where, when."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from vstrecha.engine.scheduling.plan import Placement, Plan
from vstrecha.engine.scheduling.problem import Meeting, Problem, Session, Slot


@dataclass(frozen=True)
class Stay:
    """A time somewhere: of a meeting (`meeting` given) or a session, in these slots."""

    slots: tuple[Slot, ...]
    venue: str | None
    meeting: Meeting | None = None
    session: Session | None = None

    @property
    def start(self) -> datetime:
        return self.slots[0].start

    @property
    def end(self) -> datetime:
        return self.slots[-1].end

    @property
    def name(self) -> str:
        if self.meeting is not None:
            return self.meeting.id
        return self.session.id if self.session is not None else ""


@dataclass(frozen=True)
class Held:
    """A meeting with its place."""

    meeting: Meeting
    placement: Placement
    slots: tuple[Slot, ...]
    venue: str

    @property
    def stay(self) -> Stay:
        return Stay(self.slots, self.venue, meeting=self.meeting)


class Timetable:
    """All that a checker looks up. Built only from plans whose names are known."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem = problem
        self.slot = {slot.id: slot for slot in problem.slots}
        self.meeting = {meeting.id: meeting for meeting in problem.meetings}
        self.participant = {one.id: one for one in problem.participants}
        self.venue_of = {table: venue.id for venue in problem.venues for table in venue.tables}
        self.parts: dict[str, list[Slot]] = defaultdict(list)
        for slot in problem.slots:
            self.parts[slot.part].append(slot)
        self.minutes = {
            (travel.origin, travel.destination): travel.minutes for travel in problem.travel
        }
        self.longest_way = timedelta(minutes=max(self.minutes.values(), default=0))
        self.place_in_part = {
            slot.id: place for part in self.parts.values() for place, slot in enumerate(part)
        }
        self.held = [
            Held(
                self.meeting[placement.meeting],
                placement,
                self.slots_from(placement.slot, self.meeting[placement.meeting].length),
                self.venue_of[placement.table],
            )
            for placement in plan.placements
        ]
        self.place_of = {held.meeting.id: held for held in self.held}
        self.meetings_of: dict[str, list[Held]] = defaultdict(list)
        for held in self.held:
            for name in held.meeting.participants:
                self.meetings_of[name].append(held)
        self.sessions_of: dict[str, list[Session]] = defaultdict(list)
        for session in problem.sessions:
            for name in session.participants:
                self.sessions_of[name].append(session)

    def slots_from(self, first: str, length: int) -> tuple[Slot, ...]:
        """Up to `length` slots of one day-part from the first on."""
        part = self.parts[self.slot[first].part]
        begin = self.place_in_part[first]
        return tuple(part[begin : begin + length])

    def travel(self, origin: str, destination: str) -> timedelta:
        """The time between two venues; what one direction lacks the other tells."""
        minutes = self.minutes.get((origin, destination))
        if minutes is None:
            minutes = self.minutes.get((destination, origin), 0)
        return timedelta(minutes=0 if origin == destination else minutes)

    def session_stays(self, session: Session) -> list[Stay]:
        """A session slot by slot: what lies between its slots is free."""
        slots = sorted((self.slot[name] for name in session.slots), key=lambda slot: slot.start)
        return [Stay((slot,), session.venue, session=session) for slot in slots]
