"""Beginning the work on a version of the programme, and stopping it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vstrecha.missions.access import ORGANISERS, access_mission_as
from vstrecha.people.models import User
from vstrecha.programme.forms import PlanForm
from vstrecha.programme.models import Programme
from vstrecha.programme.services import AlreadyPlanningError, start_programme, stop_planning
from vstrecha.programme.tasks import complete_in_background


@require_POST
def plan_again(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a new version, planned in the background."""
    mission = access_mission_as(visitor=request.user, slug=slug, roles=ORGANISERS)
    form = PlanForm(request.POST)
    if not form.is_valid():
        for name, errors in form.errors.items():
            messages.error(request, f"{form[name].label}: {' '.join(map(str, errors))}")
        return redirect("programme:plan", slug=slug)
    user = request.user if isinstance(request.user, User) else None
    try:
        programme = start_programme(mission=mission, order=form.order(mission), planned_by=user)
    except AlreadyPlanningError as error:
        messages.info(
            request,
            _("Version {version} is still being planned.").format(version=error.version),
        )
    else:
        complete_in_background(programme=programme)
    return redirect("programme:plan", slug=slug)


@require_POST
def stop(request: HttpRequest, slug: str) -> HttpResponse:
    """Let the version that is being planned end with the best timetable so far."""
    mission = access_mission_as(visitor=request.user, slug=slug, roles=ORGANISERS)
    running = mission.programmes.filter(status=Programme.Status.RUNNING).first()
    if running is None:
        messages.info(request, _("Nothing is being planned any more."))
    else:
        stop_planning(programme=running)
    return redirect("programme:plan", slug=slug)
