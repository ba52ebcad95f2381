"""A proven limit to what lists within the rules can be worth: linear programming duality."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.matching.selection.types import Floats, Ints

__all__ = ["Limits", "best_of_each", "bound_by", "prices_of"]

_ROUNDS = 500
_SMALL = 1e-9
# No subsidy needs to be greater: what is shown for two points of score is shown to anybody.
_MOST_SUBSIDY = 2.0


@dataclass(frozen=True, slots=True)
class Limits:
    """The arcs with their scores, and how long lists and how large exposures may be.

    A list has `least` to `wanted` suggestions, a company is in `least_shown` to `cap` lists.
    """

    reader: Ints
    shown: Ints
    scores: Floats
    wanted: Ints
    cap: Ints
    least: Ints
    least_shown: Ints


def _places(reader: Ints, worth: Floats, companies: int) -> Ints:
    """The place of each arc among its reader's, from 0, the one worth most first."""
    order = np.lexsort((-worth, reader))
    sizes = np.bincount(reader, minlength=companies)
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    places = np.empty(len(order), dtype=np.int64)
    places[order] = np.arange(len(order)) - starts[reader[order]]
    return places


def best_of_each(reader: Ints, worth: Floats, wanted: Ints) -> NDArray[np.bool_]:
    """The arcs of each reader's `wanted` best, of equals those that come first."""
    return np.asarray(_places(reader, worth, len(wanted)) < wanted[reader], dtype=np.bool_)


def bound_by(limits: Limits, prices: Floats) -> float:
    """No lists within the limits have a greater total of scores than this.

    Weak duality: let being shown cost its price (or earn it, where that is negative). Whatever
    lists are chosen within the limits, their total is at most what readers gain after paying,
    each choosing freely, plus the prices of as many places as a company may have (of as few as it
    must, where its price is negative).
    """
    left = limits.scores - prices[limits.shown]
    places = _places(limits.reader, left, len(limits.wanted))
    free = (places < limits.wanted[limits.reader]) & (
        (left > 0) | (places < limits.least[limits.reader])
    )
    paid = np.where(prices > 0, prices * limits.cap, prices * limits.least_shown)
    return float(left[free].sum() + paid.sum())


def prices_of(limits: Limits, chosen: NDArray[np.bool_]) -> Floats:
    """The least prices at which the readers would choose the `chosen` lists by themselves.

    Found as shortest paths are (Bellman and Ford): a company that is shown as often as it may be
    costs what the reader who would give most for it would gain; one that is shown as rarely as it
    may be is paid for. Where the lists are best, the bound by these prices is their total; where
    they are not, or the rounds do not suffice, it is a bound all the same.
    """
    reader, shown, scores = limits.reader, limits.shown, limits.scores
    full = np.bincount(reader[chosen], minlength=len(limits.wanted)) >= limits.wanted
    exposure = np.bincount(shown[chosen], minlength=len(limits.cap))
    lowest = np.where(exposure <= limits.least_shown, -_MOST_SUBSIDY, 0.0)
    highest = np.where(exposure >= limits.cap, np.inf, 0.0)
    prices = lowest
    for _ in range(_ROUNDS):
        worst = np.full(len(limits.wanted), np.inf)
        np.minimum.at(worst, reader[chosen], scores[chosen] - prices[shown[chosen]])
        worst = np.where(full & np.isfinite(worst), np.maximum(worst, 0), 0)
        bids = np.full(len(limits.cap), -_MOST_SUBSIDY)
        np.maximum.at(bids, shown[~chosen], scores[~chosen] - worst[reader[~chosen]])
        raised = np.maximum(prices, np.clip(bids, lowest, highest))
        if (raised <= prices + _SMALL).all():
            break
        prices = raised
    return prices
