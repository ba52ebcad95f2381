"""The catalogue: who is here, and what do they offer and seek? Teams: with whom can a joint project
be done?"""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from vstrecha.companies.access import access_own_companies
from vstrecha.matches.selectors.catalogue import Entry, Filters, Hits, catalogue
from vstrecha.matches.selectors.teams import projects_with_teams
from vstrecha.matches.services import search_opportunities
from vstrecha.missions.access import access_mission, roles_in
from vstrecha.missions.models import Mission

PAGE = 20
MOST_HITS = 60


@require_safe
@vary_on_headers("HX-Request")
def show_catalogue(request: HttpRequest, slug: str) -> HttpResponse:
    """Companies and their opportunities, searched and filtered; the address says all of it.

    HTMX gets the results alone.
    """
    mission = access_mission(visitor=request.user, slug=slug)
    query = request.GET.get("q", "").strip()[:200]
    filters = Filters.from_query(request.GET)
    found = catalogue(mission=mission, filters=filters, hits=_hits(mission, query))
    context = {
        "mission": mission,
        "roles": roles_in(visitor=request.user, mission=mission),
        "query": query,
        "filters": filters,
        "found": found,
        "page": Paginator[Entry](found.entries, PAGE).get_page(request.GET.get("page")),
    }
    # A page restored from the browser's history wants the whole of it.
    is_part = (
        "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
    )
    template = "matches/catalogue.html#found" if is_part else "matches/catalogue.html"
    return render(request, template, context)


@require_safe
def show_teams(request: HttpRequest, slug: str) -> HttpResponse:
    """The teams suggested for joint projects: all of them for an organiser, for others those that
    one's own companies are in."""
    standing = access_own_companies(visitor=request.user, slug=slug)
    context = {
        "mission": standing.mission,
        "roles": standing.roles,
        "is_organiser": standing.is_organiser,
        "projects": projects_with_teams(
            mission=standing.mission,
            companies=None if standing.is_organiser else standing.companies,
        ),
    }
    return render(request, "matches/teams.html", context)


def _hits(mission: Mission, query: str) -> Hits | None:
    """What the search finds, by the opportunity's primary key; None where nothing is asked."""
    if not query:
        return None
    return {
        hit.opportunity.pk: (hit.score, hit.why)
        for hit in search_opportunities(mission=mission, query=query, limit=MOST_HITS)
    }
