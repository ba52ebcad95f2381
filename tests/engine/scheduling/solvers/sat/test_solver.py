"""The solver as `solve` uses it: by the clock in other processes, within work in this one."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from itertools import pairwise

import pytest

from tests.engine.scheduling.cast import grid, mission
from vstrecha.engine.scheduling.plan import Status
from vstrecha.engine.scheduling.problem import Meeting, Participant, Problem
from vstrecha.engine.scheduling.solve import Progress, solve
from vstrecha.engine.scheduling.solvers.budget import Budget
from vstrecha.engine.scheduling.solvers.facts import Facts
from vstrecha.engine.scheduling.solvers.sat import worker
from vstrecha.engine.scheduling.solvers.sat.descent import Standing
from vstrecha.engine.scheduling.solvers.sat.portfolio import Portfolio
from vstrecha.engine.scheduling.solvers.sat.question import ask
from vstrecha.engine.scheduling.solvers.sat.solver import SatSolver

NAMES = tuple(f"p{number}" for number in range(9))


def tournament(slots: int = 12, **rest: object) -> Problem:
    """Nine who all meet each other: with an odd number somebody is idle in every round."""
    return mission(
        grid(slots),
        [Participant(name) for name in NAMES],
        [
            Meeting(f"{one}-{other}", (one, other), mandatory=True)
            for place, one in enumerate(NAMES)
            for other in NAMES[:place]
        ],
        tables=4,
        levels=("breaks",),
        **rest,
    )


@pytest.mark.parametrize("workers", [1, 2])
def test_by_the_clock(workers: int) -> None:
    told: list[Progress] = []
    plan = solve(tournament(), time_limit=60, workers=workers, on_progress=told.append)
    assert plan.status is Status.OPTIMAL
    assert told[-1].value == told[-1].bound == plan.objective["breaks"]


def test_within_a_limit_of_work_the_same_plan_comes_twice() -> None:
    plans = [solve(tournament(), work_limit=20) for _ in range(2)]
    assert plans[0].placements == plans[1].placements
    assert plans[0].objective == solve(tournament(), time_limit=60).objective


def test_too_many_rounds_for_the_slots_are_impossible() -> None:
    assert solve(tournament(slots=8), time_limit=60).status is Status.INFEASIBLE


def test_a_spent_budget_ends_it_with_what_there_is() -> None:
    facts = Facts(tournament())
    answer = SatSolver(facts, Budget(time_limit=0.0), workers=2).solve()
    assert answer.status is Status.UNKNOWN


@pytest.mark.parametrize("limits", [(1e-6, None), (None, 1e-6)])
def test_where_nothing_is_left_the_greedy_plan_is_given(
    limits: tuple[float | None, float | None],
) -> None:
    problem = mission(
        grid(4),
        [Participant(name) for name in NAMES[:4]],
        [
            Meeting(f"{one}-{other}", (one, other), mandatory=True)
            for one, other in pairwise(NAMES[:4])
        ],
        levels=("breaks",),
    )
    time_limit, work_limit = limits
    plan = solve(problem, time_limit=time_limit, work_limit=work_limit, workers=1)
    assert plan.objective["placed"] == len(problem.meetings)


def test_no_process_outlives_the_search() -> None:
    before = time.monotonic()
    portfolio = Portfolio(
        ask(Facts(tournament())), Budget(time_limit=30), workers=2, report=lambda _: None
    )
    with portfolio._worker(worker.CLIMBING) as process:
        assert process.poll() is None
    assert process.poll() is not None
    assert time.monotonic() - before < 30


def test_a_worker_answers_in_lines() -> None:
    done = subprocess.run(
        [sys.executable, "-m", worker.__name__, worker.CLIMBING, "60"],
        input=ask(Facts(tournament())).to_json() + "\n",
        capture_output=True,
        text=True,
        check=True,
    )
    last = Standing(**json.loads(done.stdout.splitlines()[-1]))
    assert last.is_met
    assert last.slots is not None
    assert len(last.slots) == len(tournament().meetings)
