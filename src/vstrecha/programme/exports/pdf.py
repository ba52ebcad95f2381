"""The timetable to print: one page a company, then everything by time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from importlib.resources import as_file, files
from itertools import groupby

import typst
from django.utils import translation
from django.utils.translation import gettext

from vstrecha.companies.models import Company
from vstrecha.missions.models import Side
from vstrecha.programme.exports.timetable import Event, Timetable, company_city, company_name
from vstrecha.programme.models import Programme
from vstrecha.programme.notices import Notice
from vstrecha.web.localised import localised
from vstrecha.web.templatetags.localise import clock, day, days_until, full_date, minutes, zone

__all__ = ["timetable_pdf"]

Json = dict[str, object]


def timetable_pdf(*, programme: Programme, language: str) -> bytes:
    """The printed timetable of a version, in `language` (`ru`, `en`).

    Each company has a page of its own with its sessions, ways and meetings, set smaller where a
    full programme asks for it. Facts go to the typesetter as data, so that no text of a company
    is ever taken for an instruction.
    """
    with translation.override(language):
        data = _data(Timetable(programme), language)
    template = files("vstrecha.programme.exports").joinpath("timetable.typ")
    with as_file(template) as path:
        document = typst.compile(
            path,
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            # The version's own moment, so that the same version gives the same file.
            timestamp=(programme.published_at or programme.created_at).replace(microsecond=0),
        )
    if not isinstance(document, bytes):
        raise TypeError("the typesetter gave no single document")
    return document


def _data(read: Timetable, language: str) -> Json:
    """What the template sets: words and facts, nothing left to look up."""
    mission, programme = read.mission, read.programme
    moment = programme.published_at or programme.created_at
    if programme.published_at is None:
        version = gettext("Draft {version}, {date}")
    else:
        version = gettext("Version {version}, {date}")
    start = read.notices[0].starts_at if read.notices else moment
    return {
        "language": language,
        "title": f"{localised(mission, 'title').text}, "
        f"{days_until(mission.starts_on, mission.ends_on)}",
        "author": "Vstrecha",
        "version": version.format(
            version=programme.version, date=full_date(moment.astimezone(mission.zone))
        ),
        "zone": gettext("All times: {zone}, {offset}").format(
            zone=mission.time_zone, offset=zone(start.astimezone(mission.zone))
        ),
        "words": {
            # Translators: before a table's number, in a timetable.
            "table": gettext("table"),
            "nothing": gettext("No meetings and no sessions in this version of the programme."),
            "waiting": gettext("Asked for, without a place"),
            "overview": gettext("Everything by time"),
        },
        "companies": [_page(read, company) for company in _in_order(read)],
        "overview": list(_overview(read)),
    }


def _in_order(read: Timetable) -> list[Company]:
    """The visitors first, then by name: as name badges are laid out."""
    return sorted(
        read.companies.values(),
        key=lambda one: (one.side.role != Side.Role.HOME, company_name(one).strip("«»\"'").lower()),
    )


def _page(read: Timetable, company: Company) -> Json:
    events = read.events_of(company)
    rows: list[tuple[date, Json]] = []
    for event, way in zip(events, read.journeys(company, events), strict=True):
        if way is not None:
            rows.append((event.starts_at.date(), _journey_row(event, way.minutes)))
        rows.append((event.starts_at.date(), _row(event)))
    about = (
        company_city(company),
        localised(company.side, "region", language=read.mission.language).text,
    )
    return {
        "name": company_name(company),
        "about": " · ".join(part for part in about if part),
        "days": [
            {"name": _day_name(when), "rows": [row for _, row in group]}
            for when, group in groupby(rows, key=lambda item: item[0])
        ],
        "waiting": [
            {
                "title": "" if waiting.counterpart is None else company_name(waiting.counterpart),
                "reason": waiting.reason,
            }
            for waiting in read.waiting_of(company)
        ],
    }


def _day_name(when: date) -> str:
    name = day(when)
    return name[:1].upper() + name[1:]


def _row(event: Event) -> Json:
    other = event.counterpart
    return {
        "kind": event.notice.kind,
        "starts": clock(event.starts_at),
        "ends": clock(event.ends_at),
        "title": event.title if other is None else company_name(other),
        "town": "" if other is None else company_city(other),
        "note": event.reasons[0] if event.reasons else "",
        "venue": event.venue,
        "table": event.notice.table,
    }


def _journey_row(event: Event, length: int) -> Json:
    return {
        "kind": "journey",
        "starts": clock(event.starts_at - timedelta(minutes=length)),
        "ends": "",
        # Translators: a line of a timetable; the time beside it is when to leave.
        "title": gettext("Leave for {venue} now at the latest: {minutes} on the way").format(
            minutes=minutes(length), venue=event.venue
        ),
        "town": "",
        "note": "",
        "venue": "",
        "table": "",
    }


def _overview(read: Timetable) -> Iterator[Json]:
    """All meetings and sessions by day and time, for who looks after the tables."""
    where = read.mission.zone
    live = [notice for notice in read.notices if not notice.is_cancelled]
    for when, notices in groupby(live, key=lambda one: one.starts_at.astimezone(where).date()):
        slots = groupby(sorted(notices, key=_desk_order), key=_desk_order)
        yield {
            "name": _day_name(when),
            "slots": [_desk_slot(read, list(group)) for _, group in slots],
        }


def _desk_order(notice: Notice) -> tuple[datetime, datetime, str]:
    """Meetings of one time stand together, each session for itself."""
    return notice.starts_at, notice.ends_at, "" if notice.kind == "meeting" else notice.uid


def _desk_slot(read: Timetable, notices: Sequence[Notice]) -> Json:
    where = read.mission.zone
    first = notices[0]
    is_session = first.kind != "meeting"
    venue = read.text(first.venue, first.venue_en)
    title = read.text(first.title, first.title_en)
    venues = groupby(
        sorted(notices, key=lambda one: one.venue),
        key=lambda one: read.text(one.venue, one.venue_en),
    )
    return {
        "starts": clock(first.starts_at.astimezone(where)),
        "ends": clock(first.ends_at.astimezone(where)),
        "title": ", ".join(part for part in (title, venue) if part) if is_session else "",
        "venues": []
        if is_session
        else [
            {"name": name, "meetings": [_desk_meeting(read, one) for one in group]}
            for name, group in venues
        ],
    }


def _desk_meeting(read: Timetable, notice: Notice) -> Json:
    names = [company_name(one) for one in read.parties(notice)]
    if len(names) < len(notice.companies):
        names = [read.text(notice.title, notice.title_en)]
    return {"table": notice.table, "first": names[0], "second": " ".join(names[1:])}
