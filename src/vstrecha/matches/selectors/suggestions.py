"""What the rules of suggestions are and how the lists came out, as pages show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from vstrecha.companies.industries import industries_of
from vstrecha.companies.models import Company
from vstrecha.engine.message import Message
from vstrecha.matches.models import Suggestion, SuggestionRules, Veto
from vstrecha.matches.selectors.wording import in_words
from vstrecha.missions.models import Mission, Side

__all__ = [
    "Coverage",
    "Shown",
    "Spread",
    "coverage_of",
    "own_vetoes",
    "rank_for",
    "rules_of",
    "suggested_to",
    "surprise_in_words",
    "vetoes_of",
]

MOST_LISTED = 10


@dataclass(frozen=True, slots=True)
class Spread:
    """How evenly the companies of a side are shown, before and after; see the engine's `Circle`."""

    side: str | Promise
    companies: int
    cap: int
    gini_before: float
    gini: float
    most_before: int
    most: int
    unseen_before: int
    unseen: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A company with a number of suggestions, and why there are no more."""

    company: Company
    number: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How a mission's suggestions came out.

    `short` are companies with fewer suggestions than wanted, those with fewest first;
    `short_count` counts all of them. `most` are those in the most lists. `price` is the share of
    the total score that the caps cost, `gap` by how much the total could still be
    greater within the caps if nothing had to surprise, at most; both in percent.
    """

    companies: int
    covered: int
    suggestions: int
    surprises: int
    price: float
    gap: float
    spreads: tuple[Spread, ...]
    short: tuple[Shown, ...]
    short_count: int
    most: tuple[Shown, ...]
    raised: tuple[Shown, ...]


def rules_of(mission: Mission) -> SuggestionRules:
    """The rules of a mission's suggestions; the usual ones, not saved, where none were set."""
    found = SuggestionRules.objects.filter(mission=mission).first()
    return found or SuggestionRules(mission=mission)


def suggested_to(reader: Company) -> dict[int, list[str]] | None:
    """Who is suggested to a company, by primary key, each with the divisions that make it a
    surprise (none, where it is not); None where the mission's suggestions were never chosen."""
    if not SuggestionRules.objects.filter(mission=reader.mission_id).exclude(figures={}).exists():
        return None
    return dict(Suggestion.objects.filter(reader=reader).values_list("other", "outside"))


def rank_for(reader: Company) -> Subquery:
    """A match's place in a reader's list, to annotate matches with."""
    return Subquery(
        Suggestion.objects.filter(match=OuterRef("pk"), reader=reader).values("rank")[:1]
    )


def surprise_in_words(divisions: Iterable[str]) -> str:
    """Why a suggestion surprises, or nothing where it is not meant to."""
    names = [str(industry.name) for industry in industries_of(divisions)]
    if not names:
        return ""
    return _(
        "A surprise: neither your own industries nor those of your other suggestions, but"
        " {industries}."
    ).format(industries=", ".join(names))


def own_vetoes(company: Company) -> QuerySet[Veto]:
    """What a company itself has said, and nothing of what others or the organiser did."""
    return company.vetoes.filter(by=Veto.By.COMPANY).select_related("other__side")


def vetoes_of(mission: Mission) -> QuerySet[Veto]:
    """All vetoes of a mission, for its organiser."""
    return mission.vetoes.select_related("company__side", "other__side")


def coverage_of(mission: Mission) -> Coverage | None:
    """How the suggestions came out, vetoes since then counted; None where none were chosen."""
    rules = rules_of(mission)
    figures = rules.figures
    if not figures:
        return None
    companies = list(mission.companies.select_related("side"))
    got = _counts(mission, "reader")
    shown = _counts(mission, "other")
    short = sorted(
        (
            Shown(company, got.get(company.pk, 0), _why(figures, company))
            for company in companies
            if got.get(company.pk, 0) < rules.per_company
        ),
        key=lambda one: (one.number, one.company.name),
    )
    most = sorted(
        (Shown(company, shown[company.pk]) for company in companies if company.pk in shown),
        key=lambda one: (-one.number, one.company.name),
    )
    return Coverage(
        companies=len(companies),
        covered=sum(company.pk in got for company in companies),
        suggestions=sum(got.values()),
        surprises=sum(
            bool(outside) for outside in mission.suggestions.values_list("outside", flat=True)
        ),
        price=100 * figures["price"],
        gap=100 * figures["gap"],
        spreads=tuple(_spread(circle) for circle in figures["circles"]),
        short=tuple(short[:MOST_LISTED]),
        short_count=len(short),
        most=tuple(most[:MOST_LISTED]),
        raised=tuple(
            Shown(company, figures["raised"][str(company.pk)])
            for company in companies
            if str(company.pk) in figures["raised"]
        ),
    )


def _counts(mission: Mission, field: str) -> dict[int, int]:
    return dict(
        Suggestion.objects.filter(mission=mission)
        .order_by()
        .values_list(field)
        .annotate(Count("pk"))
    )


def _spread(circle: Mapping[str, Any]) -> Spread:
    labels = dict(Side.Role.choices)
    return Spread(
        side=labels.get(circle["side"], _("all companies")),
        **{name: value for name, value in circle.items() if name != "side"},
    )


def _why(figures: Mapping[str, Any], company: Company) -> str:
    message = figures["shortages"].get(str(company.pk))
    if message is None:
        return _("Somebody was ruled out after the suggestions had been chosen.")
    return in_words(Message.from_json(message))
