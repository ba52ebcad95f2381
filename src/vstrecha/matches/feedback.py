"""The verbs of answers to suggestions: give one, take it back, tell what became of a request."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from vstrecha.companies.models import Company
from vstrecha.matches.learning import forget, has_moved, learn, remember
from vstrecha.matches.models import Feedback, Match
from vstrecha.missions.models import Mission
from vstrecha.people.models import User

__all__ = ["Said", "forget_answers", "record_answer", "remember_answers", "withdraw_answer"]

_STAGES = {
    Feedback.Verdict.MUST_MEET: Feedback.Stage.SUGGESTION,
    Feedback.Verdict.NO_THANKS: Feedback.Stage.SUGGESTION,
    Feedback.Verdict.NOT_RELEVANT: Feedback.Stage.SUGGESTION,
    Feedback.Verdict.ACCEPTED: Feedback.Stage.REQUEST,
    Feedback.Verdict.DECLINED: Feedback.Stage.REQUEST,
    Feedback.Verdict.USEFUL: Feedback.Stage.MEETING,
    Feedback.Verdict.USELESS: Feedback.Stage.MEETING,
    Feedback.Verdict.OUTCOME: Feedback.Stage.OUTCOME,
}


@dataclass(frozen=True, slots=True)
class Said:
    """What is said with an answer: why, in words of one's own, and where the other stood."""

    because: str = ""
    note: str = ""
    rank: int = 0


def record_answer(
    *,
    reader: Company,
    other: Company,
    verdict: str,
    said: Said | None = None,
    user: User | None = None,
) -> bool:
    """Keep a company's answer to another and learn from it; whether the weights have moved so far
    that the mission is worth matching anew.

    An earlier answer of the same stage is replaced. Rooms above call it when a request was
    accepted or declined, a meeting held, an outcome entered. Companies that were never matched
    may answer too; nothing can be learned from that.
    """
    words = said or Said()
    with transaction.atomic():
        Feedback.objects.update_or_create(
            reader=reader,
            other=other,
            stage=_STAGES[Feedback.Verdict(verdict)],
            defaults={
                "mission": reader.mission,
                "verdict": verdict,
                # A reason belongs to "not relevant" alone.
                "because": words.because if verdict == Feedback.Verdict.NOT_RELEVANT else "",
                "note": words.note if verdict == Feedback.Verdict.NOT_RELEVANT else "",
                "rank": words.rank,
                "strengths": _strengths_shown(reader, other),
                "user": user,
            },
        )
        return has_moved(learn(mission=reader.mission))


def withdraw_answer(*, reader: Company, other: Company) -> bool:
    """Take back a company's answer to a suggestion, as if it had never been given; whether the
    mission is worth matching anew."""
    with transaction.atomic():
        reader.feedback_given.filter(other=other, stage=Feedback.Stage.SUGGESTION).delete()
        return has_moved(learn(mission=reader.mission))


def forget_answers(*, mission: Mission) -> bool:
    """Let a mission be matched by the default weights; whether it is worth matching it anew.

    The answers stay, and pairs that were refused stay out. New answers are learned from.
    """
    return has_moved(forget(mission=mission))


def remember_answers(*, mission: Mission) -> bool:
    """Take `forget_answers` back; whether the mission is worth matching anew."""
    return has_moved(remember(mission=mission))


def _strengths_shown(reader: Company, other: Company) -> dict[str, float]:
    """The strengths of the parts of the reader's gain, as they are stored; empty where the two
    were never matched."""
    low, high = sorted((reader.pk, other.pk))
    match = Match.objects.filter(first=low, second=high).first()
    if match is None:
        return {}
    side = match.reasons.get("first" if reader.pk == low else "second", {})
    return dict(side.get("strengths", {}))
