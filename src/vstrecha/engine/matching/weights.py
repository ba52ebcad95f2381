"""How many points each part of a score can bring at most."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from vstrecha.engine.matching.types import PartName

# Two parts that draw on the points of another: words and meaning are two ways to be about the
# same thing, a partner described in words is another way to complete each other. Of such two
# the strengths never add up to more than 1.
DRAWS_ON: Mapping[PartName, PartName] = MappingProxyType(
    {PartName.WORDS: PartName.MEANING, PartName.PARTNER: PartName.KINDS}
)

# The parts that have points of their own.
WEIGHED = tuple(name for name in PartName if name not in DRAWS_ON)

# Half of a score is, nearly, that the two complete each other: one seeks what the other has, or
# is the very partner that the other looks for. Judgement, not learned from outcomes.
JUDGEMENT: Mapping[PartName, float] = MappingProxyType(
    {
        PartName.MEANING: 0.29,
        PartName.KINDS: 0.46,
        PartName.CODES: 0.06,
        PartName.SOUGHT: 0.06,
        PartName.STAGE: 0.03,
        PartName.ROLE: 0.03,
        PartName.PARTNERSHIP: 0.03,
        PartName.PLACE: 0.02,
        PartName.LANGUAGE: 0.01,
        PartName.SIZE: 0.01,
    }
)

_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Weights:
    """The most that each part can bring to a gain, as shares of 1 that add up to 1.

    `points` has every part of `WEIGHED`; `weights[name]` also answers for a part that draws on
    another's points. Raises ValueError on construction where a part is missing or unknown, a
    share is negative or no number, or they do not add up to 1.
    """

    points: Mapping[PartName, float] = field(default_factory=lambda: JUDGEMENT)

    def __post_init__(self) -> None:
        if set(self.points) != set(WEIGHED):
            wrong = ", ".join(sorted(set(self.points) ^ set(WEIGHED)))
            raise ValueError(f"weights are given for each part, and no other: see {wrong}")
        for name, share in self.points.items():
            if not (math.isfinite(share) and share >= 0):
                raise ValueError(f"the weight of {name} must be 0 or more, not {share}")
        if abs(sum(self.points.values()) - 1) > _TOLERANCE:
            raise ValueError(f"weights must add up to 1, not {sum(self.points.values()):.6f}")
        object.__setattr__(self, "points", MappingProxyType(dict(self.points)))

    def __getitem__(self, name: PartName) -> float:
        return self.points[DRAWS_ON.get(name, name)]

    def gain(self, strengths: Mapping[PartName, float]) -> float:
        """The gain, in 0..1, of a pair whose parts are so strong: the sum of weight × strength.

        What `strengths` leaves out has none. For a fixed pair the gain is linear in the weights.
        """
        return sum(self[name] * strength for name, strength in strengths.items())


def weighed(strengths: Mapping[PartName, float]) -> dict[PartName, float]:
    """The strengths by the parts of `WEIGHED`, each in 0..1: a pair as learning sees it."""
    found = dict.fromkeys(WEIGHED, 0.0)
    for name, strength in strengths.items():
        found[DRAWS_ON.get(name, name)] += strength
    return found
