"""Two collections of any size matched, in this process or on a cluster."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from vstrecha.engine.matching.encoders import Float
from vstrecha.engine.matching.geometry import believed_mean
from vstrecha.engine.matching.large import tasks
from vstrecha.engine.matching.large.encoding import MakeEncoder, encode_all, fill_cache
from vstrecha.engine.matching.large.pool import Breadth, FactTable, Pool
from vstrecha.engine.matching.large.runner import Here, Runner
from vstrecha.engine.matching.neighbours import (
    EXACT_UP_TO,
    Identity,
    Neighbours,
    Vectors,
    neighbours_of,
)
from vstrecha.engine.matching.ranking import RUN, Options, runs_of
from vstrecha.engine.matching.resources import Resources
from vstrecha.engine.matching.similarities import Collections
from vstrecha.engine.matching.texts.glossary import glossary
from vstrecha.engine.matching.texts.lexical import LexicalIndex
from vstrecha.engine.matching.texts.words import script
from vstrecha.engine.matching.types import Ranking, Row

# Every query is compared with every text up to so many pairs at a time: 20,000 texts in runs of
# 2,000 queries, or 6,000 with 6,000 matched as wholes. It takes some 1.5 GB.
WHOLE_UP_TO = 40_000_000
# Queries a task. The blocks are the same wherever they are done.
_BLOCK = 256
_REVERSE_BLOCK = 512
# So many rows are centred at a time.
_CENTRED_AT_A_TIME = 65_536


@dataclass(frozen=True, slots=True)
class Place:
    """Where the work is done: in this process, unless said otherwise. `make_encoder` makes the
    encoder in a worker, and can be pickled; without it the worker takes the encoder of that
    name. `whole_up_to` (pairs compared at a time) and `breadth` are for who wants to trade time
    for certainty."""

    runner: Runner = field(default_factory=Here)
    make_encoder: MakeEncoder | None = None
    whole_up_to: int = WHOLE_UP_TO
    breadth: Breadth | None = None


def match(
    queries: Sequence[Row],
    corpus: Sequence[Row],
    resources: Resources,
    options: Options,
    place: Place | None = None,
) -> Iterator[Ranking]:
    """The ranking of each query, in the queries' order; the same wherever the work is done.

    Up to 20,000 texts (two-sided: 40 million pairs) this is `ranking.rank`. Beyond, only
    candidates are scored: the nearest by vectors and the likeliest by rare words, by a plainer
    formula (`fusion.relevance`: shared words and translations without the nearness of words, CSLS
    for two sides); what is not among them is not found. Raises NeighboursError beyond 200,000
    texts without the extra `large`, EncoderUnavailableError where a worker has another encoder,
    and what the runner raises.
    """
    place = place or Place()
    at_a_time = len(queries) if options.two_sided else min(len(queries), RUN)
    if at_a_time * len(corpus) <= place.whole_up_to:
        return _whole(queries, corpus, resources, options, place)
    return Prepared(queries, corpus, resources, options, place).rankings()


def _whole(
    queries: Sequence[Row],
    corpus: Sequence[Row],
    resources: Resources,
    options: Options,
    place: Place,
) -> Iterator[Ranking]:
    if not isinstance(place.runner, Here):
        texts = [row.text for row in (*queries, *corpus)]
        fill_cache(texts, resources, place.runner, place.make_encoder)
    both = Collections(queries, corpus, resources)
    runs = runs_of(both, options)
    for rankings in place.runner.map(tasks.ranked_whole, (both, options), runs):
        yield from rankings


class Prepared:
    """Both collections, encoded and indexed: `queries`, and the `pool` that they are matched
    with."""

    def __init__(
        self,
        queries: Sequence[Row],
        corpus: Sequence[Row],
        resources: Resources,
        options: Options,
        place: Place,
    ) -> None:
        self._options = options
        self._progress = resources.progress
        self._runner = place.runner
        self._breadth = place.breadth or Breadth.for_top(options.top)
        left, right = (
            _centred(
                encode_all([row.text for row in rows], resources, place.runner, place.make_encoder),
                rows,
            )
            for rows in (queries, corpus)
        )
        self._lexicon = resources.lexicon.joined(
            glossary([row.text for row in queries], [row.text for row in corpus], resources)
        )
        self._identity = Identity.of(resources.encoder)
        self.queries = tasks.Queries(queries, left)
        self.pool = Pool(
            corpus,
            right,
            self._neighbours(right, left),
            LexicalIndex([row.text for row in corpus], self._lexicon),
            FactTable(queries, corpus),
        )

    def _neighbours(self, vectors: Vectors, asked: Vectors) -> Neighbours:
        return neighbours_of(vectors, self._identity, queries=asked)

    def rankings(self) -> Iterator[Ranking]:
        """The ranking of each query."""
        if self._options.two_sided:
            yield from self._two_sided()
            return
        shared = (self.pool, self._breadth, self._options)
        done = 0
        for rankings in self._runner.map(tasks.rank_block, shared, self._blocks()):
            yield from rankings
            done += len(rankings)
            self._tell(done, len(self.queries.rows))

    def _two_sided(self) -> Iterator[Ranking]:
        """The candidates of all queries first; then how near each text is to the queries' side;
        then the rankings."""
        pool, whole = self.pool, 2 * len(self.queries.rows) + len(self.pool.rows)
        found: list[tasks.Scored] = []
        for scored in self._runner.map(tasks.score_block, (pool, self._breadth), self._blocks()):
            found.extend(scored)
            self._tell(len(found), whole)
        reverse = tasks.Reverse(
            pool,
            self.queries,
            self._neighbours(self.queries.vectors, pool.vectors),
            LexicalIndex([row.text for row in self.queries.rows], self._lexicon),
            np.array([one.coverage for one in found]),
            self._breadth,
        )
        places = np.arange(len(pool.rows), dtype=np.intp)
        near: list[float] = []
        blocks = (
            places[start : start + _REVERSE_BLOCK]
            for start in range(0, len(places), _REVERSE_BLOCK)
        )
        for means in self._runner.map(tasks.reverse_block, reverse, blocks):
            near.extend(means)
            self._tell(len(found) + len(near), whole)
        shared = (pool, self._options, np.array(near, dtype=np.float32))
        with_found = (
            (block, found[start : start + len(block.rows)])
            for start, block in zip(range(0, len(found), _BLOCK), self._blocks(), strict=True)
        )
        done = len(found) + len(near)
        for rankings in self._runner.map(tasks.rank_scaled_block, shared, with_found):
            yield from rankings
            done += len(rankings)
            self._tell(done, whole)

    def _blocks(self) -> Iterator[tasks.Queries]:
        rows, vectors = self.queries.rows, self.queries.vectors
        for start in range(0, len(rows), _BLOCK):
            run = slice(start, start + _BLOCK)
            yield tasks.Queries(rows[run], vectors[run])

    def _tell(self, done: int, whole: int) -> None:
        if self._progress is not None:
            self._progress(done, whole)


def _centred(vectors: Float, rows: Sequence[Row]) -> Vectors:
    """The vectors less the mean of their language, at unit length, written over what they were
    (`geometry.centred` for one side); as half floats where there are very many."""
    if not vectors.size:
        return vectors
    groups = np.array([row.language or script(row.text) for row in rows], dtype=object)
    means = {group: believed_mean(vectors[groups == group]) for group in Counter(groups)}
    for start in range(0, len(vectors), _CENTRED_AT_A_TIME):
        run = slice(start, start + _CENTRED_AT_A_TIME)
        part = vectors[run]
        part -= np.stack([means[group] for group in groups[run]])
        part /= np.maximum(np.linalg.norm(part, axis=1, keepdims=True), np.float32(1e-9))
    return vectors.astype(np.float16) if len(vectors) > EXACT_UP_TO else vectors
