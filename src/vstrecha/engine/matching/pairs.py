"""Companies in, the pairs that should meet out: scored from both directions, with reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.matching.comparison import Comparison, Gains
from vstrecha.engine.matching.encoders import Float
from vstrecha.engine.matching.highlights import highlighted
from vstrecha.engine.matching.reasons import Reading, parts
from vstrecha.engine.matching.resources import Resources
from vstrecha.engine.matching.sides import Side as ComparedSide
from vstrecha.engine.matching.types import Company, PairMatch, PartName, Side
from vstrecha.engine.matching.weights import Weights

# So many companies are compared at a time with all of the other side: bounds the memory.
_RUN = 200


def match_companies(  # noqa: PLR0913 - all by name, most with a default
    companies: Sequence[Company],
    *,
    resources: Resources,
    same_side: bool = False,
    keep: int = 20,
    threshold: float = 0.35,
    weights: Weights | None = None,
) -> list[PairMatch]:
    """The pairs worth keeping, best first: of each company its `keep` best, and all from
    `threshold` up.

    Companies of one side meet only with `same_side`. `weights` say what each part can bring;
    without, they are judgement.
    """
    groups: list[tuple[list[Company], list[Company]]]
    if same_side:
        groups = [(list(companies), list(companies))]
    else:
        sides = {company.side: None for company in companies}
        groups = [
            (
                [company for company in companies if company.side == one],
                [company for company in companies if company.side == other],
            )
            for one, other in combinations(sides, 2)
        ]
    found: list[PairMatch] = []
    for first, second in groups:
        if not first or not second:
            continue
        compared = Comparison(first, second, resources, weights)
        kept = sorted(_pairs(compared, keep, threshold, within=same_side), key=_order)
        found.extend(highlighted(kept, compared))
    return sorted(found, key=_order)


def _order(pair: PairMatch) -> tuple[float, str, str]:
    return (-pair.score, pair.first.company, pair.second.company)


def two_sided(one: Float, other: Float) -> Float:
    """The harmonic mean of two gains: near the smaller one, so that both must gain."""
    return np.asarray(2 * one * other / np.maximum(one + other, np.float32(1e-9)), dtype=np.float32)


def _pairs(
    compared: Comparison, keep: int, threshold: float, *, within: bool
) -> Iterator[PairMatch]:
    size = len(compared.first.companies)
    runs = [slice(start, min(start + _RUN, size)) for start in range(0, size, _RUN)]
    if len(runs) == 1:
        gains = compared.of_first(), compared.of_second()
        scores = _scores(compared, *gains)
        yield from _explained(
            compared, runs[0], gains, _kept(scores, keep, threshold, within=within)
        )
        return
    scores = np.concatenate(
        [_scores(compared, compared.of_first(run), compared.of_second(run), run) for run in runs]
    )
    kept = _kept(scores, keep, threshold, within=within)
    for run in runs:
        gains = compared.of_first(run), compared.of_second(run)
        yield from _explained(compared, run, gains, kept[run])


def _scores(compared: Comparison, mine: Gains, theirs: Gains, run: slice = slice(None)) -> Float:
    """The score of each of the run's companies with each of the second, [run, second]."""
    rows = compared.first.starts[:-1][run] - compared.first.starts[:-1][run][0]
    columns = compared.second.starts[:-1]
    return two_sided(_best(mine.total, rows, columns), _best(theirs.total, columns, rows).T)


def _best(gains: Float, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> Float:
    """The best gain among the items of each two companies."""
    return np.asarray(
        np.maximum.reduceat(np.maximum.reduceat(gains, rows, axis=0), columns, axis=1),
        dtype=np.float32,
    )


def _kept(scores: Float, keep: int, threshold: float, *, within: bool) -> NDArray[np.bool_]:
    """Which pairs are kept; within one side each pair once, and none with itself."""
    usable = np.array(scores)
    if within:
        np.fill_diagonal(usable, -1)
    kept = usable >= threshold
    for axis in (0, 1):
        most = min(keep, usable.shape[axis])
        if most:
            places = np.argpartition(-usable, most - 1, axis=axis).take(range(most), axis=axis)
            np.put_along_axis(kept, places, values=True, axis=axis)
    if within:
        kept = np.triu(kept | kept.T, 1)
    return kept


def _explained(
    compared: Comparison, run: slice, gains: tuple[Gains, Gains], kept: NDArray[np.bool_]
) -> Iterator[PairMatch]:
    mine, theirs = gains
    totals = mine.total, theirs.total
    offset = compared.first.starts[run.start]
    for row, column in zip(*np.nonzero(kept), strict=True):
        here = compared.first.run(slice(run.start + row, run.start + row + 1))
        local = slice(int(here.start - offset), int(here.stop - offset))
        there = compared.second.run(slice(column, column + 1))
        one = _place(totals[0], local, there)
        other = _place(totals[1], there, local)
        gained = float(totals[0][one]), float(totals[1][other])
        score = 2 * gained[0] * gained[1] / sum(gained) if sum(gained) else 0.0
        yield PairMatch(
            score=score,
            first=_side(
                compared,
                (compared.first, one[0] + int(offset)),
                (compared.second, one[1]),
                mine.at(one),
                score,
            ),
            second=_side(
                compared,
                (compared.second, other[0]),
                (compared.first, other[1] + int(offset)),
                theirs.at(other),
                score,
            ),
        )


def _place(total: Float, rows: slice, columns: slice) -> tuple[int, int]:
    """Where in a block of item pairs the gain is greatest."""
    block = total[rows, columns]
    row, column = np.unravel_index(int(block.argmax()), block.shape)
    return rows.start + int(row), columns.start + int(column)


def _side(
    compared: Comparison,
    mine: tuple[ComparedSide, int],
    theirs: tuple[ComparedSide, int],
    strengths: Mapping[PartName, float],
    score: float,
) -> Side:
    me, them = (side.companies[side.owner[item]] for side, item in (mine, theirs))
    gain = compared.weights.gain(strengths)
    # The parts of a side are its own gain's, drawn to the score that both sides share.
    share = score / gain if gain else 0.0
    item, other = mine[0].items[mine[1]], theirs[0].items[theirs[1]]
    reading = Reading(
        me=me,
        them=them,
        mine=item,
        theirs=other,
        shares={
            name: compared.weights[name] * strength * share for name, strength in strengths.items()
        },
        strengths=strengths,
        shared_by=compared.shared_by,
    )
    return Side(
        company=me.id,
        other=them.id,
        gain=gain,
        mine=item.id,
        theirs=other.id,
        parts=parts(reading, compared.words),
        strengths=strengths,
    )
