"""Running CP-SAT level by level within a budget.

A level gets a first look at the whole model (which proves small problems at once), then
large-neighbourhood search, then the whole model again with what is left. Runs on the whole model
are interleaved and steps have one worker, so that within a work limit the same seed gives the
same plan.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum, auto

from ortools.sat.python import cp_model

from vstrecha.engine.scheduling.solvers.answer import OnProgress
from vstrecha.engine.scheduling.solvers.budget import Budget
from vstrecha.engine.scheduling.solvers.cpsat.incumbents import Incumbents, whole_bound
from vstrecha.engine.scheduling.solvers.cpsat.interruption import interruption
from vstrecha.engine.scheduling.solvers.cpsat.neighbourhoods import Neighbourhoods
from vstrecha.engine.scheduling.solvers.cpsat.objective import Level
from vstrecha.engine.scheduling.solvers.cpsat.variables import Literal, Variables
from vstrecha.engine.scheduling.solvers.options import Option

# What is run in turn: a share of what is left of the level's budget, and whether it goes to
# neighbourhoods. First a look at the whole model, neighbourhoods, then the whole model again.
Looks = tuple[tuple[float, bool], ...]
LOOKS: Looks = ((0.25, False), (0.7, True), (1.0, False))
NEAR: Looks = ((0.6, False), (1.0, True))
ONCE: Looks = ((1.0, False),)
ALONE = 2.0  # seconds or units of work after which one worker gets company
STEP_WORK = 0.5  # deterministic units for one neighbourhood
MOST_IDLE_STEPS = 60
BATCH = 4  # tasks between two exchanges of solutions: small, or every task works on stale ones


class Run(Enum):
    """How CP-SAT is called: on the whole model with all workers, or with one; with what is hinted
    kept; or so for one neighbourhood, with one worker and not for long."""

    WHOLE = auto()
    ALONE = auto()
    HINTED = auto()
    STEP = auto()


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
        told = self.model.model_proto.solution_hint
        told.vars.extend(list(values))
        told.values.extend(list(values.values()))

    def first_plan(self, share: float) -> Found:
        """Find any plan: the hinted one if it keeps the rules."""
        self.model.clear_objective()  # type: ignore[no-untyped-call]  # OR-Tools left it untyped
        budget = self.budget.part(share)
        # Whoever stops at once gets the hinted plan at least: looking at it takes no time.
        found = self._run(None, self.budget.part(share, even_if_stopped=True), run=Run.HINTED)
        if found.value is None:
            found = self._run(None, budget.at_most(ALONE), run=Run.ALONE)
        if found.value is None and not found.infeasible and self.workers > 1:
            self.model.clear_hints()  # type: ignore[no-untyped-call]  # OR-Tools left it untyped
            found = self._run(None, budget)
        return found

    def decide(
        self, level: Level, share: float, *, target: int | None = None, near: bool = False
    ) -> Found:
        """Find the best value of a level with a share of what is left, and fix it.

        `target` is a bound proven elsewhere. As a rule of the model it lets the search stop,
        proven, once it is reached. (Stopping from a callback makes CP-SAT abort where the hint
        reaches the target within presolve.) With `near`, where levels before leave little to
        decide, one worker looks at the whole model first.
        """
        if target is not None:
            self.model.add(
                level.counts <= target if level.more_is_better else level.counts >= target
            )
        found = self._explore(level, self.budget.part(share), target, near=near)
        if found.value is not None:
            self._fix(level, found.value)
        return found

    def decide_near(
        self, first: Level, second: Level, most: int, share: float
    ) -> tuple[Found, Found]:
        """Find the best value of one level and, for it, of a second, near where the search is.

        Both in one objective, in which all that the second can be (`most`, fewer being better)
        weighs less than one of the first: so the search does not wander off and back. One worker
        that starts from a nearly right plan proves more in a second than several different ones.
        """
        scale = most + 1
        both = Level(
            first.name,
            cp_model.LinearExpr.weighted_sum([first.counts, second.counts], [scale, -1]),
            more_is_better=True,
            scale=scale,
        )
        self.model.maximize(both.counts)
        budget = self.budget.part(share)
        found = self._run(both, budget.at_most(ALONE), run=Run.ALONE)
        if not found.proven and not found.infeasible and self.workers > 1:
            found = _best(found, self._run(both, budget), both)
        if found.value is None or found.bound is None:
            nothing = Found(None, None, proven=False, infeasible=found.infeasible)
            return nothing, nothing
        best, fewest = -(-found.value // scale), -found.value % scale
        bound = -(-found.bound // scale)
        least = max(0, scale * best - found.bound) if best == bound else 0
        self._fix(first, best)
        self._fix(second, fewest)
        return (
            Found(best, bound, proven=best == bound),
            Found(fewest, least, proven=fewest == least),
        )

    def _fix(self, level: Level, value: int) -> None:
        """Let no later level make this one worse."""
        if level.more_is_better:
            self.model.add(level.counts >= value)
        else:
            self.model.add(level.counts <= value)

    def _explore(self, level: Level, budget: Budget, target: int | None, *, near: bool) -> Found:
        """Run the whole model or neighbourhoods, in turn, until the level is proven."""
        looks: tuple[tuple[float, bool], ...] = LOOKS[1:] if target is not None else LOOKS
        if near:
            looks = NEAR if self.variables.part is None else ONCE
        behind = self.values is not None and len(self.values) < len(
            self.model.model_proto.variables
        )
        if behind and looks != ONCE:
            self._complete()
        if level.more_is_better:
            self.model.maximize(level.counts)
        else:
            self.model.minimize(level.counts)
        found = Found(None, target, proven=False)
        for share, in_parts in looks:
            if in_parts:
                now = self._improve(level, budget.part(share), found.bound)
            else:
                now = self._look(level, budget.part(share), alone=near)
            if now.infeasible:
                return now
            found = _best(found, now, level)
            if found.proven:
                break
        return found

    def _look(self, level: Level, budget: Budget, *, alone: bool) -> Found:
        """The whole model: one worker, then all where that is not enough.

        One first, because OR-Tools 9.15 aborts where one of several workers is done while another
        still reads a hinted model (google/or-tools 5025): what is easy has to be done before.
        """
        if alone or self.workers == 1:
            return self._run(level, budget, run=Run.ALONE)
        found = self._run(level, budget.at_most(ALONE), run=Run.ALONE)
        if found.proven or found.infeasible:
            return found
        return _best(found, self._run(level, budget), level)

    def _complete(self) -> None:
        """Give the variables made since the best solution the values that follow from it."""
        self.model.clear_objective()  # type: ignore[no-untyped-call]  # OR-Tools left it untyped
        if self._run(None, Budget(), run=Run.HINTED).value is None:
            raise RuntimeError("the best plan so far does not keep the rules of the next level")

    def _improve(self, level: Level, budget: Budget, bound: int | None) -> Found:
        """Large-neighbourhood search: free some meetings, keep the others, solve, go on."""
        if self.values is None:
            return Found(None, bound, proven=False)
        neighbourhoods = Neighbourhoods(self.variables, self.seed)
        value, idle = self._value(level), 0
        while value != bound and not budget.is_spent and idle < MOST_IDLE_STEPS:
            self._hint_all_but(neighbourhoods.draw(self._placed()))
            found = self._run(level, budget, run=Run.STEP, bound=bound)
            neighbourhoods.learn(solved=found.proven)
            better = found.value is not None and found.value != value
            if found.value is not None:
                value = found.value
            idle = 0 if better else idle + 1
        return Found(value, bound, proven=value == bound)

    def _value(self, level: Level) -> int:
        """What a level comes to in the best solution so far."""
        if not isinstance(level.counts, cp_model.LinearExpr):
            return int(level.counts)
        flat = cp_model.FlatIntExpr(level.counts)
        values = self.values or []
        total: int = flat.offset + sum(
            weight * values[variable.index]
            for variable, weight in zip(flat.vars, flat.coeffs, strict=True)
        )
        return total

    def _placed(self) -> dict[int, Option]:
        """Where each meeting is in the best solution so far."""
        return {
            option.meeting: option
            for option, literal in zip(self.variables.options, self.variables.takes, strict=True)
            if self.is_true(literal)
        }

    def _hint_all_but(self, free: set[int]) -> None:
        values = self.values or []
        self.hint(
            {
                literal.index: values[literal.index]
                for option, literal in zip(
                    self.variables.options, self.variables.takes, strict=True
                )
                if option.meeting not in free
            }
        )

    def _run(
        self,
        level: Level | None,
        budget: Budget,
        *,
        run: Run = Run.WHOLE,
        bound: int | None = None,
    ) -> Found:
        """One call of CP-SAT. The solution of a step counts only where it is no worse; what CP-SAT
        then knows of the best is of the neighbourhood's: `bound` is the whole's, to tell of."""
        step = run is Run.STEP
        if self.values is not None and not step:
            self.hint(dict(enumerate(self.values)))
        solver = self._solver(budget, run)
        before = None if level is None or not step else self._value(level)
        told = Incumbents(level, self.budget, self.on_progress)
        if before is not None:
            told.take_only_better_than(before, bound)
        with interruption(solver, budget):
            status = solver.solve(self.model, told)
        budget.spend(solver.response_proto.deterministic_time)
        if status == cp_model.MODEL_INVALID:
            raise RuntimeError(f"the model is not valid: {self.model.validate()}")
        if status == cp_model.INFEASIBLE:
            return Found(None, None, proven=False, infeasible=True)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            # Without a solution CP-SAT leaves the bound at 0, which is no bound.
            return Found(None, None, proven=False)
        if level is None:
            self.values = list(solver.response_proto.solution)
            return Found(0, None, proven=False)
        value = round(solver.objective_value)
        if before is not None and (value < before if level.more_is_better else value > before):
            return Found(None, None, proven=False)
        self.values = list(solver.response_proto.solution)
        if step:
            return Found(value, None, proven=status == cp_model.OPTIMAL)
        proven = whole_bound(solver.best_objective_bound, level)
        return Found(value, proven, proven=value == proven)

    def _solver(self, budget: Budget, run: Run) -> cp_model.CpSolver:
        solver = cp_model.CpSolver()
        parameters = solver.parameters
        parameters.random_seed = self.seed
        parameters.fix_variables_to_their_hinted_value = run in (Run.HINTED, Run.STEP)
        if run is Run.STEP:
            parameters.max_presolve_iterations = 1
        if run is not Run.WHOLE:
            parameters.num_workers = 1
        else:
            parameters.num_workers = self.workers
            parameters.interleave_search = True
            parameters.interleave_batch_size = BATCH
        time_left, work_left = budget.time_left(), budget.work_left()
        if time_left is not None:
            parameters.max_time_in_seconds = time_left
        most = min(
            STEP_WORK if run is Run.STEP else math.inf, math.inf if work_left is None else work_left
        )
        if most < math.inf:
            parameters.max_deterministic_time = most
        return solver


def _best(one: Found, other: Found, level: Level) -> Found:
    """The better value and the tighter bound of two runs."""
    better, tighter = (max, min) if level.more_is_better else (min, max)
    values = [found.value for found in (one, other) if found.value is not None]
    bounds = [found.bound for found in (one, other) if found.bound is not None]
    value = better(values) if values else None
    bound = tighter(bounds) if bounds else None
    return Found(value, bound, proven=value is not None and value == bound)
