from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_WINDOWS_1900

from vstrecha.workbook.reading.fields import Parsed, Setting, read_cell
from vstrecha.workbook.reading.problems import CellError
from vstrecha.workbook.reading.words import Raw
from vstrecha.workbook.sheets import sheet_of

SETTING = Setting(CALENDAR_WINDOWS_1900, "ru")
WEIGHTS = (2, 4, 10, 3, 5, 9, 4, 6, 8)


def read(column: str, raw: Raw, sheet: str = "companies") -> Parsed:
    known = sheet_of(sheet)
    return read_cell(raw, known, known.column(column), SETTING)


def with_check_digit(nine: int) -> str:
    digits = f"{nine:09d}"
    return digits + str(sum(w * int(d) for w, d in zip(WEIGHTS, digits, strict=True)) % 11 % 10)


@given(st.integers(100_000_000, 999_999_999))
def test_a_right_inn_is_read_as_text_number_or_with_spaces(nine: int) -> None:
    inn = with_check_digit(nine)
    forms: list[Raw] = [inn, int(inn), float(inn), f"{inn[:4]} {inn[4:]}", f"ИНН {inn}"]
    assert {read("inn", form) for form in forms} == {Parsed(inn)}


@given(st.integers(0, 99_999_999))
def test_a_leading_zero_that_excel_dropped_is_put_back_and_said(eight: int) -> None:
    inn = with_check_digit(eight)
    assert inn.startswith("0")
    parsed = read("inn", f"{inn[1:]}")
    assert parsed.value == inn
    assert parsed.note is not None


@given(st.integers(100_000_000, 999_999_999), st.integers(1, 9))
def test_a_mistyped_check_digit_is_found(nine: int, change: int) -> None:
    inn = with_check_digit(nine)
    wrong = f"{inn[:9]}{(int(inn[9]) + change) % 10}"
    with pytest.raises(CellError, match="check digits"):
        read("inn", wrong)


def test_an_inn_of_another_length_says_how_many_digits_it_has() -> None:
    with pytest.raises(CellError, match="has 8 digits"):
        read("inn", "12345678")
    with pytest.raises(CellError, match="other signs"):
        read("inn", "DE123456789")


@pytest.mark.parametrize(
    ("column", "raw", "value"),
    [
        ("email", " Info@Company.EXAMPLE".strip(), "info@company.example"),
        ("email", "mailto:info@company.example", "info@company.example"),
        ("website", "company.example", "https://company.example"),
        ("website", "http://company.example/о-нас", "http://company.example/о-нас"),
        ("language", "Русский", "ru"),
        ("language", "ru-RU", "ru"),
        ("language", "английский язык", "en"),
        ("spoken_languages", "русский, English; de", ("ru", "en", "de")),
        ("industry_codes", "25.61; C24.45, ОКВЭД 62.01.1", ("25.61", "24.45", "62.01.1")),
        ("industry_codes", 25.61, ("25.61",)),
        ("industry_codes", "05", ("05",)),
    ],
)
def test_it_reads_fields_as_people_write_them(
    column: str, raw: Raw, value: str | tuple[str, ...]
) -> None:
    assert read(column, raw).value == value


@pytest.mark.parametrize(
    ("column", "raw", "reason"),
    [
        ("email", "почта", "no e-mail address"),
        ("email", "a@b.example, c@d.example", "more than one address"),
        ("website", "наш сайт", "no address of a site"),
        ("language", "эльфийский", "no language"),
        ("spoken_languages", "ru; эльфийский", "no language"),
        ("industry_codes", "металлургия", "no industry code"),
        ("industry_codes", "25.6123", "no industry code"),
        ("industry_codes", datetime(2026, 11, 1), "made a date"),  # noqa: DTZ001 - as in a cell
    ],
)
def test_it_says_what_is_wrong_with_a_field(column: str, raw: Raw, reason: str) -> None:
    with pytest.raises(CellError, match=reason):
        read(column, raw)


@pytest.mark.parametrize(
    "raw", ["Asia/Krasnoyarsk", "asia/krasnoyarsk", "Красноярск", "МСК+4", "мск + 4"]
)
def test_a_time_zone_is_known_by_its_name_its_town_and_from_moscow(raw: str) -> None:
    assert read("time_zone", raw, "mission").value == "Asia/Krasnoyarsk"


def test_a_misspelt_time_zone_is_asked_about() -> None:
    with pytest.raises(CellError, match="Did you mean Asia/Krasnoyarsk"):
        read("time_zone", "Asia/Krasnojarsk", "mission")
    with pytest.raises(CellError, match="tz database"):
        read("time_zone", "+7", "mission")


def test_a_web_address_is_cut_out_of_a_whole_one() -> None:
    assert read("address", "site.example/missions/kaluga-2026/", "mission").value == "kaluga-2026"
    with pytest.raises(CellError, match="cannot be part"):
        read("address", "Миссия!", "mission")
