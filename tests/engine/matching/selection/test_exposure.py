"""The Gini index against its definition."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vstrecha.engine.matching.selection.exposure import gini

COUNTS = st.lists(st.integers(0, 50), min_size=1, max_size=30)


def by_definition(counts: list[int]) -> float:
    """Half the mean absolute difference of any two, over the mean."""
    size, total = len(counts), sum(counts)
    if not total:
        return 0.0
    apart = sum(abs(one - other) for one in counts for other in counts)
    return apart / (2 * size * total)


@given(COUNTS)
def test_it_is_half_the_relative_mean_difference(counts: list[int]) -> None:
    assert gini(counts) == pytest.approx(by_definition(counts))


@given(st.integers(1, 20), st.integers(1, 9))
def test_equal_shares_are_even(size: int, share: int) -> None:
    assert gini([share] * size) == pytest.approx(0)


@given(st.integers(1, 20))
def test_one_that_has_all(size: int) -> None:
    assert gini([5] + [0] * (size - 1)) == pytest.approx((size - 1) / size)


def test_nothing_to_share() -> None:
    assert gini([]) == gini([0, 0]) == 0
