"""Sessions and who takes part in them."""

from __future__ import annotations

from vstrecha.missions.models import Mission
from vstrecha.programme.models import Session
from vstrecha.workbook.reading.words import plain_name
from vstrecha.workbook.services.applying.companies import Companies
from vstrecha.workbook.services.applying.fields import (
    BATCH,
    changed_drafts,
    new_drafts,
    put_changes,
    put_new,
)
from vstrecha.workbook.services.applying.places import Venues
from vstrecha.workbook.services.comparison import Comparison
from vstrecha.workbook.services.drafts import Draft
from vstrecha.workbook.services.preview import changed_columns

_FIELDS = ("title", "title_en", "kind", "capacity")
_Seat = Session.participants.through


def apply_sessions(
    comparison: Comparison, mission: Mission, venues: Venues, companies: Companies
) -> None:
    """Make and change sessions, then seat their participants."""
    stored = {session.pk: session for session in mission.sessions.all()}
    changed = changed_drafts(comparison, "sessions")
    seats: list[tuple[Session, Draft]] = []
    for pk, draft in changed.items():
        session = stored[pk]
        put_changes(session, draft, _FIELDS)
        _put_time_and_place(session, draft, comparison, venues)
        if "participants" in set(changed_columns(draft)):
            seats.append((session, draft))
    Session.objects.bulk_update(
        [stored[pk] for pk in changed],
        [*_FIELDS, "starts_at", "ends_at", "venue"],
        batch_size=BATCH,
    )
    _Seat.objects.filter(session__in=[session for session, _ in seats]).delete()
    made = []
    for draft in new_drafts(comparison, "sessions"):
        session = Session(mission=mission)
        put_new(session, draft, _FIELDS)
        _put_time_and_place(session, draft, comparison, venues)
        made.append(session)
        seats.append((session, draft))
    Session.objects.bulk_create(made, batch_size=BATCH)
    _Seat.objects.bulk_create(
        [
            _Seat(session_id=session.pk, company_id=companies[key].pk)
            for session, draft in seats
            for key in draft.items("participants")
        ],
        batch_size=BATCH,
    )


def _put_time_and_place(
    session: Session, draft: Draft, comparison: Comparison, venues: Venues
) -> None:
    day, starts, ends = draft.date("date"), draft.time("starts"), draft.time("ends")
    if day is not None and starts is not None and ends is not None:
        session.starts_at = comparison.facts.moment(day, starts)
        session.ends_at = comparison.facts.moment(day, ends)
    if "venue" in draft.values:
        name = draft.text("venue")
        session.venue = venues[plain_name(name)] if name else None
