from __future__ import annotations

import pytest

from vstrecha.engine.matching.texts.abbreviations import (
    explained_abbreviations,
    known_abbreviations,
)
from vstrecha.engine.matching.texts.words import stem


@pytest.mark.parametrize(("one", "other"), [("чпу", "cnc"), ("ниокр", "r&d"), ("бпла", "uav")])
def test_spellings_of_one_abbreviation_are_the_same(one: str, other: str) -> None:
    assert dict(known_abbreviations().translations(stem(one)))[stem(other)] == 1
    assert dict(known_abbreviations().translations(stem(other)))[stem(one)] == 1


def test_an_abbreviation_stands_for_its_words() -> None:
    found = dict(known_abbreviations().translations("лэп"))
    assert {"лин", "электропередач", "power", "transmiss", "line"} <= found.keys()


def test_a_word_stands_for_the_whole_only_by_its_share() -> None:
    known = known_abbreviations()
    forward = dict(known.translations("лэп"))["электропередач"]
    assert dict(known.translations("электропередач"))["лэп"] < forward


def test_what_a_text_explains_is_found() -> None:
    found = explained_abbreviations(["Ставим частотно-регулируемый привод (ЧРП) на насосы."])
    assert {stem for stem, _ in found.translations("чрп")} == {"частотн", "регулирова", "привод"}


@pytest.mark.parametrize(
    "text", ["насосы (Россия)", "насосы и краны (АБВ)", "(ЧРП)", "привод (чрп)", ""]
)
def test_brackets_that_explain_nothing_are_passed_over(text: str) -> None:
    assert not explained_abbreviations([text]).entries
