from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vstrecha.engine.matching.duplicates.names import core_name, distance
from vstrecha.engine.matching.texts.words import transliterated

NAMES = st.lists(
    st.text("абвгдежзиклмнопрстуфхцчшэюя", min_size=3, max_size=9), min_size=1, max_size=3
).map(" ".join)
FORMS = st.sampled_from(["ООО", "АО", "ПАО", "ЗАО", "Общество с ограниченной ответственностью"])


@given(NAMES, FORMS, st.sampled_from(["«{}»", '"{}"', "{}", "“{}”", "'{}'"]))
def test_form_quotes_and_case_do_not_count(name: str, form: str, quotes: str) -> None:
    core = core_name(name).words
    assert core_name(f"{form} {quotes.format(name)}").words == core
    assert core_name(f"{quotes.format(name.upper())}, {form.lower()}").words == core


@given(NAMES)
def test_the_alphabet_does_not_count(name: str) -> None:
    assert core_name(transliterated(name)).words == core_name(name).words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ООО «Тёплый дом»", "Теплый дом"),
        ("О.О.О. «Вектор»", "OOO Vektor"),
        ("ЗАО «Вектор»", "Vector JSC"),
        ("Müller GmbH", "MULLER"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert core_name(one).text == core_name(other).text


def test_a_name_that_is_nothing_but_a_form_keeps_it() -> None:
    assert core_name("Группа компаний").text
    assert core_name("АО").text == "ao"


@given(st.text("абв", max_size=6), st.text("абв", max_size=6))
def test_distance_is_symmetric_and_bounded(one: str, other: str) -> None:
    assert distance(one, other, 3) == distance(other, one, 3)
    assert (distance(one, other, 3) == 0) == (one == other)
    assert distance(one, other, 1) == min(distance(one, other, 9), 2)


@pytest.mark.parametrize(
    ("one", "other", "letters"),
    [("вектор", "вектро", 1), ("вектор", "векторр", 1), ("вектор", "вект", 2), ("", "аб", 2)],
)
def test_distance_counts_letters(one: str, other: str, letters: int) -> None:
    assert distance(one, other, 3) == letters
