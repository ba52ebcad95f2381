"""The searches against every plan of small problems."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engine.scheduling.brute import best
from tests.engine.scheduling.cast import grid, mission
from vstrecha.engine.scheduling.problem import (
    Closure,
    Meeting,
    Participant,
    Problem,
    Session,
    Venue,
)
from vstrecha.engine.scheduling.solve import solve
from vstrecha.engine.scheduling.solvers.facts import Facts
from vstrecha.engine.scheduling.solvers.sat.descent import Descent, Standing
from vstrecha.engine.scheduling.solvers.sat.oracle import Cadical
from vstrecha.engine.scheduling.solvers.sat.question import Question, ask, suits

SLOW = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@st.composite
def events(draw: st.DrawFn) -> Problem:
    """Small events at which everybody who is asked must meet."""
    slots = grid(*draw(st.sampled_from([(4,), (5,), (3, 3)])))
    names = [slot.id for slot in slots]
    people = ["ann", "bob", "cid", "dot"][: draw(st.integers(2, 4))]
    some = st.sets(st.sampled_from(names), max_size=2)
    pairs = st.lists(st.sampled_from(people), min_size=2, max_size=3, unique=True)
    wishes = st.one_of(st.none(), st.sets(st.sampled_from(names), min_size=2))
    meetings = []
    for number in range(draw(st.integers(1, 4))):
        allowed = draw(wishes)
        meetings.append(
            Meeting(
                f"m{number}",
                tuple(draw(pairs)),
                mandatory=True,
                allowed_slots=None if allowed is None else frozenset(allowed),
                after=tuple(draw(st.sets(st.sampled_from(["m0"] if number else []), max_size=1)))
                if number
                else (),
            )
        )
    session = Session("talk", (draw(st.sampled_from(names)),), (people[0],))
    closed = tuple(Closure(name, ("t1",)) for name in draw(some))
    return mission(
        slots,
        [Participant(name, unavailable=frozenset(draw(some))) for name in people],
        meetings,
        venues=(Venue("hall", ("t0", "t1"), closed),),
        sessions=(session,) if draw(st.booleans()) else (),
        fairness=draw(st.one_of(st.none(), st.integers(0, 2))),
    )


def run(question: Question, *, climbing: bool) -> Standing:
    return Descent(question, Cadical, climbing=climbing, report=lambda _: None).run()


@SLOW
@given(events(), st.booleans())
def test_no_plan_has_fewer_breaks(problem: Problem, climbing: bool) -> None:  # noqa: FBT001 - drawn
    assert suits(Facts(problem))
    standing = run(ask(Facts(problem)), climbing=climbing)
    expected = best(problem)
    if expected is None:
        assert standing.impossible
        return
    assert (standing.breaks, standing.bound) == (expected["breaks"], expected["breaks"])
    if standing.spread_bound is not None:
        assert standing.spread_bound == expected["fairness"]


@SLOW
@given(events())
def test_within_a_limit_of_work_the_engine_finds_the_same(problem: Problem) -> None:
    plan = solve(problem, work_limit=10)
    expected = best(problem)
    if expected is None:
        assert plan.status == "infeasible"
    else:
        assert plan.objective["breaks"] == expected["breaks"]
        assert "breaks" in plan.proven


def unequal() -> Problem:
    """Two who meet twice with an idle slot between: each has a break, so they are equal."""
    pair = ("ann", "bob")
    return mission(
        grid(3),
        [Participant(name) for name in pair],
        [
            Meeting("m0", pair, mandatory=True, slot="a0"),
            Meeting("m1", pair, mandatory=True, slot="a2"),
        ],
        fairness=0,
    )


@pytest.mark.parametrize("climbing", [True, False])
def test_breaks_that_all_have_are_fair(climbing: bool) -> None:  # noqa: FBT001 - a parameter
    """Where everybody has breaks, "nobody has more than d" would be too strict."""
    standing = run(ask(Facts(unequal())), climbing=climbing)
    assert (standing.breaks, standing.impossible) == (2, False)


@pytest.mark.parametrize("climbing", [True, False])
def test_breaks_that_one_lacks_are_not_fair(climbing: bool) -> None:  # noqa: FBT001 - a parameter
    problem = unequal()
    third = replace(problem, participants=(*problem.participants, Participant("cid")))
    assert run(ask(Facts(third)), climbing=climbing).impossible


def test_what_others_have_proven_is_used() -> None:
    told: list[int] = []

    def heard() -> int:
        told.append(2)
        return 2

    question = ask(Facts(replace(unequal(), fairness=None)))
    standing = Descent(question, Cadical, climbing=False, report=lambda _: None, heard=heard).run()
    assert told
    assert (standing.breaks, standing.bound) == (2, 2)
