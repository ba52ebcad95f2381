"""A company's programme as an iCalendar file (RFC 5545, published by the rules of RFC 5546)."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Iterator
from datetime import UTC, date
from functools import lru_cache

from django.utils import translation
from django.utils.translation import gettext
from icalendar import Calendar, Event, Timezone, vCalAddress, vText, vUri

from vstrecha.companies.models import Company
from vstrecha.missions.models import Mission
from vstrecha.programme.exports import timetable
from vstrecha.programme.exports.timetable import Timetable, company_city, company_name
from vstrecha.programme.models import Programme
from vstrecha.web.localised import localised

__all__ = ["company_calendar", "company_calendars"]

# A calendar's entry is read on a phone; the whole story is on the company's page.
MOST_REASONS = 3


def company_calendar(*, programme: Programme, company: Company, language: str) -> bytes:
    """One company's calendar, ready to be saved as .ics.

    It has the company's meetings and sessions with the UIDs they have in every version, and those
    it was told of before that are off now, as cancelled. Texts are in `language` (`ru`, `en`)
    where there is such a version, times in the mission's zone.
    """
    with translation.override(language):
        return _write(Timetable(programme), company, language)


def company_calendars(*, programme: Programme, language: str) -> Iterator[tuple[Company, bytes]]:
    """The calendars of all companies of the mission, by key, in one reading of the database."""
    read = Timetable(programme)
    for company in read.companies.values():
        with translation.override(language):
            content = _write(read, company, language)
        yield company, content


def _write(read: Timetable, company: Company, language: str) -> bytes:
    mission = read.mission
    title = _line(localised(mission, "title").text)
    calendar = Calendar()
    calendar.add("prodid", f"-//Vstrecha//Vstrecha//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    # The library does not know these two for texts, and would not escape them.
    name = vText(f"{title}: {_line(company_name(company))}")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", mission.time_zone)
    calendar.add_component(_time_zone(mission.time_zone, mission.starts_on.year))
    organiser = _organiser(mission, title)
    for event in read.events_of(company, with_cancelled=True):
        component = _event(event, company)
        component.add("organizer", organiser)
        calendar.add_component(component)
    content: bytes = calendar.to_ical()
    return content


@lru_cache(maxsize=64)
def _time_zone(name: str, year: int) -> Timezone:
    """The zone's rules for the mission's year and those around it: calendars need no more."""
    return Timezone.from_tzid(name, first_date=date(year - 1, 1, 1), last_date=date(year + 2, 1, 1))


def _organiser(mission: Mission, title: str) -> vCalAddress:
    """RFC 5546 wants an organiser on what is published: here it is the mission, not a person."""
    address = vCalAddress(f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'vstrecha:{mission.slug}')}")
    # A parameter has no way to hold a straight double quote.
    address.params["CN"] = vText(title.replace('"', "'"))
    return address


def _event(event: timetable.Event, company: Company) -> Event:
    notice = event.notice
    is_off = notice.is_off_for(company.key)
    component = Event()
    component.add("uid", notice.uid)
    component.add("dtstamp", notice.changed_at.astimezone(UTC))
    component.add("last-modified", notice.changed_at.astimezone(UTC))
    component.add("sequence", notice.sequence)
    component.add("status", "CANCELLED" if is_off else "CONFIRMED")
    component.add("transp", "TRANSPARENT" if is_off else "OPAQUE")
    component.add("dtstart", event.starts_at)
    component.add("dtend", event.ends_at)
    summary = _summary(event)
    component.add(
        "summary",
        _line(gettext("Cancelled: {title}").format(title=summary) if is_off else summary),
    )
    place = _place(event)
    if place:
        component.add("location", _line(place))
    text = _description(event)
    if text and not is_off:
        component.add("description", text)
    if event.counterpart is not None and event.counterpart.website:
        component.add("url", vUri(event.counterpart.website))
    return component


def _summary(event: timetable.Event) -> str:
    if not event.is_meeting:
        return event.title
    other = event.title if event.counterpart is None else company_name(event.counterpart)
    # Translators: a calendar entry's title; {company} is whom one meets.
    return gettext("Meeting: {company}").format(company=other)


def _place(event: timetable.Event) -> str:
    if event.notice.table:
        return gettext("{venue}, table {table}").format(venue=event.venue, table=event.notice.table)
    return event.venue


def _description(event: timetable.Event) -> str:
    lines = []
    if event.counterpart is not None:
        city = company_city(event.counterpart)
        lines.append(", ".join(part for part in (company_name(event.counterpart), city) if part))
    lines.extend(event.reasons[:MOST_REASONS])
    return "\n".join(_line(line) for line in lines)


def _line(text: str) -> str:
    """The text on one line, without control characters, which a calendar may not hold."""
    return " ".join("".join(" " if unicodedata.category(c) == "Cc" else c for c in text).split())
