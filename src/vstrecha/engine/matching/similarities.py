"""Queries and corpus, encoded and indexed: every similarity that a ranking is made of."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vstrecha.engine.matching import facts
from vstrecha.engine.matching.encoders import Float
from vstrecha.engine.matching.fusion import words_weight
from vstrecha.engine.matching.geometry import centred
from vstrecha.engine.matching.resources import Resources, encode_cached
from vstrecha.engine.matching.texts.alignment import Alignment, Run
from vstrecha.engine.matching.texts.words import script
from vstrecha.engine.matching.types import PartName, Row

# What kinds that complete each other, and the same industry, add to the fused similarity.
KINDS_WEIGHT = np.float32(0.15)
CODES_WEIGHT = np.float32(0.15)


class Collections:
    """Two collections of texts. Each side has its own mean; languages within a side have theirs."""

    def __init__(self, queries: Sequence[Row], corpus: Sequence[Row], resources: Resources) -> None:
        self.queries = queries
        self.corpus = corpus
        self.encoders = len(resources.encoder.blocks)
        self._words = Alignment(
            [row.text for row in queries], [row.text for row in corpus], resources
        )
        vectors = encode_cached([row.text for row in (*queries, *corpus)], "query", resources)
        groups = [
            f"{side}/{row.language or script(row.text)}"
            for side, rows in (("queries", queries), ("corpus", corpus))
            for row in rows
        ]
        self._blocks = resources.encoder.blocks
        if self.encoders:
            vectors = centred(vectors, groups, self._blocks)
        self._left, self._right = vectors[: len(queries)], vectors[len(queries) :]

    def cosines(self, rows: slice = slice(None)) -> Float:
        """The centred cosines of a run of queries with the corpus, the mean of all encoders';
        zeros without an encoder."""
        return self._left[rows] @ self._right.T

    def cosines_by_encoder(self) -> list[Float]:
        """The cosines of each of several joined encoders, to compare one with the other."""
        edges = np.cumsum(self._blocks)[:-1]
        return [
            left @ right.T * np.float32(self.encoders)
            for left, right in zip(
                np.split(self._left, edges, axis=1),
                np.split(self._right, edges, axis=1),
                strict=True,
            )
        ]

    def words(self, rows: slice = slice(None)) -> Run:
        """A run of the queries, word by word with the corpus."""
        return self._words.run(rows)

    def summands(self, words: Run, rows: slice = slice(None)) -> dict[PartName, Float]:
        """What each part adds to the similarity by which texts are ranked."""
        return {
            PartName.MEANING: self.cosines(rows),
            PartName.WORDS: words_weight(self.encoders) * words.similarity(),
            **self._known_facts(rows),
        }

    def _known_facts(self, rows: slice) -> dict[PartName, Float]:
        """What kinds and codes add, for the collections that have them."""
        queries = self.queries[rows]
        known: dict[PartName, Float] = {}
        if any(row.kind for row in queries) and any(row.kind for row in self.corpus):
            known[PartName.KINDS] = KINDS_WEIGHT * facts.complements(
                [row.kind for row in queries], [row.kind for row in self.corpus]
            )
        if any(row.codes for row in queries) and any(row.codes for row in self.corpus):
            known[PartName.CODES] = CODES_WEIGHT * facts.code_proximity(
                [row.codes for row in queries], [row.codes for row in self.corpus]
            )
        return known


def fused_all(summands: dict[PartName, Float]) -> Float:
    """The sum by which texts are ranked: meaning, words, and the facts that are known."""
    whole = sum(summands.values(), np.zeros_like(summands[PartName.MEANING]))
    return np.asarray(whole, dtype=np.float32)
