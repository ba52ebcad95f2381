"""What one does with a programme: plan it, publish it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from vstrecha.engine.message import N_, Message
from vstrecha.meetings.services import form_meetings
from vstrecha.missions.models import Mission
from vstrecha.programme.bridge import (
    CannotPlanError,
    Pin,
    PinProblem,
    PinsRejectedError,
    Plan,
    Planning,
    PlanRejectedError,
    Progress,
    read_mission,
    save_plan,
    solve_planning,
)
from vstrecha.programme.models import Placement, Programme
from vstrecha.programme.notices import Notice, carry_on, draw_up, last_published, notices_of

__all__ = [
    "CannotPlanError",
    "CannotPublishError",
    "Pin",
    "PinProblem",
    "PinsRejectedError",
    "PlanRejectedError",
    "Progress",
    "complete_programme",
    "plan_programme",
    "publish_programme",
    "start_programme",
]

# A plan takes seconds to minutes. One that still "runs" after this was lost with its worker.
LOST_AFTER = timedelta(hours=1)


class CannotPublishError(Exception):
    """This version of the programme has no timetable to publish."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.render())
        self.message = message


@transaction.atomic
def start_programme(*, mission: Mission, seed: int = 0) -> Programme:
    """A new version with status `running`, which `complete_programme` fills.

    A version that has been running for longer than any plan takes is given up.
    """
    # Two at once must not get the same number: the second waits for the mission's row.
    Mission.objects.select_for_update().get(pk=mission.pk)
    mission.programmes.filter(
        status=Programme.Status.RUNNING, created_at__lt=timezone.now() - LOST_AFTER
    ).update(
        status=Programme.Status.FAILED,
        message=Message(N_("Planning was interrupted. Plan again.")).to_json(),
    )
    last = mission.programmes.aggregate(last=Max("version"))["last"] or 0
    return Programme.objects.create(
        mission=mission, version=last + 1, status=Programme.Status.RUNNING, seed=seed
    )


def complete_programme(  # noqa: PLR0913 - the same words as plan_programme
    *,
    programme: Programme,
    time_limit: float | None = None,
    work_limit: float | None = None,
    pins: Sequence[Pin] = (),
    previous: Programme | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Programme:
    """Plan a version that was started. Whatever goes wrong is recorded in it, then raised."""
    try:
        planning = _read(programme.mission, pins=pins, previous=previous)
        plan = _solve(planning, programme.seed, time_limit, work_limit, on_progress)
        return save_plan(programme=programme, planning=planning, plan=plan)
    except Exception as error:
        programme.status = Programme.Status.FAILED
        programme.message = _why(error).to_json()
        programme.save(update_fields=["status", "message"])
        raise


def plan_programme(  # noqa: PLR0913 - one call, all that may be said of a plan
    *,
    mission: Mission,
    seed: int = 0,
    time_limit: float | None = None,
    work_limit: float | None = None,
    pins: Sequence[Pin] = (),
    previous: Programme | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Programme:
    """Plan the meetings that accepted requests ask for; save the result as the next version.

    `work_limit` is in the engine's deterministic units, `time_limit` in seconds; without either
    a deterministic limit holds, so that the same mission and `seed` give the same plan. `pins`
    stay where they are said to be; with `previous`, so does every other meeting of that version
    if it can. `on_progress` hears of each better plan found.

    The engine's independent checker passes each plan before it is saved. A mission that cannot
    be planned as asked is an answer too: the version has status `infeasible` (or `unknown`, where
    the limit ran out) and says why in `message`. Nothing is saved where this raises:
    PinsRejectedError, CannotPlanError (no time grid, no tables), PlanRejectedError (an error of
    the engine's).
    """
    planning = _read(mission, pins=pins, previous=previous)
    # Nobody else could write to the database if the engine worked within the transaction.
    plan = _solve(planning, seed, time_limit, work_limit, on_progress)
    with transaction.atomic():
        programme = start_programme(mission=mission, seed=seed)
        return save_plan(programme=programme, planning=planning, plan=plan)


def _read(mission: Mission, *, pins: Sequence[Pin], previous: Programme | None) -> Planning:
    form_meetings(mission=mission)
    return read_mission(mission=mission, pins=pins, previous=previous)


def _solve(
    planning: Planning,
    seed: int,
    time_limit: float | None,
    work_limit: float | None,
    on_progress: Callable[[Progress], None] | None,
) -> Plan:
    return solve_planning(
        planning=planning,
        seed=seed,
        time_limit=time_limit,
        work_limit=work_limit,
        on_progress=on_progress,
    )


def _why(error: Exception) -> Message:
    """What went wrong, for the organiser."""
    if isinstance(error, CannotPlanError):
        return error.message
    if isinstance(error, PinsRejectedError):
        return error.problems[0].message
    if isinstance(error, PlanRejectedError):
        return Message(N_("The plan broke a rule and was thrown away. Plan again."))
    return Message(N_("Planning failed. Plan again; if it fails again, tell the administrator."))


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
