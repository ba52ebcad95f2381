"""A good team at once, one candidate after the other.

Coverage is monotone and submodular (a facility location function), joining costs the same for
each. The distorted greedy of Harshaw et al. 2019, "Submodular Maximization beyond
Non-negativity", algorithm 1, then finds at least (1 - 1/e) times the coverage (and gain from the
core) of the best team, less what that team costs, where no rule but the size stands in the way.
What candidates gain from each other is not submodular; it enters the plain greedy only.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.matching.teams.model import TeamModel, Whole

# The worth of a candidate that may not join.
_NEVER = np.iinfo(np.int64).min


def greedy(model: TeamModel) -> list[int] | None:
    """The best of a few greedy choices that keeps all rules; None where none of them does."""
    starts: list[list[int]] = [[]]
    if model.needed:
        alone = _marginals(model, [])
        starts.append([max(sorted(model.needed), key=lambda one: int(alone[one]))])
    found = [_plain(model, start) for start in starts]
    found.append(_distorted(model))
    allowed = [_with_needed(model, chosen) for chosen in found]
    best = [chosen for chosen in allowed if model.allows(chosen)]
    return max(best, key=lambda chosen: (model.value(chosen), -len(chosen)), default=None)


def _plain(model: TeamModel, start: Sequence[int]) -> list[int]:
    """Add what is worth most until nothing is worth its cost (or until enough have joined)."""
    chosen = list(start)
    while len(chosen) < model.most:
        worth = np.where(_may_join(model, chosen), _marginals(model, chosen), _NEVER)
        if not worth.size:
            break
        best = int(worth.argmax())
        if worth[best] == _NEVER or (worth[best] <= 0 and len(chosen) >= model.least):
            break
        chosen.append(best)
    return chosen


def _distorted(model: TeamModel) -> list[int]:
    chosen: list[int] = []
    for step in range(model.most):
        covered = model.covered(chosen)
        added = np.maximum(model.cover - covered[:, None], 0).sum(axis=0)
        added = added + model.gain[:, model.size]
        factor = (1 - 1 / model.most) ** (model.most - step - 1)
        worth = np.where(_may_join(model, chosen), factor * added - model.cost, -np.inf)
        if worth.size and worth.max() > 0:
            chosen.append(int(worth.argmax()))
    return chosen


def _marginals(model: TeamModel, chosen: Sequence[int]) -> Whole:
    """What each candidate would add to the value of those chosen, [candidates]."""
    covered = model.covered(chosen)
    worth = np.maximum(model.cover - covered[:, None], 0).sum(axis=0) - model.cost
    worth = worth + model.gain[:, [*chosen, model.size]].max(axis=1)
    for one in chosen:
        worth = worth + np.maximum(model.gain[one, : model.size] - model.gained(one, chosen), 0)
    return np.asarray(worth, dtype=np.int64)


def _may_join(model: TeamModel, chosen: Sequence[int]) -> NDArray[np.bool_]:
    """Which candidates are not in yet and may be with those chosen."""
    free = np.ones(model.size, dtype=np.bool_)
    free[list(chosen)] = False
    for one, other in model.apart:
        if one in chosen:
            free[other] = False
        if other in chosen:
            free[one] = False
    for some, most in model.limits:
        if len(some & set(chosen)) >= most:
            free[sorted(some)] = False
    return free


def _with_needed(model: TeamModel, chosen: list[int]) -> list[int]:
    """The choice, with its least useful candidate given up for one that must be there."""
    if model.needed is None or model.needed & set(chosen):
        return chosen
    options = [chosen] if len(chosen) < model.most else []
    options += [[one for one in chosen if one != left] for left in chosen]
    found = [
        [*option, one]
        for option in options
        for one in sorted(model.needed)
        if _may_join(model, option)[one]
    ]
    return max(found, key=model.value, default=chosen)
