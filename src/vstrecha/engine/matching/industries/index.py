"""A text held against all classes.

A class scores by the nearest of its texts (cosine) and by the share of the text's words that its
texts have (BM25 over stems, across languages by the lexicon): the same sum by which two texts are
held against each other in `fusion`. The first of the list is right about every second time, so
it is a list to choose from and nothing to fill in silently.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.matching.encoders import Float, unit
from vstrecha.engine.matching.fusion import fused
from vstrecha.engine.matching.geometry import group_means
from vstrecha.engine.matching.industries.chances import (
    OF_LONG_TEXTS,
    WITH_VECTORS,
    WORDS_ALONE,
    Double,
)
from vstrecha.engine.matching.industries.table import IndustryTable
from vstrecha.engine.matching.resources import Resources, encode_cached
from vstrecha.engine.matching.texts.lexical import LexicalIndex, stems
from vstrecha.engine.matching.texts.words import script, words

_MOST_WORDS = 4
_WORDS_OF_AN_ACTIVITY = 16
# A short text that has every word of the query, several times, goes above 1; not without end.
_MOST_COVERAGE = np.float32(3)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A class that a text may belong to.

    `confidence` (0..1) is the chance that it is the right one; `nearest` is the text of the
    classification that came nearest; `words` are those of the text that met words of the class.
    """

    code: str
    confidence: float
    nearest: str
    words: tuple[str, ...] = ()


class IndustryIndex:
    """The classes of a table, ready to be suggested for any number of texts."""

    def __init__(self, table: IndustryTable, resources: Resources) -> None:
        self.table = table
        self._resources = resources
        codes = np.array([text.code for text in table.texts], dtype=object)
        self._starts = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]])
        ends = [*self._starts[1:], len(codes)]
        self._slices = [slice(int(a), int(b)) for a, b in zip(self._starts, ends, strict=True)]
        documents = ["\n".join(text.text for text in table.texts[place]) for place in self._slices]
        self._documents = documents
        self._words = LexicalIndex(documents, resources.lexicon)
        self._stems: dict[int, frozenset[str]] = {}
        self._means, self._vectors = _centred(table, resources)

    def scores(self, items: Sequence[Sequence[str]]) -> Float:
        """The score of each class for each item (a text in one version or more): the mean over
        its versions, [items, classes]."""
        return self._of_items(items, self._of_texts(_flat(items)))

    def chances(self, items: Sequence[Sequence[str]]) -> Double:
        """The chance of each class for each item, [items, classes]."""
        scores = self.scores(items)
        if not self._resources.encoder.dimension:
            return WORDS_ALONE.chances(scores)
        long = np.array([_is_long(item) for item in items], dtype=bool)
        return np.where(long[:, None], OF_LONG_TEXTS.chances(scores), WITH_VECTORS.chances(scores))

    def shares(self, items: Sequence[Sequence[str]]) -> Double:
        """One shared out among the classes, for each item, [items, classes]: to be summed over
        the classes of a group."""
        scores = self.scores(items)
        if not self._resources.encoder.dimension:
            return WORDS_ALONE.shares(scores)
        long = np.array([_is_long(item) for item in items], dtype=bool)
        return np.where(long[:, None], OF_LONG_TEXTS.shares(scores), WITH_VECTORS.shares(scores))

    def suggest(self, items: Sequence[Sequence[str]], limit: int = 5) -> list[list[Suggestion]]:
        """The likeliest classes for each item, best first; none for an item that says nothing."""
        said = [tuple(text for text in item if text.strip()) for item in items]
        asked = [item for item in said if item]
        if not asked:
            return [[] for _ in items]
        chances = self.chances(asked)
        cosines = self._cosines(_flat(asked))
        ends = np.cumsum([len(item) for item in asked])
        found = iter(
            self._list(
                item, row, None if cosines is None else cosines[end - len(item) : end], limit
            )
            for item, row, end in zip(asked, chances, ends, strict=True)
        )
        return [next(found) if item else [] for item in said]

    def _of_texts(self, texts: Sequence[str]) -> Float:
        coverage = np.minimum(self._words.coverage(texts), _MOST_COVERAGE)
        cosines = self._cosines(texts)
        if cosines is None:
            return coverage
        return fused(np.maximum.reduceat(cosines, self._starts, axis=1), coverage)

    def _of_items(self, items: Sequence[Sequence[str]], scores: Float) -> Float:
        owner = np.repeat(np.arange(len(items)), [len(item) for item in items])
        result = np.zeros((len(items), len(self._slices)), dtype=np.float32)
        np.add.at(result, owner, scores)
        counts = np.maximum(np.bincount(owner, minlength=len(items)), 1)
        return np.asarray(result / counts[:, None], dtype=np.float32)

    def _cosines(self, texts: Sequence[str]) -> Float | None:
        """How near each text comes to each text of the table; None without an encoder."""
        if not self._resources.encoder.dimension:
            return None
        vectors = encode_cached(texts, "passage", self._resources)
        means = np.stack([self._means.get(script(text), self._means[""]) for text in texts])
        return np.asarray(unit(vectors - means) @ self._vectors.T, dtype=np.float32)

    def _list(
        self, texts: Sequence[str], chances: Double, cosines: Float | None, limit: int
    ) -> list[Suggestion]:
        said = {
            word.stem: text[word.start : word.end].lower() for text in texts for word in words(text)
        }
        return [
            Suggestion(
                code=self.table.codes[place],
                confidence=float(chances[place]),
                nearest=self._nearest(int(place), cosines),
                words=self._met(said, self._stems_of(int(place))),
            )
            for place in np.argsort(-chances, kind="stable")[:limit]
        ]

    def _nearest(self, place: int, cosines: Float | None) -> str:
        rows = self._slices[place]
        column = 0 if cosines is None else int(cosines[:, rows].max(axis=0).argmax())
        return self.table.texts[rows][column].text

    def _met(self, said: Mapping[str, str], there: frozenset[str]) -> tuple[str, ...]:
        """The words (by stem) that stand among a class's stems, themselves or by a translation
        that holds both ways; the rarest first."""
        found: dict[str, float] = {}
        for stem, word in said.items():
            means = [(stem, 1.0), *self._words.lexicon.translations(stem)]
            weights = [
                trust * self._words.idf(other)
                for other, trust in means
                if other in there and (other == stem or self._words.lexicon.agrees(stem, other))
            ]
            if weights:
                found[word] = max(weights)
        return tuple(sorted(found, key=lambda word: (-found[word], word))[:_MOST_WORDS])

    def _stems_of(self, place: int) -> frozenset[str]:
        if place not in self._stems:
            self._stems[place] = frozenset(stems(self._documents[place]))
        return self._stems[place]


def _is_long(texts: Sequence[str]) -> bool:
    """Whether an item says more than a title or an activity does."""
    return max(map(len, map(words, texts)), default=0) > _WORDS_OF_AN_ACTIVITY


def _flat(items: Sequence[Sequence[str]]) -> list[str]:
    return [text for item in items for text in item]


def _centred(
    table: IndustryTable, resources: Resources
) -> tuple[dict[str, NDArray[np.float32]], Float]:
    """The means of the titles by language, and all texts' vectors less them.

    The titles stand for their language because they cover all trades, each once.
    """
    encoder = resources.encoder
    vectors = table.vectors_by(encoder.name, encoder.revision)
    if vectors is None:
        vectors = encode_cached([text.text for text in table.texts], "passage", resources)
    titles = [place for place, text in enumerate(table.texts) if text.is_title]
    means = group_means(vectors[titles], [table.texts[place].language for place in titles])
    if not encoder.dimension:
        return means, vectors
    return means, unit(
        vectors - np.stack([means.get(text.language, means[""]) for text in table.texts])
    )
