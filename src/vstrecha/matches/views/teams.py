"""Teams: with whom can a joint project be done?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vstrecha.companies.access import access_own_companies
from vstrecha.matches.selectors.teams import projects_with_teams


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
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
