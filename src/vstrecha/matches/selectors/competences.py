"""The map of competences: by industry, what each side has and what it seeks.

A side *has* an industry where one of its companies offers something there (a joint project is an
offer), or works there by its own codes. It *seeks* in it where a request of its companies lies
there. An opportunity without codes is placed by its text, if the text says clearly enough where.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from vstrecha.companies.industries import INDUSTRIES, Industry, industries_of
from vstrecha.companies.models import Company, Opportunity
from vstrecha.companies.selectors import name_key

__all__ = ["Cell", "CompetenceMap", "IndustryRow", "Placed", "Standing", "What", "map_of"]

HEATS = 4


class What(StrEnum):
    """Has or seeks."""

    HAS = "has"
    SEEKS = "seeks"


class Standing(StrEnum):
    """What an industry means for the two sides, the most telling first."""

    BOTH_GIVE = "both_give"  # each side has it and the other seeks in it
    HOME_GIVES = "home_gives"  # home has, host seeks
    HOST_GIVES = "host_gives"  # host has, home seeks
    GAP = "gap"  # sought, and no company here has it
    OWN = "own"  # sought only by a side that has it, and the other has not
    HOME_ONLY = "home_only"  # had by home alone, sought by nobody
    HOST_ONLY = "host_only"
    BOTH_HAVE = "both_have"  # had by both, sought by nobody


@dataclass(frozen=True, slots=True)
class Placed:
    """A company in a cell, with its opportunities that lie there (none where it is there by its
    own codes alone). `by_text` are primary keys of those placed by their text."""

    company: Company
    opportunities: tuple[Opportunity, ...]
    by_text: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Cell:
    """What one side has or seeks in an industry; `heat` is 0 for nothing, then 1 to 4."""

    side: str
    what: What
    companies: tuple[Placed, ...] = ()
    heat: int = 0

    @property
    def count(self) -> int:
        """The number of companies."""
        return len(self.companies)

    @property
    def opportunities(self) -> int:
        """The number of their opportunities in it."""
        return sum(len(one.opportunities) for one in self.companies)


@dataclass(frozen=True, slots=True)
class IndustryRow:
    """One industry: its four cells by side and what, and what they mean."""

    industry: Industry
    home_has: Cell
    home_seeks: Cell
    host_has: Cell
    host_seeks: Cell

    @property
    def cells(self) -> tuple[Cell, ...]:
        """In the order of the page."""
        return self.home_has, self.home_seeks, self.host_has, self.host_seeks

    @property
    def standing(self) -> Standing:
        """What the industry means for the two sides."""
        home_gives = bool(self.home_has.count and self.host_seeks.count)
        host_gives = bool(self.host_has.count and self.home_seeks.count)
        if home_gives or host_gives:
            both, home = Standing.BOTH_GIVE, Standing.HOME_GIVES
            return (
                both if home_gives and host_gives else home if home_gives else Standing.HOST_GIVES
            )
        if self.home_seeks.count or self.host_seeks.count:
            has = self.home_has.count or self.host_has.count
            return Standing.OWN if has else Standing.GAP
        if self.home_has.count and self.host_has.count:
            return Standing.BOTH_HAVE
        return Standing.HOME_ONLY if self.home_has.count else Standing.HOST_ONLY

    @property
    def exchange(self) -> int:
        """How many companies could give or take across the sides, for the order of rows."""
        return min(self.home_has.count, self.host_seeks.count) + min(
            self.host_has.count, self.home_seeks.count
        )


@dataclass(frozen=True)
class CompetenceMap:
    """The industries in which anything is had or sought; `unplaced` opportunities have no codes
    and no text that says clearly where they belong."""

    rows: tuple[IndustryRow, ...] = ()
    unplaced: tuple[Opportunity, ...] = ()
    by_text: int = field(default=0)

    def standing(self, *standings: Standing) -> tuple[IndustryRow, ...]:
        """The rows of these standings, the most exchange first."""
        found = [row for row in self.rows if row.standing in standings]
        return tuple(sorted(found, key=lambda row: -row.exchange))

    @property
    def home_gives(self) -> tuple[IndustryRow, ...]:
        """The delegation has what the host side seeks."""
        return self.standing(Standing.HOME_GIVES, Standing.BOTH_GIVE)

    @property
    def host_gives(self) -> tuple[IndustryRow, ...]:
        """The host side has what the delegation seeks."""
        return self.standing(Standing.HOST_GIVES, Standing.BOTH_GIVE)

    @property
    def gaps(self) -> tuple[IndustryRow, ...]:
        """Sought, and nobody here has it."""
        return self.standing(Standing.GAP)

    @property
    def unsought(self) -> tuple[IndustryRow, ...]:
        """Strengths that nobody here seeks."""
        return self.standing(Standing.HOME_ONLY, Standing.HOST_ONLY, Standing.BOTH_HAVE)

    def cell(self, industry: str, side: str, what: str) -> tuple[IndustryRow, Cell] | None:
        """One cell with its row; None where there is no such."""
        for row in self.rows:
            if row.industry.key == industry:
                for cell in row.cells:
                    if cell.side == side and cell.what.value == what:
                        return row, cell
        return None


# Which industries an opportunity without codes belongs to, by its primary key.
ByText = Mapping[int, str]


def map_of(companies: Sequence[Company], by_text: ByText) -> CompetenceMap:
    """The map of some companies (their sides and opportunities at hand); `by_text` has the key of
    the industry of each opportunity that is placed by its text."""
    places: dict[tuple[str, str, What], dict[int, list[Opportunity]]] = {}
    known = {company.pk: company for company in companies}
    unplaced: list[Opportunity] = []
    for company in sorted(companies, key=name_key):
        side = company.side.role
        for industry in industries_of(company.industry_codes):
            places.setdefault((industry.key, side, What.HAS), {}).setdefault(company.pk, [])
        for one in company.opportunities.all():
            what = What.SEEKS if one.seeks else What.HAS
            keys = [industry.key for industry in industries_of(one.industry_codes)]
            keys = keys or [key for key in (by_text.get(one.pk),) if key]
            for key in keys:
                places.setdefault((key, side, what), {}).setdefault(company.pk, []).append(one)
            if not keys:
                unplaced.append(one)
    most = max((len(found) for found in places.values()), default=1)
    soft = frozenset(by_text)

    def cell(key: str, side: str, what: What) -> Cell:
        found = places.get((key, side, what), {})
        placed = tuple(_placed(known[pk], some, soft) for pk, some in found.items())
        return Cell(side, what, placed, _heat(len(placed), most))

    return CompetenceMap(
        rows=tuple(
            IndustryRow(
                industry,
                cell(industry.key, "home", What.HAS),
                cell(industry.key, "home", What.SEEKS),
                cell(industry.key, "host", What.HAS),
                cell(industry.key, "host", What.SEEKS),
            )
            for industry in INDUSTRIES
            if any(key == industry.key for key, _side, _what in places)
        ),
        unplaced=tuple(unplaced),
        by_text=len(by_text),
    )


def _placed(company: Company, some: Iterable[Opportunity], soft: frozenset[int]) -> Placed:
    found = tuple(some)
    return Placed(company, found, soft.intersection(one.pk for one in found))


def _heat(count: int, most: int) -> int:
    """One to four for one company to the most, on a square-root scale: one and two differ more
    than eleven and twelve."""
    return 0 if not count else max(1, round(HEATS * (count / most) ** 0.5))
