"""The catalogue: companies and what they offer and seek, filtered, with counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vstrecha.companies.industries import INDUSTRIES, Industry, industries_of
from vstrecha.companies.models import Company, Opportunity
from vstrecha.companies.selectors import name_key
from vstrecha.missions.models import Mission, Side

__all__ = ["Catalogue", "Entry", "Facet", "Filters", "Found", "Hits", "Option", "catalogue"]

# What a search found: score and reasons, by the opportunity's primary key.
Hits = Mapping[int, tuple[float, tuple[str, ...]]]

FACETS = ("side", "kind", "industry", "language")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader has chosen: any of the values within a facet, and all of the facets."""

    side: frozenset[str] = frozenset()
    kind: frozenset[str] = frozenset()
    industry: frozenset[str] = frozenset()
    language: frozenset[str] = frozenset()

    @classmethod
    def from_query(cls, query: QueryDict) -> Filters:
        """The filters that an address carries (`?side=host&kind=joint_project`)."""
        return cls(**{facet: frozenset(query.getlist(facet)) for facet in FACETS})

    def without(self, facet: str) -> Filters:
        """The same filters with one facet open."""
        return Filters(**{name: getattr(self, name) for name in FACETS if name != facet})

    @property
    def is_any(self) -> bool:
        """Whether anything has been chosen."""
        return any(getattr(self, facet) for facet in FACETS)


@dataclass(frozen=True, slots=True)
class Found:
    """An opportunity in the list; `score` and `why` where a search has found it."""

    opportunity: Opportunity
    score: float = 0.0
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A company in the list with those of its opportunities that fit what was asked."""

    company: Company
    industries: tuple[Industry, ...]
    found: tuple[Found, ...]
    all_count: int

    @property
    def score(self) -> float:
        """How well its best opportunity answers the search."""
        return max((found.score for found in self.found), default=0.0)

    @property
    def is_partial(self) -> bool:
        """Whether some of the company's opportunities are left out."""
        return len(self.found) < self.all_count


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet and how many companies choosing it would show."""

    value: str
    label: str | Promise
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter with its values."""

    name: str
    legend: str | Promise
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What was found, and what the filters would find."""

    entries: tuple[Entry, ...]
    facets: tuple[Facet, ...]
    opportunities: int = field(default=0)


def catalogue(
    *,
    mission: Mission,
    filters: Filters,
    hits: Hits | None = None,
) -> Catalogue:
    """The companies of a mission that pass the filters, by name; with `hits` (score and reasons
    by an opportunity's primary key) only those with a hit, the best first.
    """
    companies = sorted(
        mission.companies.select_related("side").prefetch_related("opportunities"), key=name_key
    )
    rows = [_Row.of(company, hits) for company in companies]
    entries = [entry for row in rows if (entry := row.entry(filters)) is not None]
    if hits is not None:
        entries.sort(key=lambda entry: -entry.score)
    return Catalogue(
        entries=tuple(entries),
        facets=tuple(_facets(rows, filters, mission)),
        opportunities=sum(len(entry.found) for entry in entries),
    )


@dataclass(frozen=True, slots=True)
class _Row:
    company: Company
    industries: tuple[Industry, ...]
    found: tuple[Found, ...]
    is_searched: bool
    all_count: int

    @classmethod
    def of(cls, company: Company, hits: Hits | None) -> _Row:
        opportunities = list(company.opportunities.all())
        codes = [
            code
            for codes in (company.industry_codes, *(one.industry_codes for one in opportunities))
            for code in codes
        ]
        if hits is None:
            found = [Found(one) for one in opportunities]
        else:
            found = [Found(one, *hits[one.pk]) for one in opportunities if one.pk in hits]
            found.sort(key=lambda one: -one.score)
        return cls(
            company, industries_of(codes), tuple(found), hits is not None, len(opportunities)
        )

    def entry(self, filters: Filters) -> Entry | None:
        """The row as far as it passes the filters."""
        if filters.side and self.company.side.role not in filters.side:
            return None
        if filters.industry and not filters.industry & {one.key for one in self.industries}:
            return None
        found = tuple(
            one
            for one in self.found
            if (not filters.kind or one.opportunity.kind in filters.kind)
            and (not filters.language or filters.language & _languages(one.opportunity))
        )
        if not found and (self.is_searched or filters.kind or filters.language):
            return None
        return Entry(self.company, self.industries, found, self.all_count)


def _languages(opportunity: Opportunity) -> frozenset[str]:
    """The languages in which an opportunity can be read."""
    english = {"en"} if opportunity.title_en else set()
    return frozenset({opportunity.language} | english)


def _facets(rows: Sequence[_Row], filters: Filters, mission: Mission) -> Iterable[Facet]:
    sides = {side.role: side for side in mission.sides.all()}
    languages = sorted(
        {code for row in rows for one in row.found for code in _languages(one.opportunity)}
        | filters.language
    )
    values: dict[str, tuple[str | Promise, list[tuple[str, str | Promise]]]] = {
        "side": (
            _("Side"),
            [(role.value, role.label) for role in Side.Role if role.value in sides],
        ),
        "kind": (_("What it is"), [(kind.value, kind.label) for kind in Opportunity.Kind]),
        "industry": (_("Industry"), [(one.key, one.name) for one in INDUSTRIES]),
        "language": (
            _("Can be read"),
            [(code, LANGUAGES.get(code, code)) for code in languages],
        ),
    }
    for name, (legend, labels) in values.items():
        chosen: frozenset[str] = getattr(filters, name)
        counts = _counts(rows, filters.without(name), _VALUES[name])
        options = [
            Option(value, label, counts.get(value, 0), value in chosen)
            for value, label in labels
            # Forty industries of which five are there would hide the five.
            if name in {"side", "kind"} or counts.get(value) or value in chosen
        ]
        if name == "industry":
            options.sort(key=lambda option: -option.count)
        yield Facet(name, legend, tuple(options))


def _counts(
    rows: Iterable[_Row], filters: Filters, values: Callable[[Entry], Iterable[str]]
) -> dict[str, int]:
    """How many companies each value of a facet would show, the other facets being as chosen."""
    counts: dict[str, int] = {}
    for row in rows:
        if (entry := row.entry(filters)) is not None:
            for value in set(values(entry)):
                counts[value] = counts.get(value, 0) + 1
    return counts


LANGUAGES: dict[str, Promise] = {"ru": _("in Russian"), "en": _("in English")}

_VALUES: dict[str, Callable[[Entry], Iterable[str]]] = {
    "side": lambda entry: [entry.company.side.role],
    "kind": lambda entry: [found.opportunity.kind for found in entry.found],
    "industry": lambda entry: [industry.key for industry in entry.industries],
    "language": lambda entry: [
        code for found in entry.found for code in _languages(found.opportunity)
    ],
}
