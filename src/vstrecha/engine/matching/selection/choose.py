"""Scored pairs in, everyone's list of suggestions out: best in total within caps and floors."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.matching.selection.bound import Limits, best_of_each, bound_by, prices_of
from vstrecha.engine.matching.selection.exposure import caps, circles
from vstrecha.engine.matching.selection.shortage import shortages
from vstrecha.engine.matching.selection.surprise import Divisions, divisions_of, surprising
from vstrecha.engine.matching.selection.types import (
    Floats,
    Ints,
    Pairs,
    Rules,
    Selection,
    Suggestion,
)
from vstrecha.engine.matching.solvers.flow import best_lists

__all__ = ["choose_suggestions"]

Pair = tuple[int, int]
Chosen = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Arcs:
    """Each pair from both directions: `shown` may be suggested to `reader`."""

    reader: Ints
    shown: Ints
    scores: Floats
    wanted: Ints
    degree: Ints
    cap: Ints

    def counted(self, chosen: Chosen, by: Ints) -> Ints:
        """How many chosen arcs each company has, `by` its reading or its being shown."""
        return np.bincount(by[chosen], minlength=len(self.wanted)).astype(np.int64)


def choose_suggestions(  # noqa: PLR0913 - all by name, most with a default
    pairs: Pairs,
    *,
    sides: Sequence[str],
    codes: Sequence[Sequence[str]] | None = None,
    barred: Collection[Pair] = (),
    refused: Collection[Pair] = (),
    rules: Rules | None = None,
) -> Selection:
    """The lists with the greatest total of scores that keep the rules.

    `sides` and `codes` have the side and the industry codes of each company, whose number is its
    place in them; a pair in `barred`, in either order, is suggested to neither company, and of a
    pair in `refused` the second company is not suggested to the first.

    First all places but those for surprises are filled, exactly (a flow of least cost); then the
    surprises, best in total among the pairs that are any; then what is left, with the next best.
    Without surprises the whole is one exact solution.
    """
    rules = rules or Rules()
    known = divisions_of(codes if codes is not None else [()] * len(sides))
    arcs = _arcs(pairs, sides, (barred, refused), rules)
    surprises = np.minimum(rules.surprises, np.maximum(arcs.wanted - 1, 0))
    usual = _filled(arcs, arcs.wanted - surprises, rules=rules)
    extra = np.zeros_like(usual)
    if surprises.any():
        outside = surprising(
            reader=arcs.reader,
            shown=arcs.shown,
            scores=arcs.scores,
            chosen=usual,
            known=known,
            rules=rules,
        )
        extra = _filled(arcs, surprises, taken=usual, among=outside)
        usual |= _filled(arcs, arcs.wanted - _held(arcs, usual | extra), taken=usual | extra)
    return _selection(arcs, usual=usual, extra=extra, sides=sides, known=known, rules=rules)


def _arcs(
    pairs: Pairs,
    sides: Sequence[str],
    ruled_out: tuple[Collection[Pair], Collection[Pair]],
    rules: Rules,
) -> _Arcs:
    first, second = (np.asarray(one, dtype=np.int64) for one in (pairs.first, pairs.second))
    scores = np.asarray(pairs.scores, dtype=np.float64)
    companies = len(sides)
    low, high = np.minimum(first, second), np.maximum(first, second)
    if len(high) and high.max() >= companies:
        raise ValueError("pairs: a company has no side")
    barred, refused = ruled_out
    # In an order of their own, so that the order in which pairs come decides nothing.
    order = np.lexsort((high, low))
    low, high, scores = low[order], high[order], scores[order]
    reader, shown = np.concatenate((low, high)), np.concatenate((high, low))
    out = [*barred, *((other, one) for one, other in barred), *refused]
    codes = np.array([one * companies + other for one, other in out], dtype=np.int64)
    allowed = ~np.isin(reader * companies + shown, codes)
    reader, shown = reader[allowed], shown[allowed]
    degree = np.bincount(reader, minlength=companies).astype(np.int64)
    wanted = np.minimum(rules.per_company, degree)
    _names, side = np.unique(np.array(sides, dtype=str), return_inverse=True)
    cap = caps(degree=degree, wanted=wanted, reader=reader, shown=shown, side=side, rules=rules)
    worth = np.concatenate((scores, scores))[allowed]
    return _Arcs(reader, shown, worth, wanted, degree, cap)


def _held(arcs: _Arcs, chosen: Chosen) -> Ints:
    return arcs.counted(chosen, arcs.reader)


def _filled(
    arcs: _Arcs,
    wanted: Ints,
    *,
    rules: Rules | None = None,
    taken: Chosen | None = None,
    among: Chosen | None = None,
) -> Chosen:
    """The arcs that best fill `wanted` more places of each reader, besides those `taken`.

    With `rules`, their floors hold; without, nothing exceeds a cap.
    """
    chosen = np.zeros(len(arcs.reader), dtype=np.bool_)
    open_arcs = among if among is not None else ~chosen
    cap = arcs.cap
    if taken is not None:
        open_arcs = open_arcs & ~taken
        cap = np.maximum(cap - arcs.counted(taken, arcs.shown), 0)
    places = np.flatnonzero(open_arcs)
    nothing = np.zeros_like(wanted)
    chosen[places] = best_lists(
        reader=arcs.reader[places],
        shown=arcs.shown[places],
        scores=arcs.scores[places],
        wanted=wanted,
        most_shown=cap,
        least=nothing + rules.least if rules else nothing,
        least_shown=nothing + rules.least_shown if rules else nothing,
    )
    return chosen


def _selection(  # noqa: PLR0913 - the lists and whose they are
    arcs: _Arcs,
    *,
    usual: Chosen,
    extra: Chosen,
    sides: Sequence[str],
    known: Divisions,
    rules: Rules,
) -> Selection:
    chosen = usual | extra
    free = best_of_each(arcs.reader, arcs.scores, arcs.wanted)
    after = arcs.counted(chosen, arcs.shown)
    got = _held(arcs, chosen)
    return Selection(
        suggestions=_ordered(arcs, usual, extra, known),
        total=float(arcs.scores[chosen].sum()),
        bound=_bound(arcs, chosen, rules),
        unbounded=float(arcs.scores[free].sum()),
        circles=circles(
            sides=sides,
            degree=arcs.degree,
            cap=arcs.cap,
            before=arcs.counted(free, arcs.shown),
            after=after,
        ),
        shortages=shortages(per_company=rules.per_company, degree=arcs.degree, got=got),
        raised={
            int(company): int(after[company] - arcs.cap[company])
            for company in np.flatnonzero(after > arcs.cap)
        },
    )


def _bound(arcs: _Arcs, chosen: Chosen, rules: Rules) -> float:
    """The bound on all lists of this length, within the caps and floors that these lists keep."""
    after = arcs.counted(chosen, arcs.shown)
    limits = Limits(
        reader=arcs.reader,
        shown=arcs.shown,
        scores=arcs.scores,
        wanted=arcs.wanted,
        cap=np.maximum(arcs.cap, after),
        least=np.minimum(rules.least, _held(arcs, chosen)),
        least_shown=np.minimum(rules.least_shown, after),
    )
    prices = prices_of(limits, chosen)
    return min(bound_by(limits, prices), bound_by(limits, np.zeros_like(prices)))


def _ordered(arcs: _Arcs, usual: Chosen, extra: Chosen, known: Divisions) -> tuple[Suggestion, ...]:
    """Each reader's list: the best first, surprises at the end."""
    places = np.flatnonzero(usual | extra)
    order = places[
        np.lexsort((arcs.shown[places], -arcs.scores[places], extra[places], arcs.reader[places]))
    ]
    found = []
    rank, last = 0, -1
    for arc in order.tolist():
        reader, other = int(arcs.reader[arc]), int(arcs.shown[arc])
        rank = rank + 1 if reader == last else 1
        last = reader
        found.append(
            Suggestion(
                reader=reader,
                other=other,
                rank=rank,
                score=float(arcs.scores[arc]),
                outside=tuple(sorted(known[other])) if extra[arc] else (),
            )
        )
    return tuple(found)
