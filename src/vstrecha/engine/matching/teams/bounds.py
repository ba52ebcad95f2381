"""What no team can exceed, and which candidates no better team can have.

For any set A, a team S covers at most what A covers and, for each of its members, what that one
would add to A (Nemhauser, Wolsey and Fisher 1978, "An analysis of approximations for maximizing
submodular set functions", eq. 3.1). So the best few of those additions bound every team. What a
candidate can gain from anybody stands for what it gains.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vstrecha.engine.matching.teams.model import TeamModel, Whole


def upper_bound(model: TeamModel, chosen: Sequence[int]) -> int:
    """A value that no allowed choice exceeds, by what was chosen and its beginnings."""
    return max(
        (
            min(_bound(model, start, size) for start in _starts(chosen))
            for size in range(model.least, min(model.most, model.size) + 1)
        ),
        default=int(model.base.sum()) if model.least == 0 else 0,
    )


def promising(model: TeamModel, chosen: Sequence[int], value: int) -> list[int]:
    """The candidates that a choice worth more than `value` may have, and those chosen."""
    can = np.zeros(model.size, dtype=np.bool_)
    for size in range(max(model.least, 1), min(model.most, model.size) + 1):
        most = np.full(model.size, np.iinfo(np.int64).max)
        for start in _starts(chosen):
            added = _added(model, start)
            # With a candidate in: its own addition, and the best of the others.
            best = np.sort(added)[::-1][:size]
            rest = best[: size - 1].sum()
            inside = added >= best[-1]
            with_it = np.where(inside, best.sum(), rest + added)
            most = np.minimum(most, int(model.covered(start).sum()) + with_it)
        most = np.minimum(most, _everything(model) + _best_gains(model, size))
        can |= most > value
    can[list(chosen)] = True
    return [int(one) for one in np.flatnonzero(can)]


def _starts(chosen: Sequence[int]) -> list[Sequence[int]]:
    return [chosen[:length] for length in range(len(chosen) + 1)]


def _bound(model: TeamModel, start: Sequence[int], size: int) -> int:
    """The most that a choice of just `size` candidates can be worth."""
    best = np.sort(_added(model, start))[::-1][:size]
    by_set = int(model.covered(start).sum() + best.sum())
    return min(by_set, _everything(model) + _best_gains(model, size))


def _everything(model: TeamModel) -> int:
    """Each need covered as well as anybody can."""
    return int(model.covered(range(model.size)).sum())


def _best_gains(model: TeamModel, size: int) -> int:
    gains = np.sort(_most_gained(model) - model.cost)[::-1][:size]
    return int(gains.sum())


def _most_gained(model: TeamModel) -> Whole:
    """What each candidate would gain with everybody in the team."""
    return np.asarray(model.gain.max(axis=1, initial=0), dtype=np.int64)


def _added(model: TeamModel, start: Sequence[int]) -> Whole:
    covered = model.covered(start)
    more = np.maximum(model.cover - covered[:, None], 0).sum(axis=0)
    return np.asarray(more + _most_gained(model) - model.cost, dtype=np.int64)
