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


def beats(
    one: NDArray[np.int64], other: NDArray[np.int64], *, rounds: int = 2000, seed: int = 0
) -> float:
    """The share of paired bootstrap samples of the queries in which `one` has the higher mean
    reciprocal rank (Koehn 2004)."""
    generator = np.random.default_rng(seed)
    gain = 1 / one - 1 / other
    samples = generator.integers(0, len(gain), size=(rounds, len(gain)))
    return float((gain[samples].mean(axis=1) > 0).mean())
