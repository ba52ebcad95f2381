"""Simulated missions, in which the companies' true preferences are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.matching.learning.answers import Answer, Because, Verdict
from vstrecha.engine.matching.learning.replay import area_under_curve, ndcg
from vstrecha.engine.matching.types import PartName

__all__ = ["Mission", "Quality", "hostile_answers", "quality", "simulate"]

Array = NDArray[np.float64]
Weights = Mapping[PartName, float]

# How a company looks down its list: the chance that it looks at all at rank r is 1 / √r.
_ATTENTION = 0.5
_REASONS = {
    PartName.CODES: Because.INDUSTRY,
    PartName.KINDS: Because.NEED,
    PartName.MEANING: Because.SUBJECT,
    PartName.STAGE: Because.STAGE,
}


@dataclass(frozen=True)
class Mission:
    """Readers × others: the strengths of each pair [readers, others, parts], the true weights and
    how ready each reader is to say yes."""

    strengths: Array
    parts: tuple[PartName, ...]
    truth: Array
    scale: float
    leniency: Array
    generator: np.random.Generator

    @property
    def worth(self) -> Array:
        """What each pair is truly worth to its reader, [readers, others]."""
        return np.asarray(self.strengths @ self.truth, dtype=np.float64)

    def answers(
        self,
        weights: Weights,
        *,
        readers: range,
        shown: int = 15,
        noise: float = 0.05,
        say_why: float = 0.3,
    ) -> list[Answer]:
        """What the readers say to the `shown` best by these weights, in a random order of time.

        A share `noise` of the answers is a coin's; a share `say_why` of those who say no name the
        part that misses most of what it could have brought.
        """
        ranking = np.array([weights[part] for part in self.parts])
        found = []
        for reader in readers:
            best = np.argsort(-(self.strengths[reader] @ ranking), kind="stable")[:shown]
            for rank, other in enumerate(best, start=1):
                if self.generator.random() < rank**-_ATTENTION:
                    found.append(self._answer(reader, int(other), rank, noise, say_why))
        order = self.generator.permutation(len(found))
        return [found[place] for place in order]

    def _answer(self, reader: int, other: int, rank: int, noise: float, say_why: float) -> Answer:
        strengths = self.strengths[reader, other]
        odds = self.leniency[reader] + self.scale * (float(strengths @ self.truth) - 0.5)
        chance = 0.5 if self.generator.random() < noise else 1 / (1 + np.exp(-odds))
        verdict, because = Verdict.MUST_MEET, Because.UNSAID
        if self.generator.random() >= chance:
            verdict = Verdict.NO_THANKS
            if self.generator.random() < say_why:
                missed = self.parts[int(np.argmax(self.truth * (1 - strengths)))]
                verdict, because = Verdict.NOT_RELEVANT, _REASONS.get(missed, Because.OTHER)
        return Answer(
            reader=str(reader),
            strengths=dict(zip(self.parts, map(float, strengths), strict=True)),
            verdict=verdict,
            because=because,
            rank=rank,
        )


def simulate(  # noqa: PLR0913 - what is varied, by name
    around: Weights,
    *,
    seed: int,
    readers: int = 30,
    others: int = 40,
    apart: float = 0.9,
    scale: float = 8.0,
) -> Mission:
    """A mission whose true weights lie `around` some, by factors of e^±`apart`.

    Strengths are uneven as real ones are: most pairs are far from each other, few parts are
    strong at once, and what a text is about moves with whether one seeks what the other has.
    """
    generator = np.random.default_rng(seed)
    parts = tuple(around)
    raised = np.array([around[part] for part in parts])
    raised *= np.exp(generator.normal(0, apart, len(parts)))
    shape = (readers, others, len(parts))
    common = generator.normal(0, 1, (readers, others, 1))
    strengths = 1 / (1 + np.exp(-(generator.normal(0, 1.4, shape) + 0.7 * common - 0.3)))
    return Mission(
        strengths=strengths,
        parts=parts,
        truth=raised / raised.sum(),
        scale=scale,
        leniency=generator.normal(0, 0.7, readers),
        generator=generator,
    )


@dataclass(frozen=True, slots=True)
class Quality:
    """How well weights rank pairs: the chance that of two pairs the truly better one stands
    first (better half against worse half), and the NDCG of each list by true worth."""

    auc: float
    ndcg: float


def quality(mission: Mission, weights: Weights, readers: range) -> Quality:
    """How well weights rank the pairs of some readers, by what these are truly worth."""
    ranking = np.array([weights[part] for part in mission.parts])
    worth = mission.worth[list(readers)]
    scores = mission.strengths[list(readers)] @ ranking
    better = (worth > np.median(worth, axis=1, keepdims=True)).astype(np.float64)
    return Quality(
        auc=float(
            np.mean([area_under_curve(yes, row) for yes, row in zip(better, scores, strict=True)])
        ),
        # An exponential worth: a list is judged by its best pairs.
        ndcg=float(
            np.mean(
                [ndcg(2 ** (8 * true) - 1, row) for true, row in zip(worth, scores, strict=True)]
            )
        ),
    )


def hostile_answers(
    mission: Mission, count: int, part: PartName, *, push: bool = False, companies: int = 1
) -> list[Answer]:
    """What one company says, or some that conspire, to have those down who are strong in a part
    (or up, to `push` them): the loudest yes to who is on the other side, and a no that names the
    part to them."""
    generator = np.random.default_rng(count)
    pairs = mission.strengths.reshape(-1, len(mission.parts))
    place = mission.parts.index(part)
    middle = np.median(pairs[:, place])
    found = []
    for number, row in enumerate(generator.choice(len(pairs), count)):
        is_refused = (pairs[row, place] > middle) != push
        found.append(
            Answer(
                reader=f"hostile {number % companies}",
                strengths=dict(zip(mission.parts, map(float, pairs[row]), strict=True)),
                verdict=Verdict.NOT_RELEVANT if is_refused else Verdict.OUTCOME,
                because=_REASONS.get(part, Because.OTHER) if is_refused else Because.UNSAID,
            )
        )
    return found
