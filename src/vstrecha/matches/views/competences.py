"""The map of competences, on a page and as files."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vstrecha.matches.exports import map_csv, map_xlsx
from vstrecha.matches.selectors.competences import CompetenceMap, Standing
from vstrecha.matches.selectors.standings import STANDINGS
from vstrecha.matches.services.competences import competence_map
from vstrecha.missions.access import PARTICIPANTS, access_mission_as, roles_in
from vstrecha.missions.models import Mission
from vstrecha.missions.selectors import sides_of
from vstrecha.web.localised import reader_language

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def show_map(request: HttpRequest, slug: str) -> HttpResponse:
    """What each region has that the other lacks; `?industry=&side=&what=` opens a cell."""
    mission, found = _map(request, slug)
    opened = None
    if "industry" in request.GET:
        asked = (request.GET.get(name, "") for name in ("industry", "side", "what"))
        opened = found.cell(*asked)
        if opened is None:
            raise Http404
    sides = sides_of(mission)
    context = {
        "mission": mission,
        "roles": roles_in(visitor=request.user, mission=mission),
        "map": found,
        "opened": opened,
        "home": sides.get("home"),
        "host": sides.get("host"),
        "standings": STANDINGS,
        "gap": Standing.GAP,
    }
    return render(request, "matches/map.html", context)


@require_safe
def map_workbook(request: HttpRequest, slug: str) -> HttpResponse:
    """The map as an Excel workbook: the matrix, and every company and opportunity behind it."""
    mission, found = _map(request, slug)
    content = map_xlsx(found, mission=mission, language=reader_language())
    return _file(content, _XLSX, f"{slug}-map.xlsx")


@require_safe
def map_table(request: HttpRequest, slug: str) -> HttpResponse:
    """The list behind the map as one table."""
    mission, found = _map(request, slug)
    return _file(map_csv(found, mission=mission), "text/csv; charset=utf-8", f"{slug}-map.csv")


def _map(request: HttpRequest, slug: str) -> tuple[Mission, CompetenceMap]:
    mission = access_mission_as(visitor=request.user, slug=slug, roles=PARTICIPANTS)
    return mission, competence_map(mission=mission)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
