"""Running CP-SAT level by level within a budget."""

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

    def decide(self, level: Level, share: float) -> Found:
        """Find the best value of a level with a share of what is left, and fix it."""
        found = self.explore(level, share, keep=True)
        if found.value is not None:
            if level.more_is_better:
                self.model.add(level.counts >= found.value)
            else:
                self.model.add(level.counts <= found.value)
        return found

    def explore(self, level: Level, share: float, *, keep: bool) -> Found:
        """Find the best value of a level; the solution replaces the one so far if `keep`."""
        if level.more_is_better:
            self.model.maximize(level.counts)
        else:
            self.model.minimize(level.counts)
        self._hint()
        solver = self._solver(share)
        callback = _Incumbents(level.name, self.on_progress)
        status = solver.solve(self.model, callback if self.on_progress else None)
        self.budget.worked += solver.response_proto.deterministic_time
        if status == cp_model.MODEL_INVALID:
            raise RuntimeError(f"the model is not valid: {self.model.validate()}")
        if status == cp_model.INFEASIBLE:
            return Found(None, None, proven=False, infeasible=True)
        limit = solver.best_objective_bound
        bound = math.floor(limit + 1e-6) if level.more_is_better else math.ceil(limit - 1e-6)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Found(None, bound, proven=False)
        value = round(solver.objective_value)
        if keep:
            self.values = list(solver.response_proto.solution)
        return Found(value, bound, proven=value == bound)

    def is_true(self, literal: Literal) -> bool:
        """Whether a literal is true in the best solution."""
        return self.values is not None and bool(self.values[literal.index])

    def _hint(self) -> None:
        if self.values is None:
            return
        self.model.clear_hints()  # type: ignore[no-untyped-call]  # OR-Tools left it untyped
        for index, value in enumerate(self.values):
            self.model.add_hint(self.model.get_int_var_from_proto_index(index), value)

    def _solver(self, share: float) -> cp_model.CpSolver:
        solver = cp_model.CpSolver()
        parameters = solver.parameters
        parameters.random_seed = self.seed
        parameters.num_workers = self.workers
        if self.budget.is_deterministic:
            # Interleaved, the search does not depend on which worker is quicker.
            parameters.interleave_search = True
            parameters.interleave_batch_size = self.workers
        time_left, work_left = self.budget.time_left(), self.budget.work_left()
        if time_left is not None:
            parameters.max_time_in_seconds = share * time_left
        if work_left is not None:
            parameters.max_deterministic_time = share * work_left
        return solver


class _Incumbents(cp_model.CpSolverSolutionCallback):
    """Tells of each better solution."""

    def __init__(self, level: str, on_progress: OnProgress | None) -> None:
        super().__init__()
        self._level = level
        self._on_progress = on_progress

    def on_solution_callback(self) -> None:
        if self._on_progress is not None:
            self._on_progress(
                Progress(
                    level=self._level,
                    value=round(self.objective_value),
                    bound=round(self.best_objective_bound),
                    seconds=self.wall_time,
                )
            )
