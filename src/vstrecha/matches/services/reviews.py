"""The verbs of reviewing: what is thin, what is there twice, what has no code; and the answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from vstrecha.companies.models import (
    Company,
    DistinctCompanies,
    DistinctOpportunities,
    Opportunity,
    ReviewRules,
)
from vstrecha.matches.bridge.duplicates import (
    CompanyFacts,
    Double,
    double_companies,
    double_opportunities,
)
from vstrecha.matches.bridge.industries import (
    CodeSuggestion,
    is_class,
    suggest_codes,
    texts_of,
)
from vstrecha.matches.bridge.quality import Review, bar_of, review
from vstrecha.missions.models import Mission

__all__ = [
    "CompanyPair",
    "CompanyReview",
    "MissionReview",
    "OpportunityPair",
    "Uncoded",
    "UnknownCodeError",
    "release_opportunity",
    "review_company",
    "review_mission",
    "set_quality_bar",
    "tell_companies_apart",
    "tell_opportunities_apart",
    "use_codes",
]


class UnknownCodeError(Exception):
    """No code was chosen, or one that the classification does not have."""


@dataclass(frozen=True, slots=True)
class Uncoded:
    """A company or an opportunity without industry codes, and those suggested for it."""

    company: Company
    opportunity: Opportunity | None
    suggestions: tuple[CodeSuggestion, ...]

    @property
    def target(self) -> str:
        """What the codes are for, as a form names it: an opportunity's primary key, or nothing."""
        return "" if self.opportunity is None else str(self.opportunity.pk)


@dataclass(frozen=True, slots=True)
class CompanyPair:
    """Two companies that may be one."""

    first: Company
    second: Company
    double: Double

    @property
    def both(self) -> tuple[Company, Company]:
        """The two."""
        return self.first, self.second


@dataclass(frozen=True, slots=True)
class OpportunityPair:
    """Two opportunities that may be one."""

    first: Opportunity
    second: Opportunity
    double: Double


@dataclass(frozen=True, slots=True)
class CompanyReview:
    """One company's texts, the thinnest first, and what has no code."""

    reviews: tuple[Review, ...]
    uncoded: tuple[Uncoded, ...]

    @property
    def points(self) -> int:
        """The mean of its opportunities, of a hundred."""
        return round(sum(one.points for one in self.reviews) / max(len(self.reviews), 1))

    @property
    def held_back(self) -> int:
        """How many are not matched."""
        return sum(one.is_held_back for one in self.reviews)

    @property
    def to_mend(self) -> tuple[Review, ...]:
        """Those with something to say about them."""
        return tuple(one for one in self.reviews if one.advice)


@dataclass(frozen=True, slots=True)
class MissionReview:
    """All of a mission's texts: `reviews` with the thinnest first, doubles, and what has no
    code."""

    bar: int
    reviews: tuple[Review, ...]
    companies: tuple[CompanyPair, ...]
    opportunities: tuple[OpportunityPair, ...]
    uncoded: tuple[Uncoded, ...]
    companies_apart: tuple[DistinctCompanies, ...]
    opportunities_apart: tuple[DistinctOpportunities, ...]

    @property
    def under_bar(self) -> tuple[Review, ...]:
        """What says less than the bar asks for, released or not."""
        return tuple(one for one in self.reviews if one.is_under_bar)

    @property
    def doubles(self) -> tuple[CompanyPair, ...]:
        """The companies that are probably one."""
        return tuple(pair for pair in self.companies if not pair.double.is_namesake)

    @property
    def namesakes(self) -> tuple[CompanyPair, ...]:
        """The companies that only share a name."""
        return tuple(pair for pair in self.companies if pair.double.is_namesake)

    @property
    def double_count(self) -> int:
        """How many pairs may be the same."""
        return len(self.doubles) + len(self.opportunities)

    @property
    def is_clean(self) -> bool:
        """Whether there is nothing to decide."""
        return not (self.under_bar or self.doubles or self.opportunities or self.uncoded)


def review_company(*, company: Company) -> CompanyReview:
    """Review one company's texts. Sentences copied from other companies are seen only in the
    review of the whole mission."""
    found = review([company], bar=bar_of(company.mission))
    return CompanyReview(
        reviews=tuple(sorted(found, key=lambda one: one.points)),
        uncoded=_uncoded([company]),
    )


def review_mission(*, mission: Mission) -> MissionReview:
    """Review all texts of a mission."""
    companies = list(mission.companies.select_related("side").prefetch_related("opportunities"))
    bar = bar_of(mission)
    reviews = review(companies, bar=bar)
    companies_apart = tuple(
        DistinctCompanies.objects.filter(first__mission=mission).select_related("first", "second")
    )
    opportunities_apart = tuple(
        DistinctOpportunities.objects.filter(first__company__mission=mission).select_related(
            "first", "second"
        )
    )
    return MissionReview(
        bar=bar,
        reviews=tuple(sorted(reviews, key=lambda one: (one.points, one.opportunity.pk))),
        companies=_double_companies(companies, _pairs(companies_apart)),
        opportunities=_double_opportunities(
            [one.opportunity for one in reviews], _pairs(opportunities_apart)
        ),
        uncoded=_uncoded(companies),
        companies_apart=companies_apart,
        opportunities_apart=opportunities_apart,
    )


Pairs = frozenset[frozenset[str]]


def _double_companies(companies: Sequence[Company], apart: Pairs) -> tuple[CompanyPair, ...]:
    by_key = {str(company.pk): company for company in companies}
    return tuple(
        CompanyPair(by_key[one.first], by_key[one.second], one)
        for one in double_companies([CompanyFacts.of(company) for company in companies])
        if frozenset({one.first, one.second}) not in apart
    )


def _double_opportunities(
    opportunities: Sequence[Opportunity], apart: Pairs
) -> tuple[OpportunityPair, ...]:
    by_key = {str(one.pk): one for one in opportunities}
    return tuple(
        OpportunityPair(by_key[one.first], by_key[one.second], one)
        for one in double_opportunities(opportunities)
        if frozenset({one.first, one.second}) not in apart
    )


def _pairs(rows: Iterable[DistinctCompanies | DistinctOpportunities]) -> Pairs:
    return frozenset(frozenset({str(row.first_id), str(row.second_id)}) for row in rows)


def _uncoded(companies: Sequence[Company]) -> tuple[Uncoded, ...]:
    found: list[tuple[Company, Opportunity | None]] = []
    for company in companies:
        if not company.industry_codes:
            found.append((company, None))
        found += [(company, one) for one in company.opportunities.all() if not one.industry_codes]
    suggested = suggest_codes([texts_of(one or company) for company, one in found])
    return tuple(
        Uncoded(company, one, codes) for (company, one), codes in zip(found, suggested, strict=True)
    )


def use_codes(*, company: Company, opportunity: Opportunity | None, codes: Sequence[str]) -> None:
    """Give an opportunity (or the company itself) industry codes, instead of those it has.

    Raises UnknownCodeError for none at all and for what is no class of the classification.
    """
    chosen = list(dict.fromkeys(codes))
    if not chosen or not all(map(is_class, chosen)):
        raise UnknownCodeError
    record = opportunity or company
    record.industry_codes = chosen
    record.save(update_fields=["industry_codes"])


def release_opportunity(*, opportunity: Opportunity, is_released: bool) -> None:
    """Let an opportunity be matched although its text says little, or no longer."""
    opportunity.is_released = is_released
    opportunity.save(update_fields=["is_released"])


def set_quality_bar(*, mission: Mission, points: int) -> None:
    """Say how many points an opportunity of the mission needs to be matched."""
    ReviewRules.objects.update_or_create(mission=mission, defaults={"quality_bar": points})


@transaction.atomic
def tell_companies_apart(*, one: Company, other: Company, are_two: bool) -> None:
    """Remember that two companies are not the same, or forget it. Raises ValueError for one and
    the same company, or companies of two missions."""
    if one.pk == other.pk or one.mission_id != other.mission_id:
        raise ValueError("two companies of one mission are told apart")
    low, high = sorted((one.pk, other.pk))
    if are_two:
        DistinctCompanies.objects.get_or_create(first_id=low, second_id=high)
    else:
        DistinctCompanies.objects.filter(first_id=low, second_id=high).delete()


@transaction.atomic
def tell_opportunities_apart(*, one: Opportunity, other: Opportunity, are_two: bool) -> None:
    """Remember that two opportunities are not the same, or forget it. Raises ValueError for one
    and the same opportunity."""
    if one.pk == other.pk:
        raise ValueError("two opportunities are told apart")
    low, high = sorted((one.pk, other.pk))
    if are_two:
        DistinctOpportunities.objects.get_or_create(first_id=low, second_id=high)
    else:
        DistinctOpportunities.objects.filter(first_id=low, second_id=high).delete()
