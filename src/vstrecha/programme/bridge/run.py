"""Ask the engine, and let its checker look at the answer."""

from __future__ import annotations

from collections.abc import Callable

from vstrecha.engine.message import N_, Message
from vstrecha.engine.scheduling.check import check
from vstrecha.engine.scheduling.plan import Plan
from vstrecha.engine.scheduling.problem import ProblemError
from vstrecha.engine.scheduling.solve import (
    DEFAULT_WORK_LIMIT,
    Progress,
    WrongPlanError,
    solve,
)
from vstrecha.programme.bridge.question import CannotPlanError, Planning

__all__ = ["DEFAULT_WORK_LIMIT", "PlanRejectedError", "Progress", "solve_planning"]


class PlanRejectedError(Exception):
    """The checker found the engine's plan to break a rule: an error of the engine's."""


def solve_planning(  # noqa: PLR0913 - the words of the engine's own call
    *,
    planning: Planning,
    seed: int,
    time_limit: float | None,
    work_limit: float | None,
    on_progress: Callable[[Progress], None] | None,
    should_stop: Callable[[], bool] | None = None,
) -> Plan:
    """The engine's plan, which the independent checker has passed.

    Without a limit the engine's own deterministic one holds. Raises PlanRejectedError, or
    CannotPlanError where the engine does not understand the mission.
    """
    try:
        plan = solve(
            planning.problem,
            seed=seed,
            time_limit=time_limit,
            work_limit=work_limit,
            on_progress=on_progress,
            should_stop=should_stop,
        )
    except ProblemError as error:
        raise CannotPlanError(
            Message(
                N_("The mission cannot be planned as it is: {problem}"), {"problem": str(error)}
            )
        ) from error
    except WrongPlanError as error:
        raise PlanRejectedError(str(error)) from error
    # The engine has looked itself; what is saved depends on nobody's having done so.
    broken = check(planning.problem, plan)
    if broken:
        raise PlanRejectedError("; ".join(one.detail.render() for one in broken))
    return plan
