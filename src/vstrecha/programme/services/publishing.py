"""Publishing a version of the programme."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from vstrecha.engine.message import N_, Message
from vstrecha.missions.models import Mission
from vstrecha.programme.models import Placement, Programme
from vstrecha.programme.notices import Notice, carry_on, draw_up, last_published, notices_of

__all__ = ["CannotPublishError", "publish_programme"]


class CannotPublishError(Exception):
    """This version of the programme has no timetable to publish."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.render())
        self.message = message


@transaction.atomic
def publish_programme(
    *, programme: Programme, earlier: Sequence[Notice] | None = None
) -> Programme:
    """Make this version the one that participants see. Older published ones stay as they were.

    `earlier` is what calendars were told before; left out, what the version published last told
    them. A meeting or session whose time or place differs from that gets the next sequence
    number. Publishing the current version again tells of sessions that have changed since, and
    else changes nothing. Raises CannotPublishError for a version without a timetable.
    """
    if programme.status not in {Programme.Status.OPTIMAL, Programme.Status.FEASIBLE}:
        raise CannotPublishError(
            Message(N_("This version has no timetable. Plan again before publishing."))
        )
    Mission.objects.select_for_update().get(pk=programme.mission_id)
    current = last_published(mission=programme.mission)
    if earlier is None:
        earlier = [] if current is None else notices_of(current)
    now = timezone.now()
    notices = carry_on(current=draw_up(programme=programme, at=now), earlier=earlier, at=now)
    programme.notices = [notice.to_json() for notice in notices]
    if current != programme:
        programme.published_at = now
    programme.save(update_fields=["notices", "published_at"])
    sequences = {notice.subject: notice.sequence for notice in notices if notice.subject}
    placements = list(programme.placements.select_related("meeting"))
    for placement in placements:
        placement.sequence = sequences[placement.meeting.key]
    Placement.objects.bulk_update(placements, ["sequence"], batch_size=500)
    return programme
