"""What the answers of a mission's companies have taught."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.utils.functional import Promise

from vstrecha.matches.models import Feedback, LearnedWeights
from vstrecha.matches.selectors.recommendations import PARTS
from vstrecha.missions.models import Mission

__all__ = ["Learned", "PartChange", "learned_of"]

# From so many points on a change is told in words.
_TOLD = 1


@dataclass(frozen=True, slots=True)
class PartChange:
    """A part of the score: its points by default and now."""

    name: str
    label: str | Promise
    default: int
    now: int

    @property
    def change(self) -> int:
        """Points won or lost."""
        return self.now - self.default

    @property
    def size(self) -> int:
        """The change without its sign."""
        return abs(self.change)


@dataclass(frozen=True, slots=True)
class Learned:
    """What a mission's answers have taught: the parts of the score, and how many companies gave
    how many answers of what kind (all kinds that were given, with their number)."""

    parts: tuple[PartChange, ...]
    answers: int
    companies: int
    verdicts: tuple[tuple[str | Promise, int], ...]
    is_forgotten: bool

    @property
    def raised(self) -> tuple[PartChange, ...]:
        """What counts more than by default, most first."""
        return tuple(
            sorted((one for one in self.parts if one.change >= _TOLD), key=lambda one: -one.change)
        )

    @property
    def lowered(self) -> tuple[PartChange, ...]:
        """What counts less than by default, most first."""
        return tuple(
            sorted((one for one in self.parts if one.change <= -_TOLD), key=lambda one: one.change)
        )


def learned_of(*, mission: Mission) -> Learned:
    """What a mission's answers have taught; nothing while it was never matched."""
    row = LearnedWeights.objects.filter(mission=mission).first() or LearnedWeights()
    given = Counter(mission.feedback.values_list("verdict", flat=True))
    now = _points(row.weights)
    return Learned(
        parts=tuple(
            PartChange(name, PARTS.get(name, name), points, now[name])
            for name, points in _points(row.default).items()
        ),
        answers=row.answers,
        companies=row.companies,
        verdicts=tuple(
            (verdict.label, given[verdict.value])
            for verdict in Feedback.Verdict
            if given[verdict.value]
        ),
        is_forgotten=row.forgotten_until is not None,
    )


def _points(weights: dict[str, float]) -> dict[str, int]:
    """Shares of one as whole points that add up to a hundred: the largest remainders round up."""
    points = {name: int(share * 100) for name, share in weights.items()}
    by_remainder = sorted(weights, key=lambda name: points[name] - weights[name] * 100)
    for name in by_remainder[: 100 - sum(points.values())]:
        points[name] += 1
    return points
