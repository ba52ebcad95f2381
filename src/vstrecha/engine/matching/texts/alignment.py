"""Two collections of texts compared word by word: each word with the nearest of the other text.

Late interaction (Khattab and Zaharia 2020, "ColBERT", eq. 3) over the words by themselves, each
weighed by its rarity, and in both directions: how much of the query the text covers, and how
much of the text the query does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from vstrecha.engine.matching.encoders import Float
from vstrecha.engine.matching.resources import Resources
from vstrecha.engine.matching.texts.abbreviations import (
    explained_abbreviations,
    known_abbreviations,
)
from vstrecha.engine.matching.texts.lexical import SharedWord
from vstrecha.engine.matching.texts.lexicon import Lexicon
from vstrecha.engine.matching.texts.nearness import Nearness
from vstrecha.engine.matching.texts.vocabulary import Numbers, Vocabulary, rarity
from vstrecha.engine.matching.texts.words import words

# The query's words weigh twice as much as the text's: somebody asked with them.
_OF_QUERY = np.float32(2 / 3)


# Words this near may be shown to a person as the same (a cosine of 0.64, or a letter or two that
# differ); less near ones only count.
_SURE = 0.55


class Alignment:
    """Queries and texts, ready to be compared in runs of queries."""

    def __init__(self, queries: Sequence[str], texts: Sequence[str], resources: Resources) -> None:
        lexicon = resources.lexicon.joined(known_abbreviations()).joined(
            explained_abbreviations((*queries, *texts))
        )
        self._lexicon = lexicon
        resources = replace(resources, lexicon=lexicon)
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
        rare = np.minimum(self._own_rarity[numbers], rarity(expected, len(self._texts.documents)))
        return Run(
            words=[self._queries.stems[number] for number in numbers],
            documents=[np.searchsorted(numbers, document) for document in documents],
            rarity=rare,
            nearness=near,
            texts=self._texts,
            weights=self._weights,
            lexicon=self._lexicon,
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
    lexicon: Lexicon

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

    def shared(self, row: int, column: int, mine: str, theirs: str) -> list[SharedWord]:
        """The words of query `row` (its text is `mine`) that met one of text `column`, heaviest
        first, each with the nearest: those that brought something to the similarity."""
        there = {word.stem: word for word in reversed(words(theirs))}
        stems = [self.texts.stems[number] for number in self.texts.documents[column]]
        here = {word.stem: word for word in reversed(words(mine))}
        near = self.nearness[np.ix_(self.documents[row], self.texts.documents[column])]
        found = []
        for number, values in zip(self.documents[row], near, strict=True):
            stem, place = self.words[number], int(values.argmax()) if len(values) else 0
            if not len(values) or values[place] <= 0:
                continue
            one, other = here[stem], there[stems[place]]
            found.append(
                SharedWord(
                    mine[one.start : one.end],
                    theirs[other.start : other.end],
                    float(self.rarity[number] * values[place]),
                    translated=one.stem != other.stem,
                    sure=bool(values[place] >= _SURE) or self.lexicon.agrees(one.stem, other.stem),
                    mine_at=one.start,
                    theirs_at=other.start,
                )
            )
        return sorted(found, key=lambda word: -word.weight)
