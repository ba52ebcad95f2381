"""The requests to meet: who asked whom, and what became of it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vstrecha.companies.selectors import name_key
from vstrecha.programme.access import access_own_desk, access_programme
from vstrecha.programme.selectors.requests import STATES, RequestRow, request_rows, state_counts
from vstrecha.web.templatetags.components import Tab

PAGE = 50
SORTS = {
    "sender": lambda row: name_key(row.request.sender),
    "recipient": lambda row: name_key(row.request.recipient),
    "priority": lambda row: -row.request.priority,
    "state": lambda row: (
        STATES.index(row.state),
        row.starts_at.isoformat() if row.starts_at else "",
    ),
}


@require_safe
def requests(request: HttpRequest, slug: str) -> HttpResponse:
    """All requests for the organiser, those of one's own companies for others."""
    desk = access_own_desk(visitor=request.user, slug=slug)
    rows = request_rows(desk=desk, programme=access_programme(desk=desk))
    counts = state_counts(rows)
    state = request.GET.get("state", "")
    if state and state not in STATES:
        raise Http404
    sort = request.GET.get("sort", "priority")
    if sort.removeprefix("-") not in SORTS:
        raise Http404
    shown = [row for row in rows if not state or row.state == state]
    shown.sort(key=SORTS[sort.removeprefix("-")], reverse=sort.startswith("-"))
    context = {
        "mission": desk.mission,
        "roles": desk.roles,
        "is_organiser": desk.is_organiser,
        "own": frozenset() if desk.is_organiser else {one.pk for one in desk.companies},
        "tabs": _tabs(request, counts, state),
        "total": len(rows),
        "counts": counts,
        "page": Paginator[RequestRow](shown, PAGE).get_page(request.GET.get("page")),
        "sort": sort,
        "state": state,
    }
    return render(request, "programme/requests.html", context)


def _tabs(request: HttpRequest, counts: dict[str, int], state: str) -> list[Tab]:
    labels = {
        "placed": _("Placed"),
        "unplaced": _("Without a place"),
        "accepted": _("Not planned yet"),
        "pending": _("Waiting for an answer"),
        "declined": _("Declined"),
    }
    tabs = [Tab(_("All"), request.path, is_current=not state, count=sum(counts.values()))]
    return tabs + [
        Tab(label, f"{request.path}?state={key}", is_current=state == key, count=counts[key])
        for key, label in labels.items()
        if counts[key] or key == state
    ]
