"""What goes into choosing suggestions and what comes out.

Companies are numbered from 0. A pair may be suggested to either of its companies or to both: each
company reads its own list, and its *exposure* is the number of other companies' lists it is in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.message import Message

__all__ = ["Circle", "Pairs", "Rules", "Selection", "Shortage", "Suggestion"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
_MOST_SCORE = 1.0


@dataclass(frozen=True, slots=True)
class Pairs:
    """Scored pairs of companies that may meet, each once; `scores` are in 0..1."""

    first: Ints
    second: Ints
    scores: Floats

    def __post_init__(self) -> None:
        if not len(self.first) == len(self.second) == len(self.scores):
            raise ValueError("pairs: first, second and scores differ in length")
        if not len(self.scores):
            return
        if (self.first == self.second).any():
            raise ValueError("pairs: a company does not meet itself")
        if not ((self.scores >= 0) & (self.scores <= _MOST_SCORE)).all():
            raise ValueError("pairs: a score is a number from 0 to 1")
        low, high = np.minimum(self.first, self.second), np.maximum(self.first, self.second)
        if low.min() < 0:
            raise ValueError("pairs: companies are numbered from 0")
        if len(np.unique(low * (int(high.max()) + 1) + high)) < len(low):
            raise ValueError("pairs: a pair is there twice")


@dataclass(frozen=True, slots=True)
class Rules:
    """How suggestions are to be chosen.

    `per_company` is the length of a list, `surprises` how many of it are to come from outside the
    reader's usual industries (fewer than the list). A company is in at most `most_shown` lists;
    without it the cap is `spread` times the fair share of its side. Every company gets
    `least` suggestions and is in `least_shown` lists, where its pairs allow. A surprise has at
    least the score `surprise_floor`, and `surprise_share` of the reader's best.
    """

    per_company: int = 8
    surprises: int = 1
    most_shown: int | None = None
    spread: float = 1.5
    least: int = 1
    least_shown: int = 1
    surprise_floor: float = 0.25
    surprise_share: float = 0.4

    def __post_init__(self) -> None:
        if self.per_company < 1:
            raise ValueError("rules: a list has at least one suggestion")
        if not 0 <= self.surprises < self.per_company:
            raise ValueError("rules: surprises are fewer than the suggestions of a list")
        if self.most_shown is not None and self.most_shown < 1:
            raise ValueError("rules: a company may be shown at least once")
        if self.spread < 1:
            raise ValueError("rules: less than the fair share cannot be the most")
        if self.least < 0 or self.least_shown < 0:
            raise ValueError("rules: the least is not negative")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`other` stands at `rank` (from 1) of `reader`'s list. `outside` names the divisions of
    industry by which a surprise differs from the reader's usual ones."""

    reader: int
    other: int
    rank: int
    score: float
    outside: tuple[str, ...] = ()

    @property
    def is_surprise(self) -> bool:
        return bool(self.outside)


@dataclass(frozen=True, slots=True)
class Shortage:
    """A company that gets fewer suggestions than wanted, and why."""

    company: int
    got: int
    why: Message


@dataclass(frozen=True, slots=True)
class Circle:
    """How exposure is spread over the companies of one side (of all, where sides do not count).

    `gini_before` is that of the lists that everyone's best scores alone would make, `gini` that
    of the lists chosen: 0 where all are shown equally often, near 1 where one is shown alone.
    `most_before` and `most` are the largest exposures, `unseen_before` and `unseen` count the
    companies in no list. `cap` is the most that the rules allow.
    """

    side: str
    companies: int
    cap: int
    gini_before: float
    gini: float
    most_before: int
    most: int
    unseen_before: int
    unseen: int


@dataclass(frozen=True, slots=True)
class Selection:
    """The lists chosen, by reader and rank, with what they are worth.

    `total` is the sum of the scores of all suggestions; `unbounded` that of everyone's best ones
    alone, without cap, floors and surprises. `bound` is proven by linear programming: no lists
    within the same length and caps have a greater total. `raised` says by how much a company's
    cap was exceeded, which happens only where another would otherwise have fewer than the least.
    """

    suggestions: tuple[Suggestion, ...]
    total: float
    bound: float
    unbounded: float
    circles: tuple[Circle, ...]
    shortages: tuple[Shortage, ...] = ()
    raised: dict[int, int] = field(default_factory=dict)

    @property
    def price(self) -> float:
        """The share of the unbounded total that caps, floors and surprises cost, in 0..1."""
        return 1 - self.total / self.unbounded if self.unbounded else 0.0

    @property
    def gap(self) -> float:
        """By what share of the bound better lists within the caps could still be, at most."""
        return 1 - self.total / self.bound if self.bound else 0.0

    def lists(self, companies: int) -> list[list[int]]:
        """Each company's suggestions in their order."""
        found: list[list[int]] = [[] for _ in range(companies)]
        for one in self.suggestions:
            found[one.reader].append(one.other)
        return found


Sides = Sequence[str]
