from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vstrecha.engine.matching.fusion import (
    WORDS_WEIGHT,
    chance,
    chance_by_words,
    chance_of_csls,
    relevance,
)

SIMILARITIES = st.floats(min_value=-1, max_value=1.25, width=32)


@given(SIMILARITIES, SIMILARITIES)
def test_the_curves_rise_everywhere(one: float, other: float) -> None:
    values = np.array([one, other], dtype=np.float32)
    for curve in (chance, chance_by_words, chance_of_csls):
        low, high = curve(np.sort(values))
        assert 0 < low <= high <= 1
        if abs(values[0] - values[1]) > 1e-6:
            assert low < high


def test_the_scale_reads_as_people_do() -> None:
    near, far = chance(np.array([0.55, 0.1], dtype=np.float32))
    assert near > 0.85
    assert far < 0.15


def test_relevance_says_which_part_is_meaning() -> None:
    cosines = np.array([[0.6, 0.6, -0.1]], dtype=np.float32)
    coverage = np.array([[0.0, 1.0, 0.5]], dtype=np.float32)
    found = relevance(cosines, coverage)
    assert found.value[0, 1] > found.value[0, 0] > found.value[0, 2]
    assert found.from_meaning[0].tolist() == pytest.approx(
        [1.0, 0.6 / (0.6 + float(WORDS_WEIGHT)), 0.0]
    )


def test_without_vectors_words_carry_it() -> None:
    found = relevance(None, np.array([[0.0, 0.3, 0.9, 1.4]], dtype=np.float32))
    assert found.value[0, 0] == 0
    assert found.value[0, 1] < 0.5 < found.value[0, 2] < found.value[0, 3]
    assert not found.from_meaning.any()
