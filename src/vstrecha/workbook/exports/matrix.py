"""The timetable by company: rows are companies, columns slots; sessions stand among meetings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from vstrecha.companies.models import Company
from vstrecha.programme.models import Programme
from vstrecha.web.localised import localised
from vstrecha.workbook.exports import style
from vstrecha.workbook.exports.values import put
from vstrecha.workbook.sheets import SIDES

_FIRST_COLUMN = 3
_FIRST_ROW = 3
_NAME_WIDTH = 34.0
_SLOT_WIDTH = 24.0


@dataclass(frozen=True, slots=True)
class Event:
    """Something that companies are at, in local time."""

    starts: datetime
    ends: datetime
    companies: tuple[Company, ...]
    title: str
    place: str
    is_meeting: bool

    def line(self, company: Company) -> str:
        """What the company's cell says."""
        others = [_name(other) for other in self.companies if other.pk != company.pk]
        what = ", ".join(others) if self.is_meeting else self.title
        return f"{what}\n{self.place}" if self.place else what


@dataclass(slots=True)
class Run:
    """The same events in columns beside each other, from the column `first` on."""

    first: int
    events: list[Event]
    length: int = 1


Span = tuple[datetime, datetime]


def write_matrix(worksheet: Worksheet, programme: Programme, language: str) -> None:
    """Write a row for each company; the delegation's companies come first."""
    events = [*_meetings(programme), *_sessions(programme)]
    spans = _columns(programme, events)
    companies = sorted(
        programme.mission.companies.select_related("side"),
        key=lambda company: (company.side.role != "home", _name(company)),
    )
    by_company: dict[int, list[Event]] = defaultdict(list)
    for event in sorted(events, key=lambda event: event.starts):
        for company in event.companies:
            by_company[company.pk].append(event)
    _write_header(worksheet, spans)
    for row, company in enumerate(companies, start=_FIRST_ROW):
        side = SIDES[company.side.role][language == "ru"]
        _write_company(worksheet, row, company, side, _runs(by_company[company.pk], spans))
    worksheet.freeze_panes = f"{get_column_letter(_FIRST_COLUMN)}{_FIRST_ROW}"
    style.set_up_page(worksheet, title_rows="1:2")
    worksheet.print_title_cols = "A:B"


def _meetings(programme: Programme) -> Iterable[Event]:
    zone = programme.mission.zone
    placements = programme.placements.select_related(
        "slot", "table__venue", "meeting"
    ).prefetch_related("meeting__participants")
    for placement in placements:
        venue = localised(placement.table.venue, "name", language=programme.mission.language)
        yield Event(
            placement.slot.starts_at.astimezone(zone),
            placement.ends_at.astimezone(zone),
            tuple(placement.meeting.participants.all()),
            "",
            gettext("{venue}, table {table}").format(venue=venue.text, table=placement.table.label),
            is_meeting=True,
        )


def _sessions(programme: Programme) -> Iterable[Event]:
    mission = programme.mission
    sessions = mission.sessions.select_related("venue").prefetch_related("participants")
    for session in sessions:
        place = ""
        if session.venue is not None:
            place = localised(session.venue, "name", language=mission.language).text
        yield Event(
            session.starts_at.astimezone(mission.zone),
            session.ends_at.astimezone(mission.zone),
            tuple(session.participants.all()),
            localised(session, "title", language=mission.language).text,
            place,
            is_meeting=False,
        )


def _columns(programme: Programme, events: Iterable[Event]) -> list[Span]:
    """The slots, and the times of sessions that fall in none."""
    zone: tzinfo = programme.mission.zone
    slots = [
        (slot.starts_at.astimezone(zone), slot.ends_at.astimezone(zone))
        for slot in programme.mission.slots.all()
    ]
    outside = {
        (event.starts, event.ends)
        for event in events
        if not any(start < event.ends and event.starts < end for start, end in slots)
    }
    return sorted({*slots, *outside})


def _runs(events: Iterable[Event], spans: list[Span]) -> list[Run]:
    """What a company is at, column by column; what goes on in the next column is one run."""
    cells: dict[int, list[Event]] = defaultdict(list)
    for event in events:
        for place, (start, end) in enumerate(spans):
            if start < event.ends and event.starts < end:
                cells[place].append(event)
    runs: list[Run] = []
    for place in sorted(cells):
        last = runs[-1] if runs else None
        if (
            last is not None
            and last.first + last.length == place
            and last.events == cells[place]
            and spans[last.first][0].date() == spans[place][0].date()
        ):
            last.length += 1
        else:
            runs.append(Run(place, cells[place]))
    return runs


def _write_header(worksheet: Worksheet, spans: list[Span]) -> None:
    for column, (text, width) in enumerate(
        ((gettext("Company"), _NAME_WIDTH), (gettext("Side"), 14)), 1
    ):
        cell = put(worksheet, 1, column, text)
        cell.font, cell.fill, cell.alignment = style.HEADER_FONT, style.HEADER_FILL, style.WRAPPED
        worksheet.merge_cells(start_row=1, end_row=2, start_column=column, end_column=column)
        worksheet.column_dimensions[get_column_letter(column)].width = width
    column = _FIRST_COLUMN
    for day, group in groupby(spans, key=lambda span: span[0].date()):
        columns = list(group)
        cell = put(worksheet, 1, column, date_format(day, "l, j E"))
        cell.font, cell.fill, cell.alignment = style.HEADER_FONT, style.HEADER_FILL, style.CENTRED
        if len(columns) > 1:
            worksheet.merge_cells(
                start_row=1, end_row=1, start_column=column, end_column=column + len(columns) - 1
            )
        for start, end in columns:
            clock = put(worksheet, 2, column, f"{start:%H:%M}–{end:%H:%M}")
            clock.font, clock.fill = style.BOLD_FONT, style.PALE_FILL
            clock.alignment = style.CENTRED
            worksheet.column_dimensions[get_column_letter(column)].width = _SLOT_WIDTH
            column += 1
    worksheet.row_dimensions[1].height = 22
    worksheet.row_dimensions[2].height = 20


def _write_company(
    worksheet: Worksheet, row: int, company: Company, side: str, runs: Iterable[Run]
) -> None:
    name = put(worksheet, row, 1, _name(company))
    name.font, name.alignment, name.border = style.BOLD_FONT, style.WRAPPED, style.LINE_BELOW
    role = put(worksheet, row, 2, side)
    role.font, role.alignment, role.border = style.SOFT_FONT, style.WRAPPED, style.LINE_BELOW
    texts: list[tuple[object, float]] = [(name.value, _NAME_WIDTH)]
    for run in runs:
        first = _FIRST_COLUMN + run.first
        text = "\n".join(dict.fromkeys(event.line(company) for event in run.events))
        cell = put(worksheet, row, first, text)
        cell.alignment, cell.border = style.WRAPPED, style.LINE_BELOW
        if any(event.is_meeting for event in run.events):
            cell.font = style.BODY_FONT
        else:
            cell.font, cell.fill = style.SOFT_FONT, style.PALE_FILL
        if run.length > 1:
            worksheet.merge_cells(
                start_row=row, end_row=row, start_column=first, end_column=first + run.length - 1
            )
        texts.append((text, _SLOT_WIDTH * run.length))
    worksheet.row_dimensions[row].height = style.height_for(texts)


def _name(company: Company) -> str:
    return localised(company, "name").text
