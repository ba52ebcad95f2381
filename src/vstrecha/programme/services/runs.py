"""A version while a worker plans it: begun, taken up, watched, stopped, ended."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import timedelta
from queue import Empty, SimpleQueue

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from vstrecha.engine.message import N_, Message
from vstrecha.missions.models import Mission
from vstrecha.people.models import User
from vstrecha.programme.bridge import DEFAULT_WORK_LIMIT, Plan, Progress
from vstrecha.programme.models import Programme, Run

__all__ = [
    "AlreadyPlanningError",
    "Order",
    "end_in_failure",
    "new_version",
    "start_programme",
    "stop_planning",
    "take_up",
    "watch",
]

TICK = 0.5  # seconds between two looks at whether to stop, and two reports at the least
SIGN_OF_LIFE = timedelta(seconds=5)
INTERRUPTED = Message(N_("Planning was interrupted. Plan again."))


class AlreadyPlanningError(Exception):
    """Another version of the mission's programme is being planned."""

    def __init__(self, version: int) -> None:
        super().__init__(f"version {version} is being planned")
        self.version = version


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How a version is to be planned.

    `time_limit` is in seconds, `work_limit` in the engine's deterministic units; without either
    a deterministic limit holds, so that the same mission and `seed` give the same plan. The
    pinned meetings of `base` stay where they are; with `keeps_all`, so does every other one that
    can.
    """

    seed: int = 0
    time_limit: float | None = None
    work_limit: float | None = None
    base: Programme | None = None
    keeps_all: bool = False

    @property
    def limits(self) -> tuple[float | None, float | None]:
        """Time and work, one of them given."""
        if self.time_limit is None and self.work_limit is None:
            return None, DEFAULT_WORK_LIMIT
        return self.time_limit, self.work_limit


def new_version(*, mission: Mission, order: Order, planned_by: User | None) -> Programme:
    """The next version, not saved yet. Call it with the mission's row locked: two at once must
    not get the same number."""
    last = mission.programmes.aggregate(last=Max("version"))["last"] or 0
    time_limit, work_limit = order.limits
    return Programme(
        mission=mission,
        version=last + 1,
        seed=order.seed,
        time_limit=time_limit,
        work_limit=work_limit,
        base=order.base,
        keeps_all=order.keeps_all,
        planned_by=planned_by,
    )


@transaction.atomic
def start_programme(
    *, mission: Mission, order: Order | None = None, planned_by: User | None = None
) -> Programme:
    """A new version with status `running`, which `complete_programme` fills.

    A mission has one run at a time: raises AlreadyPlanningError while another is going on. One
    whose worker has died is given up.
    """
    Mission.objects.select_for_update().get(pk=mission.pk)
    running = mission.programmes.filter(status=Programme.Status.RUNNING).first()
    if running is not None:
        if not _is_lost(running):
            raise AlreadyPlanningError(running.version)
        end_in_failure(running, INTERRUPTED)
    programme = new_version(mission=mission, order=order or Order(), planned_by=planned_by)
    programme.status = Programme.Status.RUNNING
    programme.save()
    Run.objects.create(programme=programme)
    return programme


def _is_lost(programme: Programme) -> bool:
    run = Run.objects.filter(programme=programme).first()
    return run is None or run.is_lost


@transaction.atomic
def take_up(programme: Programme) -> bool:
    """Begin the work on a version that was started; False where there is none left to do.

    It may have been stopped meanwhile, or be in the hands of another worker.
    """
    locked = Programme.objects.select_for_update().filter(pk=programme.pk).first()
    if locked is None or locked.status != Programme.Status.RUNNING:
        return False
    now = timezone.now()
    taken = Run.objects.filter(programme=locked, taken_at=None).update(taken_at=now, heard_at=now)
    return taken > 0


@transaction.atomic
def stop_planning(*, programme: Programme) -> None:
    """Ask for an end to the work on a version; nothing where there is none.

    The worker keeps the best plan so far, within a second or two. A version that no worker has
    taken up goes; one whose worker has died is given up.
    """
    locked = Programme.objects.select_for_update().filter(pk=programme.pk).first()
    if locked is None or locked.status != Programme.Status.RUNNING:
        return
    run = Run.objects.filter(programme=locked).first()
    if run is None or run.is_lost:
        end_in_failure(locked, INTERRUPTED)
    elif run.taken_at is None:
        locked.delete()
    elif run.stop_asked_at is None:
        run.stop_asked_at = timezone.now()
        run.save(update_fields=["stop_asked_at"])


def end_in_failure(programme: Programme, why: Message) -> None:
    """The version will not be filled; its row says why. One that is not running stays as it is."""
    changed = Programme.objects.filter(pk=programme.pk, status=Programme.Status.RUNNING).update(
        status=Programme.Status.FAILED, message=why.to_json()
    )
    if changed:
        programme.status, programme.message = Programme.Status.FAILED, why.to_json()


Work = Callable[[Callable[[Progress], None], Callable[[], bool]], Plan]


def watch(run: Run, work: Work) -> Plan:
    """Let the engine work, keep the run's row up to date meanwhile, and pass a stop on.

    `work` takes what is to be told of progress, and what to ask whether to stop. It goes on in a
    thread of its own, which never sees the database. Raises what `work` raises.
    """
    stop = threading.Event()
    heard: SimpleQueue[Progress] = SimpleQueue()
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(work, heard.put, stop.is_set)
        try:
            while not wait([future], timeout=TICK).done:
                _report(run, heard)
                if _should_stop(run):
                    stop.set()
        finally:
            # Whatever ends the watch ends the work: the pool waits for it.
            stop.set()
        _report(run, heard)
        return future.result()


def _report(run: Run, heard: SimpleQueue[Progress]) -> None:
    """Write down what was heard since the last time; now and then only that all is well."""
    steps = {step[0]: step for step in run.steps}
    while True:
        try:
            found = heard.get_nowait()
        except Empty:
            break
        steps[found.level] = [found.level, found.value, found.bound, round(found.seconds, 1)]
    news = list(steps.values())
    now = timezone.now()
    if news == run.steps and run.heard_at is not None and now - run.heard_at < SIGN_OF_LIFE:
        return
    run.steps, run.heard_at = news, now
    run.save(update_fields=["steps", "heard_at"])


def _should_stop(run: Run) -> bool:
    """Whether somebody has asked for it, or the version has been given up or deleted."""
    found = (
        Run.objects.filter(pk=run.pk)
        .values_list("stop_asked_at", "programme__status", named=False)
        .first()
    )
    if found is None:
        return True
    asked_at, status = found
    run.stop_asked_at = asked_at
    return asked_at is not None or status != Programme.Status.RUNNING
