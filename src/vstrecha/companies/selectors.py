"""What pages show of companies."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from vstrecha.companies.industries import INDUSTRIES, Industry, industries_of
from vstrecha.companies.models import Company, Opportunity
from vstrecha.missions.models import Mission, Side
from vstrecha.web.localised import localised

__all__ = ["Attendance", "IndustryRow", "attendance", "name_key", "opportunities_of"]

_LEGAL_FORM = re.compile(r"^(ООО|АО|ПАО|ОАО|ЗАО|НАО|ИП|АНО|НКО|ФГУП|ГУП|МУП|КГАУ|КГБУ|ФГБУ)\s+")


@dataclass(frozen=True, slots=True)
class IndustryRow:
    """How many companies of each side work in an industry."""

    industry: Industry
    home: int
    host: int


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who comes: the number of companies of each side, and by industry, the most first."""

    home: int
    host: int
    opportunities: int
    rows: tuple[IndustryRow, ...]

    @property
    def most(self) -> int:
        """The largest number in the rows, for the length of their bars."""
        return max((max(row.home, row.host) for row in self.rows), default=0)


def attendance(*, mission: Mission) -> Attendance:
    """Who comes to a mission. A company counts in each industry of its codes."""
    companies = mission.companies.values_list("side__role", "industry_codes")
    sides: Counter[str] = Counter()
    counts: Counter[tuple[str, str]] = Counter()
    for side, codes in companies:
        sides[side] += 1
        for industry in industries_of(codes):
            counts[industry.key, side] += 1
    home, host = Side.Role.HOME.value, Side.Role.HOST.value
    rows = [
        IndustryRow(industry, counts[industry.key, home], counts[industry.key, host])
        for industry in INDUSTRIES
        if counts[industry.key, home] or counts[industry.key, host]
    ]
    rows.sort(key=lambda row: -(row.home + row.host))
    return Attendance(
        home=sides[home],
        host=sides[host],
        opportunities=Opportunity.objects.filter(company__mission=mission).count(),
        rows=tuple(rows),
    )


def name_key(company: Company) -> str:
    """Where a company stands in a list by name: the legal form, quotation marks and the dots of ё
    do not count, as a reader looks for «Феал» under Ф."""
    name = localised(company, "name").text
    return _LEGAL_FORM.sub("", name).lstrip("«\"„“' ").casefold().replace("ё", "е")


def opportunities_of(company: Company) -> tuple[list[Opportunity], list[Opportunity]]:
    """What the company offers (joint projects among it), and what it seeks."""
    offers: list[Opportunity] = []
    needs: list[Opportunity] = []
    for opportunity in company.opportunities.all():
        (needs if opportunity.seeks else offers).append(opportunity)
    return offers, needs
