from __future__ import annotations

import pytest

from vstrecha.workbook.reading.problems import CellError
from vstrecha.workbook.services.parties import Parties, Party, bare_name

FEAL = Party("feal", "ООО «Феал-Технология»", "Feal LLC", "7707083893", "info@feal.example", "home")
MINE = Party("mine", "АО «Карьер»", side="host", inn="0277071467")
TWIN = Party("twin-1", "Вектор", side="host", inn="7736050003")
OTHER = Party("twin-2", "Вектор", side="host", email="vector@host.example")
PARTIES = Parties([FEAL, MINE, TWIN, OTHER])


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ООО «Феал-Технология»", "feal"),
        ('ооо "феал-технология"', "feal"),
        ("Феал-Технология", "feal"),
        ("ФЕАЛ-ТЕХНОЛОГИЯ, ООО", "feal"),
        ("Feal", "feal"),
        ("7707083893", "feal"),
        ("Наш друг (ИНН 7707083893)", "feal"),
        ("mailto:INFO@feal.example", "feal"),
        ("277071467", "mine"),
        ("7736050003", "twin-1"),
        ("vector@host.example", "twin-2"),
    ],
)
def test_a_company_is_found_as_people_name_it(text: str, key: str) -> None:
    assert PARTIES.find(text).key == key


def test_two_of_a_name_are_not_guessed_between() -> None:
    with pytest.raises(CellError, match="More than one company is meant by “Вектор”"):
        PARTIES.find("Вектор")


def test_a_stranger_is_refused_and_a_near_name_asked_about() -> None:
    with pytest.raises(CellError, match="Did you mean “АО «Карьер»”"):
        PARTIES.find("АО «Карер»")
    with pytest.raises(CellError, match="Add it there"):
        PARTIES.find("Совсем другая компания")


def test_the_text_that_names_a_company_finds_it_again() -> None:
    for key in PARTIES.by_key:
        assert PARTIES.find(PARTIES.reference(key)).key == key
    assert PARTIES.reference("feal") == "ООО «Феал-Технология»"
    assert PARTIES.reference("twin-1") == "7736050003"
    assert PARTIES.reference("twin-2") == "vector@host.example"


def test_sides_are_told_apart() -> None:
    assert PARTIES.on_side("home") == ("feal",)
    assert PARTIES.on_side("host") == ("mine", "twin-1", "twin-2")
    assert len(PARTIES.on_side("all")) == 4


def test_only_the_legal_form_is_taken_off_a_name() -> None:
    assert bare_name("АО «Аонида»") == "аонида"
    assert bare_name("Incubator Ltd.") == "incubator"
    assert bare_name("ООО") == "ооо"
