"""The programme as files: a calendar for each company, a timetable to print."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from vstrecha.missions.access import ORGANISERS, access_mission_as
from vstrecha.programme.access import Desk, access_own_company, access_own_desk, access_programme
from vstrecha.programme.exports import company_calendar, timetable_pdf
from vstrecha.programme.models import Programme
from vstrecha.web.localised import reader_language


@require_safe
def calendar(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """One company's meetings and sessions for a calendar: the published version only."""
    desk, company = access_own_company(visitor=request.user, slug=slug, key=key)
    programme = _programme(desk, "")
    content = company_calendar(programme=programme, company=company, language=reader_language())
    return _file(content, "text/calendar; charset=utf-8", f"{key}.ics")


@require_safe
def pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole timetable to print, for the organiser: one page a company."""
    access_mission_as(visitor=request.user, slug=slug, roles=ORGANISERS)
    desk = access_own_desk(visitor=request.user, slug=slug)
    programme = _programme(desk, request.GET.get("version", ""))
    content = timetable_pdf(programme=programme, language=reader_language())
    return _file(content, "application/pdf", f"{slug}-{programme.version}.pdf")


def _programme(desk: Desk, version: str) -> Programme:
    programme = access_programme(desk=desk, version=version)
    if programme is None:
        raise Http404
    return programme


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
