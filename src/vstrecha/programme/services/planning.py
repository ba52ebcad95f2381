"""Planning a version of the programme, here and now or as a worker."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from django.db import transaction

from vstrecha.engine.message import N_, Message
from vstrecha.meetings.services import form_meetings
from vstrecha.missions.models import Mission
from vstrecha.programme.bridge import (
    CannotPlanError,
    Pin,
    PinsRejectedError,
    Plan,
    Planning,
    PlanRejectedError,
    Progress,
    read_mission,
    save_plan,
    solve_planning,
)
from vstrecha.programme.models import Programme, Run
from vstrecha.programme.services.runs import (
    Order,
    end_in_failure,
    new_version,
    take_up,
    watch,
)

__all__ = ["complete_programme", "plan_programme"]


def complete_programme(
    *, programme: Programme, pins: Sequence[Pin] = (), previous: Programme | None = None
) -> Programme:
    """Plan a version that was started, as it was ordered; the engine reports to its `run`.

    `pins` stay where they are said to be, besides those of the version it is based on; with
    `previous` it is based on that version, and keeps all of it that it can. Whatever goes wrong
    is recorded in the version, then raised. A version that was stopped or given up meanwhile
    stays so.
    """
    if not take_up(programme):
        return programme
    if previous is not None:
        programme.base, programme.keeps_all = previous, True
        programme.save(update_fields=["base", "keeps_all"])
    try:
        planning = _read(programme, pins)
        run = Run.objects.get(programme=programme)
        plan = watch(run, partial(_solve, planning, programme))
        return _keep(programme, planning, plan, run)
    except Exception as error:
        end_in_failure(programme, _why(error))
        raise


@transaction.atomic
def _keep(programme: Programme, planning: Planning, plan: Plan, run: Run) -> Programme:
    """Write the plan, unless the version has been given up since."""
    locked = Programme.objects.select_for_update().filter(pk=programme.pk).first()
    if locked is None or locked.status != Programme.Status.RUNNING:
        return programme
    return save_plan(
        programme=programme,
        planning=planning,
        plan=plan,
        is_stopped=run.stop_asked_at is not None,
    )


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

    Limits, `seed` and `previous` (whose meetings stay where they can) mean what they mean for an
    `Order`; `pins` stay where they are said to be. `on_progress` hears of each better plan found.

    The engine's independent checker passes each plan before it is saved. A mission that cannot
    be planned as asked is an answer too: the version has status `infeasible` (or `unknown`, where
    the limit ran out) and says why in `message`. Nothing is saved where this raises:
    PinsRejectedError, CannotPlanError (no time grid, no tables), PlanRejectedError (an error of
    the engine's).
    """
    order = Order(
        seed=seed,
        time_limit=time_limit,
        work_limit=work_limit,
        base=previous,
        keeps_all=previous is not None,
    )
    draft = new_version(mission=mission, order=order, planned_by=None)
    planning = _read(draft, pins)
    # Nobody else could write to the database if the engine worked within the transaction.
    plan = _solve(planning, draft, on_progress)
    with transaction.atomic():
        Mission.objects.select_for_update().get(pk=mission.pk)
        programme = new_version(mission=mission, order=order, planned_by=None)
        return save_plan(programme=programme, planning=planning, plan=plan)


def _read(programme: Programme, pins: Sequence[Pin]) -> Planning:
    form_meetings(mission=programme.mission)
    return read_mission(
        mission=programme.mission,
        pins=pins,
        previous=programme.base,
        only_pinned=not programme.keeps_all,
    )


def _solve(
    planning: Planning,
    programme: Programme,
    on_progress: Callable[[Progress], None] | None,
    should_stop: Callable[[], bool] | None = None,
) -> Plan:
    return solve_planning(
        planning=planning,
        seed=programme.seed,
        time_limit=programme.time_limit,
        work_limit=programme.work_limit,
        on_progress=on_progress,
        should_stop=should_stop,
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
