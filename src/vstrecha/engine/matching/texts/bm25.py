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
# How many entries of the index `likely` reads for a query, beyond its rarest term.
_MOST_ENTRIES = 20_000

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

    def scores_at(self, query: Mapping[str, float], places: NDArray[np.intp]) -> Float:
        """BM25 of a query with a few of the documents, their places given in rising order: the
        very numbers of `scores`."""
        result = np.zeros(len(places), dtype=np.float32)
        for term, weight in query.items():
            posting = self._postings.get(term)
            if posting is None:
                continue
            at = np.minimum(np.searchsorted(posting[0], places), len(posting[0]) - 1)
            hit = posting[0][at] == places
            result[hit] += np.float32(weight) * posting[1][at[hit]]
        return result

    def likely(self, queries: Sequence[Mapping[str, float]], most: int) -> list[NDArray[np.intp]]:
        """For each query up to `most` documents that have the rarest of its terms, in no order.

        Terms are looked up from the rarest on, until some 20,000 entries have been read: what
        nearly all documents have tells none from another, and takes longest to read.
        """
        sums = np.zeros(self.size, dtype=np.float32)
        return [self._likely(query, most, sums) for query in queries]

    def _likely(self, query: Mapping[str, float], most: int, sums: Float) -> NDArray[np.intp]:
        """`sums` is all zeros, and is left so."""
        known = [
            (weight, *self._postings[term])
            for term, weight in query.items()
            if term in self._postings
        ]
        known.sort(key=lambda entry: len(entry[1]))
        read = 0
        rows: list[NDArray[np.intp]] = []
        for weight, places, values in known:
            if rows and read + len(places) > _MOST_ENTRIES:
                break
            sums[places] += np.float32(weight) * values
            rows.append(places)
            read += len(places)
        found, scores = [], []
        for places in rows:
            value = sums[places]
            found.append(places[value > 0])
            scores.append(value[value > 0])
            sums[places] = 0  # so that a document is taken once
        if not found:
            return np.zeros(0, dtype=np.intp)
        every, score = np.concatenate(found), np.concatenate(scores)
        if len(every) > most:
            every = every[np.argpartition(-score, most - 1)[:most]]
        return every


def _begins(term: str, typed: str) -> bool:
    """Whether a term begins as typed, or is what is typed less its ending (a stem)."""
    if term.startswith(typed):
        return True
    return (
        len(term) >= _SHORTEST_BEGINNING
        and typed.startswith(term)
        and (len(typed) - len(term) <= _LONGEST_ENDING)
    )
