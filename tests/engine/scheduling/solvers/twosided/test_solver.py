"""Whole runs: plans keep the rules, bounds hold, the same seed gives the same plan."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings

from benchmarks.scheduling.ladder import RUNGS, Variant, fair
from tests.engine.scheduling.brute import best
from tests.engine.scheduling.cast import grid, mission, people
from tests.engine.scheduling.solvers.twosided.fairs import fairs
from vstrecha.engine.message import Message
from vstrecha.engine.scheduling.check import check
from vstrecha.engine.scheduling.plan import Placement, Plan, Status, Unplaced
from vstrecha.engine.scheduling.problem import Meeting, Problem
from vstrecha.engine.scheduling.solve import solve
from vstrecha.engine.scheduling.solvers.answer import Answer, Progress
from vstrecha.engine.scheduling.solvers.budget import Budget
from vstrecha.engine.scheduling.solvers.cpsat.solver import Solver
from vstrecha.engine.scheduling.solvers.facts import Facts
from vstrecha.engine.scheduling.solvers.greedy import construct
from vstrecha.engine.scheduling.solvers.options import options_of
from vstrecha.engine.scheduling.solvers.twosided.fair import has_structure, suits
from vstrecha.engine.scheduling.solvers.twosided.solver import TwoSidedSolver

SLOW = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
WORK = 0.05


def _answer(problem: Problem, *, seed: int = 0, work: float = WORK) -> Answer:
    facts = Facts(problem)
    assert has_structure(facts)
    return TwoSidedSolver(facts, Budget(work_limit=work), seed=seed).solve()


def _plan(problem: Problem, answer: Answer) -> Plan:
    facts = Facts(problem)
    held = {seat.meeting for seat in answer.seats}
    return Plan(
        answer.status,
        tuple(answer.proven),
        answer.objective,
        answer.bound,
        0.0,
        0,
        tuple(
            Placement(
                problem.meetings[seat.meeting].id,
                facts.grid.ids[seat.slots[0]],
                facts.rooms.tables[seat.table],
            )
            for seat in answer.seats
        ),
        tuple(
            Unplaced(meeting.id, Message(""))
            for number, meeting in enumerate(problem.meetings)
            if number not in held
        ),
    )


@SLOW
@given(fairs(meetings=3, people=2, levels=("breaks",)))
def test_no_plan_of_all_beats_the_bounds(problem: Problem) -> None:
    answer = _answer(problem)
    expected = best(problem)
    if answer.status is Status.INFEASIBLE or expected is None:
        assert expected is None
        return
    assume(answer.status is not Status.UNKNOWN)
    assert answer.objective["utility"] <= expected["utility"] <= answer.bound["utility"]
    if answer.objective["utility"] == expected["utility"]:
        assert answer.bound["breaks"] <= expected["breaks"] <= answer.objective["breaks"]


@SLOW
@given(fairs(meetings=25, levels=("breaks", "changes")))
def test_the_bounds_hold_against_the_general_solver(problem: Problem) -> None:
    answer = _answer(problem)
    facts = Facts(problem)
    other = Solver(facts, Budget(work_limit=5.0), seed=0, workers=1).solve()
    assert (answer.status is Status.INFEASIBLE) <= (other.status is Status.INFEASIBLE)
    assume(other.status not in {Status.INFEASIBLE, Status.UNKNOWN})
    assume(answer.status is not Status.UNKNOWN)
    assert check(problem, _plan(problem, answer)) == ()
    start = construct(facts, [options_of(facts, one) for one in range(len(facts.who))])
    assert answer.objective["utility"] >= sum(
        problem.meetings[number].utility for number in start.placed
    )
    assert other.objective["utility"] <= answer.bound["utility"]
    assert other.objective["placed"] <= answer.bound["placed"]
    assert answer.objective["utility"] <= other.bound["utility"]
    if answer.objective["utility"] == other.objective["utility"]:
        assert answer.bound["breaks"] <= other.objective["breaks"]
        assert other.bound["breaks"] <= answer.objective["breaks"]


@SLOW
@given(fairs(meetings=25, restricted=False))
def test_free_fairs_are_proven_best(problem: Problem) -> None:
    answer = _answer(problem)
    other = Solver(Facts(problem), Budget(work_limit=5.0), seed=0, workers=1).solve()
    assert answer.status is Status.OPTIMAL
    assert "utility" in other.proven
    assert answer.objective["utility"] == other.objective["utility"]


@pytest.mark.parametrize("variant", Variant)
def test_a_rung_is_proven_best_and_beats_the_greedy_start(variant: Variant) -> None:
    problem = fair(RUNGS[1], variant, levels=("breaks",))
    facts = Facts(problem)
    assert suits(facts)
    told: list[Progress] = []
    answer = TwoSidedSolver(facts, Budget(work_limit=1.0), seed=0, on_progress=told.append).solve()
    assert check(problem, _plan(problem, answer)) == ()
    assert "utility" in answer.proven
    assert answer.bound["placed"] < 0.95 * len(problem.meetings)
    start = construct(facts, [options_of(facts, one) for one in range(len(facts.who))])
    assert answer.objective["utility"] >= sum(
        problem.meetings[number].utility for number in start.placed
    )
    breaks = [one.value for one in told if one.level == "breaks"]
    assert len(breaks) > 3
    assert breaks == sorted(set(breaks), reverse=True)
    assert breaks[-1] == answer.objective["breaks"] >= answer.bound["breaks"]


def test_the_same_seed_and_work_give_the_same_plan() -> None:
    problem = fair(RUNGS[1], Variant.AWAY, levels=("breaks",))
    one, same, other = (_answer(problem, seed=seed, work=0.2) for seed in (1, 1, 2))
    assert one == same
    assert one.seats != other.seats


def test_solve_hands_large_fairs_to_this_solver() -> None:
    problem = fair(RUNGS[1], Variant.FREE)
    assert problem == fair(RUNGS[1], Variant.FREE)
    plan = solve(problem, work_limit=0.1)
    assert plan.status is Status.OPTIMAL
    assert (
        plan.bound["utility"]
        == plan.objective["utility"]
        < sum(meeting.utility for meeting in problem.meetings)
    )


def test_a_spent_budget_still_gives_a_plan() -> None:
    problem = fair(RUNGS[1], Variant.AWAY, levels=("breaks",))
    answer = TwoSidedSolver(Facts(problem), Budget(time_limit=0.0), seed=0).solve()
    assert check(problem, _plan(problem, answer)) == ()
    assert answer.objective["utility"] > 0.98 * answer.bound["utility"]


def test_more_mandatory_meetings_than_slots_are_impossible() -> None:
    wanted = [Meeting(f"m{n}", ("feal", f"h{n}"), mandatory=True) for n in range(3)]
    problem = mission(grid(2), people("feal", "h0", "h1", "h2"), wanted, tables=3)
    assert _answer(problem).status is Status.INFEASIBLE


def test_a_mandatory_meeting_goes_before_any_utility() -> None:
    wanted = [
        Meeting("must", ("feal", "h0"), utility=0, mandatory=True),
        Meeting("rich", ("feal", "h1"), utility=1000),
    ]
    problem = mission(grid(1), people("feal", "h0", "h1"), wanted)
    answer = _answer(problem)
    assert [seat.meeting for seat in answer.seats] == [0]
    assert answer.status is Status.OPTIMAL
