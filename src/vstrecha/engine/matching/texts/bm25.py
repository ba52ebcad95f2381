"""BM25 (Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework") over stems."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.matching.texts.words import transliterated

# The customary values; nothing was tuned.
_K1 = 1.2
_B = 0.75

_SHORTEST_BEGINNING = 4
_LONGEST_ENDING = 2

Float = NDArray[np.float32]


class Bm25Index:
    """An inverted index over documents given as lists of stems."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self.size = len(documents)
        counts = [Counter(document) for document in documents]
        self._frequency = Counter(term for count in counts for term in count)
        average = sum(map(len, documents)) / max(1, self.size) or 1.0
        postings: dict[str, list[tuple[int, float]]] = {}
        for row, (document, count) in enumerate(zip(documents, counts, strict=True)):
            damping = _K1 * (1 - _B + _B * len(document) / average)
            for term, times in count.items():
                postings.setdefault(term, []).append((row, times * (_K1 + 1) / (times + damping)))
        self._postings: dict[str, tuple[NDArray[np.intp], Float]] = {
            term: (
                np.array([row for row, _ in entries], dtype=np.intp),
                np.array([value for _, value in entries], dtype=np.float32)
                * np.float32(self.idf(term)),
            )
            for term, entries in postings.items()
        }

    def __contains__(self, term: str) -> bool:
        return term in self._postings

    def terms_like(self, typed: str) -> list[str]:
        """The terms that begin so, or are so written in the other alphabet; shortest first."""
        if len(typed) < _SHORTEST_BEGINNING:
            return []
        latin = transliterated(typed)
        found = (term for term in self._postings if _begins(transliterated(term), latin))
        return sorted(found, key=lambda term: (len(term), term))

    def idf(self, term: str) -> float:
        """How rare a term is: 0 for one in every document (and never less), in nats."""
        frequency = self._frequency[term]
        return math.log(1 + (self.size - frequency + 0.5) / (frequency + 0.5))

    def scores(self, queries: Sequence[Mapping[str, float]], columns: slice = slice(None)) -> Float:
        """BM25 of each query (term to weight) with each document, [queries, documents].

        `columns` keeps a run of the documents; how rare a term is, all of them say.
        """
        width = len(range(*columns.indices(self.size)))
        result = np.empty((len(queries), width), dtype=np.float32)
        row = np.empty(self.size, dtype=np.float32)
        for number, query in enumerate(queries):
            row.fill(0.0)
            for term, weight in query.items():
                posting = self._postings.get(term)
                if posting is not None:
                    row[posting[0]] += np.float32(weight) * posting[1]
            result[number] = row[columns]
        return result


def _begins(term: str, typed: str) -> bool:
    """Whether a term begins as typed, or is what is typed less its ending (a stem)."""
    if term.startswith(typed):
        return True
    return (
        len(term) >= _SHORTEST_BEGINNING
        and typed.startswith(term)
        and (len(typed) - len(term) <= _LONGEST_ENDING)
    )
