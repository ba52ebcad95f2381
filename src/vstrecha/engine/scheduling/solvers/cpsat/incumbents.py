"""Telling of better solutions while CP-SAT works."""

from __future__ import annotations

import math

from ortools.sat.python import cp_model

from vstrecha.engine.scheduling.solvers.answer import OnProgress, Progress
from vstrecha.engine.scheduling.solvers.budget import Budget
from vstrecha.engine.scheduling.solvers.cpsat.objective import Level


def whole_bound(bound: float, level: Level) -> int:
    if not math.isfinite(bound):
        raise RuntimeError("the solver gave no bound")
    return math.floor(bound + 1e-6) if level.more_is_better else math.ceil(bound - 1e-6)


class Incumbents(cp_model.CpSolverSolutionCallback):
    """Tells of each better solution."""

    def __init__(
        self,
        level: Level | None,
        budget: Budget,
        on_progress: OnProgress | None,
    ) -> None:
        super().__init__()
        self._level = level
        self._budget = budget
        self._on_progress = on_progress
        self._before: int | None = None
        self._known: int | None = None

    def take_only_better_than(self, before: int, bound: int | None) -> None:
        """The run is on a neighbourhood: it may find worse, and its own bound says nothing."""
        self._before, self._known = before, bound

    def on_solution_callback(self) -> None:
        level = self._level
        if level is None or self._on_progress is None:
            return
        scale = level.scale
        value = -(-round(self.objective_value) // scale)
        if self._before is None:
            bound = -(-whole_bound(self.best_objective_bound, level) // scale)
        elif self._known is None or (
            value <= self._before if level.more_is_better else value >= self._before
        ):
            return
        else:
            bound = self._known
        self._on_progress(Progress(level.name, value, bound, self._budget.seconds))
