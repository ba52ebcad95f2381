"""A company's page: should we meet?"""

from __future__ import annotations

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vstrecha.companies.access import access_company
from vstrecha.companies.industries import industries_of
from vstrecha.companies.models import Company
from vstrecha.companies.selectors import opportunities_of
from vstrecha.matches.selectors.recommendations import (
    reasons_to_meet,
    recommendations_for,
)
from vstrecha.matches.selectors.suggestions import rules_of
from vstrecha.matches.selectors.teams import teams_with
from vstrecha.matches.services.reviews import review_company
from vstrecha.missions.selectors import sides_of
from vstrecha.programme.access import Desk, access_desk, access_programme
from vstrecha.programme.selectors.entries import Entry, grid_slots, meetings_of

# So many joint projects are shown.
BEST = 8


@require_safe
def company(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """What the company offers and seeks; then, by who reads, its best recommendations (the
    organiser and its own representative) or why one's own company should meet it."""
    desk = access_desk(visitor=request.user, slug=slug)
    shown = access_company(mission=desk.mission, key=key)
    acted_for = list(desk.companies)
    is_own = any(one.pk == shown.pk for one in acted_for)
    prefetch_related_objects([shown], "opportunities")
    offers, needs = opportunities_of(shown)
    context = {
        "mission": desk.mission,
        "roles": desk.roles,
        "place": "matches:catalogue",
        "is_organiser": desk.is_organiser,
        "is_member": bool(desk.roles),
        "is_own": is_own,
        "company": shown,
        "side": sides_of(desk.mission).get(shown.side.role),
        "industries": industries_of(shown.industry_codes),
        "offers": offers,
        "needs": needs,
        "recommendations": (
            recommendations_for(company=shown, limit=rules_of(desk.mission).per_company)
            if is_own
            else reasons_to_meet(company=shown, readers=acted_for)
        ),
        "projects": teams_with(company=shown, limit=BEST) if is_own else (),
        "meetings": _meetings(desk, shown) if acted_for else (),
        "review": review_company(company=shown) if is_own else None,
    }
    return render(request, "programme/company.html", context)


def _meetings(desk: Desk, shown: Company) -> list[Entry]:
    """The company's placed meetings that the visitor may see: all of them, or those with one's
    own company."""
    programme = access_programme(desk=desk)
    if programme is None:
        return []
    slots = grid_slots(mission=desk.mission)
    return meetings_of(desk=desk, programme=programme, slots=slots, company=shown)
