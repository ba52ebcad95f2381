"""A workbook that was sent: what it would change, and the yes or no to that."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from vstrecha.missions.access import roles_in
from vstrecha.people.models import User
from vstrecha.programme.services import AlreadyPlanningError, start_programme
from vstrecha.workbook.access import access_upload
from vstrecha.workbook.models import Upload
from vstrecha.workbook.services import (
    ImportResult,
    WorkbookRejectedError,
    discard_upload,
    import_upload,
    preview_upload,
)
from vstrecha.workbook.tasks import follow_up_in_background
from vstrecha.workbook.views.reports import report


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Problems with their mends; what is new, changed, unchanged, and not in the file."""
    upload = access_upload(visitor=request.user, pk=pk)
    context: dict[str, object] = {
        "upload": upload,
        "report": report(preview_upload(upload=upload), request.GET.get("show", "")),
        "frame": "web/base.html" if upload.mission is None else "missions/base.html",
        "back": _back(upload),
    }
    if upload.mission is not None:
        context |= {
            "mission": upload.mission,
            "roles": roles_in(visitor=request.user, mission=upload.mission),
        }
    return render(request, "workbook/preview.html", context)


@require_POST
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Import the workbook; what has become wrong with it since the preview is shown instead."""
    upload = access_upload(visitor=request.user, pk=pk)
    try:
        result = import_upload(upload=upload)
    except WorkbookRejectedError:
        messages.error(request, _("Nothing was imported: something must be mended first."))
        return redirect("workbook:preview", pk=pk)
    if result.pins:
        return _plan_around(request, result)
    follow_up_in_background(mission=result.mission)
    messages.success(request, _("The workbook is imported. Recommendations are being made of it."))
    return redirect("programme:mission", slug=result.mission.slug)


def _plan_around(request: HttpRequest, result: ImportResult) -> HttpResponse:
    """Rows of the timetable were moved by hand: a new version keeps them there."""
    user = request.user if isinstance(request.user, User) else None
    try:
        programme = start_programme(mission=result.mission, planned_by=user)
    except AlreadyPlanningError as error:
        follow_up_in_background(mission=result.mission)
        messages.warning(
            request,
            _(
                "The workbook is imported, but version {version} is still being planned: the "
                "meetings that you moved by hand are not planned yet. Stop that run or wait for "
                "it, then send the workbook again."
            ).format(version=error.version),
        )
        return redirect("programme:plan", slug=result.mission.slug)
    follow_up_in_background(mission=result.mission, programme=programme, pins=result.pins)
    messages.success(
        request,
        ngettext(
            "The workbook is imported. A new version is being planned in which {count} meeting "
            "stays where you put it.",
            "The workbook is imported. A new version is being planned in which {count} meetings "
            "stay where you put them.",
            len(result.pins),
        ).format(count=len(result.pins)),
    )
    return redirect("programme:plan", slug=result.mission.slug)


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Let go of the workbook."""
    upload = access_upload(visitor=request.user, pk=pk)
    discard_upload(upload=upload)
    messages.info(request, _("The workbook was not imported."))
    return redirect(_back(upload))


def _back(upload: Upload) -> str:
    """The page from which the workbook was sent."""
    if upload.mission is None:
        return reverse("workbook:new-mission")
    return reverse("workbook:mission", args=[upload.mission.slug])
