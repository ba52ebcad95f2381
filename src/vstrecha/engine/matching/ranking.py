"""Two plain collections of texts: for each query the best texts of the corpus, with reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.matching.encoders import Float
from vstrecha.engine.matching.fusion import (
    chance,
    chance_by_words,
    chance_of_csls,
    chance_of_shares,
    chance_of_texts,
)
from vstrecha.engine.matching.geometry import shares
from vstrecha.engine.matching.reasons import code_messages, word_messages
from vstrecha.engine.matching.resources import Resources
from vstrecha.engine.matching.similarities import Collections, fused_all
from vstrecha.engine.matching.texts.lexical import SharedWord
from vstrecha.engine.matching.types import Found, Kind, Met, Part, PartName, Ranking, Row
from vstrecha.engine.message import N_, Message

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
    words = both.words(run)
    summands = both.summands(words, run)
    sums = fused_all(summands)
    scores = (
        chance_of_shares(shares(sums))
        if options.two_sided
        else chance_of_texts(sums, both.encoders)
    )
    top = min(options.top, len(both.corpus))
    rankings = []
    for number, row in enumerate(scores):
        query = both.queries[run][number]
        results = []
        for place in np.argsort(-row, kind="stable")[:top]:
            text, score = both.corpus[place], float(row[place])
            values = {name: float(matrix[number, place]) for name, matrix in summands.items()}
            results.append(
                explained(
                    query,
                    text,
                    words.shared(number, int(place), query.text, text.text),
                    values,
                    score,
                )
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


def explained(
    query: Row,
    text: Row,
    shared: list[SharedWord],
    summands: Mapping[PartName, float],
    score: float,
) -> Found:
    """A result with its parts: the score shared out as the summands have it."""
    values = {name: max(0.0, value) for name, value in summands.items()}
    whole = sum(values.values())
    parts = tuple(
        Part(
            name,
            score * value / whole,
            _messages(name, query, text, shared, score),
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
    counted = any(part.name is PartName.WORDS for part in parts)
    return Found(text.id, score, parts, _met(shared) if counted else ())


def _met(shared: Sequence[SharedWord]) -> tuple[Met, ...]:
    return tuple(
        Met(
            (word.mine_at, word.mine_at + len(word.mine)),
            (word.theirs_at, word.theirs_at + len(word.theirs)),
        )
        for word in shared
        if word.sure
    )


def _messages(
    name: PartName, query: Row, text: Row, shared: list[SharedWord], score: float
) -> tuple[Message, ...]:
    match name:
        case PartName.WORDS:
            return word_messages(shared)
        case PartName.CODES:
            return code_messages(query.codes, text.codes)
        case PartName.KINDS:
            return (Message(_COMPLEMENT, {"mine": _name(query.kind), "theirs": _name(text.kind)}),)
        case _:
            return (Message(_CLOSE),) if score >= _CLOSE_FROM else ()


def _name(kind: Kind) -> str:
    return kind.value.replace("_", " ")
