"""Random problems of all features: every plan keeps the rules, and the best is the best."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings

from tests.engine.scheduling.brute import best
from tests.engine.scheduling.cast import problems
from vstrecha.engine.scheduling.check import check
from vstrecha.engine.scheduling.plan import Plan, Status
from vstrecha.engine.scheduling.problem import Problem
from vstrecha.engine.scheduling.solve import is_repair, solve
from vstrecha.engine.scheduling.solvers.repair import run

SLOW = settings(
    max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
MORE_IS_BETTER = ("mandatory", "placed", "utility")


@SLOW
@given(problems(most_meetings=3))
def test_the_plan_is_as_good_as_the_best_of_all_plans(problem: Problem) -> None:
    compare(problem)


@pytest.mark.heavy
@settings(SLOW, max_examples=3000)
@given(problems(most_meetings=3))
def test_many_plans_are_as_good_as_the_best(problem: Problem) -> None:
    compare(problem)


@pytest.mark.heavy
@settings(SLOW, max_examples=300)
@given(problems(most_meetings=4))
def test_larger_plans_are_as_good_as_the_best(problem: Problem) -> None:
    compare(problem)


@pytest.mark.heavy
@settings(SLOW, max_examples=300)
@given(problems(most_meetings=12))
def test_any_plan_keeps_every_rule(problem: Problem) -> None:
    assert check(problem, solve(problem, workers=2)) == ()


def compare(problem: Problem) -> None:
    """What the engine says is what trying every plan finds."""
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
    bounds_are_true(plan, expected)


def bounds_are_true(plan: Plan, expected: dict[str, int]) -> None:
    """No plan beats a bound while the levels before are as good; what is proven is the best."""
    for name, value in expected.items():
        bound = plan.bound[name]
        # How many are placed is no level: the best plan need not place the most.
        assert bound >= value if name in MORE_IS_BETTER else bound <= value
        if name in plan.proven:
            assert plan.objective[name] == value
        if name != "placed" and plan.objective[name] != value:
            return


@settings(SLOW, max_examples=100)
@given(problems(most_meetings=3))
def test_a_repair_around_what_is_broken_never_claims_too_much(problem: Problem) -> None:
    """As a large problem is repaired: not always the best, but legal, with bounds that hold."""
    assume(is_repair(problem))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "SMALL", -1)
        patch.setattr(run, "WRITTEN_PER_UNIT", 0)
        plan = solve(problem, workers=1)
    expected = best(problem)
    if expected is None:
        assert plan.status in {Status.INFEASIBLE, Status.UNKNOWN}
    elif plan.status is not Status.UNKNOWN:
        bounds_are_true(plan, expected)
