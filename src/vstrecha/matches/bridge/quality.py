"""What a review says of opportunities, and which of them are held back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from vstrecha.companies.models import Company, Opportunity, ReviewRules
from vstrecha.engine.matching.duplicates import TextRecord, boilerplate
from vstrecha.engine.matching.quality import Profile, assess
from vstrecha.engine.matching.types import Kind
from vstrecha.missions.models import Mission

__all__ = ["Review", "bar_of", "held_back", "review", "review_one", "text_record"]


@dataclass(frozen=True, slots=True)
class Review:
    """An opportunity's points of a hundred, the bar of its mission, and the advice in the
    reader's language, that which brings most first."""

    opportunity: Opportunity
    points: int
    bar: int
    advice: tuple[str, ...]

    @property
    def is_under_bar(self) -> bool:
        """Whether it says less than the mission asks for."""
        return self.points < self.bar

    @property
    def is_held_back(self) -> bool:
        """Whether it is not matched: under the bar, and not released by the organiser."""
        return self.is_under_bar and not self.opportunity.is_released


def bar_of(mission: Mission) -> int:
    """The points that an opportunity of the mission needs to be matched."""
    rules = ReviewRules.objects.filter(mission=mission).first()
    return ReviewRules.DEFAULT_BAR if rules is None else rules.quality_bar


def review(companies: Iterable[Company], *, bar: int) -> list[Review]:
    """The reviews of all opportunities of some companies (prefetched), in their order."""
    pairs = [(company, one) for company in companies for one in company.opportunities.all()]
    copied = {
        key for found in boilerplate([text_record(one) for _, one in pairs]) for key in found.texts
    }
    return [
        _review(company, one, bar=bar, is_boilerplate=str(one.pk) in copied)
        for company, one in pairs
    ]


def review_one(company: Company, opportunity: Opportunity, *, bar: int) -> Review:
    """The review of one opportunity by itself; neither need be stored."""
    return _review(company, opportunity, bar=bar, is_boilerplate=False)


def held_back(companies: Sequence[Company], mission: Mission) -> frozenset[int]:
    """The primary keys of the opportunities that are not to be matched."""
    found = review(companies, bar=bar_of(mission))
    return frozenset(one.opportunity.pk for one in found if one.is_held_back)


def text_record(opportunity: Opportunity) -> TextRecord:
    """An opportunity's own text for the search for doubles."""
    return TextRecord(
        id=str(opportunity.pk),
        company=str(opportunity.company_id),
        kind=opportunity.kind,
        text=f"{opportunity.title}\n{opportunity.description}",
    )


def _review(company: Company, one: Opportunity, *, bar: int, is_boilerplate: bool) -> Review:
    has_english = bool(one.title_en or one.description_en)
    quality = assess(
        Profile(
            kind=Kind(one.kind),
            title=one.title or one.title_en,
            description=one.description or one.description_en,
            stage=one.stage,
            partner_sought=one.partner_sought,
            partnership=one.partnership,
            codes=tuple(map(str, one.industry_codes)),
            versions=2 if one.language == "en" or has_english else 1,
            company_names=(company.name, company.name_en),
            is_boilerplate=is_boilerplate,
        )
    )
    advice = tuple(message.render(gettext, ngettext) for message in quality.advice)
    return Review(one, quality.points, bar, advice)
