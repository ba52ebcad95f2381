"""Dates and times of day as people write them in cells."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from openpyxl.utils.datetime import from_excel

from vstrecha.engine.message import N_, Message
from vstrecha.workbook.reading.problems import CellError
from vstrecha.workbook.reading.words import Raw, said

FIRST_YEAR, LAST_YEAR = 2000, 2100
_SERIALS = range(36_526, 73_416)
"""Excel's numbers of the days of those years."""

_MONTHS: tuple[tuple[str, ...], ...] = (
    ("янв", "jan"),
    ("фев", "feb"),
    ("мар", "mar"),
    ("апр", "apr"),
    ("май", "мая", "may"),
    ("июн", "jun"),
    ("июл", "jul"),
    ("авг", "aug"),
    ("сен", "sep"),
    ("окт", "oct"),
    ("ноя", "nov"),
    ("дек", "dec"),
)
_WEEKDAY = re.compile(r"^[^\W\d]+\.?,\s*")
_YEAR_WORD = re.compile(r"\s*(?:года?|г\.?)\s*$", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4}|\d{2})(?: \d{1,2}:\d{2}.*)?")
_DAY_NAME = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s.-]+([^\W\d]+)\.?,?[\s-]+(\d{4})")
_NAME_DAY = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_TIME = re.compile(
    r"(\d{1,2})\s*[:.\-hч]\s*(\d{2})(?::(\d{2})(?:\.0+)?)?\s*(am|pm|a\.m\.|p\.m\.)?",
    re.IGNORECASE,
)
_NOON = 12
_MINUTES_A_DAY = 24 * 60

_DATE_MEND = Message(N_("Write the date as 10.12.2026 or 2026-12-10."))
_TIME_MEND = Message(N_("Write a time between 0:00 and 23:59, such as 9:30."))


def read_date(raw: Raw, epoch: datetime) -> date:
    """A day: a date cell, Excel's number of a day, or a text such as 10.12.2026.

    Raises CellError for anything else, for an ambiguous 03/04/2026, and outside 2000-2100.
    """
    day = _date(raw, epoch)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise CellError(
            Message(N_("The year {year} cannot be meant."), {"year": str(day.year)}), _DATE_MEND
        )
    return day


def _date(raw: Raw, epoch: datetime) -> date:
    match raw:
        case datetime():
            return raw.date()
        case date():
            return raw
        case bool():
            pass
        case int() | float() if int(raw) in _SERIALS:
            return _from_serial(int(raw), epoch)
        case str():
            return _date_of_text(raw, epoch)
        case _:
            pass
    raise CellError(Message(N_("“{value}” is no date."), {"value": said(raw)}), _DATE_MEND)


def _from_serial(number: int, epoch: datetime) -> date:
    day = from_excel(number, epoch)
    if not isinstance(day, datetime):
        raise TypeError(f"openpyxl made {day!r} of the day {number}.")
    return day.date()


def _date_of_text(raw: str, epoch: datetime) -> date:
    text = _YEAR_WORD.sub("", _WEEKDAY.sub("", raw)).strip()
    try:
        if match := _ISO.fullmatch(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _DAY_FIRST.fullmatch(text):
            return _day_first(match, raw)
        if match := _DAY_NAME.fullmatch(text):
            return date(int(match[3]), _month(match[2]), int(match[1]))
        if match := _NAME_DAY.fullmatch(text):
            return date(int(match[3]), _month(match[1]), int(match[2]))
    except CellError:
        raise
    except ValueError as error:
        raise CellError(
            Message(N_("“{value}” is no day of the calendar."), {"value": said(raw)}), _DATE_MEND
        ) from error
    if text.isascii() and text.isdigit() and int(text) in _SERIALS:
        return _from_serial(int(text), epoch)
    raise CellError(Message(N_("“{value}” is no date."), {"value": said(raw)}), _DATE_MEND)


def _day_first(match: re.Match[str], raw: str) -> date:
    """31.12.2026 and its like; with strokes, only where Americans would not read another day."""
    day, month, year = int(match[1]), int(match[3]), int(match[4])
    if match[2] == "/" and day != month and max(day, month) <= len(_MONTHS):
        raise CellError(
            Message(N_("“{value}” may be either of two days."), {"value": said(raw)}), _DATE_MEND
        )
    return date(year if year > 99 else 2000 + year, month, day)  # noqa: PLR2004 - two digits


def _month(word: str) -> int:
    """The number of a month by its name or abbreviation; raises ValueError for another word."""
    word = word.casefold()
    for number, stems in enumerate(_MONTHS, start=1):
        if word.startswith(stems):
            return number
    raise ValueError(f"no month: {word}")


def read_time(raw: Raw) -> time:
    """A time of day, to the minute: a time cell, a fraction of a day, or a text such as 9:30.

    Raises CellError for anything else; a bare number from 1 on is not guessed at.
    """
    match raw:
        case datetime() | time():
            return _of_minutes(raw.hour * 60 + raw.minute + round(raw.second / 60), raw)
        case timedelta():
            return _of_minutes(round(raw.total_seconds() / 60), raw)
        case bool():
            pass
        case int() | float() if 0 <= raw < 1:
            return _of_minutes(round(raw * _MINUTES_A_DAY), raw)
        case str():
            return _time_of_text(raw)
        case _:
            pass
    raise _no_time(raw)


def _time_of_text(raw: str) -> time:
    match = _TIME.fullmatch(raw)
    if match is None:
        raise _no_time(raw)
    hour, minute = int(match[1]), int(match[2])
    if match[4]:
        hour = hour % _NOON + (_NOON if match[4].casefold().startswith("p") else 0)
    try:
        return time(hour, minute)
    except ValueError as error:
        raise _no_time(raw) from error


def _of_minutes(minutes: int, raw: Raw) -> time:
    if not 0 <= minutes < _MINUTES_A_DAY:
        raise _no_time(raw)
    return time(*divmod(minutes, 60))


def _no_time(raw: Raw) -> CellError:
    return CellError(Message(N_("“{value}” is no time of day."), {"value": said(raw)}), _TIME_MEND)
