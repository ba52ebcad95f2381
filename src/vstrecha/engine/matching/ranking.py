"""Two plain collections of texts: for each query the best texts of the corpus, with reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.matching import facts
from vstrecha.engine.matching.encoders import Float
from vstrecha.engine.matching.fusion import WORDS_WEIGHT, chance, chance_by_words, chance_of_csls
from vstrecha.engine.matching.geometry import centred, csls
from vstrecha.engine.matching.reasons import code_messages, word_messages
from vstrecha.engine.matching.resources import Resources, encode_cached
from vstrecha.engine.matching.texts.glossary import glossary
from vstrecha.engine.matching.texts.lexical import LexicalIndex, shared_words
from vstrecha.engine.matching.texts.words import script
from vstrecha.engine.matching.types import Found, Kind, Part, PartName, Ranking, Row
from vstrecha.engine.message import N_, Message

# What kinds that complete each other, and the same industry, add to the fused similarity.
KINDS_WEIGHT = np.float32(0.15)
CODES_WEIGHT = np.float32(0.15)
# So many queries are compared with the corpus at a time.
RUN = 2000
# Parts of a sum that are this small are not worth a line.
_LEAST = 1e-3
_CLOSE_FROM = 0.4

_CLOSE = N_("Close in meaning.")
_COMPLEMENT = N_("A {mine} and a {theirs} complete each other.")


@dataclass(frozen=True, slots=True)
class Options:
    """`top` results a query. `two_sided`: the collections are matched to each other as wholes,
    so that no text is everybody's first; else each query stands alone."""

    top: int = 10
    two_sided: bool = False
    reasons: bool = True


class Collections:
    """Queries and corpus, encoded and indexed."""

    def __init__(self, queries: Sequence[Row], corpus: Sequence[Row], resources: Resources) -> None:
        self.queries = queries
        self.corpus = corpus
        lexicon = resources.lexicon.joined(
            glossary([row.text for row in queries], [row.text for row in corpus], resources)
        )
        self.words = LexicalIndex([row.text for row in corpus], lexicon)
        self.by_vectors = bool(resources.encoder.dimension)
        vectors = encode_cached([row.text for row in (*queries, *corpus)], "query", resources)
        groups = [
            f"{side}/{row.language or script(row.text)}"
            for side, rows in (("queries", queries), ("corpus", corpus))
            for row in rows
        ]
        # Each side has its own mean; languages within a side have theirs.
        if self.by_vectors:
            vectors = centred(vectors, groups)
        self._left, self._right = vectors[: len(queries)], vectors[len(queries) :]

    def cosines(self, rows: slice = slice(None)) -> Float:
        """The centred cosines of a run of queries with the corpus; zeros without an encoder."""
        return self._left[rows] @ self._right.T

    def coverage(self, rows: slice = slice(None)) -> Float:
        """The word coverage of a run of queries by the corpus, in 0..1."""
        found = self.words.coverage([row.text for row in self.queries[rows]])
        return np.asarray(
            found / np.maximum(found.max(axis=1, keepdims=True, initial=1.0), 1), dtype=np.float32
        )

    def weighted_coverage(self, rows: slice = slice(None)) -> Float:
        """What words add to the cosine; without an encoder they are all there is."""
        return self.coverage(rows) * (WORDS_WEIGHT if self.by_vectors else np.float32(1))

    def known_facts(self, rows: slice = slice(None)) -> dict[PartName, Float]:
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


def rank(
    queries: Sequence[Row], corpus: Sequence[Row], resources: Resources, options: Options
) -> Iterator[Ranking]:
    """The ranking of each query, in the queries' order; scores in 0..1 rise with nearness."""
    both = Collections(queries, corpus, resources)
    for run in runs_of(both, options):
        yield from ranked(both, options, run)


def runs_of(both: Collections, options: Options) -> list[slice]:
    """The runs of queries that can be ranked one by one."""
    count = len(both.queries)
    if options.two_sided:
        # What is near to everything shows only in the whole.
        return [slice(0, count)]
    return [slice(start, min(start + RUN, count)) for start in range(0, count, RUN)]


def ranked(both: Collections, options: Options, run: slice) -> list[Ranking]:
    """The rankings of a run of queries."""
    summands = {
        PartName.MEANING: both.cosines(run),
        PartName.WORDS: both.weighted_coverage(run),
        **both.known_facts(run),
    }
    sums = fused_all(summands)
    scores = scored(csls(sums) if options.two_sided else sums, options, vectors=both.by_vectors)
    top = min(options.top, len(both.corpus))
    rankings = []
    for number, row in enumerate(scores):
        query = both.queries[run][number]
        results = []
        for place in np.argsort(-row, kind="stable")[:top]:
            text, score = both.corpus[place], float(row[place])
            values = {name: float(matrix[number, place]) for name, matrix in summands.items()}
            results.append(
                explained(query, text, both.words, values, score)
                if options.reasons
                else Found(text.id, score)
            )
        rankings.append(Ranking(query.id, tuple(results)))
    return rankings


def scored(similarity: Float, options: Options, *, vectors: bool) -> NDArray[np.float64]:
    """The sums (for two-sided matching, scaled by neighbours) as scores in 0..1."""
    if options.two_sided:
        return chance_of_csls(similarity)
    return chance(similarity) if vectors else chance_by_words(similarity)


def fused_all(summands: dict[PartName, Float]) -> Float:
    """The sum by which texts are ranked: meaning, words, and the facts that are known."""
    whole = sum(summands.values(), np.zeros_like(summands[PartName.MEANING]))
    return np.asarray(whole, dtype=np.float32)


def explained(
    query: Row, text: Row, words: LexicalIndex, summands: Mapping[PartName, float], score: float
) -> Found:
    """A result with its parts: the score shared out as the summands have it."""
    values = {name: max(0.0, value) for name, value in summands.items()}
    whole = sum(values.values())
    parts = tuple(
        Part(
            name,
            score * value / whole,
            _messages(name, query, text, words, score),
        )
        for name, value in sorted(values.items(), key=lambda item: -item[1])
        if value > _LEAST * whole > 0
    )
    if not parts:
        # Nothing speaks for it: what the curve leaves has no reason.
        return Found(text.id, score, (Part(PartName.MEANING, score),))
    # What the smallest summands had goes to the largest, so that the sum is whole.
    first, left = parts[0], score - sum(part.value for part in parts)
    parts = (Part(first.name, first.value + left, first.messages), *parts[1:])
    return Found(text.id, score, parts)


def _messages(
    name: PartName, query: Row, text: Row, words: LexicalIndex, score: float
) -> tuple[Message, ...]:
    match name:
        case PartName.WORDS:
            return word_messages(shared_words(query.text, text.text, words))
        case PartName.CODES:
            return code_messages(query.codes, text.codes)
        case PartName.KINDS:
            return (Message(_COMPLEMENT, {"mine": _name(query.kind), "theirs": _name(text.kind)}),)
        case _:
            return (Message(_CLOSE),) if score >= _CLOSE_FROM else ()


def _name(kind: Kind) -> str:
    return kind.value.replace("_", " ")
