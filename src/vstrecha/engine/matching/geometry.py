"""What is done to vectors and similarities between encoding and fusing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.matching.encoders import Float, unit

# A side of this many texts has its own mean believed by half.
_SHRINKAGE = 8
_NEIGHBOURS = 10
# Chosen on titles of the procurement vocabulary, all of them with a counterpart on the other
# side, and half of them.
_TEMPERATURE = 0.1
_ROUNDS = 3

Double = NDArray[np.float64]


def group_means(vectors: Float, groups: Sequence[str]) -> dict[str, Float]:
    """The mean of each group's vectors, and under "" that of all.

    The mean of a small group is drawn to nothing: n / (n + 8) of it is believed.
    """
    labels = np.array(groups, dtype=object)
    found = {"": believed_mean(vectors)}
    for group in dict.fromkeys(groups):
        found[group] = believed_mean(vectors[labels == group])
    return found


def centred(vectors: Float, groups: Sequence[str], blocks: Sequence[int] = ()) -> Float:
    """The vectors less the mean of their group, at unit length again.

    Texts of one language, or of one side, share a direction that says nothing of their
    content; taking it away makes texts of different languages comparable. `blocks` are the
    dimensions of joined encoders: each block is brought to the same length, so that the product
    of two rows is the mean of the encoders' cosines.
    """
    means = group_means(vectors, groups)
    if not len(vectors):
        return vectors
    return normalised(vectors - np.stack([means[group] for group in groups]), blocks)


def normalised(vectors: Float, blocks: Sequence[int] = ()) -> Float:
    """The rows at unit length, each of their blocks with an equal share of it."""
    if len(blocks) < 2:  # noqa: PLR2004 - one block is the whole row
        return unit(vectors)
    parts = np.split(vectors, np.cumsum(blocks)[:-1], axis=1)
    return np.concatenate([unit(part) for part in parts], axis=1) / np.float32(len(blocks) ** 0.5)


def believed_mean(vectors: Float) -> Float:
    """The mean of a group's vectors, drawn to nothing as in `group_means`."""
    count = len(vectors)
    return np.asarray(vectors.sum(axis=0) / np.float32(count + _SHRINKAGE), dtype=np.float32)


def csls(scores: Float, neighbours: int = _NEIGHBOURS) -> Float:
    """Cross-domain similarity local scaling of [queries, texts] (Conneau et al. 2018, "Word
    Translation Without Parallel Data", eq. 3).

    Twice the score, less the mean score of the row's and of the column's best neighbours: a
    text near to everything is no longer everybody's first.
    """
    if not scores.size:
        return scores
    rows = min(neighbours, scores.shape[1])
    columns = min(neighbours, scores.shape[0])
    of_row = np.partition(scores, -rows, axis=1)[:, -rows:].mean(axis=1)
    of_column = np.partition(scores, -columns, axis=0)[-columns:].mean(axis=0)
    return np.asarray(2 * scores - of_row[:, None] - of_column[None, :], dtype=np.float32)


def shares(scores: Float) -> Double:
    """The two collections matched to each other as wholes: which share of each row's match
    falls to each column, in 0..1, when no column may have much more than its own.

    Optimal transport with an entropic term between rows and columns that all weigh the same,
    by a few rounds of Sinkhorn's scaling (Cuturi 2013, "Sinkhorn Distances"). Few rounds, as
    not every text has a counterpart. A row adds up to 1.
    """
    logarithms = np.asarray(scores / _TEMPERATURE, dtype=np.float64)
    if not logarithms.size:
        return logarithms
    for _ in range(_ROUNDS):
        for axis in (0, 1):
            most = logarithms.max(axis=axis, keepdims=True)
            logarithms -= most
            logarithms -= np.log(np.exp(logarithms).sum(axis=axis, keepdims=True))
    return np.asarray(np.exp(logarithms), dtype=np.float64)
