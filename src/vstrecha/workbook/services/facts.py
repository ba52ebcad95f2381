"""What the mission will be once the file is in: its days, zone, venues and slots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from vstrecha.workbook.reading import Value
from vstrecha.workbook.reading.words import plain_name
from vstrecha.workbook.selectors import Stored
from vstrecha.workbook.services.drafts import Draft


@dataclass(frozen=True, slots=True)
class Span:
    """A slot to be, in local time, and its day-part."""

    starts: datetime
    ends: datetime
    part: str


@dataclass(frozen=True, slots=True)
class Facts:
    """The mission's own fields, from the file where it has them, else as stored."""

    starts_on: date | None
    ends_on: date | None
    zone: ZoneInfo
    language: str
    same_side_meetings: bool

    def has_day(self, day: date) -> bool:
        """Whether the day is one of the mission's; true where its days are not known."""
        if self.starts_on is None or self.ends_on is None:
            return True
        return self.starts_on <= day <= self.ends_on

    def moment(self, day: date, at: time) -> datetime:
        """An aware moment of local time."""
        return datetime.combine(day, at, tzinfo=self.zone)

    def span(self, day: date, starts: time | None, ends: time | None) -> tuple[datetime, datetime]:
        """Aware start and end; a day's own where they are not said."""
        end = self.moment(day, ends) if ends else self.moment(day + timedelta(days=1), time())
        return self.moment(day, starts or time()), end


def gather_facts(mission: Draft | None, stored: Stored) -> Facts:
    """Join what the file and the database say of the mission."""
    values: dict[str, Value] = {}
    for row in stored.of("mission"):
        values |= row.values
    if mission is not None:
        values |= {key: value for key, value in mission.values.items() if value is not None}
    starts_on, ends_on = values.get("starts_on"), values.get("ends_on")
    return Facts(
        starts_on=starts_on if isinstance(starts_on, date) else None,
        ends_on=ends_on if isinstance(ends_on, date) else None,
        zone=ZoneInfo(str(values.get("time_zone") or "UTC")),
        language=str(values.get("language") or "ru"),
        same_side_meetings=values.get("same_side_meetings") is True,
    )


def day_parts(drafts: Sequence[Draft]) -> dict[str, list[Span]]:
    """The slots that the rows of the time grid cut, by day-part key such as `2026-12-10-1`.

    The parts of a day are numbered by their start. Rows with problems cut nothing.
    """
    parts: dict[str, list[Span]] = {}
    numbers: Counter[date] = Counter()
    for slots in sorted(filter(None, map(cut, drafts))):
        day = slots[0][0].date()
        numbers[day] += 1
        part = f"{day.isoformat()}-{numbers[day]}"
        parts[part] = [Span(start, end, part) for start, end in slots]
    return parts


def bounds(draft: Draft) -> tuple[datetime, datetime] | None:
    """Local start and end of a row with a date and two times; None where one is not known."""
    day, starts, ends = draft.date("date"), draft.time("starts"), draft.time("ends")
    if day is None or starts is None or ends is None:
        return None
    return datetime.combine(day, starts), datetime.combine(day, ends)


def cut(draft: Draft) -> list[tuple[datetime, datetime]]:
    """Local starts and ends of the slots between the times of a row of the time grid."""
    between, length = bounds(draft), draft.number("slot_minutes")
    if between is None or not length:
        return []
    at, end = between
    span = timedelta(minutes=length)
    step = span + timedelta(minutes=draft.number("pause_minutes") or 0)
    slots = []
    while at + span <= end:
        slots.append((at, at + span))
        at += step
    return slots


def known_venues(drafts: Sequence[Draft], stored: Stored) -> Mapping[str, str]:
    """The name of each venue, as in the file where it is there, by its plain names."""
    venues: dict[str, str] = {}
    rows = [row.values for row in stored.of("venues")] + [draft.values for draft in drafts]
    for key in ("name_en", "name"):
        for values in rows:
            name, called = values.get("name"), values.get(key)
            if isinstance(name, str) and isinstance(called, str):
                venues[plain_name(called)] = name
    return venues
