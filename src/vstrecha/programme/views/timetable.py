"""The timetable: who is where, when?"""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vstrecha.companies.models import Company
from vstrecha.companies.selectors import name_key
from vstrecha.missions.models import Side
from vstrecha.programme.access import Desk, access_own_desk, access_programme
from vstrecha.programme.notices import last_published
from vstrecha.programme.selectors.timetable import Timetable, agenda_of, timetable_of
from vstrecha.web.templatetags.components import Tab
from vstrecha.web.templatetags.localise import short_day

# Who speaks for a few companies wants to see the first; who for more, the grid of all.
FEW = 3
VIEWS = ("company", "slot", "table")


@require_safe
def timetable(request: HttpRequest, slug: str) -> HttpResponse:
    """One version of the programme by company, by slot or by table.

    An organiser sees all of any version, others their own companies' meetings in the published
    one.
    """
    desk = access_own_desk(visitor=request.user, slug=slug)
    version = request.GET.get("version", "")
    programme = access_programme(desk=desk, version=version)
    context: dict[str, object] = {
        "mission": desk.mission,
        "roles": desk.roles,
        "is_organiser": desk.is_organiser,
        "programme": programme,
        "published": last_published(mission=desk.mission),
    }
    if programme is None:
        return render(request, "programme/timetable.html", context)
    found = timetable_of(desk=desk, programme=programme)
    view = request.GET.get("view", VIEWS[0])
    if view not in VIEWS:
        raise Http404
    companies = sorted(
        desk.companies, key=lambda one: (one.side.role != Side.Role.HOME.value, name_key(one))
    )
    company = _chosen_company(request, desk, companies) if view == "company" else None
    day = _chosen_day(request, found)
    context |= {
        "view": view,
        "day": day,
        "company": company,
        "companies": companies,
        "can_see_all": desk.is_organiser or len(companies) > FEW,
        "timetable": found,
        "tabs": _view_tabs(request, view),
        "days": _day_tabs(request, found, day) if company is None else (),
        "asked_version": version,
    }
    if company is not None:
        context["agenda"] = agenda_of(found, company)
    elif view == "company":
        context["rows"] = found.by_company(companies, day)
    elif view == "table":
        context["groups"] = found.by_table(day)
    else:
        context["slots"] = found.by_slot(day)
    context["columns"] = found.slots_on(day)
    return render(request, "programme/timetable.html", context)


def _chosen_company(request: HttpRequest, desk: Desk, companies: list[Company]) -> Company | None:
    """The company asked for, which must be one's own; a representative's first, unasked."""
    key = request.GET.get("company", "")
    if key:
        for company in companies:
            if company.key == key:
                return company
        raise Http404
    if desk.is_organiser or len(companies) > FEW:
        return None
    return companies[0] if companies else None


def _chosen_day(request: HttpRequest, found: Timetable) -> date:
    """The day asked for; else today if it is one, else the first with meetings."""
    days = found.days
    asked = request.GET.get("day", "")
    if asked:
        for day in days:
            if day.isoformat() == asked:
                return day
        raise Http404
    with_meetings = [day for day in days if found.count_on(day)] or days
    return with_meetings[0] if with_meetings else found.mission.starts_on


def _view_tabs(request: HttpRequest, view: str) -> list[Tab]:
    labels = {"company": _("By company"), "slot": _("By slot"), "table": _("By table")}
    return [
        Tab(label, _with(request, view=key, company=None), is_current=key == view)
        for key, label in labels.items()
    ]


def _day_tabs(request: HttpRequest, found: Timetable, day: date) -> list[Tab]:
    return [
        Tab(
            short_day(one),
            _with(request, day=one.isoformat()),
            is_current=one == day,
            count=found.count_on(one),
        )
        for one in found.days
    ]


def _with(request: HttpRequest, **changes: str | None) -> str:
    """The page's address with some parameters changed (None takes one out)."""
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return f"{request.path}?{query.urlencode()}"
