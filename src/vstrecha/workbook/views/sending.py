"""Where a workbook is sent: for a new mission, or for one that is there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from vstrecha.missions.access import ORGANISERS, access_mission_as, roles_in
from vstrecha.missions.models import Mission
from vstrecha.people.models import User
from vstrecha.workbook.access import access_new_mission
from vstrecha.workbook.forms import WorkbookForm
from vstrecha.workbook.services import keep_upload

page = require_http_methods(["GET", "HEAD", "POST"])


@page
def new_mission(request: HttpRequest) -> HttpResponse:
    """Begin a mission with its workbook."""
    user = access_new_mission(visitor=request.user)
    return _page(request, user, None, "workbook/new_mission.html", {})


@page
def mission(request: HttpRequest, slug: str) -> HttpResponse:
    """A mission's workbook: download it, send it back."""
    found = access_mission_as(visitor=request.user, slug=slug, roles=ORGANISERS)
    user = request.user
    if not isinstance(user, User):
        raise TypeError("Only who has signed in has a role in a mission.")
    context = {
        "mission": found,
        "roles": roles_in(visitor=user, mission=found),
        "newest": found.programmes.filter(placements__isnull=False).first(),
    }
    return _page(request, user, found, "workbook/mission.html", context)


def _page(
    request: HttpRequest,
    user: User,
    found: Mission | None,
    template: str,
    context: dict[str, object],
) -> HttpResponse:
    form = WorkbookForm()
    if request.method == "POST":
        form = WorkbookForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["workbook"]
            upload = keep_upload(user=user, mission=found, name=file.name, content=file.read())
            return redirect("workbook:preview", pk=upload.pk)
    return render(request, template, {"form": form} | context)
