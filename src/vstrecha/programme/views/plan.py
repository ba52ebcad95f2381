"""Planning, for the organiser: is this the best timetable?"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from vstrecha.meetings.models import Request
from vstrecha.missions.access import ORGANISERS, access_mission_as, roles_in
from vstrecha.programme.forms import PlanForm
from vstrecha.programme.selectors.effects import effect_of_publishing
from vstrecha.programme.selectors.figures import figures_of
from vstrecha.programme.selectors.planning import left_out_of
from vstrecha.programme.selectors.runs import Progress, progress_of
from vstrecha.programme.selectors.versions import Version, latest_version, versions_of


@require_safe
@vary_on_headers("HX-Request")
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest version (or the one asked for): how good it is, what is left out and why; all
    versions; what to do next.

    While a version is being planned, HTMX asks again every second and gets how far it is; when
    it is done, the whole page. Without a script one reloads.
    """
    mission = access_mission_as(visitor=request.user, slug=slug, roles=ORGANISERS)
    versions = versions_of(mission=mission)
    progress = progress_of(mission=mission, versions=versions)
    is_part = (
        "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
    )
    if is_part:
        return _part(request, progress)
    asked = request.GET.get("version", "")
    shown = _asked_version(versions, asked) if asked else latest_version(versions)
    with_timetable = [one for one in versions if one.has_timetable]
    context: dict[str, object] = {
        "mission": mission,
        "roles": roles_in(visitor=request.user, mission=mission),
        "versions": versions,
        "with_timetable": with_timetable,
        # A version without a timetable is nothing to go on from: the newest one that has one is.
        "base": shown
        if shown is not None and shown.has_timetable
        else next(iter(with_timetable), None),
        "progress": progress,
        "shown": shown,
        "form": PlanForm(initial={"limit": "quick", "seed": 0}),
    }
    if progress is not None and progress.is_lost:
        context["again"] = PlanForm.again(progress.version.programme, progress.version.base)
    if shown is None:
        accepted = mission.requests.filter(status=Request.Status.ACCEPTED)
        context["meetings_wanted"] = accepted.count()
    elif shown.has_timetable:
        context |= {
            "figures": figures_of(shown),
            "left_out": left_out_of(mission=mission, programme=shown.programme),
            "effect": effect_of_publishing(mission=mission, programme=shown.programme),
        }
    return render(request, "programme/plan.html", context)


def _part(request: HttpRequest, progress: Progress | None) -> HttpResponse:
    """How far the work is; once it is over, the page has other things to show."""
    if progress is None or progress.is_lost:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "programme/plan_run.html#progress", {"progress": progress})


def _asked_version(versions: list[Version], asked: str) -> Version:
    for version in versions:
        if str(version.number) == asked and not version.is_running:
            return version
    raise Http404
