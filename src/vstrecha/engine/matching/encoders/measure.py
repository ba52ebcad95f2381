"""How good an encoder is across languages, measured here and now."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from vstrecha.engine.matching.encoders.base import Encoder, Float, unit
from vstrecha.engine.matching.industries.table import packaged_table
from vstrecha.engine.matching.texts.lexical import LexicalIndex
from vstrecha.engine.matching.texts.lexicon import packaged_lexicon

# A slow encoder is measured on fewer pairs, so that nobody waits long.
_TRIAL = 10
_FEWER = 60
_PATIENCE = 3.0  # seconds
# NACE Rev. 2: manufacturing begins with division 10.
_MANUFACTURING = "10"
_PAIRS = 200

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found with `pairs` titles of industries, Russian and English.

    `recall` and `recall_of_words` are the share, in 0..1, of Russian titles for which the English
    title of the same class comes first: by the encoder's centred cosine alone, and by words (BM25
    with the lexicon) alone. A tie counts as missed. `recall` is 0 for an encoder without vectors.
    `texts_per_second` is wall time, of texts of some 60 characters; 0 likewise.
    """

    pairs: int
    recall: float
    recall_of_words: float
    texts_per_second: float


def measure(encoder: Encoder, pairs: Sequence[Pair] | None = None) -> Measured:
    """Measure an encoder on the industries that come with this package, or on other pairs.

    A slow encoder reads the first 60 of them. Raises EncoderUnavailableError where the
    encoder fails.
    """
    pairs = packaged_pairs() if pairs is None else pairs
    if not encoder.dimension:
        return Measured(len(pairs), 0.0, _first_by_words(pairs), 0.0)
    # The first texts also load the model: the time is taken of those after them.
    encoder.encode([pairs[0][0]], "query")
    seconds = _timed(encoder, pairs[:_TRIAL])[1]
    if len(pairs) > _FEWER and seconds / _TRIAL * len(pairs) > _PATIENCE:
        pairs = pairs[:_FEWER]
    cosines, seconds = _timed(encoder, pairs)
    return Measured(
        len(pairs), _first(cosines), _first_by_words(pairs), 2 * len(pairs) / max(seconds, 1e-9)
    )


@cache
def packaged_pairs() -> tuple[Pair, ...]:
    """Titles of classes of manufacturing in Russian and English: they lie near to each other and
    are easily confused."""
    table = packaged_table()
    both = (
        (table.titles.get((code, "ru")), table.titles.get((code, "en")))
        for code in table.codes
        if code >= _MANUFACTURING
    )
    return tuple((ru, en) for ru, en in both if ru and en)[:_PAIRS]


def _timed(encoder: Encoder, pairs: Sequence[Pair]) -> tuple[Float, float]:
    """The centred cosines of Russian with English titles, and the seconds of encoding."""
    start = time.perf_counter()
    russian = encoder.encode([pair[0] for pair in pairs], "query")
    english = encoder.encode([pair[1] for pair in pairs], "passage")
    seconds = time.perf_counter() - start
    edges = np.cumsum(encoder.blocks)[:-1]
    return (
        np.sum(
            [
                _centred(ones) @ _centred(others).T
                for ones, others in zip(
                    np.split(russian, edges, axis=1), np.split(english, edges, axis=1), strict=True
                )
            ],
            axis=0,
        ),
        seconds,
    )


def _centred(vectors: Float) -> Float:
    return unit(vectors - vectors.mean(axis=0))


def _first_by_words(pairs: Sequence[Pair]) -> float:
    index = LexicalIndex([pair[1] for pair in pairs], packaged_lexicon())
    return _first(index.coverage([pair[0] for pair in pairs]))


def _first(scores: Float) -> float:
    """The share of rows whose own column is above all others."""
    own = np.diag(scores).copy()
    others = scores.copy()
    np.fill_diagonal(others, -np.inf)
    return float(np.mean(own > others.max(axis=1, initial=-np.inf)))
