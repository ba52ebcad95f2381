"""The belief after some answers: prior and answers, brought together by Laplace's method.

Bayesian logistic regression with a Gaussian prior, approximated at its mode (Bishop 2006, Pattern
Recognition and Machine Learning, §4.5; used online for clicks by Chapelle and Li 2011, and with
moment matching by Graepel et al. 2010). One mission has few numbers and some thousand answers, so
that each new answer is fitted together with the earlier ones: the result does not depend on their
order, an answer taken back leaves no trace, and what a company counts can be bounded, whatever it
has said before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.matching.learning.answers import Answer, Evidence, evidence_of
from vstrecha.engine.matching.learning.belief import (
    Belief,
    Prior,
    Site,
    relative_weights,
    symmetric_inverse,
)

__all__ = ["Fit", "chances", "fit"]

Array = NDArray[np.float64]

_ROUNDS = 200
_CLOSE = 1e-8
# The longest step: the curvature far away is no guide.
_STEP = 0.5
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Fit:
    """The `belief` after a mission's answers, what they say by themselves, and how many they were
    (those that say something of the fit), of how many companies."""

    belief: Belief
    site: Site
    answers: int
    companies: int


def fit(
    answers: Sequence[Answer], prior: Prior, before: Belief | None = None, by_rank: float = 0.0
) -> Fit:
    """The belief after the answers, where `before` (the platform's default) was believed."""
    believed = prior.root if before is None else before
    evidence = evidence_of(answers, prior.parts, most=prior.most_answers, by_rank=by_rank)
    numbers = believed.mean
    before_precision = symmetric_inverse(believed.covariance)
    companies = int(evidence.readers.max()) + 1 if len(evidence) else 0
    leniency = np.zeros(companies)
    for _round in range(_ROUNDS):
        at = _Linear.at(numbers, leniency, evidence, prior)
        gradient = at.jacobian.T @ at.residuals - before_precision @ (numbers - believed.mean)
        curvature = at.curvature + before_precision
        own = at.by_reader(at.residuals) - leniency / prior.leniency_sd**2
        step = np.linalg.solve(curvature, gradient - at.shared.T @ (own / at.own_curvature))
        own_step = (own - at.shared @ step) / at.own_curvature
        longest = max(np.abs(step).max(), np.abs(own_step).max(initial=0.0))
        shorter = min(1.0, _STEP / longest) if longest else 1.0
        numbers = numbers + shorter * step
        leniency = leniency + shorter * own_step
        if longest < _CLOSE:
            break
    at = _Linear.at(numbers, leniency, evidence, prior)
    precision = at.curvature + before_precision
    return Fit(
        belief=Belief(numbers, symmetric_inverse(precision)),
        site=Site(at.curvature, precision @ numbers - before_precision @ believed.mean),
        answers=len(evidence),
        companies=companies,
    )


def chances(strengths: Array, belief: Belief, prior: Prior) -> Array:
    """The chance that an average company says yes to pairs of these strengths [pairs, parts].

    The uncertainty of the belief draws it towards one half (MacKay 1992, by Bishop §4.5.2).
    """
    evidence = Evidence(
        strengths=strengths,
        touches=np.ones_like(strengths),
        labels=np.zeros(len(strengths)),
        weights=np.zeros(len(strengths)),
        readers=np.zeros(len(strengths), dtype=np.intp),
    )
    jacobian, odds = _odds(belief.mean, evidence, prior)
    variance = np.einsum("ij,jk,ik->i", jacobian, belief.covariance, jacobian)
    variance += prior.leniency_sd**2
    return _logistic(odds / np.sqrt(1 + np.pi * variance / 8))


@dataclass(frozen=True, slots=True)
class _Linear:
    """The model around some numbers: how the log odds of each answer change with the numbers
    (`jacobian`), and what is left to explain (`residuals`).

    `curvature` is that of the answers with the readers' leniency taken out; `own_curvature` and
    `shared` are the readers' own and their share with the numbers.
    """

    jacobian: Array
    residuals: Array
    curvature: Array
    own_curvature: Array
    shared: Array
    readers: NDArray[np.intp]

    @classmethod
    def at(cls, numbers: Array, leniency: Array, evidence: Evidence, prior: Prior) -> _Linear:
        jacobian, odds = _odds(numbers, evidence, prior)
        readers, companies = evidence.readers, len(leniency)
        chance = _logistic(odds + leniency[readers])
        residuals = evidence.weights * (evidence.labels - chance)
        believed = _believed(jacobian[:, : len(prior.parts)], residuals, readers, companies, prior)
        weights = evidence.weights * chance * (1 - chance) * believed[readers]
        shared = _by_reader(weights[:, None] * jacobian, readers, companies)
        own = _by_reader(weights[:, None], readers, companies)[:, 0] + prior.leniency_sd**-2
        curvature = jacobian.T @ (weights[:, None] * jacobian) - shared.T @ (shared / own[:, None])
        return cls(
            jacobian=jacobian,
            residuals=residuals * believed[readers],
            curvature=(curvature + curvature.T) / 2,
            own_curvature=own,
            shared=shared,
            readers=readers,
        )

    def by_reader(self, values: Array) -> Array:
        """The sums of what belongs to each reader."""
        return _by_reader(values[:, None], self.readers, len(self.own_curvature))[:, 0]


def _believed(
    jacobian: Array, residuals: Array, readers: NDArray[np.intp], companies: int, prior: Prior
) -> Array:
    """How far each company is believed, in 0..1.

    The pull of all its answers together on the weights is cut to a length (Huber's ψ, by company
    rather than by answer: Huber and Ronchetti 2009, Robust Statistics, §7): one whose answers the
    common weights explain is heard in full, and one that always contradicts them has no more
    force than the bound, be its answers ten or ten thousand.
    """
    pull = np.linalg.norm(_by_reader(residuals[:, None] * jacobian, readers, companies), axis=1)
    return np.asarray(np.minimum(1, prior.most_pull / np.maximum(pull, prior.most_pull)))


def _odds(numbers: Array, evidence: Evidence, prior: Prior) -> tuple[Array, Array]:
    """How each answer's log odds change with the numbers, and the log odds."""
    count = len(prior.parts)
    default = np.array([prior.default[part] for part in prior.parts])
    weights = relative_weights(numbers[:count], default)
    scale, base = np.exp(numbers[count]), numbers[count + 1]
    gains = evidence.strengths @ weights
    around = scale * (gains - _HALF)
    jacobian = np.column_stack(
        [
            scale * weights * (evidence.strengths - gains[:, None]) * evidence.touches,
            around,
            np.ones(len(gains)),
        ]
    )
    return jacobian, base + around


def _by_reader(values: Array, readers: NDArray[np.intp], companies: int) -> Array:
    return np.column_stack(
        [np.bincount(readers, column, minlength=companies) for column in values.T]
    )


def _logistic(odds: Array) -> Array:
    """1 / (1 + e^-x), without overflow for any x."""
    return np.asarray(0.5 * (1 + np.tanh(odds / 2)), dtype=np.float64)
