"""`solve`: a Problem in, a checked Plan with its proven bound out."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from vstrecha.engine.scheduling.check import check
from vstrecha.engine.scheduling.conflicts import conflicts
from vstrecha.engine.scheduling.explain import explain
from vstrecha.engine.scheduling.plan import Placement, Plan, Status, Unplaced
from vstrecha.engine.scheduling.problem import Problem
from vstrecha.engine.scheduling.solvers.answer import Answer, OnProgress, Progress
from vstrecha.engine.scheduling.solvers.budget import Budget
from vstrecha.engine.scheduling.solvers.cpsat.solver import Solver
from vstrecha.engine.scheduling.solvers.facts import Facts
from vstrecha.engine.scheduling.solvers.measure import moved
from vstrecha.engine.scheduling.solvers.repair.run import Repair
from vstrecha.engine.scheduling.solvers.sat import question as every_meeting_held
from vstrecha.engine.scheduling.solvers.sat.solver import SatSolver
from vstrecha.engine.scheduling.solvers.twosided import fair as two_sides
from vstrecha.engine.scheduling.solvers.twosided.solver import TwoSidedSolver

__all__ = ["DEFAULT_WORK_LIMIT", "Progress", "WrongPlanError", "solve"]

DEFAULT_WORK_LIMIT = 5.0
REPAIR_WORK_LIMIT = 0.5
MOST_WORKERS = 8


class WrongPlanError(RuntimeError):
    """The checker found a rule broken in a solver's plan: a mistake in the solver."""


def solve(  # noqa: PLR0913 - seed and limits are arguments, never globals
    problem: Problem,
    *,
    seed: int = 0,
    time_limit: float | None = None,
    work_limit: float | None = None,
    workers: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
    start: Sequence[Placement] = (),
) -> Plan:
    """Plan a problem as well as the limits allow.

    `time_limit` is in seconds, `work_limit` in CP-SAT's deterministic units (about a second of
    one core each); where both are left out, `work_limit` is DEFAULT_WORK_LIMIT, or in a repair, on
    which people wait, REPAIR_WORK_LIMIT. With a work limit
    alone the same problem and seed give the same plan, however many `workers` (threads) there
    are. `on_progress` is called with each better plan found, in any thread. `should_stop` is asked
    several times a second, in any thread too; once it is true, the best plan so far is returned.
    `start` is a plan to begin with, as far as it can be kept.
    Raises WrongPlanError where the plan found breaks a rule: a plan that is returned does not.
    """
    if time_limit is None and work_limit is None:
        work_limit = REPAIR_WORK_LIMIT if is_repair(problem) else DEFAULT_WORK_LIMIT
    budget = Budget(time_limit, work_limit, should_stop=should_stop)
    facts = Facts(problem)
    if workers is None:
        workers = min(MOST_WORKERS, _cores())
    answer = _answer(facts, budget, start, seed=seed, workers=workers, on_progress=on_progress)
    plan = _plan(facts, answer, seed, budget)
    broken = check(problem, plan)
    if broken:
        raise WrongPlanError("; ".join(one.detail.render() for one in broken[:5]))
    return plan


def _cores() -> int:
    """How many cores this process may use."""
    mine = getattr(os, "sched_getaffinity", None)  # not on macOS and Windows
    return os.cpu_count() or 1 if mine is None else len(mine(0))


def _answer(  # noqa: PLR0913 - what `solve` was given
    facts: Facts,
    budget: Budget,
    start: Sequence[Placement],
    *,
    seed: int,
    workers: int,
    on_progress: OnProgress | None,
) -> Answer:
    """The answer of the solver that is made for such a problem, else of the general one."""
    special: SatSolver | TwoSidedSolver | None = None
    if every_meeting_held.suits(facts):
        special = SatSolver(facts, budget, workers=workers, on_progress=on_progress)
    elif two_sides.suits(facts):
        special = TwoSidedSolver(facts, budget, seed=seed, workers=workers, on_progress=on_progress)
    if special is not None:
        answer = special.solve()
        if answer.status is not Status.UNKNOWN or budget.is_spent:
            return answer
    if is_repair(facts.problem):
        repair = Repair(facts, budget, seed=seed, workers=workers, on_progress=on_progress)
        return repair.solve()
    solver = Solver(facts, budget, seed=seed, workers=workers, on_progress=on_progress)
    return solver.solve(start)


def is_repair(problem: Problem) -> bool:
    """Whether there is a previous plan to stay near, and not only places that are pinned."""
    return problem.counts("moved") and any(not place.pinned for place in problem.previous)


def _plan(facts: Facts, answer: Answer, seed: int, budget: Budget) -> Plan:
    problem = facts.problem
    if answer.status in (Status.INFEASIBLE, Status.UNKNOWN):
        collide = conflicts(problem) if answer.status is Status.INFEASIBLE else ()
        return Plan(answer.status, (), {}, {}, budget.seconds, seed, conflicts=collide)
    seats = sorted(answer.seats, key=lambda seat: (seat.slots, seat.table))
    placements = tuple(
        Placement(
            problem.meetings[seat.meeting].id,
            facts.grid.ids[seat.slots[0]],
            facts.rooms.tables[seat.table],
            None if seat.interpreter is None else problem.interpreters[seat.interpreter].id,
        )
        for seat in seats
    )
    held = {seat.meeting for seat in seats}
    left = [number for number in range(len(problem.meetings)) if number not in held]
    reasons = explain(problem, placements)
    return Plan(
        status=answer.status,
        proven=tuple(answer.proven),
        objective=answer.objective,
        bound=answer.bound,
        seconds=budget.seconds,
        seed=seed,
        placements=placements,
        unplaced=tuple(
            Unplaced(problem.meetings[number].id, reasons[problem.meetings[number].id])
            for number in left
        ),
        moved=tuple(problem.meetings[number].id for number in moved(facts, seats)),
    )
