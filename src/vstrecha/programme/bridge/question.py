"""From a mission's rows to the engine's question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vstrecha.companies.models import Company
from vstrecha.engine.message import N_, Message
from vstrecha.engine.scheduling.problem import (
    Closure,
    Participant,
    Previous,
    Problem,
    Session,
    Slot,
    Travel,
    Venue,
)
from vstrecha.engine.scheduling.problem import Meeting as MeetingToPlace
from vstrecha.meetings.models import Meeting
from vstrecha.missions.models import Mission
from vstrecha.programme import models
from vstrecha.programme.bridge.clock import (
    Span,
    extra_slots,
    overlapped,
    slot_id,
    unavailable_slots,
    wished_slots,
)
from vstrecha.programme.bridge.pins import Pin, find_pins, table_id

__all__ = ["CannotPlanError", "Planning", "read_mission"]


# A bound on how unequal gaps may be makes the engine count them; one that nobody can reach only
# makes it share them out. In fairs larger than this the time is better spent on fewer gaps.
FAIR_UP_TO = 1_000


class CannotPlanError(Exception):
    """The mission lacks something without which nothing can be planned."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.render())
        self.message = message


@dataclass(frozen=True, slots=True)
class Planning:
    """The engine's question, and the rows that its ids stand for."""

    problem: Problem
    slots: Mapping[str, models.Slot]
    tables: Mapping[str, models.Table]
    companies: Mapping[str, Company]
    meetings: Mapping[str, Meeting]


def read_mission(
    *,
    mission: Mission,
    pins: Sequence[Pin] = (),
    previous: models.Programme | None = None,
    only_pinned: bool = False,
) -> Planning:
    """Read what is to be planned, in a number of queries that does not grow with the mission.

    `previous` is the version to repair: its meetings stay where they are if they can (or, with
    `only_pinned`, may go anywhere). A pinned meeting of it stays for certain, unless `pins` moves
    it. Raises PinsRejectedError where a pin
    cannot be, CannotPlanError where the mission has no time grid or no tables.
    """
    zone = mission.zone
    venues = list(mission.venues.prefetch_related("tables", "travel_from"))
    slots = {slot_id(slot.starts_at, zone): slot for slot in mission.slots.all()}
    tables = {
        table_id(venue.name, table.label): table for venue in venues for table in venue.tables.all()
    }
    if not slots:
        raise CannotPlanError(
            Message(N_("The mission has no time grid. Add the hours of each day first."))
        )
    if not tables:
        raise CannotPlanError(
            Message(N_("No venue has a table. Say how many tables each venue has first."))
        )
    companies = {
        company.key: company
        for company in mission.companies.select_related("side").prefetch_related(
            "availability_windows"
        )
    }
    meetings = {
        meeting.key: meeting
        for meeting in mission.meetings.filter(is_withdrawn=False).prefetch_related("participants")
    }
    grid = [_slot(name, slot, mission) for name, slot in slots.items()]
    sessions = list(mission.sessions.select_related("venue").prefetch_related("participants").all())
    travel = _travel(venues)
    beyond = extra_slots(
        [
            Span(session.starts_at, session.ends_at)
            for session in sessions
            if session.venue is not None and _is_apart(session.venue.name, travel)
        ],
        grid,
        zone,
    )
    before = _previous_places(previous, slots, tables, meetings, only_pinned=only_pinned)
    places = before | find_pins(pins, zone=zone, slots=slots, tables=tables, meetings=meetings)
    all_slots = sorted([*grid, *beyond], key=lambda slot: slot.start)
    problem = Problem(
        slots=tuple(all_slots),
        venues=tuple(_venue(venue, beyond) for venue in venues),
        travel=travel,
        sessions=tuple(_session(session, all_slots) for session in sessions),
        participants=tuple(_participant(company, grid) for company in companies.values()),
        meetings=tuple(_meeting(meeting, grid) for meeting in meetings.values()),
        previous=tuple(places.values()),
        fairness=len(all_slots) if len(meetings) <= FAIR_UP_TO else None,
    )
    return Planning(problem, slots, tables, companies, meetings)


def _slot(name: str, slot: models.Slot, mission: Mission) -> Slot:
    zone = mission.zone
    return Slot(
        id=name,
        start=slot.starts_at.astimezone(zone),
        end=slot.ends_at.astimezone(zone),
        part=slot.part,
    )


def _venue(venue: models.Venue, beyond: Sequence[Slot]) -> Venue:
    """A venue is closed outside the grid: there, slots only tell when a session is."""
    names = tuple(table_id(venue.name, table.label) for table in venue.tables.all())
    return Venue(
        id=venue.name, tables=names, closed=tuple(Closure(slot=slot.id) for slot in beyond)
    )


def _travel(venues: Sequence[models.Venue]) -> tuple[Travel, ...]:
    names = {venue.pk: venue.name for venue in venues}
    return tuple(
        Travel(
            origin=names[way.origin_id],
            destination=names[way.destination_id],
            minutes=way.minutes,
        )
        for venue in venues
        for way in venue.travel_from.all()
        if way.origin_id != way.destination_id
    )


def _is_apart(venue: str, travel: Sequence[Travel]) -> bool:
    """Whether one has to travel to the venue from any other."""
    return any(way.minutes and venue in {way.origin, way.destination} for way in travel)


def _session(session: models.Session, slots: Sequence[Slot]) -> Session:
    """The places a session has are for its list of participants, which is settled before."""
    return Session(
        id=f"session-{session.pk}",
        slots=overlapped(Span(session.starts_at, session.ends_at), slots),
        participants=tuple(sorted(company.key for company in session.participants.all())),
        venue=None if session.venue is None else session.venue.name,
    )


def _participant(company: Company, grid: Sequence[Slot]) -> Participant:
    return Participant(
        id=company.key,
        side=company.side.role,
        unavailable=unavailable_slots(company.availability_windows.all(), grid),
        representatives=company.representatives_count,
        min_meetings=company.min_meetings,
        max_meetings=company.max_meetings,
    )


def _meeting(meeting: Meeting, grid: Sequence[Slot]) -> MeetingToPlace:
    return MeetingToPlace(
        id=meeting.key,
        participants=tuple(sorted(company.key for company in meeting.participants.all())),
        utility=meeting.utility,
        mandatory=meeting.is_mandatory,
        length=meeting.length,
        allowed_slots=wished_slots(
            grid,
            on_date=meeting.on_date,
            at_time=meeting.at_time,
            day_half=meeting.day_half,
            length=meeting.length,
        ),
    )


def _previous_places(
    previous: models.Programme | None,
    slots: Mapping[str, models.Slot],
    tables: Mapping[str, models.Table],
    meetings: Mapping[str, Meeting],
    *,
    only_pinned: bool,
) -> dict[str, Previous]:
    """Where the version to repair has the meetings that are still asked for."""
    if previous is None:
        return {}
    slot_names = {slot.pk: name for name, slot in slots.items()}
    table_names = {table.pk: name for name, table in tables.items()}
    return {
        placement.meeting.key: Previous(
            meeting=placement.meeting.key,
            slot=slot_names[placement.slot_id],
            table=table_names[placement.table_id],
            pinned=placement.is_pinned,
        )
        for placement in previous.placements.select_related("meeting")
        if (placement.is_pinned or not only_pinned)
        and placement.meeting.key in meetings
        and placement.slot_id in slot_names
        and placement.table_id in table_names
    }
