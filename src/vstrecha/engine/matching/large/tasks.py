"""What workers do: each function takes what all share and one block, and needs nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.matching.encoders import Float
from vstrecha.engine.matching.large.pool import Breadth, Intp, Pool, candidates
from vstrecha.engine.matching.neighbours import Neighbours, Vectors
from vstrecha.engine.matching.ranking import (
    Options,
    explained,
    ranked,
    scored,
)
from vstrecha.engine.matching.similarities import Collections, fused_all
from vstrecha.engine.matching.texts.lexical import LexicalIndex, shared_words
from vstrecha.engine.matching.types import Found, PartName, Ranking, Row

# The neighbours that two-sided matching scales by, as in `geometry.csls`.
_NEIGHBOURS = 10


@dataclass(frozen=True, slots=True)
class Queries:
    """A block of queries and their centred vectors."""

    rows: Sequence[Row]
    vectors: Vectors


@dataclass(frozen=True, slots=True)
class Scored:
    """The candidates of one query: their places (rising) and sums; the most that one of them
    covers of its words; the mean sum of the best ten."""

    places: Intp
    sums: Float
    coverage: float
    near: float


@dataclass(frozen=True, slots=True)
class Reverse:
    """What is needed to know how near texts of the corpus are to the queries: all of these, and
    the most that the corpus covers of each."""

    pool: Pool
    queries: Queries
    neighbours: Neighbours
    words: LexicalIndex
    coverage: NDArray[np.float64]
    breadth: Breadth


def ranked_whole(shared: tuple[Collections, Options], run: slice) -> list[Ranking]:
    """The rankings of a run of queries, each compared with every text."""
    return ranked(*shared, run)


def score_block(shared: tuple[Pool, Breadth], block: Queries) -> list[Scored]:
    """The candidates of a block of queries, scored."""
    pool, breadth = shared
    return [scoring[0] for scoring in _scorings(pool, breadth, block)]


def rank_block(shared: tuple[Pool, Breadth, Options], block: Queries) -> list[Ranking]:
    """The rankings of a block of queries that each stand alone."""
    pool, breadth, options = shared
    return [
        _ranking(pool, options, row, found, summands, found.sums)
        for row, (found, summands) in zip(block.rows, _scorings(pool, breadth, block), strict=True)
    ]


def reverse_block(shared: Reverse, places: Intp) -> list[float]:
    """For texts of the corpus, at these places, the mean sum of their best ten queries."""
    pool, queries = shared.pool, shared.queries
    breadth = Breadth(shared.breadth.reverse, shared.breadth.reverse)
    found = candidates(
        [pool.rows[place].text for place in places],
        pool.vectors[places],
        shared.neighbours,
        shared.words,
        breadth,
    )
    # Query by query: what its words are is looked up once for all its texts.
    texts = np.repeat(np.arange(len(places)), [len(rows) for rows in found])
    rows = np.concatenate([*found, np.zeros(0, dtype=np.intp)]).astype(np.intp)
    order = np.argsort(rows, kind="stable")
    texts, rows = texts[order], rows[order]
    sums: list[list[Float]] = [[] for _ in places]
    for of_query in np.split(np.arange(len(rows)), np.flatnonzero(np.diff(rows)) + 1):
        if not len(of_query):
            continue
        row = rows[of_query[0]]
        summands = pool.summands(queries.rows[row], queries.vectors[row], places[texts[of_query]])
        pool.draw_words(summands, shared.coverage[row])
        for text, value in zip(texts[of_query], fused_all(summands), strict=True):
            sums[text].append(value)
    return [_mean_of_best(np.array(values, dtype=np.float32)) for values in sums]


def rank_scaled_block(
    shared: tuple[Pool, Options, Float], block: tuple[Queries, Sequence[Scored]]
) -> list[Ranking]:
    """The rankings of queries matched as a whole: sums scaled by the neighbours of both sides
    (`geometry.csls`)."""
    pool, options, near = shared
    queries, found = block
    rankings = []
    for row, vector, one in zip(queries.rows, queries.vectors, found, strict=True):
        scaled = 2 * one.sums - np.float32(one.near) - near[one.places]
        best = np.argsort(-scaled, kind="stable")[: options.top]
        best = np.sort(best)
        kept = Scored(one.places[best], one.sums[best], one.coverage, one.near)
        summands = pool.summands(row, vector, kept.places)
        pool.draw_words(summands, one.coverage)
        rankings.append(_ranking(pool, options, row, kept, summands, scaled[best]))
    return rankings


def _scorings(
    pool: Pool, breadth: Breadth, block: Queries
) -> list[tuple[Scored, dict[PartName, Float]]]:
    texts = [row.text for row in block.rows]
    scorings = []
    found = candidates(texts, block.vectors, pool.neighbours, pool.words, breadth)
    for row, vector, places in zip(block.rows, block.vectors, found, strict=True):
        summands = pool.summands(row, vector, places)
        coverage = float(summands[PartName.WORDS].max(initial=0.0))
        pool.draw_words(summands, coverage)
        sums = fused_all(summands)
        scorings.append((Scored(places, sums, coverage, _mean_of_best(sums)), summands))
    return scorings


def _ranking(  # noqa: PLR0913, PLR0917 - one query and what is known of it
    pool: Pool,
    options: Options,
    query: Row,
    found: Scored,
    summands: dict[PartName, Float],
    similarity: Float,
) -> Ranking:
    scores = scored(similarity, options, vectors=pool.by_vectors)
    results = []
    for number in np.argsort(-scores, kind="stable")[: options.top]:
        text, score = pool.rows[found.places[number]], float(scores[number])
        values = {name: float(value[number]) for name, value in summands.items()}
        results.append(
            explained(query, text, shared_words(query.text, text.text, pool.words), values, score)
            if options.reasons
            else Found(text.id, score)
        )
    return Ranking(query.id, tuple(results))


def _mean_of_best(sums: Float) -> float:
    most = min(_NEIGHBOURS, len(sums))
    return float(np.partition(sums, -most)[-most:].mean()) if most else 0.0
