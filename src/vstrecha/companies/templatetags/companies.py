"""Companies and opportunities as parts of pages."""

from __future__ import annotations

from django import template

from vstrecha.companies.models import Company, Opportunity
from vstrecha.web.localised import localised_lines

register = template.Library()


@register.inclusion_tag("companies/chip.html")
def company_chip(company: Company, slug: str, side: bool = False) -> dict[str, object]:  # noqa: FBT001, FBT002 - a flag in a template reads `side=True`
    """A company's name with the mark of its side, leading to its page.

    `slug` is the mission's (a chip never asks the database for it); with `side` the side is
    written out.
    """
    return {"company": company, "slug": slug, "role": company.side.role, "side": side}


@register.inclusion_tag("companies/opportunity.html")
def opportunity(found: Opportunity, level: int = 3) -> dict[str, object]:
    """An opportunity in full: type, title, text, what exists and what is missing, stage, partner
    sought; `level` is its head's."""
    return {
        "opportunity": found,
        "level": level,
        "exists": localised_lines(found, "exists"),
        "missing": localised_lines(found, "missing"),
    }


@register.filter
def kind_icon(found: Opportunity) -> str:
    """The drawing that goes with what is offered, sought, or to be done together."""
    if found.kind == Opportunity.Kind.JOINT_PROJECT:
        return "link"
    return "seek" if found.seeks else "offer"
