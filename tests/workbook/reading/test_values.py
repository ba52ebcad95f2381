from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vstrecha.workbook.reading.problems import CellError
from vstrecha.workbook.reading.values import (
    read_choice,
    read_flag,
    read_integer,
    read_list,
    read_text,
)
from vstrecha.workbook.reading.words import Raw
from vstrecha.workbook.sheets import Column, Type, sheet_of

NUMBER = Column("n", "N", "Н", Type.INTEGER, least=1, most=9_999)
WORDS = Column("w", "W", "В", longest=5)
LIST = Column("l", "L", "Л", Type.LIST)
KIND = sheet_of("opportunities").column("kind")


@pytest.mark.parametrize("raw", ["да", "ДА.", "Yes", "1", 1, 1.0, "+", "x", True, "истина", "TRUE"])
def test_yes_has_many_forms(raw: str | float) -> None:
    assert read_flag(raw) is True


@pytest.mark.parametrize("raw", ["нет", "No", "0", 0, 0.0, "-", "—", False, "ложь"])
def test_no_has_many_forms(raw: str | float) -> None:
    assert read_flag(raw) is False


@pytest.mark.parametrize("raw", ["может быть", "2", 2, "да нет"])
def test_neither_is_refused(raw: str | int) -> None:
    with pytest.raises(CellError):
        read_flag(raw)


@given(st.integers(1, 9_999))
def test_a_number_is_read_as_text_and_as_number(number: int) -> None:
    forms: list[Raw] = [
        number,
        float(number),
        str(number),
        f"{number},0",
        f"{number:,}".replace(",", " "),
    ]
    assert {read_integer(form, NUMBER) for form in forms} == {number}


@pytest.mark.parametrize("raw", ["два", 2.5, "2,5", 0, -1, 10_000, "1 2", True, "1e3"])
def test_what_is_no_number_within_the_limits_is_refused(raw: str | float) -> None:
    with pytest.raises(CellError) as caught:
        read_integer(raw, NUMBER)
    assert "9999" in caught.value.mend.render()


def test_a_number_typed_for_a_text_is_that_text() -> None:
    assert read_text(77.0, WORDS) == "77"


def test_a_text_too_long_or_turned_into_a_date_is_refused() -> None:
    with pytest.raises(CellError, match="6 characters; 5 is the most"):
        read_text("abcdef", WORDS)
    with pytest.raises(CellError, match="made a date"):
        read_text(datetime(2026, 10, 1), WORDS)  # noqa: DTZ001 - Excel knows no zones


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("запрос на НИОКР", "rd_request"),
        ("R&D request", "rd_request"),
        ("Joint  Project", "joint_project"),
        ("joint_project", "joint_project"),
        ("Предложение заказных НИОКР", "contract_rd_offer"),
    ],
)
def test_a_choice_is_read_in_either_language(raw: str, value: str) -> None:
    assert read_choice(raw, KIND, "ru") == (value, True)


def test_a_misspelt_choice_is_read_and_known_as_such() -> None:
    assert read_choice("технологическое предложние", KIND, "ru") == ("technology_offer", False)


def test_an_unknown_choice_says_what_there_is_in_the_file_s_language() -> None:
    with pytest.raises(CellError) as caught:
        read_choice("подарок", KIND, "ru")
    assert "совместный проект" in caught.value.mend.render()
    with pytest.raises(CellError) as caught:
        read_choice("gift", KIND, "en")
    assert "joint project" in caught.value.mend.render()


def test_lists_are_split_at_semicolons_and_line_breaks_and_each_item_stands_once() -> None:
    assert read_list("А, Б; В\nВ;", LIST) == ("А, Б", "В")
    assert read_list("ru, en;ru", LIST, of_codes=True) == ("ru", "en")
