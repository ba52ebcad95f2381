"""A stored mission as the rows of its workbook: to compare a file with, and to write one from."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from django.db.models import Prefetch

from vstrecha.companies.models import Company, Opportunity
from vstrecha.meetings.models import AvailabilityWindow, Request
from vstrecha.missions.models import Mission, Side
from vstrecha.programme.models import Placement, Session, Slot, Table, Travel
from vstrecha.programme.notices import last_published
from vstrecha.workbook.reading import Value
from vstrecha.workbook.sheets import Type, sheet_of

MIDNIGHT = time()


@dataclass(frozen=True, slots=True)
class StoredRow:
    """One row of the workbook that a stored object makes.

    `values` are keyed by column; companies stand by their keys, venues by their names. `pk` is
    the object's (of a day-part: that of its first slot).
    """

    pk: int
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class InUse:
    """What the published programme stands on: starts of slots, and tables' primary keys."""

    slots: frozenset[datetime] = frozenset()
    tables: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Stored:
    """A mission's rows by sheet key (none, for a mission still to be made).

    `slots` are the starts, ends and day-parts of its slots, `in_use` what its published programme
    needs.
    """

    mission: Mission | None = None
    rows: Mapping[str, Sequence[StoredRow]] = field(default_factory=dict)
    slots: Sequence[Slot] = ()
    in_use: InUse = field(default_factory=InUse)

    def of(self, sheet: str) -> Sequence[StoredRow]:
        """The rows of a sheet."""
        return self.rows.get(sheet, ())


def stored_mission(mission: Mission | None) -> Stored:
    """Read all that a workbook says of a mission, in a fixed number of queries."""
    if mission is None:
        return Stored()
    slots = list(mission.slots.all())
    rows = {
        "mission": [_mission(mission)],
        "venues": _venues(mission),
        "travel": _travel(mission),
        "grid": _grid(mission, slots),
        "companies": _companies(mission),
        "opportunities": _opportunities(mission),
        "availability": _availability(mission),
        "sessions": _sessions(mission),
        "requests": _requests(mission),
    }
    return Stored(mission, rows, slots, _in_use(mission, slots))


def _plain(sheet_key: str, instance: object, keys: Iterable[str]) -> dict[str, Value]:
    """Attributes that are stored as they stand in the sheet; what is empty as None."""
    values: dict[str, Value] = {}
    for key in keys:
        value = getattr(instance, key)
        if sheet_of(sheet_key).column(key).type is Type.LIST:
            value = tuple(value)
        values[key] = None if value in {"", ()} else value
    return values


def _mission(mission: Mission) -> StoredRow:
    values = _plain("mission", mission, MISSION_FIELDS)
    values["address"] = mission.slug
    for side in mission.sides.all():
        role = Side.Role(side.role).value
        values[f"{role}_region"] = side.region
        values[f"{role}_region_en"] = side.region_en or None
    return StoredRow(mission.pk, values)


MISSION_FIELDS = (
    "title",
    "title_en",
    "summary",
    "summary_en",
    "starts_on",
    "ends_on",
    "time_zone",
    "language",
    "is_public",
    "same_side_meetings",
    "requests_per_company",
)
COMPANY_FIELDS = tuple(
    column.key for column in sheet_of("companies").columns if column.key != "side"
)
OPPORTUNITY_FIELDS = tuple(
    column.key for column in sheet_of("opportunities").columns if column.key != "company"
)
REQUEST_FIELDS = ("status", "cooperation", "unclear", "about_us", "length", "on_date", "at_time")


def _venues(mission: Mission) -> list[StoredRow]:
    venues = mission.venues.prefetch_related(Prefetch("tables", Table.objects.only("venue")))
    return [
        StoredRow(
            venue.pk,
            _plain("venues", venue, ("name", "name_en", "address"))
            | {"tables": len(venue.tables.all()) or None},
        )
        for venue in venues
    ]


def _travel(mission: Mission) -> list[StoredRow]:
    ways = Travel.objects.filter(origin__mission=mission).order_by("pk")
    return [
        StoredRow(
            way.pk,
            {
                "origin": way.origin.name,
                "destination": way.destination.name,
                "minutes": way.minutes,
            },
        )
        for way in ways.select_related("origin", "destination")
    ]


def _grid(mission: Mission, slots: Sequence[Slot]) -> list[StoredRow]:
    """One row for each day-part, as its first slots tell it."""
    parts: dict[str, list[Slot]] = defaultdict(list)
    for slot in sorted(slots, key=lambda slot: slot.starts_at):
        parts[slot.part].append(slot)
    rows = []
    for part in parts.values():
        first, last = part[0], part[-1]
        pause = next((b.starts_at - a.ends_at for a, b in pairwise(part)), timedelta())
        start = first.starts_at.astimezone(mission.zone)
        values: dict[str, Value] = {
            "date": start.date(),
            "starts": start.time(),
            "ends": last.ends_at.astimezone(mission.zone).time(),
            "slot_minutes": _minutes(first.ends_at - first.starts_at),
            "pause_minutes": _minutes(pause) or None,
        }
        rows.append(StoredRow(first.pk, values))
    return rows


def _minutes(span: timedelta) -> int:
    return round(span.total_seconds() / 60)


def _companies(mission: Mission) -> list[StoredRow]:
    return [
        StoredRow(
            company.pk, _plain("companies", company, COMPANY_FIELDS) | {"side": company.side.role}
        )
        for company in Company.objects.filter(mission=mission).select_related("side").order_by("pk")
    ]


def _opportunities(mission: Mission) -> list[StoredRow]:
    opportunities = (
        Opportunity.objects.filter(company__mission=mission)
        .select_related("company")
        .order_by("company_id", "position", "pk")
    )
    return [
        StoredRow(
            opportunity.pk,
            _plain("opportunities", opportunity, OPPORTUNITY_FIELDS)
            | {"company": opportunity.company.key},
        )
        for opportunity in opportunities
    ]


def _availability(mission: Mission) -> list[StoredRow]:
    windows = AvailabilityWindow.objects.filter(company__mission=mission).select_related("company")
    rows = []
    for window in windows.order_by("company_id", "starts_at", "pk"):
        start = window.starts_at.astimezone(mission.zone)
        end = window.ends_at.astimezone(mission.zone)
        values: dict[str, Value] = {
            "company": window.company.key,
            "is_available": window.is_available,
        }
        rows += [
            StoredRow(window.pk, values | {"date": day, "starts": first, "ends": last})
            for day, first, last in day_pieces(start, end)
        ]
    return rows


def day_pieces(start: datetime, end: datetime) -> list[tuple[date, time | None, time | None]]:
    """A span of time cut at midnights; None for a piece's start or end at midnight."""
    pieces = []
    day = start.date()
    while day < end.date() or (day == end.date() and end.time() != MIDNIGHT):
        first = start.time() if day == start.date() and start.time() != MIDNIGHT else None
        last = end.time() if day == end.date() else None
        pieces.append((day, first, last))
        day += timedelta(days=1)
    return pieces


def _sessions(mission: Mission) -> list[StoredRow]:
    sessions = Session.objects.filter(mission=mission).select_related("venue")
    people: dict[int, list[str]] = defaultdict(list)
    seats = Session.participants.through.objects.filter(session__mission=mission)
    for session_id, key in seats.values_list("session_id", "company__key"):
        people[session_id].append(key)
    rows = []
    for session in sessions.order_by("starts_at", "pk"):
        start = session.starts_at.astimezone(mission.zone)
        values = _plain("sessions", session, ("title", "title_en", "kind", "capacity")) | {
            "date": start.date(),
            "starts": start.time(),
            "ends": session.ends_at.astimezone(mission.zone).time(),
            "venue": session.venue.name if session.venue else None,
            "participants": tuple(sorted(people[session.pk])) or None,
        }
        rows.append(StoredRow(session.pk, values))
    return rows


def _requests(mission: Mission) -> list[StoredRow]:
    requests = Request.objects.filter(mission=mission).select_related("sender", "recipient")
    return [
        StoredRow(
            request.pk,
            _plain("requests", request, REQUEST_FIELDS)
            | {
                "sender": request.sender.key,
                "recipient": request.recipient.key,
                "priority": str(request.priority),
                "day_half": request.day_half or None,
            },
        )
        for request in requests.order_by("pk")
    ]


def _in_use(mission: Mission, slots: Sequence[Slot]) -> InUse:
    """The slots and tables in which the published programme has meetings."""
    programme = last_published(mission=mission)
    if programme is None:
        return InUse()
    placements = Placement.objects.filter(programme=programme).select_related("slot")
    starts = sorted(slot.starts_at for slot in slots)
    used: set[datetime] = set()
    tables: set[int] = set()
    for placement in placements:
        tables.add(placement.table_id)
        first = bisect_left(starts, placement.slot.starts_at)
        used.update(starts[first : bisect_left(starts, placement.ends_at)])
    return InUse(frozenset(used), frozenset(tables))
