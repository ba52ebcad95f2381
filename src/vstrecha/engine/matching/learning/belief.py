"""What is believed of the weights: a Gaussian, of one mission or of the platform."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.matching.types import PartName

__all__ = ["Belief", "Prior", "Site", "mission_prior", "platform_belief", "weights_of"]

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Prior:
    """What is believed before anybody has answered, and how much one company may change.

    `default` are the weights of the parts, positive, together 1. `*_sd` are standard deviations:
    of a part's log weight on the whole platform, and of a mission from the platform; of the
    scale's logarithm; of the base. `scale` says how much surer a yes is at a gain of 1 than at 0
    (in log odds). `leniency_sd` is that of the readers' own inclination to say yes.

    `most_answers` is what the answers of one company can weigh together, and `most_pull` the
    length of the force that they can have together on the log weights.
    """

    default: Mapping[PartName, float]
    platform_sd: float = 0.5
    mission_sd: float = 0.4
    scale: float = 6.0
    scale_sd: float = 0.8
    base_sd: float = 1.0
    leniency_sd: float = 0.7
    most_answers: float = 8.0
    most_pull: float = 0.4

    def __post_init__(self) -> None:
        values = list(self.default.values())
        if not values or min(values) <= 0 or abs(sum(values) - 1) > 1e-6:  # noqa: PLR2004 - rounding
            raise ValueError(f"default weights are positive and add up to 1, not {values}")

    @cached_property
    def parts(self) -> tuple[PartName, ...]:
        """The parts whose weights are learned, in the order of a belief's numbers."""
        return tuple(self.default)

    @cached_property
    def root(self) -> Belief:
        """The platform's belief before any answer: the default weights."""
        count = len(self.parts)
        mean = np.zeros(count + 2)
        mean[count] = np.log(self.scale)
        spread = np.full(count + 2, self.platform_sd)
        spread[count:] = self.scale_sd, self.base_sd
        return Belief(mean, np.diag(spread**2))

    @cached_property
    def between(self) -> Array:
        """The covariance of a mission's own numbers around the platform's."""
        count = len(self.parts)
        spread = np.full(count + 2, self.mission_sd)
        spread[count:] = self.scale_sd, self.base_sd
        return np.diag(spread**2)


@dataclass(frozen=True, slots=True)
class Belief:
    """A Gaussian over log weights (relative to the default), the scale's logarithm, the base."""

    mean: Array
    covariance: Array


@dataclass(frozen=True, slots=True)
class Site:
    """What a mission's answers say by themselves, as a Gaussian factor in natural parameters:
    its `precision` and `shift` (precision times mean). Zeros say nothing."""

    precision: Array
    shift: Array


def weights_of(belief: Belief, prior: Prior) -> dict[PartName, float]:
    """The weights in the middle of a belief; together 1."""
    default = np.array([prior.default[part] for part in prior.parts])
    found = relative_weights(belief.mean[: len(default)], default)
    return {part: float(weight) for part, weight in zip(prior.parts, found, strict=True)}


def relative_weights(log_change: Array, default: Array) -> Array:
    """The default weights times e to the power of the change, together 1."""
    raised = default * np.exp(log_change - log_change.max())
    return np.asarray(raised / raised.sum(), dtype=np.float64)


def symmetric_inverse(precision: Array) -> Array:
    """A covariance of a precision: symmetric, whatever rounding has done."""
    return np.asarray(np.linalg.inv((precision + precision.T) / 2), dtype=np.float64)


def platform_belief(prior: Prior, sites: Iterable[Site]) -> Belief:
    """What all missions say together of a mission that nobody has seen yet, on the average.

    A mission's numbers lie around the platform's; its own are integrated out. So no mission's
    weight exceeds 1 / mission_sd², however many answers it has (normal hierarchical model:
    Gelman et al., Bayesian Data Analysis, 3rd edition, §5.4).
    """
    precision = symmetric_inverse(prior.root.covariance)
    shift = precision @ prior.root.mean
    unit = np.eye(len(shift))
    for site in sites:
        narrowed = np.linalg.inv(unit + site.precision @ prior.between)
        precision = precision + narrowed @ site.precision
        shift = shift + narrowed @ site.shift
    covariance = symmetric_inverse(precision)
    return Belief(covariance @ shift, covariance)


def mission_prior(prior: Prior, others: Iterable[Site]) -> Belief:
    """What the `others`, the other missions, let one believe of a mission before its answers."""
    platform = platform_belief(prior, others)
    return Belief(platform.mean, platform.covariance + prior.between)
