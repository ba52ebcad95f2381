from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vstrecha.engine.matching.texts.grams import GramIndex, grams

TEXT = st.text(alphabet="абвгabcd ", min_size=1, max_size=12)


def test_runs_stay_within_words() -> None:
    assert set(grams("AB C")) == {"_ab", "ab_", "_ab_", "_c_"}


def test_alphabets_make_no_difference() -> None:
    assert list(grams("Критби")) == list(grams("Kritbi"))


def test_a_misspelling_is_nearer_than_another_name() -> None:
    index = GramIndex(["Обнинскэнерготех", "Красноярскнефть"])
    near, far = index.cosines(["Обнинскэнрготех"])[0]
    assert near > 0.5 > far


@given(st.lists(TEXT, min_size=1, max_size=5))
def test_cosines_are_those_of_unit_vectors(texts: list[str]) -> None:
    cosines = GramIndex(texts).cosines(texts)
    assert cosines.min() >= 0
    assert cosines.max() <= 1 + 1e-5
    for row, text in enumerate(texts):
        if list(grams(text)):
            assert cosines[row, row] == pytest.approx(1, abs=1e-5)
        for column in range(len(texts)):
            assert cosines[row, column] == pytest.approx(cosines[column, row], abs=1e-5)
