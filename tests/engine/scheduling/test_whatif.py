"""Advice gains what it says, in a plan that the checker passed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.engine.scheduling.cast import RU_ZH, grid, mission, people, problems
from vstrecha.engine.scheduling.check import check
from vstrecha.engine.scheduling.plan import Plan, Status
from vstrecha.engine.scheduling.problem import (
    Closure,
    Interpreter,
    Meeting,
    Participant,
    Problem,
    Venue,
)
from vstrecha.engine.scheduling.solve import solve
from vstrecha.engine.scheduling.whatif import KINDS, Advice, Change, advise, changed

WORK = 2.0
FEAL, OET, KRITBI, MINE = people("feal", "oet", "kritbi", "mine")
ONE = Meeting("one", ("feal", "kritbi"), utility=3)
TWO = Meeting("two", ("feal", "mine"), utility=2)
APART = Meeting("apart", ("oet", "mine"), utility=5)
HALL = Venue("hall", ("t0",))
DAY = "2026-12-10"


def small(*meetings: Meeting, slots: int = 1, feal: Participant = FEAL, **rest: Any) -> Problem:
    return mission(grid(slots, 1), (feal, OET, KRITBI, MINE), meetings, **rest)


def only_morning(*tables: str) -> Venue:
    return Venue("hall", tables, (Closure("b0"),))


CASES: Mapping[str, tuple[Problem, Change, int, int, str]] = {
    "table": (
        small(ONE, APART, venues=(only_morning("t0"),)),
        Change("table", "hall", "a"),
        1,
        3,
        f"One more table at hall, {DAY} from 09:00 to 09:20: +1 meeting, utility +3.",
    ),
    "interpreter": (
        small(
            replace(ONE, language_pair=RU_ZH),
            replace(APART, language_pair=RU_ZH),
            venues=(only_morning("t0", "t1"),),
            interpreters=(Interpreter("li", frozenset({RU_ZH})),),
        ),
        Change("interpreter", "ru–zh", "a"),
        1,
        3,
        f"One more interpreter for ru–zh, {DAY} from 09:00 to 09:20: +1 meeting, utility +3.",
    ),
    "representative": (
        small(ONE, TWO, venues=(only_morning("t0", "t1"),)),
        Change("representative", "feal"),
        1,
        2,
        "One more representative of feal: +1 meeting, utility +2.",
    ),
    "slot": (
        small(ONE, TWO, venues=(only_morning("t0", "t1"),)),
        Change("slot", part="a"),
        1,
        2,
        f"One more slot, {DAY} from 09:20 to 09:40: +1 meeting, utility +2.",
    ),
    "presence": (
        small(ONE, TWO, feal=replace(FEAL, unavailable=frozenset({"b0"}))),
        Change("presence", "feal", "b"),
        1,
        2,
        f"feal available on {DAY} from 12:00 to 12:20 as well: +1 meeting, utility +2.",
    ),
    "most": (
        small(ONE, TWO, feal=replace(FEAL, max_meetings=1)),
        Change("most", "feal", count=2),
        1,
        2,
        "feal may have up to 2 meetings: +1 meeting, utility +2.",
    ),
}


def advice_on(problem: Problem) -> tuple[Plan, tuple[Advice, ...]]:
    plan = solve(problem, work_limit=WORK, workers=1)
    return plan, advise(problem, plan, work_limit=WORK, workers=1)


@pytest.mark.parametrize("kind", CASES)
def test_it_finds_what_helps_and_by_how_much(kind: str) -> None:
    problem, change, meetings, utility, words = CASES[kind]
    plan, found = advice_on(problem)
    (advice,) = [one for one in found if one.change == change]
    assert (advice.meetings, advice.utility) == (meetings, utility)
    assert advice.most == utility
    assert advice.objective["placed"] == plan.objective["placed"] + meetings
    assert advice.message.render() == words


def test_every_kind_has_a_case() -> None:
    assert {*CASES} == {*KINDS}


def test_what_gains_most_comes_first() -> None:
    gains = [one.utility for one in advice_on(CASES["representative"][0])[1]]
    assert gains == sorted(gains, reverse=True)


def test_nothing_helps_where_all_have_a_place() -> None:
    _, found = advice_on(small(ONE, TWO, slots=3))
    assert found == ()


def test_that_nothing_is_gained_is_proven() -> None:
    """feal could come in the afternoon, but kritbi cannot, and there is nobody else to meet."""
    problem = small(
        ONE,
        replace(ONE, id="again", utility=1),
        feal=replace(FEAL, unavailable=frozenset({"b0"})),
    )
    people_there = tuple(
        replace(one, unavailable=frozenset({"b0"})) if one.id == "kritbi" else one
        for one in problem.participants
    )
    problem = replace(problem, participants=people_there)
    for change in (Change("presence", "feal", "b"), Change("table", "hall", "a")):
        asked = changed(problem, change)
        assert asked is not None
        assert solve(asked, work_limit=WORK).objective["utility"] == 3
    _, found = advice_on(problem)
    for one in found:
        if one.change == Change("presence", "feal", "b"):
            assert (one.utility, one.most) == (0, 0)
            assert one.message.render().endswith("proven to gain nothing.")
            break
    else:
        pytest.fail("the change was not tried")


def test_a_slot_in_another_ones_way_is_not_proposed() -> None:
    slots = grid(2)
    apart = (replace(slots[0], part="early"), slots[1])
    assert changed(mission(apart, (FEAL, KRITBI), (ONE,)), Change("slot", part="early")) is None


def test_the_same_work_gives_the_same_advice() -> None:
    problem = CASES["representative"][0]
    assert advice_on(problem)[1] == advice_on(problem)[1]


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(problems(most_meetings=5))
def test_every_gain_is_that_of_a_plan_that_keeps_every_rule(problem: Problem) -> None:
    plan, found = advice_on(problem)
    who = {one.id: one.utility for one in problem.meetings}
    for advice in found:
        asked = changed(problem, advice.change)
        assert asked is not None
        held = Plan(Status.FEASIBLE, (), advice.objective, {}, 0.0, 0, advice.placements)
        broken = {one.rule for one in check(replace(asked, levels=()), held)} - {"claims"}
        assert not broken
        utility = sum(who[place.meeting] for place in advice.placements)
        assert utility == plan.objective["utility"] + advice.utility
        assert advice.most >= advice.utility
