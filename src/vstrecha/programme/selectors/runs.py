"""How far the work on a version is, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vstrecha.missions.models import Mission
from vstrecha.programme.models import Programme, Run
from vstrecha.programme.selectors.figures import MORE_IS_BETTER, level_name
from vstrecha.programme.selectors.versions import Version, running_version
from vstrecha.web.templatetags.localise import number

__all__ = ["Progress", "RunState", "Step", "progress_of"]

# A worker looks into the queue twice a second; after this long something keeps it from doing so.
USUAL_WAIT = timedelta(seconds=10)


class RunState(StrEnum):
    """Where the work is. It waits for a worker; for one that is busy with another mission; for
    one that seems not to be there at all."""

    WAITING = "waiting"
    BUSY = "busy"
    UNATTENDED = "unattended"
    WORKING = "working"
    STOPPING = "stopping"
    LOST = "lost"


_STATES: dict[RunState, Promise] = {
    RunState.WAITING: gettext_lazy("A worker will take it up in a moment."),
    RunState.BUSY: gettext_lazy("The worker is busy with another mission; this one comes next."),
    RunState.UNATTENDED: gettext_lazy(
        "No worker has taken it up yet: it is busy with other work, or is not running. The "
        "administrator starts one with “vstrecha worker”."
    ),
    RunState.WORKING: gettext_lazy("Looking for a first timetable that keeps all rules."),
    RunState.STOPPING: gettext_lazy("Stopping; the best timetable so far is kept."),
    RunState.LOST: gettext_lazy(
        "The work was interrupted: its worker has given no sign of life for a while. Plan again."
    ),
}
_DOING: dict[str, Promise] = {
    "mandatory": gettext_lazy("Placing the must-meet meetings."),
    "placed": gettext_lazy("Placing as many meetings as possible."),
    "utility": gettext_lazy("Placing the meetings that are worth most."),
    "moved": gettext_lazy("Keeping meetings where they were."),
    "breaks": gettext_lazy("Closing gaps between meetings."),
    "fairness": gettext_lazy("Sharing out the gaps fairly."),
    "changes": gettext_lazy("Keeping companies at one table."),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One level of the objective: what was found, and what no timetable can beat."""

    level: str
    value: int
    bound: int
    is_current: bool

    @property
    def name(self) -> str:
        return level_name(self.level)

    @property
    def is_proven(self) -> bool:
        return self.value == self.bound

    @property
    def limit(self) -> str:
        """The bound in words."""
        if self.is_proven:
            return _("proven best")
        if self.level in MORE_IS_BETTER:
            return _("at most {bound}").format(bound=number(self.bound))
        # Nothing is fewer than none: that is no news.
        return _("at least {bound}").format(bound=number(self.bound)) if self.bound > 0 else "–"


@dataclass(frozen=True, slots=True)
class Progress:
    """A version that is being planned, and how far it is.

    `seconds` count from when a worker took it up, or, while it waits, from when it was asked for;
    `heard_at` is the worker's last sign of life, in the mission's zone.
    """

    version: Version
    state: RunState
    seconds: float
    heard_at: datetime | None
    steps: tuple[Step, ...] = ()

    @property
    def is_lost(self) -> bool:
        return self.state is RunState.LOST

    @property
    def is_waiting(self) -> bool:
        """Whether no worker has taken it up."""
        return self.state in {RunState.WAITING, RunState.BUSY, RunState.UNATTENDED}

    @property
    def needs_help(self) -> bool:
        return self.state in {RunState.UNATTENDED, RunState.LOST}

    @property
    def is_stopping(self) -> bool:
        return self.state is RunState.STOPPING

    @property
    def sentence(self) -> str:
        """What is going on, in one sentence."""
        if self.state is RunState.WORKING and self.steps:
            return str(_DOING.get(self.steps[-1].level, _("Comparing timetables.")))
        return str(_STATES[self.state])


def progress_of(*, mission: Mission, versions: Sequence[Version]) -> Progress | None:
    """How far the version is that is being planned now; None where there is none."""
    version = running_version(versions)
    if version is None:
        return None
    run: Run | None = getattr(version.programme, "run", None)
    if run is None:
        return Progress(version, RunState.LOST, 0, None)
    return Progress(
        version=version,
        state=_state(run),
        seconds=(timezone.now() - (run.taken_at or run.asked_at)).total_seconds(),
        heard_at=run.heard_at.astimezone(mission.zone) if run.heard_at else None,
        steps=tuple(
            Step(level, value, bound, is_current=place == len(run.steps))
            for place, (level, value, bound, _seconds) in enumerate(run.steps, start=1)
        ),
    )


def _state(run: Run) -> RunState:
    if run.is_lost:
        return RunState.LOST
    if run.taken_at is not None:
        return RunState.STOPPING if run.stop_asked_at else RunState.WORKING
    now = timezone.now()
    if now - run.asked_at <= USUAL_WAIT:
        return RunState.WAITING
    alive = Run.objects.filter(
        programme__status=Programme.Status.RUNNING, heard_at__gt=now - Run.LOST_AFTER
    )
    return RunState.BUSY if alive.exists() else RunState.UNATTENDED
