"""From a mission's rows to an engine `Problem`, and from its `Plan` back to rows."""

from vstrecha.engine.scheduling.plan import Plan
from vstrecha.programme.bridge.answer import save_plan
from vstrecha.programme.bridge.pins import Pin, PinProblem, PinsRejectedError
from vstrecha.programme.bridge.question import CannotPlanError, Planning, read_mission
from vstrecha.programme.bridge.run import (
    DEFAULT_WORK_LIMIT,
    PlanRejectedError,
    Progress,
    solve_planning,
)

__all__ = [
    "DEFAULT_WORK_LIMIT",
    "CannotPlanError",
    "Pin",
    "PinProblem",
    "PinsRejectedError",
    "Plan",
    "PlanRejectedError",
    "Planning",
    "Progress",
    "read_mission",
    "save_plan",
    "solve_planning",
]
