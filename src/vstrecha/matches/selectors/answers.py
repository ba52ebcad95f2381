"""What companies have answered to suggestions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vstrecha.companies.models import Company
from vstrecha.matches.models import NO_MORE, Feedback
from vstrecha.missions.models import Mission

__all__ = ["Shown", "answered_by", "answers_by", "answers_to", "refused_pairs"]


@dataclass(frozen=True, slots=True)
class Shown:
    """A company shown to a reader, and what this one has answered."""

    reader: Company
    company: Company
    answer: Feedback | None


def answers_by(*, reader: Company) -> list[Feedback]:
    """A company's answers to suggestions, the newest first."""
    return list(
        reader.feedback_given.filter(stage=Feedback.Stage.SUGGESTION)
        .select_related("other__side", "user")
        .order_by("-answered_at", "-pk")
    )


def refused_pairs(*, mission: Mission) -> set[frozenset[int]]:
    """The pairs of which one company does not want the other suggested any more."""
    return {
        frozenset(pair)
        for pair in mission.feedback.filter(verdict__in=NO_MORE).values_list("reader", "other")
    }


def answers_to(readers: Iterable[Company]) -> dict[tuple[int, int], Feedback]:
    """The readers' answers to suggestions, by the keys of reader and other."""
    return {
        (row.reader_id, row.other_id): row
        for row in Feedback.objects.filter(
            reader__in=list(readers), stage=Feedback.Stage.SUGGESTION
        )
    }


def answered_by(reader: Company) -> tuple[list[int], list[int]]:
    """The companies that the reader does not want suggested, and those that it must meet."""
    given = reader.feedback_given.filter(stage=Feedback.Stage.SUGGESTION).values_list(
        "other", "verdict"
    )
    return (
        [other for other, verdict in given if verdict in NO_MORE],
        [other for other, verdict in given if verdict == Feedback.Verdict.MUST_MEET],
    )
