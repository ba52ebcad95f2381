"""From an imported mission to a published programme: what `plan` and `demo` have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vstrecha.config.cli.progress import Stages
from vstrecha.matches.services import match_mission, suggest_teams
from vstrecha.meetings.services import propose_requests
from vstrecha.missions.models import Mission
from vstrecha.programme.models import Programme
from vstrecha.programme.services import Pin, Progress, plan_programme

__all__ = ["Limits", "Planned", "match_and_plan"]

# What the levels of the objective are called while the engine works on them.
LEVELS = {
    "mandatory": "must-meet meetings",
    "placed": "meetings",
    "utility": "worth",
    "moved": "moved",
    "breaks": "breaks",
    "fairness": "fairness",
    "changes": "changes of table or venue",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Seed and stopping rule of a plan; without limits the engine's deterministic one holds."""

    seed: int = 0
    time: float | None = None
    work: float | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """A mission matched and planned; `are_proposed` says whether its requests are."""

    mission: Mission
    programme: Programme
    matches: int
    requests: int
    are_proposed: bool


def match_and_plan(
    *, mission: Mission, limits: Limits, stages: Stages, pins: Sequence[Pin] = ()
) -> Planned:
    """Match the mission, suggest teams, propose requests where it has none, plan the meetings.

    Raises what `plan_programme` raises.
    """
    stages.begin("Matching")
    matches = match_mission(mission=mission, progress=stages.step)
    stages.begin("Teams")
    suggest_teams(mission=mission, progress=stages.step)
    stages.begin("Requests")
    proposed = propose_requests(mission=mission)
    stages.begin("Planning")

    def heard(found: Progress) -> None:
        name = LEVELS.get(found.level, found.level)
        stages.detail(f"{name}: {found.value}, at best {found.bound}")

    programme = plan_programme(
        mission=mission,
        seed=limits.seed,
        time_limit=limits.time,
        work_limit=limits.work,
        pins=pins,
        on_progress=heard,
    )
    return Planned(
        mission=mission,
        programme=programme,
        matches=matches,
        requests=mission.requests.count(),
        are_proposed=proposed > 0,
    )
