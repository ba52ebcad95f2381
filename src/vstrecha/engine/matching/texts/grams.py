"""Runs of letters: how alike two words or texts are written, across alphabets and misspellings."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.matching.texts.words import plain_words, transliterated

Float = NDArray[np.float32]

_LENGTHS = (3, 4, 5)
_EDGE = "_"


def grams(text: str) -> Iterator[str]:
    """The runs of three to five Latin letters of a text's words, word edges included."""
    for word in plain_words(text):
        padded = f"{_EDGE}{transliterated(word)}{_EDGE}"
        for length in _LENGTHS:
            for start in range(len(padded) - length + 1):
                yield padded[start : start + length]


class GramIndex:
    """Words or texts to be found by how they are written: the cosine of the TF-IDF vectors of
    their runs of letters, in 0..1."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.size = len(texts)
        counts = [Counter(grams(text)) for text in texts]
        self._frequency = Counter(gram for count in counts for gram in count)
        places: dict[str, list[tuple[int, float]]] = {}
        for row, count in enumerate(counts):
            length = self._length(count)
            for gram, times in count.items():
                weight = self._weight(gram, times) / length
                places.setdefault(gram, []).append((row, weight))
        self._places = {
            gram: (
                np.array([row for row, _ in found], dtype=np.intp),
                np.array([weight for _, weight in found], dtype=np.float32),
            )
            for gram, found in places.items()
        }

    def cosines(self, texts: Sequence[str]) -> Float:
        """The likeness of each of these texts to each text of the index, [these, index]."""
        result = np.zeros((len(texts), self.size), dtype=np.float32)
        for row, text in enumerate(texts):
            count = Counter(grams(text))
            length = self._length(count)
            for gram, times in count.items():
                found = self._places.get(gram)
                if found is not None:
                    result[row, found[0]] += (
                        np.float32(self._weight(gram, times) / length) * (found[1])
                    )
        return result

    def _weight(self, gram: str, times: int) -> float:
        rare = math.log((1 + self.size) / (1 + self._frequency[gram])) + 1
        return (1 + math.log(times)) * rare

    def _length(self, count: Counter[str]) -> float:
        return math.sqrt(sum(self._weight(gram, n) ** 2 for gram, n in count.items())) or 1.0
