"""The timetable seen in three ways: by company, by slot, by table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from vstrecha.companies.models import Company
from vstrecha.missions.models import Mission
from vstrecha.programme.access import Desk
from vstrecha.programme.models import Programme, Table
from vstrecha.programme.selectors.entries import (
    Entry,
    GridSlot,
    grid_slots,
    meetings_of,
    sessions_of,
)
from vstrecha.web.localised import Localised, localised

__all__ = [
    "AgendaDay",
    "Cell",
    "CompanyRow",
    "SlotGroup",
    "TableGroup",
    "Timetable",
    "agenda_of",
    "timetable_of",
]


@dataclass(frozen=True, slots=True)
class AgendaDay:
    """One company's day in order of time."""

    date: date
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """Some consecutive columns of a row: what begins in the first of them, or nothing."""

    starts_at: datetime
    span: int
    entries: tuple[Entry, ...] = ()
    begins_part: bool = False

    @property
    def ends_at(self) -> datetime:
        return max(entry.ends_at for entry in self.entries)


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """One company's row in the grid of a day."""

    company: Company
    cells: tuple[Cell, ...]
    meetings: int


@dataclass(frozen=True, slots=True)
class TableRow:
    """One table's row in the grid of a day."""

    label: str
    cells: tuple[Cell, ...]
    meetings: int


@dataclass(frozen=True, slots=True)
class TableGroup:
    """The tables of a venue."""

    venue: Localised
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class SlotGroup:
    """What happens in one slot, or a session that begins between slots."""

    starts_at: datetime
    ends_at: datetime
    meetings: tuple[Entry, ...]
    sessions: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Timetable:
    """All that the visitor may see of one version of the programme."""

    mission: Mission
    slots: tuple[GridSlot, ...]
    meetings: tuple[Entry, ...]
    sessions: tuple[Entry, ...]

    @property
    def days(self) -> list[date]:
        """The days with slots, meetings or sessions."""
        return sorted(
            {slot.starts_at.date() for slot in self.slots}
            | {entry.day for entry in (*self.meetings, *self.sessions)}
        )

    def count_on(self, day: date) -> int:
        """The number of meetings on a day."""
        return sum(entry.day == day for entry in self.meetings)

    def slots_on(self, day: date) -> list[GridSlot]:
        """The columns of a day's grid."""
        return [slot for slot in self.slots if slot.starts_at.date() == day]

    def by_company(self, companies: Iterable[Company], day: date) -> list[CompanyRow]:
        """A row for each company, with its meetings and the sessions that bind it."""
        entries: dict[int, list[Entry]] = defaultdict(list)
        for entry in (*self.meetings, *self.sessions):
            if entry.day == day:
                for company in entry.companies:
                    entries[company.pk].append(entry)
        columns = self.slots_on(day)
        return [
            CompanyRow(
                company,
                tuple(_cells(columns, entries[company.pk])),
                sum(entry.is_meeting for entry in entries[company.pk]),
            )
            for company in companies
        ]

    def by_table(self, day: date) -> list[TableGroup]:
        """A row for each table that the visitor's meetings use on the day; all for who sees all."""
        entries: dict[int, list[Entry]] = defaultdict(list)
        for entry in self.meetings:
            if entry.day == day:
                entries[entry.table_pk].append(entry)
        tables = Table.objects.filter(venue__mission=self.mission, pk__in=entries)
        columns = self.slots_on(day)
        groups = []
        ordered = tables.select_related("venue").order_by(
            "venue__position", "venue_id", "position", "pk"
        )
        for _venue, group in groupby(ordered, key=lambda table: table.venue_id):
            rows = list(group)
            venue = localised(rows[0].venue, "name", language=self.mission.language)
            groups.append(
                TableGroup(
                    venue,
                    tuple(
                        TableRow(
                            table.label,
                            tuple(_cells(columns, entries[table.pk])),
                            len(entries[table.pk]),
                        )
                        for table in rows
                    ),
                )
            )
        return groups

    def by_slot(self, day: date) -> list[SlotGroup]:
        """What begins at each time of the day."""
        starts: dict[datetime, list[Entry]] = defaultdict(list)
        ends = {slot.starts_at: slot.ends_at for slot in self.slots_on(day)}
        for entry in (*self.sessions, *self.meetings):
            if entry.day == day:
                starts[entry.starts_at].append(entry)
        return [
            SlotGroup(
                at,
                ends.get(at) or max(entry.ends_at for entry in starts[at]),
                tuple(entry for entry in starts[at] if entry.is_meeting),
                tuple(entry for entry in starts[at] if not entry.is_meeting),
            )
            for at in sorted(starts)
        ]


def timetable_of(*, desk: Desk, programme: Programme) -> Timetable:
    """The timetable as far as the visitor may see it."""
    slots = grid_slots(mission=desk.mission)
    return Timetable(
        mission=desk.mission,
        slots=tuple(slots),
        meetings=tuple(meetings_of(desk=desk, programme=programme, slots=slots)),
        sessions=tuple(sessions_of(mission=desk.mission, slots=slots)),
    )


def agenda_of(timetable: Timetable, company: Company) -> list[AgendaDay]:
    """One company's days: its meetings, and the sessions that bind it."""
    entries = sorted(
        (
            entry
            for entry in (*timetable.meetings, *timetable.sessions)
            if any(one.pk == company.pk for one in entry.companies)
        ),
        key=lambda entry: (entry.starts_at, entry.ends_at),
    )
    return [
        AgendaDay(day, tuple(group)) for day, group in groupby(entries, key=lambda entry: entry.day)
    ]


def _cells(columns: Sequence[GridSlot], entries: Iterable[Entry]) -> Iterable[Cell]:
    """The row's columns as cells. What begins within a longer cell joins it (a company with two
    representatives may have two meetings at once)."""
    starts: Mapping[datetime, list[Entry]] = _by_first_slot(entries)
    position = 0
    while position < len(columns):
        found: list[Entry] = []
        reach = position + 1
        here = position
        while here < reach:
            for entry in starts.get(columns[here].starts_at, []):
                found.append(entry)
                reach = max(reach, here + len(entry.slots))
            here += 1
        reach = min(reach, len(columns))
        column = columns[position]
        yield Cell(
            column.starts_at,
            reach - position,
            tuple(found),
            begins_part=position > 0 and columns[position - 1].part != column.part,
        )
        position = reach


def _by_first_slot(entries: Iterable[Entry]) -> dict[datetime, list[Entry]]:
    starts: dict[datetime, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.slots:
            starts[entry.slots[0]].append(entry)
    return starts
