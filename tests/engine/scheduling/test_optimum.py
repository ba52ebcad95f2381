"""Random problems of all features: every plan keeps the rules, and the best is the best."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from tests.engine.scheduling.brute import best
from tests.engine.scheduling.cast import problems
from vstrecha.engine.scheduling.check import check
from vstrecha.engine.scheduling.plan import Status
from vstrecha.engine.scheduling.problem import Problem
from vstrecha.engine.scheduling.solve import solve

SLOW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@SLOW
@given(problems(most_meetings=3))
def test_the_plan_is_as_good_as_the_best_of_all_plans(problem: Problem) -> None:
    plan = solve(problem, workers=1)
    expected = best(problem)
    if expected is None:
        assert plan.status is Status.INFEASIBLE
        return
    assert plan.status in {Status.OPTIMAL, Status.FEASIBLE}
    decided = [name for name in expected if name not in {"placed", "changes"}]
    assert {name: plan.objective[name] for name in decided} == {
        name: expected[name] for name in decided
    }
    assert set(decided) <= set(plan.proven)


@pytest.mark.heavy
@settings(SLOW, max_examples=300)
@given(problems(most_meetings=12))
def test_any_plan_keeps_every_rule(problem: Problem) -> None:
    assert check(problem, solve(problem, workers=2)) == ()
