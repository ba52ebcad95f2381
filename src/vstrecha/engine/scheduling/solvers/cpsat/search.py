"""Running CP-SAT level by level within a budget.

A level is improved first by large-neighbourhood search alone, then handed to the whole
portfolio, which improves it further and proves its bound. Both run interleaved, so that within
a work limit the result does not depend on the number or speed of the workers.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from ortools.sat.python import cp_model

from vstrecha.engine.scheduling.solvers.answer import Progress
from vstrecha.engine.scheduling.solvers.budget import Budget
from vstrecha.engine.scheduling.solvers.cpsat.objective import Level
from vstrecha.engine.scheduling.solvers.cpsat.variables import Literal, Variables

OnProgress = Callable[[Progress], None]
BATCH = 4  # tasks between two exchanges of solutions: small, or every task works on stale ones


@dataclass(frozen=True, slots=True)
class Found:
    """What one level came to: its value (None where nothing was found), bound and proof."""

    value: int | None
    bound: int | None
    proven: bool
    infeasible: bool = False


class Search:
    """Solves levels in turn; `values` is the best solution so far, by variable index."""

    def __init__(
        self,
        variables: Variables,
        budget: Budget,
        *,
        seed: int,
        workers: int,
        on_progress: OnProgress | None,
    ) -> None:
        self.variables = variables
        self.model = variables.model
        self.budget = budget
        self.seed = seed
        self.workers = workers
        self.on_progress = on_progress
        self.values: list[int] | None = None

    def is_true(self, literal: Literal) -> bool:
        """Whether a literal is true in the best solution."""
        return self.values is not None and bool(self.values[literal.index])

    def hint(self, values: dict[int, int]) -> None:
        """Tell the next run where to start, by variable index."""
        self.model.clear_hints()  # type: ignore[no-untyped-call]  # OR-Tools left it untyped
        for index, value in values.items():
            self.model.add_hint(self.model.get_int_var_from_proto_index(index), value)

    def first_plan(self, share: float) -> Found:
        """Find any plan: the hinted one if it keeps the rules."""
        self.model.clear_objective()  # type: ignore[no-untyped-call]  # OR-Tools left it untyped
        found = self._run(None, share, as_hinted=True)
        return found if found.value is not None else self._run(None, share)

    def decide(self, level: Level, share: float, *, target: int | None = None) -> Found:
        """Find the best value of a level with a share of what is left, and fix it.

        `target` is a bound proven elsewhere. As a rule of the model it lets the search stop,
        proven, once it is reached. (Stopping from a callback makes CP-SAT abort where the hint
        reaches the target within presolve.)
        """
        if target is not None:
            self.model.add(
                level.counts <= target if level.more_is_better else level.counts >= target
            )
        found = self.explore(level, share)
        if found.value is None:
            return Found(None, target, proven=False, infeasible=found.infeasible)
        if level.more_is_better:
            self.model.add(level.counts >= found.value)
        else:
            self.model.add(level.counts <= found.value)
        return found

    def explore(self, level: Level, share: float, *, keep: bool = True) -> Found:
        """Find the best value of a level; the solution replaces the one so far if `keep`."""
        if level.more_is_better:
            self.model.maximize(level.counts)
        else:
            self.model.minimize(level.counts)
        return self._run(level, share, keep=keep)

    def _run(
        self,
        level: Level | None,
        share: float,
        *,
        keep: bool = True,
        as_hinted: bool = False,
    ) -> Found:
        if self.values is not None:
            self.hint(dict(enumerate(self.values)))
        solver = self._solver(share)
        solver.parameters.fix_variables_to_their_hinted_value = as_hinted
        callback = _Incumbents(level, self.budget, self.on_progress)
        status = solver.solve(self.model, callback)
        self.budget.worked += solver.response_proto.deterministic_time
        if status == cp_model.MODEL_INVALID:
            raise RuntimeError(f"the model is not valid: {self.model.validate()}")
        if status == cp_model.INFEASIBLE:
            return Found(None, None, proven=False, infeasible=True)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            # Without a solution CP-SAT leaves the bound at 0, which is no bound.
            return Found(None, None, proven=False)
        bound = None if level is None else _whole_bound(solver.best_objective_bound, level)
        if keep:
            self.values = list(solver.response_proto.solution)
        if level is None:
            return Found(0, None, proven=False)
        value = round(solver.objective_value)
        return Found(value, bound, proven=value == bound)

    def _solver(self, share: float) -> cp_model.CpSolver:
        solver = cp_model.CpSolver()
        parameters = solver.parameters
        parameters.random_seed = self.seed
        parameters.num_workers = self.workers
        parameters.interleave_search = True
        parameters.interleave_batch_size = BATCH
        time_left, work_left = self.budget.time_left(), self.budget.work_left()
        if time_left is not None:
            parameters.max_time_in_seconds = share * time_left
        if work_left is not None:
            parameters.max_deterministic_time = share * work_left
        return solver


def _whole_bound(bound: float, level: Level) -> int:
    if not math.isfinite(bound):
        raise RuntimeError("the solver gave no bound")
    return math.floor(bound + 1e-6) if level.more_is_better else math.ceil(bound - 1e-6)


class _Incumbents(cp_model.CpSolverSolutionCallback):
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

    def on_solution_callback(self) -> None:
        if self._level is None:
            return
        value, bound = round(self.objective_value), round(self.best_objective_bound)
        if self._on_progress is not None:
            self._on_progress(Progress(self._level.name, value, bound, self._budget.seconds))
