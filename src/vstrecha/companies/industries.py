"""Industries as a reader scans them: the 38 groups of NACE Rev. 2 and OKVED2 (Eurostat's A*38).

Both classifications share their divisions (the first two digits of a code) and differ only below
them, so that a group can be told from a code of either.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["INDUSTRIES", "Industry", "industries_of"]


@dataclass(frozen=True, slots=True)
class Industry:
    """A group of divisions `first` to `last`; `key` is its official name, a letter or two."""

    key: str
    first: int
    last: int
    name: Promise


INDUSTRIES = (
    Industry("A", 1, 3, _("Agriculture, forestry, fishing")),
    Industry("B", 5, 9, _("Mining and quarrying")),
    Industry("CA", 10, 12, _("Food and drink")),
    Industry("CB", 13, 15, _("Textiles, clothing, leather")),
    Industry("CC", 16, 18, _("Wood, paper, printing")),
    Industry("CD", 19, 19, _("Coke and oil products")),
    Industry("CE", 20, 20, _("Chemicals")),
    Industry("CF", 21, 21, _("Pharmaceuticals")),
    Industry("CG", 22, 23, _("Rubber, plastics, glass, cement")),
    Industry("CH", 24, 25, _("Metals and metal products")),
    Industry("CI", 26, 26, _("Electronics and optics")),
    Industry("CJ", 27, 27, _("Electrical equipment")),
    Industry("CK", 28, 28, _("Machinery")),
    Industry("CL", 29, 30, _("Vehicles, ships, aircraft, space")),
    Industry("CM", 31, 33, _("Furniture, medical goods, repair of machinery")),
    Industry("D", 35, 35, _("Electricity, gas, heat")),
    Industry("E", 36, 39, _("Water and waste")),
    Industry("F", 41, 43, _("Construction")),
    Industry("G", 45, 47, _("Trade")),
    Industry("H", 49, 53, _("Transport and storage")),
    Industry("I", 55, 56, _("Hotels and catering")),
    Industry("JA", 58, 60, _("Publishing, film, broadcasting")),
    Industry("JB", 61, 61, _("Telecommunications")),
    Industry("JC", 62, 63, _("Information technology")),
    Industry("K", 64, 66, _("Finance and insurance")),
    Industry("L", 68, 68, _("Real estate")),
    Industry("MA", 69, 71, _("Consulting, engineering, testing")),
    Industry("MB", 72, 72, _("Research and development")),
    Industry("MC", 73, 75, _("Advertising, design, other expertise")),
    Industry("N", 77, 82, _("Rental and support services")),
    Industry("O", 84, 84, _("Public administration")),
    Industry("P", 85, 85, _("Education")),
    Industry("QA", 86, 86, _("Health care")),
    Industry("QB", 87, 88, _("Social care")),
    Industry("R", 90, 93, _("Culture, sport, leisure")),
    Industry("S", 94, 96, _("Associations and personal services")),
    Industry("T", 97, 98, _("Households")),
    Industry("U", 99, 99, _("International organisations")),
)

_BY_DIVISION = {
    division: industry
    for industry in INDUSTRIES
    for division in range(industry.first, industry.last + 1)
}


def industries_of(codes: Iterable[object]) -> tuple[Industry, ...]:
    """The groups that codes such as `28.92` or `27` belong to, each once, in order of first
    mention. What is no code of the classification counts for nothing."""
    found: dict[str, Industry] = {}
    for code in codes:
        division = str(code).strip()[:2]
        if division.isdigit() and (industry := _BY_DIVISION.get(int(division))):
            found[industry.key] = industry
    return tuple(found.values())
