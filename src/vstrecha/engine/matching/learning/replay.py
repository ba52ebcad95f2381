"""Would learning have helped? Answers in their order: each is foretold, and then learned from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.matching.learning.answers import Answer, evidence_of
from vstrecha.engine.matching.learning.belief import Belief, Prior
from vstrecha.engine.matching.learning.fit import chances, fit

__all__ = ["Figures", "Replay", "area_under_curve", "figures", "log_loss", "ndcg", "replay"]

Array = NDArray[np.float64]

_CERTAIN = 1e-12


@dataclass(frozen=True, slots=True)
class Replay:
    """What was foretold of each answer before it was given, in their order: the chance of a yes
    by the weights learned so far, and by the default weights with the share of yes and the scale
    learned so far (so that learned *weights* are compared with default ones, and nothing else).
    """

    labels: Array
    readers: NDArray[np.intp]
    learned: Array
    default: Array


@dataclass(frozen=True, slots=True)
class Figures:
    """How good forecasts are: the chance that a yes stands before a no (1 is best, 0.5 chance),
    the mean of -log of the chance given to what came (0 is best), and how well the yeses come
    first in each reader's list (1 is best)."""

    auc: float
    log_loss: float
    ndcg: float

    def __str__(self) -> str:
        return f"{self.auc:6.3f} {self.log_loss:8.3f} {self.ndcg:6.3f}"


def replay(
    answers: Sequence[Answer], prior: Prior, before: Belief | None = None, *, step: int = 10
) -> Replay:
    """Foretell `step` answers at a time (in the order given, the oldest first), then learn them.

    Answers that say nothing of the fit are left out.
    """
    evidence = evidence_of(answers, prior.parts, most=np.inf)
    telling = [answer for answer in answers if len(evidence_of([answer], prior.parts, most=np.inf))]
    # The same learner, held to the default weights.
    held = replace(prior, platform_sd=1e-4, mission_sd=1e-4)
    learned, default = np.zeros(len(telling)), np.zeros(len(telling))
    for start in range(0, len(telling), step):
        now = slice(start, start + step)
        strengths = evidence.strengths[now]
        belief = fit(telling[:start], prior, before).belief
        learned[now] = chances(strengths, belief, prior)
        default[now] = chances(strengths, fit(telling[:start], held).belief, held)
    return Replay(evidence.labels, evidence.readers, learned, default)


def figures(labels: Array, forecast: Array, readers: NDArray[np.intp]) -> Figures:
    """The figures of a forecast; the lists are those of the readers that said both yes and no."""
    lists = [readers == reader for reader in np.unique(readers)]
    mixed = [mine for mine in lists if 0 < labels[mine].mean() < 1]
    return Figures(
        auc=area_under_curve(labels, forecast),
        log_loss=log_loss(labels, forecast),
        ndcg=float(np.mean([ndcg(labels[mine], forecast[mine]) for mine in mixed]))
        if mixed
        else float("nan"),
    )


def area_under_curve(labels: Array, forecast: Array) -> float:
    """The chance that a yes has the higher forecast than a no, ties counting half; not a number
    where there is none of either."""
    yes, no = forecast[labels == 1], forecast[labels == 0]
    if not len(yes) or not len(no):
        return float("nan")
    higher = (yes[:, None] > no[None, :]).mean()
    return float(higher + (yes[:, None] == no[None, :]).mean() / 2)


def log_loss(labels: Array, forecast: Array) -> float:
    """The mean of -log of the chance that was given to what came."""
    given = np.where(labels == 1, forecast, 1 - forecast)
    return float(-np.log(np.maximum(given, _CERTAIN)).mean())


def ndcg(worth: Array, forecast: Array, first: int = 10) -> float:
    """Normalised discounted cumulative gain of the `first` by forecast: the sum of worth /
    log2(1 + rank), as a share of the best order's (Järvelin and Kekäläinen 2002)."""
    discounts = 1 / np.log2(np.arange(2, first + 2))
    found = worth[np.argsort(-forecast, kind="stable")][:first]
    best = np.sort(worth)[::-1][:first]
    whole = float(best @ discounts[: len(best)])
    return float(found @ discounts[: len(found)]) / whole if whole else 1.0
