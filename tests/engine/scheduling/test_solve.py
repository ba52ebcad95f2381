"""Limits, the same plan twice, and plans that the checker must refuse."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.engine.scheduling.cast import grid, mission, people
from vstrecha.engine.scheduling.check import check
from vstrecha.engine.scheduling.plan import Placement, Plan, Status
from vstrecha.engine.scheduling.problem import (
    Closure,
    Meeting,
    Participant,
    Previous,
    Problem,
    Slot,
    Travel,
    Venue,
)
from vstrecha.engine.scheduling.solve import Progress, solve

START = datetime(2026, 12, 10, 9, tzinfo=UTC)


def fair(*, meetings: int, tables: int = 4, slots: int = 12, seed: int = 1) -> Problem:
    """A two-sided event whose popular companies are asked for more often than they have time."""
    chance = random.Random(seed)
    names = [str(number) for number in range(slots)]
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < meetings:
        pairs.add((min(int(chance.expovariate(0.4)), 7), min(int(chance.expovariate(0.1)), 23)))
    visitors = [Participant(f"visitor-{number}", side="home") for number in range(8)]
    hosts = [
        Participant(f"host-{number}", side="host", unavailable=frozenset(chance.sample(names, 4)))
        for number in range(24)
    ]
    return Problem(
        slots=tuple(
            Slot(
                name,
                START + timedelta(minutes=25 * number),
                START + timedelta(minutes=25 * number + 20),
                "morning" if number < slots // 2 else "afternoon",
            )
            for number, name in enumerate(names)
        ),
        venues=(Venue("hall", tuple(f"table-{number}" for number in range(tables))),),
        participants=(*visitors, *hosts),
        meetings=tuple(
            Meeting(
                f"{visitor}-{host}",
                (f"visitor-{visitor}", f"host-{host}"),
                utility=chance.randint(10, 50),
            )
            for visitor, host in sorted(pairs)
        ),
    )


@pytest.fixture(scope="module")
def problem() -> Problem:
    return fair(meetings=40)


@pytest.fixture(scope="module")
def plan(problem: Problem) -> Plan:
    return solve(problem, work_limit=1)


@pytest.mark.parametrize("work", [0.0001, 0.01, 0.1])
def test_the_smallest_limit_still_gives_a_plan_that_holds(work: float) -> None:
    """Where a level finds nothing in its share, the plan of the level before stands."""
    asked = fair(meetings=90)
    plan = solve(asked, work_limit=work, workers=2)
    assert plan.status in {Status.FEASIBLE, Status.OPTIMAL, Status.UNKNOWN}
    if plan.status is not Status.UNKNOWN:
        assert plan.placements
        assert plan.objective["utility"] <= plan.bound["utility"]
        assert not check(asked, plan)


def test_no_time_at_all_still_gives_the_greedy_plan(problem: Problem) -> None:
    plan = solve(problem, time_limit=1e-6, workers=2)
    assert plan.objective["placed"]
    assert check(problem, plan) == ()


def test_the_same_seed_and_work_give_the_same_plan(problem: Problem, plan: Plan) -> None:
    again = solve(problem, work_limit=1)
    assert again.placements == plan.placements
    assert again.objective == plan.objective


def test_a_plan_says_what_it_left_out(problem: Problem, plan: Plan) -> None:
    held = {placement.meeting for placement in plan.placements}
    left = {one.meeting for one in plan.unplaced}
    assert held | left == {meeting.id for meeting in problem.meetings}
    assert not held & left


def test_mandatory_meetings_that_collide_are_infeasible() -> None:
    asked = fair(meetings=30)
    first, second, *rest = (one for one in asked.meetings if one.id.startswith("0-"))
    slot = next(
        slot.id
        for slot in asked.slots
        if all(
            slot.id not in participant.unavailable
            for participant in asked.participants
            if participant.id in {*first.participants, *second.participants}
        )
    )
    asked = replace(
        asked,
        meetings=tuple(replace(one, mandatory=True, slot=slot) for one in (first, second))
        + tuple(rest),
    )
    assert solve(asked, work_limit=1).status is Status.INFEASIBLE


def first_two(plan: Plan) -> tuple[Placement, Placement]:
    first, second, *_ = plan.placements
    return first, second


def at_the_same_table(plan: Plan) -> Plan:
    first, second = first_two(plan)
    moved = replace(second, slot=first.slot, table=first.table)
    return replace(plan, placements=(first, moved, *plan.placements[2:]))


def one_left_out_in_silence(plan: Plan) -> Plan:
    return replace(plan, placements=plan.placements[1:])


def one_placed_twice(plan: Plan) -> Plan:
    return replace(plan, placements=(plan.placements[0], *plan.placements))


def an_unknown_table(plan: Plan) -> Plan:
    first, *rest = plan.placements
    return replace(plan, placements=(replace(first, table="nowhere"), *rest))


def an_unknown_slot(plan: Plan) -> Plan:
    first, *rest = plan.placements
    return replace(plan, placements=(replace(first, slot="never"), *rest))


def more_claimed_than_counted(plan: Plan) -> Plan:
    claimed = {**plan.objective, "utility": plan.objective["utility"] + 1}
    return replace(plan, objective=claimed)


def a_bound_below_the_plan(plan: Plan) -> Plan:
    return replace(plan, bound={**plan.bound, "utility": plan.objective["utility"] - 1})


@pytest.mark.parametrize(
    "corrupt",
    [
        at_the_same_table,
        one_left_out_in_silence,
        one_placed_twice,
        an_unknown_table,
        an_unknown_slot,
        more_claimed_than_counted,
        a_bound_below_the_plan,
    ],
)
def test_a_corrupted_plan_is_refused(
    problem: Problem, plan: Plan, corrupt: Callable[[Plan], Plan]
) -> None:
    assert not check(problem, plan)
    assert check(problem, corrupt(plan))


def test_a_meeting_while_someone_is_away_is_refused(problem: Problem, plan: Plan) -> None:
    away = {participant.id: participant.unavailable for participant in problem.participants}
    who = {meeting.id: meeting.participants for meeting in problem.meetings}
    first = next(one for one in plan.placements if any(away[name] for name in who[one.meeting]))
    slot = min(slot for name in who[first.meeting] for slot in away[name])
    moved = replace(first, slot=slot)
    corrupted = replace(
        plan,
        placements=tuple(moved if one is first else one for one in plan.placements),
    )
    rules = {violation.rule for violation in check(problem, corrupted)}
    assert "available" in rules


def test_the_bound_on_meetings_placed_holds_and_binds() -> None:
    """Two tables in twelve slots hold 24 meetings, whoever asks for more."""
    asked = fair(meetings=90, tables=2)
    plan = solve(asked, work_limit=1)
    assert plan.objective["placed"] <= plan.bound["placed"] <= 2 * 12


class TestStopping:
    def test_at_once_the_greedy_plan_is_kept(self, problem: Problem) -> None:
        plan = solve(problem, time_limit=600, should_stop=lambda: True)
        assert plan.status == Status.FEASIBLE
        assert len(plan.placements) > 0
        assert not check(problem, plan)

    def test_at_the_first_better_plan_the_rest_is_left(self, problem: Problem) -> None:
        heard: list[Progress] = []
        plan = solve(
            problem, time_limit=600, on_progress=heard.append, should_stop=lambda: bool(heard)
        )
        assert {one.level for one in heard} == {"utility"}
        assert plan.status == Status.FEASIBLE
        assert "breaks" not in plan.proven
        assert plan.objective["utility"] >= heard[0].value

    def test_a_repair_starts_from_what_can_stay(self) -> None:
        """Neither a new must-meet nor a nearer table drives away what has its place."""
        asked = mission(
            grid(2),
            people("feal", "oet", "kritbi", "mine"),
            [
                Meeting("old", ("feal", "kritbi")),
                Meeting("new", ("oet", "mine"), mandatory=True),
            ],
            venues=(Venue("hall", ("1",), (Closure("a1"),)), Venue("plant", ("2",))),
            travel=(Travel("hall", "plant", 5),),
            previous=(Previous("old", "a0", "1"),),
        )
        plan = solve(asked, should_stop=lambda: True)
        assert plan.objective["moved"] == 0
        assert len(plan.placements) == 2

    def test_nobody_who_may_stop_changes_nothing(self, problem: Problem, plan: Plan) -> None:
        same = solve(problem, seed=plan.seed, work_limit=1, should_stop=lambda: False)
        alone = solve(problem, seed=plan.seed, work_limit=1)
        assert same.placements == alone.placements


def test_what_is_told_on_the_way_is_true() -> None:
    """No value told is better than the last plan's, and no bound worse: both would be lies."""
    heard: list[Progress] = []
    plan = solve(fair(meetings=90), work_limit=4, on_progress=heard.append)
    for level, sign in (("utility", 1), ("breaks", -1)):
        told = [one for one in heard if one.level == level]
        assert told
        for one in told:
            assert sign * one.value <= sign * plan.objective[level]
            assert sign * one.bound >= sign * plan.objective[level]
