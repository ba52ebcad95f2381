from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from vstrecha.workbook.reading.dates import read_date, read_time
from vstrecha.workbook.reading.problems import CellError
from vstrecha.workbook.reading.words import Raw

TENTH = date(2026, 12, 10)
MONTHS = (
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()  # noqa: SIM905 - one line of twelve words
)
days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
minutes = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@pytest.mark.parametrize(
    "written",
    [
        "10.12.2026",
        "10.12.26",
        "2026-12-10",
        "2026-12-10 00:00:00",
        "10-12-2026",
        "10 декабря 2026",
        "10 декабря 2026 г.",
        "чт, 10 дек. 2026",
        "Thursday, 10 December 2026",
        "December 10, 2026",
        "10th December 2026",
        "46366",
        46366,
        46366.0,
        datetime(2026, 12, 10),  # noqa: DTZ001 - Excel knows no zones
        TENTH,
    ],
)
def test_a_day_is_read_as_people_write_it(written: str | float | date) -> None:
    assert read_date(written, CALENDAR_WINDOWS_1900) == TENTH


@given(days)
def test_any_day_is_read_in_all_forms(day: date) -> None:
    forms: list[Raw] = [
        day.strftime("%d.%m.%Y"),
        day.isoformat(),
        f"{day.day} {MONTHS[day.month - 1]} {day.year} года",
        f"{day:%B} {day.day}, {day.year}",
        (day - date(1899, 12, 30)).days,
    ]
    assert {read_date(form, CALENDAR_WINDOWS_1900) for form in forms} == {day}


def test_a_file_of_an_old_mac_counts_days_from_1904() -> None:
    assert read_date(46366 - 1462, CALENDAR_MAC_1904) == TENTH


@pytest.mark.parametrize(
    "written",
    [
        "03/04/2026",
        "31.02.2026",
        "10 брюмера 2026",
        "скоро",
        "10.12",
        "1.1.1926",
        12,
        9.5,
        True,
        "",
    ],
)
def test_what_is_no_certain_day_is_refused(written: str | float) -> None:
    with pytest.raises(CellError) as caught:
        read_date(written, CALENDAR_WINDOWS_1900)
    assert "10.12.2026" in caught.value.mend.render()


def test_strokes_are_read_where_only_one_day_can_be_meant() -> None:
    assert read_date("25/12/2026", CALENDAR_WINDOWS_1900) == date(2026, 12, 25)
    assert read_date("05/05/2026", CALENDAR_WINDOWS_1900) == date(2026, 5, 5)


@pytest.mark.parametrize(
    "written",
    [
        "9:30",
        "09.30",
        "9-30",
        "09:30:00",
        "9ч30",
        "9:30 AM",
        time(9, 30),
        datetime(1899, 12, 30, 9, 30),  # noqa: DTZ001 - Excel knows no zones
        timedelta(hours=9, minutes=30),
        9.5 / 24,
    ],
)
def test_a_time_is_read_as_people_write_it(
    written: str | float | time | datetime | timedelta,
) -> None:
    assert read_time(written) == time(9, 30)


@given(minutes)
def test_any_time_is_read_in_all_forms(at: time) -> None:
    fraction = (at.hour * 60 + at.minute) / 1440
    forms: list[Raw] = [at, fraction, f"{at:%H:%M}", f"{at:%H.%M}", f"{at:%I:%M %p}"]
    assert {read_time(form) for form in forms} == {at}


@pytest.mark.parametrize("written", ["24:00", "9:75", "утром", "10:00–12:00", 9, 9.3, True, "9"])
def test_what_is_no_certain_time_is_refused(written: str | float) -> None:
    with pytest.raises(CellError):
        read_time(written)
