"""Recall and reciprocal rank; ties count against the system."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

TEN = 10


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of the queries whose right text comes first, or among ten; mean reciprocal rank."""

    at_1: float
    at_10: float
    mrr: float

    def __str__(self) -> str:
        return f"{self.at_1:5.1%} {self.at_10:5.1%} {self.mrr:.3f}"


def ranks(scores: NDArray[np.floating], gold: Sequence[frozenset[int]]) -> NDArray[np.int64]:
    """The rank of each query's best right text, below all wrong ones of the same score."""
    found = np.empty(len(gold), dtype=np.int64)
    for row, right in enumerate(gold):
        is_right = np.zeros(scores.shape[1], dtype=bool)
        is_right[list(right)] = True
        best = scores[row][is_right].max()
        found[row] = 1 + int((scores[row][~is_right] >= best).sum())
    return found


def figures(found: NDArray[np.int64]) -> Figures:
    """The figures of these ranks."""
    return Figures(
        float((found == 1).mean()),
        float((found <= TEN).mean()),
        float((1 / found).mean()),
    )


@dataclass(frozen=True, slots=True)
class Interval:
    """The middle 95 % of a difference over paired bootstrap samples."""

    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.low:+.3f} … {self.high:+.3f}"


def gains(
    one: NDArray[np.int64], other: NDArray[np.int64], *, rounds: int = 2000, seed: int = 0
) -> tuple[Interval, Interval]:
    """What `one` gains on `other` in Recall@1 and in mean reciprocal rank, over paired bootstrap
    samples of the queries (Koehn 2004, "Statistical Significance Tests for Machine Translation
    Evaluation")."""
    generator = np.random.default_rng(seed)
    samples = generator.integers(0, len(one), size=(rounds, len(one)))
    return (
        _interval(((one == 1).astype(float) - (other == 1))[samples].mean(axis=1)),
        _interval((1 / one - 1 / other)[samples].mean(axis=1)),
    )


def _interval(values: NDArray[np.floating]) -> Interval:
    low, high = np.quantile(values, (0.025, 0.975))
    return Interval(float(low), float(high))
