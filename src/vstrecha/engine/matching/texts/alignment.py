"""Two collections of texts compared word by word: each word with the nearest of the other text.

Late interaction (Khattab and Zaharia 2020, "ColBERT", eq. 3) over the words by themselves, each
weighed by its rarity, and in both directions: how much of the query the text covers, and how
much of the text the query does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vstrecha.engine.matching.encoders import Float
from vstrecha.engine.matching.resources import Resources
from vstrecha.engine.matching.texts.nearness import Nearness
from vstrecha.engine.matching.texts.vocabulary import Numbers, Vocabulary, rarity

# The query's words weigh twice as much as the text's: somebody asked with them.
_OF_QUERY = np.float32(2 / 3)


@dataclass(frozen=True, slots=True)
class Pair:
    """A word of the query and the nearest word of a text, as stems. `weight` is what the pair
    brings: the rarity of the query's word times the nearness of the two."""

    mine: str
    theirs: str
    nearness: float
    weight: float


class Alignment:
    """Queries and texts, ready to be compared in runs of queries."""

    def __init__(self, queries: Sequence[str], texts: Sequence[str], resources: Resources) -> None:
        self._queries, self._texts = Vocabulary(queries), Vocabulary(texts)
        self._nearness = Nearness(self._queries, self._texts, resources)
        self._own_rarity = self._queries.rarity()
        self._weights = self._weights_of_texts()

    def run(self, rows: slice) -> Run:
        """A run of the queries, compared with all texts."""
        documents = self._queries.documents[rows]
        numbers = np.unique(np.concatenate([np.zeros(0, dtype=np.intp), *documents]))
        near = self._nearness.rows(numbers)
        # A word is as common as it is among the queries, or as its nearest is among the texts.
        expected = (near * self._texts.frequency).max(axis=1, initial=0.0)
        rare = np.minimum(
            self._own_rarity[numbers], rarity(expected, len(self._texts.documents))
        )
        return Run(
            words=[self._queries.stems[number] for number in numbers],
            documents=[np.searchsorted(numbers, document) for document in documents],
            rarity=rare,
            nearness=near,
            texts=self._texts,
            weights=self._weights,
        )

    def _weights_of_texts(self) -> list[Float]:
        """The weight of each word in its text; those of a text add up to 1."""
        rare = self._texts.rarity()
        return [
            rare[document] / np.maximum(rare[document].sum(), np.float32(1e-6))
            for document in self._texts.documents
        ]


@dataclass(frozen=True, slots=True)
class Run:
    """Some queries; `nearness` is [their words, words of the texts]."""

    words: Sequence[str]
    documents: Sequence[Numbers]
    rarity: Float
    nearness: Float
    texts: Vocabulary
    weights: Sequence[Float]

    def similarity(self) -> Float:
        """How near the words of each query and of each text are, [queries, texts], in 0..1."""
        result = np.zeros((len(self.documents), len(self.texts.documents)), dtype=np.float32)
        if not self.nearness.size:
            return result
        nearest = self._nearest_in_texts()
        met = np.zeros((len(self.documents), len(self.texts)), dtype=np.float32)
        for row, document in enumerate(self.documents):
            if len(document):
                weights = self.rarity[document]
                result[row] = _OF_QUERY * (weights @ nearest[document]) / weights.sum()
                met[row] = self.nearness[document].max(axis=0)
        for column, document in enumerate(self.texts.documents):
            result[:, column] += (1 - _OF_QUERY) * (met[:, document] @ self.weights[column])
        return np.minimum(result, np.float32(1))

    def _nearest_in_texts(self) -> Float:
        """The nearness of each word to the nearest of each text, [words, texts]."""
        result = np.zeros((len(self.words), len(self.texts.documents)), dtype=np.float32)
        for column, document in enumerate(self.texts.documents):
            if len(document):
                result[:, column] = self.nearness[:, document].max(axis=1)
        return result

    def pairs(self, row: int, column: int) -> list[Pair]:
        """The words of a query that met a word of a text, heaviest first."""
        mine, theirs = self.documents[row], self.texts.documents[column]
        if not (len(mine) and len(theirs)):
            return []
        near = self.nearness[np.ix_(mine, theirs)]
        best = near.argmax(axis=1)
        found = [
            Pair(
                self.words[word],
                self.texts.stems[theirs[place]],
                float(near[number, place]),
                float(self.rarity[word] * near[number, place]),
            )
            for number, (word, place) in enumerate(zip(mine, best, strict=True))
            if near[number, place] > 0
        ]
        return sorted(found, key=lambda pair: -pair.weight)
