"""Workbooks to take away: the empty template, a mission with its plan."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from vstrecha.missions.access import ORGANISERS, access_mission_as
from vstrecha.web.localised import reader_language
from vstrecha.workbook.access import access_template
from vstrecha.workbook.exports import build_workbook, workbook_bytes
from vstrecha.workbook.exports.planned import mission_workbook, planned_workbook

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LANGUAGES = ("ru", "en")


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The empty workbook, in the language asked for."""
    access_template(visitor=request.user)
    content = workbook_bytes(build_workbook({}, language=_language(request)))
    return _file(content, "vstrecha.xlsx")


@require_safe
def mission(request: HttpRequest, slug: str) -> HttpResponse:
    """All that is stored of a mission, with its newest timetable (or the version asked for)."""
    found = access_mission_as(visitor=request.user, slug=slug, roles=ORGANISERS)
    version = request.GET.get("version", "")
    programmes = found.programmes.filter(placements__isnull=False)
    if version:
        programmes = programmes.filter(version=version if version.isdecimal() else 0)
    programme = programmes.first()
    if programme is None:
        if version:
            raise Http404
        return _file(mission_workbook(mission=found, language=_language(request)), f"{slug}.xlsx")
    content = planned_workbook(programme=programme, language=_language(request))
    return _file(content, f"{slug}-{programme.version}.xlsx")


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("language", "") or reader_language()
    if asked not in LANGUAGES:
        raise Http404
    return asked


def _file(content: bytes, name: str) -> HttpResponse:
    """A file to save, never to be kept by a cache on the way."""
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
