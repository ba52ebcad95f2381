"""How near each word of one collection is to each word of another, in 0..1.

1 for the same stem; the trust of the lexicon in a translation; how alike two long words are
written, where only a few letters differ; else how near the encoder holds the two words. Only
the texts themselves are used, never which text belongs to which.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from vstrecha.engine.matching.encoders import Float, JoinedEncoder
from vstrecha.engine.matching.geometry import centred
from vstrecha.engine.matching.resources import Resources, encode_cached
from vstrecha.engine.matching.texts.grams import GramIndex
from vstrecha.engine.matching.texts.vocabulary import Numbers, Vocabulary

# A cosine of two words counts from here on; chosen with the weights of `fusion` on titles of
# the procurement vocabulary.
_LEAST_COSINE = np.float32(0.2)
# Words that are written alike count from here on: a letter or two differ in a long word.
_LEAST_LIKENESS = np.float32(0.5)
# The commonest words of each side are compared by the encoder; more would take too long.
_MOST_WORDS = 20_000


class Nearness:
    """The words of two collections, ready to be compared in runs of the first one's."""

    def __init__(self, left: Vocabulary, right: Vocabulary, resources: Resources) -> None:
        encoder = resources.encoder
        if isinstance(encoder, JoinedEncoder):
            # Single words are read by the first alone: on the procurement vocabulary the second
            # packaged encoder, which was made for sentences, made them worse.
            resources = replace(resources, encoder=encoder.parts[0])
        self._left, self._right = left, right
        self._lexicon = resources.lexicon
        self._grams = GramIndex(right.stems)
        self._left_vectors = _vectors(left, resources)
        self._right_vectors = _vectors(right, resources)

    def rows(self, numbers: Numbers) -> Float:
        """The nearness of these words of the first to all of the second, [these, second]."""
        cosines = self._left_vectors[numbers] @ self._right_vectors.T
        near = np.maximum((cosines - _LEAST_COSINE) / (1 - _LEAST_COSINE), 0)
        stems = [self._left.stems[number] for number in numbers]
        alike = self._grams.cosines(stems)
        np.maximum(near, np.where(alike >= _LEAST_LIKENESS, alike, 0), out=near)
        for row, stem in enumerate(stems):
            for translation, trust in (*self._lexicon.translations(stem), (stem, 1.0)):
                column = self._right.number(translation)
                if column is not None:
                    near[row, column] = max(near[row, column], np.float32(trust))
        return np.minimum(near, np.float32(1))


def _vectors(vocabulary: Vocabulary, resources: Resources) -> Float:
    """Centred vectors of the words as they are mostly written; zeros for the rarest of many."""
    forms: Sequence[str] = vocabulary.forms
    result = np.zeros((len(forms), resources.encoder.dimension), dtype=np.float32)
    if not result.size:
        return result
    chosen = np.argsort(-vocabulary.frequency, kind="stable")[:_MOST_WORDS]
    vectors = encode_cached([forms[number] for number in chosen], "query", resources)
    result[chosen] = centred(vectors, [""] * len(vectors))
    return result
