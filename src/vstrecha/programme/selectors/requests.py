"""Who asked whom to meet, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from vstrecha.meetings.models import Request
from vstrecha.programme.access import Desk
from vstrecha.programme.models import Placement, Programme, Unplaced
from vstrecha.programme.selectors.wording import Names, names_in, say
from vstrecha.web.localised import Localised, localised

__all__ = ["STATES", "RequestRow", "request_rows", "state_counts"]

STATES = ("placed", "unplaced", "accepted", "pending", "declined")


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request and its state: `placed` (with time and table), `unplaced` (with the reason),
    `accepted` (no timetable knows of it yet), `pending` or `declined`.
    """

    request: Request
    state: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    venue: Localised | None = None
    table: str = ""
    reason: str = ""


def request_rows(*, desk: Desk, programme: Programme | None) -> list[RequestRow]:
    """The requests that the visitor may see: those to or from the companies acted for."""
    requests: QuerySet[Request] = (
        desk.mission.requests.select_related("sender__side", "recipient__side")
        .prefetch_related("meetings")
        .order_by("-priority", "sender__name", "recipient__name")
    )
    if not desk.is_organiser:
        requests = requests.filter(
            Q(sender__in=desk.companies) | Q(recipient__in=desk.companies)
        ).distinct()
    placements: dict[int, Placement] = {}
    left_out: dict[int, Unplaced] = {}
    names = Names({})
    if programme is not None:
        placements = {
            one.meeting_id: one
            for one in programme.placements.select_related("slot", "table__venue")
        }
        left_out = {one.meeting_id: one for one in programme.unplaced.all()}
        names = names_in(desk.mission)
    return [_row(request, desk, placements, left_out, names) for request in requests]


def state_counts(rows: Iterable[RequestRow]) -> dict[str, int]:
    """How many requests are in each state."""
    counts = dict.fromkeys(STATES, 0)
    for row in rows:
        counts[row.state] += 1
    return counts


def _row(
    request: Request,
    desk: Desk,
    placements: dict[int, Placement],
    left_out: dict[int, Unplaced],
    names: Names,
) -> RequestRow:
    if request.status != Request.Status.ACCEPTED:
        return RequestRow(request, str(request.status))
    zone = desk.mission.zone
    for meeting in request.meetings.all():
        if place := placements.get(meeting.pk):
            return RequestRow(
                request,
                "placed",
                starts_at=place.slot.starts_at.astimezone(zone),
                ends_at=place.ends_at.astimezone(zone),
                venue=localised(place.table.venue, "name", language=desk.mission.language),
                table=place.table.label,
            )
        if out := left_out.get(meeting.pk):
            return RequestRow(request, "unplaced", reason=say(out.reason, names))
    return RequestRow(request, "accepted")
