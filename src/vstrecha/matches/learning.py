"""Answers to suggestions into the engine's learner, and the weights learned back into rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from django.db import transaction
from django.utils import timezone

from vstrecha.engine.matching.learning.answers import Answer, Because, Verdict
from vstrecha.engine.matching.learning.belief import (
    Belief,
    Prior,
    Site,
    mission_prior,
    platform_belief,
    weights_of,
)
from vstrecha.engine.matching.learning.fit import fit
from vstrecha.engine.matching.learning.replay import area_under_curve, replay
from vstrecha.engine.matching.types import PartName
from vstrecha.engine.matching.weights import Weights
from vstrecha.matches.models import Feedback, LearnedWeights
from vstrecha.missions.models import Mission

__all__ = [
    "Foretold",
    "answers_of",
    "default_weights",
    "foretold",
    "forget",
    "has_moved",
    "learn",
    "mark_applied",
    "remember",
]

# So far the weights of parts may move before the mission is worth matching anew: one point.
_MOVED = 0.01
# Fewer answers tell nothing of how well they were foretold. A page waits while so many, the
# latest, are foretold in so many steps.
_ENOUGH = 20
_LATEST = 2000
_STEPS = 20


def default_weights() -> dict[str, float]:
    """The weights of the parts before any answer, by their names."""
    return {name.value: share for name, share in Weights().points.items()}


def learn(*, mission: Mission) -> LearnedWeights:
    """Learn a mission's weights anew from all its answers, and the platform's with them.

    What the other missions say is what is believed before; a mission that has been told to forget
    begins with the default.
    """
    prior = _prior()
    with transaction.atomic():
        # Two answers at once take turns: the later one sees both.
        Mission.objects.select_for_update().get(pk=mission.pk)
        learned, _made = LearnedWeights.objects.get_or_create(mission=mission)
        others = [] if learned.forgotten_until else _sites(prior.basis, but=mission)
        found = fit(answers_of(mission, learned), prior.prior, mission_prior(prior.prior, others))
        _store(learned, found.belief, prior)
        learned.site = {
            "precision": found.site.precision.tolist(),
            "shift": found.site.shift.tolist(),
        }
        learned.answers, learned.companies = found.answers, found.companies
        learned.save()
        _learn_platform(prior)
    return learned


def answers_of(mission: Mission, learned: LearnedWeights) -> list[Answer]:
    """The mission's answers that count, oldest first: of each pair that of the latest stage."""
    rows = mission.feedback.order_by("reader_id", "other_id", "stage")
    if learned.forgotten_until:
        rows = rows.filter(answered_at__gt=learned.forgotten_until)
    latest = {(row.reader_id, row.other_id): row for row in rows}
    return [
        _answer(row)
        for row in sorted(latest.values(), key=lambda row: (row.answered_at, row.pk))
        if row.strengths
    ]


@dataclass(frozen=True, slots=True)
class Foretold:
    """How well a mission's answers were foretold, each from those before it: the chance that of
    a yes and a no the yes is put first, by the learned weights and by the default ones."""

    learned: float
    default: float

    @property
    def learned_percent(self) -> int:
        """In percent."""
        return round(100 * self.learned)

    @property
    def default_percent(self) -> int:
        """In percent."""
        return round(100 * self.default)


def foretold(*, mission: Mission) -> Foretold | None:
    """How well a mission's answers were foretold; None where there are too few to tell, or all
    say the same."""
    learned = LearnedWeights.objects.filter(mission=mission).first()
    if learned is None or learned.answers < _ENOUGH:
        return None
    prior = _prior()
    others = [] if learned.forgotten_until else _sites(prior.basis, but=mission)
    answers = answers_of(mission, learned)[-_LATEST:]
    told = replay(
        answers,
        prior.prior,
        mission_prior(prior.prior, others),
        step=max(1, len(answers) // _STEPS),
    )
    found = [area_under_curve(told.labels, one) for one in (told.learned, told.default)]
    return None if np.isnan(found).any() else Foretold(*found)


def mark_applied(*, mission: Mission, weights: Mapping[str, float]) -> None:
    """Remember with which weights a mission has been matched."""
    LearnedWeights.objects.filter(mission=mission).update(applied=dict(weights))


def has_moved(learned: LearnedWeights) -> bool:
    """Whether the weights are worth matching the mission anew."""
    before = learned.applied or default_weights()
    return any(
        abs(share - before.get(name, 0.0)) > _MOVED for name, share in learned.weights.items()
    )


def forget(*, mission: Mission) -> LearnedWeights:
    """Go back to the default weights; answers to come are learned from again."""
    LearnedWeights.objects.update_or_create(
        mission=mission, defaults={"forgotten_until": timezone.now()}
    )
    return learn(mission=mission)


def remember(*, mission: Mission) -> LearnedWeights:
    """Take `forget` back: all answers count."""
    LearnedWeights.objects.filter(mission=mission).update(forgotten_until=None)
    return learn(mission=mission)


@dataclass(frozen=True, slots=True)
class _Basis:
    """The prior, and a name for it: what was computed with another one cannot be added to it."""

    prior: Prior
    basis: str


def _prior() -> _Basis:
    prior = Prior(Weights().points)
    return _Basis(prior, sha256(repr((dict(prior.default), prior)).encode()).hexdigest())


def _answer(row: Feedback) -> Answer:
    names = {name.value for name in PartName}
    return Answer(
        reader=str(row.reader_id),
        # A part that is no longer one says nothing; rounding may lie beyond the range.
        strengths={
            PartName(name): min(max(float(strength), 0.0), 1.0)
            for name, strength in row.strengths.items()
            if name in names
        },
        verdict=Verdict(row.verdict),
        because=Because(row.because),
        rank=row.rank,
    )


def _sites(basis: str, but: Mission | None = None) -> list[Site]:
    """What the answers of all missions (`but` one) say, as far as it was computed so."""
    rows: Iterable[dict[str, list[float]]] = (
        LearnedWeights.objects.filter(basis=basis, mission__isnull=False)
        .exclude(mission=but)
        .order_by("pk")
        .values_list("site", flat=True)
    )
    return [Site(np.array(site["precision"]), np.array(site["shift"])) for site in rows if site]


def _store(learned: LearnedWeights, belief: Belief, prior: _Basis) -> None:
    weights = {name.value: share for name, share in weights_of(belief, prior.prior).items()}
    if weights != learned.weights:
        learned.weights, learned.version = weights, learned.version + 1
    learned.default, learned.basis = default_weights(), prior.basis


def _learn_platform(prior: _Basis) -> None:
    platform, _made = LearnedWeights.objects.select_for_update().get_or_create(mission=None)
    _store(platform, platform_belief(prior.prior, _sites(prior.basis)), prior)
    counts = LearnedWeights.objects.filter(mission__isnull=False).values_list(
        "answers", "companies"
    )
    platform.answers = sum(answers for answers, _companies in counts)
    platform.companies = sum(companies for _answers, companies in counts)
    platform.save()
