"""What a worker does after an import: a plan around the pins, recommendations, teams,
requests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.db import transaction
from django_tasks import task

from vstrecha.matches.services import match_mission, suggest_teams
from vstrecha.meetings.services import propose_requests
from vstrecha.missions.models import Mission
from vstrecha.programme.models import Programme
from vstrecha.programme.services import Pin, complete_programme

__all__ = ["follow_up_in_background"]


@task()
def _follow_up(*, mission: int, programme: int | None, pins: list[list[str]]) -> None:
    """Plan the version begun, match the mission, suggest teams, propose requests where it
    has none."""
    found = Mission.objects.filter(pk=mission).first()
    if found is None:
        return
    # A version that was begun is finished first: whatever happens later, it does not stay begun.
    if programme is not None:
        _plan(found, programme, pins)
    match_mission(mission=found)
    suggest_teams(mission=found)
    propose_requests(mission=found)


def _plan(mission: Mission, pk: int, pins: list[list[str]]) -> None:
    started = mission.programmes.filter(pk=pk, status=Programme.Status.RUNNING).first()
    if started is None:
        return
    complete_programme(
        programme=started,
        pins=[Pin(key, datetime.fromisoformat(at), venue, table) for key, at, venue, table in pins],
        previous=_last_timetable(mission),
    )


def _last_timetable(mission: Mission) -> Programme | None:
    """The version whose other meetings are to stay where they are, if they can."""
    return mission.programmes.filter(
        status__in=(Programme.Status.OPTIMAL, Programme.Status.FEASIBLE)
    ).first()


def follow_up_in_background(
    *, mission: Mission, programme: Programme | None = None, pins: Sequence[Pin] = ()
) -> None:
    """Let a worker make recommendations of what was imported; returns at once.

    With `programme`, a version that was started, it is planned with these pins, and all other
    meetings stay where the newest timetable has them if they can.
    """
    transaction.on_commit(
        partial(
            _follow_up.enqueue,
            mission=mission.pk,
            programme=None if programme is None else programme.pk,
            pins=[
                [pin.meeting_key, pin.starts_at.isoformat(), pin.venue, pin.table] for pin in pins
            ],
        )
    )
