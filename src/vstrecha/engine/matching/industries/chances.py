"""From the scores of the classes to the chance that each is the right one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.matching.encoders import Float

Double = NDArray[np.float64]

_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Curve:
    """A softmax over the scores divided by `width` (Guo et al. 2017, "On Calibration of Modern
    Neural Networks"), its log-odds stretched by `slope` and moved by `shift` (Platt 1999)."""

    width: float
    slope: float = 1.0
    shift: float = 0.0

    def shares(self, scores: Float) -> Double:
        """One shared out among the classes, for each text, [texts, classes]."""
        powers = scores.astype(np.float64) / self.width
        powers -= powers.max(axis=1, keepdims=True)
        shares = np.exp(powers)
        return np.asarray(shares / shares.sum(axis=1, keepdims=True), dtype=np.float64)

    def log_odds(self, scores: Float) -> Double:
        """The log-odds of each class for each text before `slope` and `shift`."""
        shares = np.clip(self.shares(scores), _LEAST, 1 - _LEAST)
        return np.asarray(np.log(shares / (1 - shares)), dtype=np.float64)

    def chances(self, scores: Float) -> Double:
        """The chance of each class for each text, [texts, classes]; rises with the score."""
        odds = self.slope * self.log_odds(scores) + self.shift
        return np.asarray(1 / (1 + np.exp(-odds)), dtype=np.float64)


# Fitted by `python -m benchmarks.matching.industries` on activities and subclasses that were held
# out; it prints how true they are there.
WITH_VECTORS = Curve(width=0.08, slope=0.65, shift=-0.51)
# The same for texts of some sentences, whose scores lie closer together: fitted on the 183 texts of
# the sample mission, opportunities and companies, which have their codes. Few: a rough guide.
OF_LONG_TEXTS = Curve(width=0.04, slope=0.5, shift=-0.95)
WORDS_ALONE = Curve(width=0.12, slope=0.64, shift=-0.39)
