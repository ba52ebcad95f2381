"""Companies and opportunities that are probably there twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from vstrecha.companies.models import Company, Opportunity
from vstrecha.engine.matching.duplicates import (
    CompanyRecord,
    Finding,
    Verdict,
    same_companies,
    same_texts,
)
from vstrecha.matches.bridge.quality import text_record

__all__ = ["CompanyFacts", "Double", "double_companies", "double_opportunities"]


@dataclass(frozen=True, slots=True)
class CompanyFacts:
    """What tells a company, stored or only read from a file; `key` names it in the answer."""

    key: str
    name: str
    name_en: str = ""
    inn: str = ""
    email: str = ""
    website: str = ""
    city: str = ""

    @classmethod
    def of(cls, company: Company) -> CompanyFacts:
        """The facts of a stored company; the key is its primary key."""
        return cls(
            key=str(company.pk),
            name=company.name,
            name_en=company.name_en,
            inn=company.inn,
            email=company.email,
            website=company.website,
            city=company.city,
        )


@dataclass(frozen=True, slots=True)
class Double:
    """Two keys, how sure (0..1), the reasons in the reader's language. A `namesake` only looks
    the same: something tells the two apart."""

    first: str
    second: str
    confidence: float
    reasons: tuple[str, ...]
    is_namesake: bool

    @property
    def percent(self) -> int:
        """How sure, of a hundred."""
        return round(self.confidence * 100)


def double_companies(companies: Sequence[CompanyFacts]) -> list[Double]:
    """The pairs of companies that are probably one, surest first, then namesakes."""
    records = [
        CompanyRecord(
            id=one.key,
            names=(one.name, one.name_en),
            inn=one.inn,
            email=one.email,
            website=one.website,
            city=one.city,
        )
        for one in companies
    ]
    return [_double(finding) for finding in same_companies(records)]


def double_opportunities(opportunities: Sequence[Opportunity]) -> list[Double]:
    """The pairs of opportunities that say nearly the same; the keys are primary keys."""
    return [_double(finding) for finding in same_texts([text_record(one) for one in opportunities])]


def _double(finding: Finding) -> Double:
    return Double(
        first=finding.first,
        second=finding.second,
        confidence=finding.confidence,
        reasons=tuple(reason.render(gettext, ngettext) for reason in finding.reasons),
        is_namesake=finding.verdict is Verdict.NAMESAKE,
    )
