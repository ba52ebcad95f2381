"""A conflict cannot be kept, and each of its rules is needed for that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings

from tests.engine.scheduling.brute import best
from tests.engine.scheduling.cast import RU_ZH, grid, mission, people, problems
from vstrecha.engine.scheduling.check import RULES
from vstrecha.engine.scheduling.conflicts import Given, conflict_of, conflicts, givens, only
from vstrecha.engine.scheduling.conflicts.given import RULE_OF
from vstrecha.engine.scheduling.explain import Case
from vstrecha.engine.scheduling.plan import Status
from vstrecha.engine.scheduling.problem import (
    Closure,
    Interpreter,
    Meeting,
    Participant,
    Previous,
    Problem,
    Session,
    Travel,
    Venue,
)
from vstrecha.engine.scheduling.solve import solve
from vstrecha.engine.scheduling.solvers.budget import Budget

FEAL, OET, KRITBI, MINE = people("feal", "oet", "kritbi", "mine")
ONE = Meeting("one", ("feal", "kritbi"), mandatory=True)
TWO = Meeting("two", ("feal", "mine"), mandatory=True)
APART = Meeting("apart", ("oet", "mine"), mandatory=True)
BOTH = [Given("mandatory", "one"), Given("mandatory", "two")]
EITHER = [Given("mandatory", "apart"), Given("mandatory", "one")]
LATE = frozenset({"a1"})
TWO_VENUES = (Venue("hall", ("t0",)), Venue("plant", ("u0",)))


def small(*meetings: Meeting, slots: int = 2, feal: Participant = FEAL, **rest: Any) -> Problem:
    everybody = (feal, OET, KRITBI, MINE)
    return mission(grid(slots), everybody, meetings, tables=3, **rest)


CASES: Mapping[str, tuple[Problem, list[Given]]] = {
    "away": (
        small(ONE, TWO, slots=3, feal=replace(FEAL, unavailable=frozenset({"a1", "a2"}))),
        [*BOTH, Given("away", "feal")],
    ),
    "grid": (small(ONE, TWO, slots=1), [*BOTH, Given("grid")]),
    "tables": (
        small(ONE, APART, slots=1, venues=(Venue("hall", ("t0",)),)),
        [*EITHER, Given("grid"), Given("tables")],
    ),
    "closed": (
        small(
            replace(ONE, table="t0"),
            replace(APART, table="t0"),
            venues=(Venue("hall", ("t0", "t1"), (Closure("a1", ("t0",)),)),),
        ),
        [*EITHER, Given("closed"), Given("grid"), Given("table", "apart"), Given("table", "one")],
    ),
    "fixed": (
        small(replace(ONE, slot="a0"), replace(TWO, slot="a0")),
        [*BOTH, Given("fixed", "one"), Given("fixed", "two")],
    ),
    "allowed": (
        small(replace(ONE, allowed_slots=LATE), replace(TWO, allowed_slots=LATE)),
        [*BOTH, Given("allowed", "one"), Given("allowed", "two")],
    ),
    "order": (
        small(replace(ONE, after=("two",)), replace(TWO, after=("one",))),
        [*BOTH, Given("order", "one", "two"), Given("order", "two", "one")],
    ),
    "most": (
        small(ONE, TWO, feal=replace(FEAL, max_meetings=1)),
        [*BOTH, Given("most", "feal")],
    ),
    "buffer": (
        small(ONE, TWO, feal=replace(FEAL, buffer_minutes=20)),
        [*BOTH, Given("buffer", "feal"), Given("grid")],
    ),
    "rest": (
        small(ONE, TWO, feal=replace(FEAL, max_consecutive=1)),
        [*BOTH, Given("rest", "feal"), Given("grid")],
    ),
    "representatives": (
        small(
            ONE,
            TWO,
            Meeting("three", ("feal", "oet"), mandatory=True),
            slots=1,
            feal=replace(FEAL, representatives=2),
        ),
        [*BOTH, Given("mandatory", "three"), Given("representatives", "feal"), Given("grid")],
    ),
    "length": (
        small(replace(ONE, length=2), TWO),
        [*BOTH, Given("length", "one"), Given("grid")],
    ),
    "travel": (
        small(
            replace(ONE, table="t0"),
            replace(TWO, table="u0"),
            venues=TWO_VENUES,
            travel=(Travel("hall", "plant", 60),),
        ),
        [*BOTH, Given("travel"), Given("table", "one"), Given("table", "two"), Given("grid")],
    ),
    "own table": (
        small(
            ONE,
            Meeting("three", ("feal", "oet"), mandatory=True),
            slots=1,
            feal=replace(FEAL, table="t0", representatives=2),
        ),
        [
            Given("mandatory", "one"),
            Given("mandatory", "three"),
            Given("own table", "feal"),
            Given("grid"),
        ],
    ),
    "languages": (
        small(
            replace(ONE, language_pair=RU_ZH),
            replace(APART, language_pair=RU_ZH),
            slots=1,
            interpreters=(Interpreter("li", frozenset({RU_ZH})),),
        ),
        [*EITHER, Given("languages", "ru–zh"), Given("grid")],
    ),
    "interpreter away": (
        small(
            replace(ONE, language_pair=RU_ZH),
            replace(APART, language_pair=RU_ZH),
            interpreters=(Interpreter("li", frozenset({RU_ZH}), LATE),),
        ),
        [*EITHER, Given("languages", "ru–zh"), Given("interpreter away", "li")],
    ),
    "least": (
        small(replace(ONE, mandatory=False), feal=replace(FEAL, min_meetings=2)),
        [Given("least", "feal")],
    ),
    "session": (
        small(ONE, TWO, sessions=(Session("pitch", ("a0",), ("feal",)),)),
        [*BOTH, Given("session", "feal", "pitch"), Given("grid")],
    ),
    "pinned": (
        small(
            replace(ONE, mandatory=False),
            replace(APART, mandatory=False),
            previous=(Previous("one", "a0", "t0", True), Previous("apart", "a0", "t0", True)),
        ),
        [Given("pinned", "apart"), Given("pinned", "one")],
    ),
    "fairness": (
        small(
            replace(ONE, slot="a0"),
            replace(TWO, slot="a2"),
            slots=3,
            fairness=0,
            feal=replace(FEAL, max_meetings=2),
        ),
        [
            *BOTH,
            Given("fairness"),
            Given("fixed", "one"),
            Given("fixed", "two"),
        ],
    ),
}


def is_possible(problem: Problem) -> bool:
    plan = solve(problem, work_limit=5, workers=1)
    assert plan.status is not Status.UNKNOWN
    return plan.status is not Status.INFEASIBLE


@pytest.mark.parametrize("kind", CASES)
def test_what_is_named_collides_and_all_of_it_is_needed(kind: str) -> None:
    problem, expected = CASES[kind]
    conflict = conflict_of(problem, Budget(work_limit=2))
    assert conflict is not None
    assert conflict.is_minimal
    assert conflict.reason is None
    assert set(conflict.givens) == set(expected)
    assert not is_possible(only(problem, conflict.givens))
    for one in conflict.givens:
        assert is_possible(only(problem, [it for it in conflict.givens if it != one])), one


def test_every_kind_has_a_case_a_rule_and_words() -> None:
    assert {one.kind for _, expected in CASES.values() for one in expected} == RULE_OF.keys()
    assert {*RULE_OF.values()} <= RULES.keys()
    for problem, expected in CASES.values():
        assert len(conflicts(problem)) == len(expected)


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(problems(most_meetings=3))
def test_random_conflicts_are_minimal(problem: Problem) -> None:
    conflict = conflict_of(problem, Budget(work_limit=5))
    assert (conflict is None) == (best(problem) is not None)
    assume(conflict is not None and conflict.reason is None)
    assert conflict is not None
    assert conflict.is_minimal
    assert best(only(problem, conflict.givens)) is None
    for one in conflict.givens:
        assert is_possible(only(problem, [it for it in conflict.givens if it != one])), one


def test_a_problem_that_insists_on_all_is_itself() -> None:
    problem, _ = CASES["session"]
    assert only(problem, givens(problem)).meetings == problem.meetings


def test_the_plan_says_it_in_words() -> None:
    problem, _ = CASES["away"]
    assert [one.render() for one in solve(problem, work_limit=1).conflicts] == [
        "Meeting one must be held (feal, kritbi).",
        "Meeting two must be held (feal, mine).",
        "feal is available only in a0.",
    ]


def test_a_meeting_without_any_place_is_explained() -> None:
    away = replace(FEAL, unavailable=frozenset({"a0"}))
    problem = small(ONE, TWO, feal=away, sessions=(Session("pitch", ("a1",), ("kritbi",)),))
    conflict = conflict_of(problem, Budget(work_limit=1))
    assert conflict is not None
    assert conflict.reason is not None
    assert conflict.reason.case is Case.NEVER
    assert [one.render() for one in conflicts(problem)] == [
        "Meeting one must be held (feal, kritbi).",
        (
            "There is no slot in which it could be held: a0: feal is not available; "
            "a1: kritbi is in sessions of the programme."
        ),
    ]


def test_nothing_is_said_of_a_problem_that_has_a_plan() -> None:
    assert conflicts(small(ONE, TWO)) == ()


def test_it_is_honest_where_the_limit_is_too_low() -> None:
    problem, _ = CASES["away"]
    (said,) = conflicts(problem, work_limit=1e-9)
    assert "no smaller set" in said.render()
