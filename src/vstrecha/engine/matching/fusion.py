"""How much two texts are about the same thing: meaning and words in one calibrated number."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.matching.encoders import Float

Double = NDArray[np.float64]

# What full coverage of the words adds to a cosine. The bounded sum held up better than rank
# fusion; the weight was chosen on held-out titles of the procurement vocabulary.
WORDS_WEIGHT = np.float32(0.4)

# The logistic curve from the fused similarity to the chance that two texts belong together,
# where one in eight does: `scripts.fit_curve` on Russian–English titles of the procurement
# vocabulary, same class against another division. Without vectors, words alone carry the curve.
_MIDDLE = 0.347
_WIDTH = 0.106
_MIDDLE_OF_WORDS = 0.35
_WIDTH_OF_WORDS = 0.12
# CSLS has its zero where a text is as near as the neighbours of both are.
_WIDTH_OF_CSLS = 0.19


# What the nearness of the words (`texts.alignment`) adds to the mean cosine of one encoder, or of
# several: chosen on titles of divisions of the procurement vocabulary that the lexicon had not
# seen. Without an encoder words are all there is.
_WORDS_BY_ENCODERS = (1.0, 0.8, 0.6)
# The curves of `scripts.fit_curve` for no encoder, one, and several: middle and width.
_CURVES = ((0.216, 0.078), (0.421, 0.126), (0.329, 0.096))


_EVEN_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Relevance:
    """`value` [ones, others] in 0..1: the chance that two texts are about the same thing.

    `from_meaning` in 0..1 is the share that the vectors have in it, words have the rest.
    """

    value: Float
    from_meaning: Float


def fused(cosines: Float, coverage: Float) -> Float:
    """The bounded sum of cosine and word coverage by which texts are ranked."""
    return np.asarray(cosines + WORDS_WEIGHT * coverage, dtype=np.float32)


def relevance(cosines: Float | None, coverage: Float) -> Relevance:
    """The calibrated relevance; `cosines` is None where there is no encoder.

    The curve rises everywhere, so it changes no order: it only makes the number readable.
    """
    coverage = np.minimum(coverage, np.float32(1))
    if cosines is None:
        value = chance_by_words(coverage)
        # No shared word at all is no relevance, whatever the curve leaves at zero.
        return Relevance(
            np.asarray(np.where(coverage > 0, value, 0.0), dtype=np.float32),
            np.zeros_like(coverage),
        )
    by_meaning = np.maximum(cosines, 0)
    by_words = WORDS_WEIGHT * coverage
    whole = np.maximum(by_meaning + by_words, np.float32(1e-6))
    return Relevance(
        np.asarray(chance(fused(cosines, coverage)), dtype=np.float32),
        np.asarray(np.where(by_words > 0, by_meaning / whole, 1.0), dtype=np.float32),
    )


def chance(similarity: Float) -> Double:
    """The fused similarity as the chance that two texts belong together; rises everywhere."""
    return _logistic(similarity, _MIDDLE, _WIDTH)


def chance_by_words(coverage: Float) -> Double:
    """Word coverage alone as the chance that two texts belong together; rises everywhere."""
    return _logistic(coverage, _MIDDLE_OF_WORDS, _WIDTH_OF_WORDS)


def words_weight(encoders: int) -> np.float32:
    """What fully met words add to the mean cosine of so many encoders."""
    return np.float32(_WORDS_BY_ENCODERS[min(encoders, 2)])


def chance_of_texts(similarity: Float, encoders: int) -> Double:
    """The sum of mean cosine and weighted words as the chance that two texts belong together."""
    return _logistic(similarity, *_CURVES[min(encoders, 2)])


def chance_of_shares(shares: Double) -> Double:
    """A share of a text's match in 0..1 as a score: a tenth of it is an even chance."""
    return np.asarray(shares / (shares + _EVEN_SHARE))


def chance_of_csls(similarity: Float) -> Double:
    """A locally scaled similarity in 0..1; rises everywhere."""
    return _logistic(similarity, 0.0, _WIDTH_OF_CSLS)


def _logistic(similarity: Float, middle: float, width: float) -> Double:
    # In double precision, two similarities that differ have chances that differ.
    return np.asarray(1 / (1 + np.exp((middle - similarity.astype(np.float64)) / width)))
