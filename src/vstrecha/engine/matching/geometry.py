"""What is done to vectors and similarities between encoding and fusing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vstrecha.engine.matching.encoders import Float, unit

# A side of this many texts has its own mean believed by half.
_SHRINKAGE = 8
_NEIGHBOURS = 10


def group_means(vectors: Float, groups: Sequence[str]) -> dict[str, Float]:
    """The mean of each group's vectors, and under "" that of all.

    The mean of a small group is drawn to nothing: n / (n + 8) of it is believed.
    """
    labels = np.array(groups, dtype=object)
    found = {"": believed_mean(vectors)}
    for group in dict.fromkeys(groups):
        found[group] = believed_mean(vectors[labels == group])
    return found


def centred(vectors: Float, groups: Sequence[str]) -> Float:
    """The vectors less the mean of their group, at unit length again.

    Texts of one language, or of one side, share a direction that says nothing of their
    content; taking it away makes texts of different languages comparable.
    """
    means = group_means(vectors, groups)
    if not len(vectors):
        return vectors
    return unit(vectors - np.stack([means[group] for group in groups]))


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
