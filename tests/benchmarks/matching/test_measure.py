from __future__ import annotations

import numpy as np
import pytest

from benchmarks.matching.measure import figures, gains, ranks


def test_ties_count_against_the_system() -> None:
    scores = np.array([[0.5, 0.5, 0.1], [0.2, 0.9, 0.9]])
    assert ranks(scores, [frozenset({0}), frozenset({1, 2})]).tolist() == [2, 1]


def test_figures() -> None:
    found = figures(np.array([1, 2, 20, 1]))
    assert (found.at_1, found.at_10) == (0.5, 0.75)
    assert found.mrr == pytest.approx((1 + 0.5 + 0.05 + 1) / 4)


def test_a_gain_on_every_query_has_an_interval_above_zero() -> None:
    first, reciprocal = gains(np.ones(50, dtype=np.int64), np.full(50, 2))
    assert (first.low, first.high) == (1, 1)
    assert (reciprocal.low, reciprocal.high) == (0.5, 0.5)


def test_equals_gain_nothing() -> None:
    found = np.random.default_rng(3).integers(1, 9, size=80)
    assert all(one.low == one.high == 0 for one in gains(found, found))


def test_noise_is_within_the_interval() -> None:
    generator = np.random.default_rng(5)
    first, reciprocal = gains(
        generator.integers(1, 4, size=200), generator.integers(1, 4, size=200)
    )
    assert first.low < 0 < first.high
    assert reciprocal.low < 0 < reciprocal.high
