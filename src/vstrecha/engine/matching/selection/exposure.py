"""How often companies are shown: fair shares, caps, and how evenly it is spread."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vstrecha.engine.matching.selection.types import Circle, Floats, Ints, Rules

__all__ = ["caps", "circles", "gini"]


def gini(counts: Ints | Floats | Sequence[int]) -> float:
    """The Gini coefficient of numbers that are not negative: 0 where all are equal, (n - 1) / n
    where one has everything.

    For x sorted upwards, the sum of (2 i - n - 1) x_i over n times the sum of x (Damgaard and
    Weiner 2000, "Describing inequality in plant size or fecundity", Ecology 81, eq. 4, without
    its correction for small samples). 0 where there is nothing to share.
    """
    shares = np.sort(np.asarray(counts, dtype=np.float64))
    size, total = len(shares), float(shares.sum())
    if not total:
        return 0.0
    ranks = 2 * np.arange(1, size + 1) - size - 1
    return float(ranks @ shares) / (size * total)


def caps(  # noqa: PLR0913 - the problem, by name
    *, degree: Ints, wanted: Ints, reader: Ints, shown: Ints, side: Ints, rules: Rules
) -> Ints:
    """The most lists that each company may be in.

    The fair share of a side is the mean exposure of those of its companies that have any pair, if
    every reader drew its list at random from its pairs. The cap is `rules.spread` times the
    share, rounded up, but never all the lists it could be in, unless the share itself is.
    """
    if rules.most_shown is not None:
        return np.full(len(wanted), rules.most_shown, dtype=np.int64)
    drawn = np.minimum(wanted, degree) / np.maximum(degree, 1)
    expected = np.bincount(shown, weights=drawn[reader], minlength=len(wanted))
    found = np.ones(len(wanted), dtype=np.int64)
    for one in np.unique(side):
        here = side == one
        pool = here & (degree > 0)
        if not pool.any():
            continue
        share = float(expected[pool].mean())
        # Rounding must not lift a share that is a whole number.
        least = max(1, int(np.ceil(share - 1e-9)))
        cap = int(np.ceil(rules.spread * share - 1e-9))
        found[here] = max(least, min(cap, int(degree[pool].max()) - 1))
    return found


def circles(
    *, sides: Sequence[str], degree: Ints, cap: Ints, before: Ints, after: Ints
) -> tuple[Circle, ...]:
    """How exposure is spread over each side, before and after; companies without any pair, which
    nothing could show, are left out."""
    labels = np.array(sides, dtype=object)
    found = []
    for side in sorted(set(sides)):
        pool = (labels == side) & (degree > 0)
        if not pool.any():
            continue
        found.append(
            Circle(
                side=side,
                companies=int(pool.sum()),
                cap=int(cap[pool].max()),
                gini_before=gini(before[pool]),
                gini=gini(after[pool]),
                most_before=int(before[pool].max()),
                most=int(after[pool].max()),
                unseen_before=int((before[pool] == 0).sum()),
                unseen=int((after[pool] == 0).sum()),
            )
        )
    return tuple(found)
