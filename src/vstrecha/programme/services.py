"""What one does with a programme: plan it, publish it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from vstrecha.missions.models import Mission
from vstrecha.programme.bridge import Pin
from vstrecha.programme.models import Programme

__all__ = ["Pin", "plan_programme", "publish_programme", "start_programme"]


def start_programme(*, mission: Mission, seed: int = 0) -> Programme:
    """A new version with status `running`, for work that goes on in the background."""
    raise NotImplementedError


def plan_programme(
    *,
    mission: Mission,
    seed: int = 0,
    time_limit: float | None = None,
    work_limit: float | None = None,
    pins: Sequence[Pin] = (),
    previous: Programme | None = None,
    on_progress: Callable[[str, int, int], None] | None = None,
) -> Programme:
    """Plan the mission's meetings and save the result as its next version."""
    raise NotImplementedError


def publish_programme(*, programme: Programme) -> Programme:
    """Make this version the one that participants see."""
    raise NotImplementedError
