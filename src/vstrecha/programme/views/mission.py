"""The mission's own page: is this for me, and when?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vstrecha.companies.selectors import attendance
from vstrecha.missions.selectors import sides_of
from vstrecha.programme.access import access_desk
from vstrecha.programme.notices import last_published
from vstrecha.programme.selectors.days import days_of


@require_safe
def mission(request: HttpRequest, slug: str) -> HttpResponse:
    """Days and places, who comes, and one thing to do next."""
    desk = access_desk(visitor=request.user, slug=slug)
    context = {
        "mission": desk.mission,
        "roles": desk.roles,
        "is_organiser": desk.is_organiser,
        "own_companies": () if desk.is_organiser else list(desk.companies[:5]),
        "published": last_published(mission=desk.mission),
        "sides": sides_of(desk.mission),
        "days": days_of(mission=desk.mission),
        "attendance": attendance(mission=desk.mission),
    }
    return render(request, "programme/mission.html", context)
