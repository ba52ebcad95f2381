"""A collection made ready to be found in: vectors, words and facts, without comparing all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.matching import facts
from vstrecha.engine.matching.encoders import Float
from vstrecha.engine.matching.fusion import WORDS_WEIGHT
from vstrecha.engine.matching.neighbours import NOWHERE, Neighbours, Vectors
from vstrecha.engine.matching.similarities import CODES_WEIGHT, KINDS_WEIGHT
from vstrecha.engine.matching.texts.lexical import LexicalIndex
from vstrecha.engine.matching.types import Kind, PartName, Row

Intp = NDArray[np.intp]

_KINDS = tuple(Kind)


@dataclass(frozen=True, slots=True)
class Breadth:
    """How many candidates are scored for a text: the nearest by `vectors`, and the likeliest by
    `words`. `reverse` of each are scored to learn how near a text of the corpus is to the
    queries' side (two-sided matching alone)."""

    vectors: int = 100
    words: int = 100
    reverse: int = 30

    @classmethod
    def for_top(cls, top: int) -> Breadth:
        """Enough for so many results."""
        return cls(vectors=max(100, 5 * top), words=max(100, 5 * top))


class FactTable:
    """What kinds and codes add to a similarity, looked up for a query and a few texts."""

    def __init__(self, queries: Sequence[Row], corpus: Sequence[Row]) -> None:
        self.with_kinds = _any_kind(queries) and _any_kind(corpus)
        self.with_codes = _any_code(queries) and _any_code(corpus)
        self._by_kind = KINDS_WEIGHT * facts.complements(_KINDS, _KINDS)
        self._kinds = np.array([_KINDS.index(row.kind) for row in corpus], dtype=np.int8)
        self._query_codes = _numbered(queries if self.with_codes else ())
        codes = _numbered(corpus if self.with_codes else ())
        # A last row and column of zeros stand for no code.
        self._by_code = np.zeros((len(self._query_codes) + 1, len(codes) + 1), dtype=np.float32)
        if self.with_codes:
            self._by_code[:-1, :-1] = CODES_WEIGHT * facts.code_proximity(
                [[code] for code in self._query_codes], [[code] for code in codes]
            )
        width = max((len(row.codes) for row in corpus), default=0) if self.with_codes else 0
        self._codes = np.full((len(corpus) if width else 0, width), len(codes), dtype=np.int32)
        if width:
            for place, row in enumerate(corpus):
                self._codes[place, : len(row.codes)] = [codes[code] for code in row.codes]

    def summands(self, query: Row, places: Intp) -> dict[PartName, Float]:
        """What each known fact adds for a query and each of these places."""
        known: dict[PartName, Float] = {}
        if self.with_kinds:
            known[PartName.KINDS] = self._by_kind[_KINDS.index(query.kind)][self._kinds[places]]
        if self.with_codes:
            rows = [self._query_codes[code] for code in query.codes] or [len(self._query_codes)]
            # The nearest two codes count, as in `facts.code_proximity`.
            known[PartName.CODES] = self._by_code[rows].max(axis=0)[self._codes[places]].max(axis=1)
        return known


@dataclass(frozen=True, slots=True)
class Pool:
    """The corpus as workers need it. `vectors` are centred; they have no columns where there is
    no encoder."""

    rows: Sequence[Row]
    vectors: Vectors
    neighbours: Neighbours
    words: LexicalIndex
    facts: FactTable

    @property
    def by_vectors(self) -> bool:
        """Whether there is an encoder."""
        return bool(self.vectors.shape[1])

    def summands(self, query: Row, vector: Float, places: Intp) -> dict[PartName, Float]:
        """What each part adds for a query and these places, as `ranking` has it; the words not
        yet drawn to the best of the query (see `draw_words`)."""
        cosines = np.zeros(len(places), dtype=np.float32)
        if self.by_vectors:
            # Each pair by itself: a product of whole blocks would depend on what is in them.
            near = self.vectors[places].astype(np.float32)
            cosines = np.einsum("pd,d->p", near, vector.astype(np.float32))
        return {
            PartName.MEANING: cosines,
            PartName.WORDS: self.words.coverage_at(query.text, places),
            **self.facts.summands(query, places),
        }

    def draw_words(self, summands: dict[PartName, Float], best: float) -> None:
        """Draw the words' part to the range that it has in `ranking`; `best` is the most that a
        text covers of the query."""
        weight = WORDS_WEIGHT if self.by_vectors else np.float32(1)
        drawn = summands[PartName.WORDS] / np.float32(max(best, 1.0))
        summands[PartName.WORDS] = np.asarray(drawn * weight, dtype=np.float32)


def candidates(
    texts: Sequence[str], vectors: Vectors, among: Neighbours, words: LexicalIndex, most: Breadth
) -> list[Intp]:
    """For each text the places worth scoring, rising: near in meaning, or sharing rare words."""
    by_words = words.likely(texts, most.words)
    if not vectors.shape[1]:
        return [np.sort(places) for places in by_words]
    nearest = among.search(vectors, most.vectors)[1]
    return [
        np.union1d(near[near != NOWHERE], worded)
        for near, worded in zip(nearest, by_words, strict=True)
    ]


def _any_kind(rows: Sequence[Row]) -> bool:
    return any(row.kind for row in rows)


def _any_code(rows: Sequence[Row]) -> bool:
    return any(row.codes for row in rows)


def _numbered(rows: Sequence[Row]) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows:
        for code in row.codes:
            found.setdefault(code, len(found))
    return found
