"""A proven limit to what lists within the rules can be worth: linear programming duality."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.matching.selection.types import Floats, Ints
from vstrecha.engine.matching.solvers.flow import SCALE

__all__ = ["Limits", "best_of_each", "bound_by", "prices_of"]

_ROUNDS = 500


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
    """Prices at which the readers would choose the `chosen` lists by themselves.

    They are the shortest distances in the residual network of the flow that the lists are (Bellman
    and Ford): for reader i with the worth u_i of a place and company j with the price p_j, a chosen
    arc asks for u_i + p_j <= score, another for u_i + p_j >= score; u_i is 0 or less where the list
    could be longer, 0 or more where it could be shorter; p_j likewise by the exposure. Where
    the lists are best there is no cycle of negative length, and the bound by these prices is their
    total; where they are not, or the rounds do not suffice, it is a bound all the same.
    """
    reader, shown = limits.reader, limits.shown
    # As the flow counts: whole numbers leave no cycle that only rounding makes negative.
    scores = np.rint(limits.scores * SCALE)
    got = np.bincount(reader[chosen], minlength=len(limits.wanted))
    exposure = np.bincount(shown[chosen], minlength=len(limits.cap))
    open_arcs = ~chosen
    # `paid` are the prices with the sign turned, so that all conditions are differences.
    worth, paid, zero = np.zeros(len(got)), np.zeros(len(exposure)), 0.0
    for _ in range(_ROUNDS):
        lower_worth, lower_paid = worth.copy(), paid.copy()
        np.minimum.at(lower_worth, reader[chosen], scores[chosen] + paid[shown[chosen]])
        np.minimum.at(lower_paid, shown[open_arcs], worth[reader[open_arcs]] - scores[open_arcs])
        longer, rarer = got < limits.wanted, exposure > limits.least_shown
        lower_worth[longer] = np.minimum(lower_worth[longer], zero)
        lower_paid[rarer] = np.minimum(lower_paid[rarer], zero)
        shorter, oftener = got > limits.least, exposure < limits.cap
        lower_zero = min(
            zero,
            worth[shorter].min(initial=np.inf),
            paid[oftener].min(initial=np.inf),
        )
        if lower_zero == zero and (lower_worth == worth).all() and (lower_paid == paid).all():
            break
        worth, paid, zero = lower_worth, lower_paid, lower_zero
    return np.asarray((zero - paid) / SCALE, dtype=np.float64)
