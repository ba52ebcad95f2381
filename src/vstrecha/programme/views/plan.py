"""Planning, for the organiser: is this the best timetable?"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from vstrecha.meetings.models import Request
from vstrecha.missions.access import ORGANISERS, access_mission_as, roles_in
from vstrecha.programme.selectors.planning import (
    Version,
    latest_version,
    left_out_of,
    running_version,
    versions_of,
)
from vstrecha.programme.services import CannotPublishError, publish_programme, start_programme
from vstrecha.programme.tasks import complete_in_background


@require_safe
@vary_on_headers("HX-Request")
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest version (or the one asked for): how good it is, what is left out and why.

    While a version is being planned, HTMX asks again every two seconds and gets the inside of the
    page; without a script one reloads.
    """
    mission = access_mission_as(visitor=request.user, slug=slug, roles=ORGANISERS)
    versions = versions_of(mission=mission)
    asked = request.GET.get("version", "")
    shown = _asked_version(versions, asked) if asked else latest_version(versions)
    context = {
        "mission": mission,
        "roles": roles_in(visitor=request.user, mission=mission),
        "versions": versions,
        "running": running_version(versions),
        "shown": shown,
        "left_out": left_out_of(mission=mission, programme=shown.programme) if shown else (),
        "meetings_wanted": mission.requests.filter(status=Request.Status.ACCEPTED).count(),
    }
    is_part = (
        "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
    )
    template = "programme/plan.html#plan" if is_part else "programme/plan.html"
    return render(request, template, context)


@require_POST
def plan_again(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a new version, planned in the background."""
    mission = access_mission_as(visitor=request.user, slug=slug, roles=ORGANISERS)
    running = running_version(versions_of(mission=mission))
    if running is None:
        complete_in_background(programme=start_programme(mission=mission))
    else:
        messages.info(
            request,
            _("Version {version} is still being planned.").format(
                version=running.programme.version
            ),
        )
    return redirect("programme:plan", slug=slug)


@require_POST
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Make one version the one that participants see."""
    mission = access_mission_as(visitor=request.user, slug=slug, roles=ORGANISERS)
    version = request.POST.get("version", "")
    programme = mission.programmes.filter(version=version).first() if version.isdecimal() else None
    if programme is None:
        raise Http404
    try:
        publish_programme(programme=programme)
    except CannotPublishError as error:
        messages.error(request, error.message.render(gettext, ngettext))
    else:
        messages.success(
            request,
            _("Version {version} is published: participants see their meetings now.").format(
                version=programme.version
            ),
        )
    return redirect("programme:plan", slug=slug)


def _asked_version(versions: list[Version], asked: str) -> Version:
    for version in versions:
        if str(version.programme.version) == asked and not version.is_running:
            return version
    raise Http404
