"""The checker against plans that break one rule on purpose: it must name that rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.engine.scheduling.cast import RU_ZH, grid, mission, people
from vstrecha.engine.message import Message
from vstrecha.engine.scheduling.check import RULES, check
from vstrecha.engine.scheduling.plan import Placement, Plan, Status, Unplaced
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

# Slots a0 a1 a2 and b0 b1; 20 minutes each with 10 between.
PEOPLE = (
    Participant("feal", side="home", unavailable=frozenset({"b1"}), max_meetings=3),
    Participant("oet", side="home", min_meetings=1, buffer_minutes=15),
    Participant("kritbi", side="host", representatives=2),
    Participant("mine", side="host", table="t2", max_consecutive=2),
    *people("extra"),
)
MEETINGS = (
    Meeting("feal-kritbi", ("feal", "kritbi"), utility=3, mandatory=True),
    Meeting("feal-mine", ("feal", "mine"), utility=2, slot="a1"),
    Meeting("oet-kritbi", ("oet", "kritbi"), utility=2, length=2),
    Meeting("oet-mine", ("oet", "mine"), allowed_slots=frozenset({"b0", "b1"})),
    Meeting("china", ("extra", "kritbi"), language_pair=RU_ZH, after=("feal-kritbi",)),
    Meeting("extra-mine", ("extra", "mine")),
)
GOOD = {
    "feal-kritbi": ("a0", "t0", None),
    "feal-mine": ("a1", "t2", None),
    "oet-kritbi": ("a0", "t1", None),
    "oet-mine": ("b0", "t2", None),
    "china": ("a2", "t0", "li"),
    "extra-mine": ("a0", "t2", None),
}


def asked() -> Problem:
    return mission(
        grid(3, 2),
        PEOPLE,
        MEETINGS,
        venues=(
            Venue("hall", ("t0", "t1", "t2"), (Closure("b0", ("t1",)),)),
            Venue("plant", ("u0",)),
        ),
        travel=(Travel("hall", "plant", 40),),
        sessions=(Session("pitch", ("b1",), ("extra", "kritbi"), venue="hall", capacity=2),),
        interpreters=(Interpreter("li", frozenset({RU_ZH}), frozenset({"b1"})),),
        previous=(Previous("feal-mine", "a1", "t2", pinned=True),),
    )


def plan(problem: Problem, **moved: tuple[str, str, str | None] | None) -> Plan:
    """The good plan with some meetings elsewhere, or nowhere; it claims what is true."""
    places = {**GOOD, **{name.replace("_", "-"): place for name, place in moved.items()}}
    placements = tuple(
        Placement(name, *place) for name, place in places.items() if place is not None
    )
    left = tuple(
        Unplaced(meeting.id, Message("out"))
        for meeting in problem.meetings
        if places.get(meeting.id) is None
    )
    return Plan(Status.FEASIBLE, (), {}, {}, 0.0, 0, placements, left)


def rules(problem: Problem, found: Plan) -> set[str]:
    return {one.rule for one in check(problem, found)} - {"claims"}


def test_the_good_plan_is_good() -> None:
    assert rules(asked(), plan(asked())) == set()


BROKEN: dict[str, Callable[[], tuple[Problem, Plan]]] = {}


def breaks(rule: str) -> Callable[[Callable[[], tuple[Problem, Plan]]], None]:
    """Register a problem and a plan that break `rule` and no other."""

    def register(make: Callable[[], tuple[Problem, Plan]]) -> None:
        BROKEN[f"{rule}: {make.__name__.strip('_').replace('_', ' ')}"] = make

    return register


@breaks("names")
def _an_unknown_table() -> tuple[Problem, Plan]:
    return asked(), plan(asked(), china=("a2", "t9", "li"))


@breaks("names")
def _an_unknown_slot() -> tuple[Problem, Plan]:
    return asked(), plan(asked(), china=("z9", "t0", "li"))


@breaks("names")
def _placed_twice() -> tuple[Problem, Plan]:
    good = plan(asked())
    return asked(), replace(good, placements=(*good.placements, good.placements[0]))


@breaks("length")
def _too_few_slots_follow() -> tuple[Problem, Plan]:
    return asked(), plan(asked(), oet_kritbi=("a2", "t1", None))


@breaks("allowed")
def _in_a_slot_not_allowed() -> tuple[Problem, Plan]:
    return asked(), plan(asked(), oet_mine=("a2", "t2", None), oet_kritbi=None, extra_mine=None)


@breaks("allowed")
def _with_its_second_slot_not_allowed() -> tuple[Problem, Plan]:
    problem = asked()
    narrow = tuple(
        replace(one, allowed_slots=frozenset({"a0"})) if one.id == "oet-kritbi" else one
        for one in problem.meetings
    )
    return replace(problem, meetings=narrow), plan(problem)


@breaks("fixed")
def _not_in_its_fixed_slot() -> tuple[Problem, Plan]:
    problem = replace(asked(), previous=())
    return problem, plan(problem, feal_mine=("a2", "t2", None))


@breaks("available")
def _while_somebody_is_away() -> tuple[Problem, Plan]:
    return asked(), plan(asked(), feal_kritbi=("b1", "t0", None), china=None)


@breaks("representatives")
def _at_two_tables_at_once() -> tuple[Problem, Plan]:
    return asked(), plan(asked(), feal_kritbi=("a1", "t0", None))


@breaks("representatives")
def _three_at_once_for_two() -> tuple[Problem, Plan]:
    problem = asked()
    free = tuple(replace(one, after=()) for one in problem.meetings)
    problem = replace(problem, meetings=free)
    return problem, plan(problem, china=("a0", "u0", "li"), extra_mine=None)


@breaks("representatives")
def _in_a_meeting_during_a_session() -> tuple[Problem, Plan]:
    return asked(), plan(asked(), extra_mine=("b1", "t2", None))


@breaks("travel")
def _no_time_for_the_way() -> tuple[Problem, Plan]:
    problem = replace(
        asked(), participants=(*PEOPLE[:2], replace(PEOPLE[2], representatives=3), *PEOPLE[3:])
    )
    return problem, plan(problem, feal_kritbi=("a0", "u0", None))


@breaks("travel")
def _no_time_from_a_session() -> tuple[Problem, Plan]:
    problem = asked()
    early = Session("visit", ("a1",), ("extra",), venue="plant")
    return replace(problem, sessions=(early,)), plan(problem, extra_mine=None)


@breaks("buffer")
def _too_short_a_pause() -> tuple[Problem, Plan]:
    problem = asked()
    late = tuple(
        replace(one, allowed_slots=None) if one.id == "oet-mine" else one
        for one in problem.meetings
    )
    return (
        replace(problem, meetings=late),
        plan(problem, oet_mine=("a2", "t2", None), extra_mine=None),
    )


@breaks("rest")
def _three_in_a_row() -> tuple[Problem, Plan]:
    problem = asked()
    late = tuple(
        replace(one, allowed_slots=None) if one.id == "oet-mine" else one
        for one in problem.meetings
    )
    return (
        replace(problem, meetings=late),
        plan(problem, oet_mine=("a2", "t2", None), oet_kritbi=None),
    )


@breaks("most")
def _more_than_its_most() -> tuple[Problem, Plan]:
    few = (replace(PEOPLE[0], max_meetings=1), *PEOPLE[1:])
    return replace(asked(), participants=few), plan(asked())


@breaks("least")
def _fewer_than_its_least() -> tuple[Problem, Plan]:
    return asked(), plan(asked(), oet_kritbi=None, oet_mine=None)


@breaks("open")
def _at_a_closed_table() -> tuple[Problem, Plan]:
    problem = asked()
    nowhere = (*PEOPLE[:3], replace(PEOPLE[3], table=None), PEOPLE[4])
    return replace(problem, participants=nowhere), plan(problem, oet_mine=("b0", "t1", None))


@breaks("open")
def _in_a_venue_closed_as_a_whole() -> tuple[Problem, Plan]:
    problem = asked()
    hall = replace(problem.venues[0], closed=(Closure("a2"),))
    return replace(problem, venues=(hall, problem.venues[1])), plan(problem)


@breaks("table")
def _two_at_one_table() -> tuple[Problem, Plan]:
    return asked(), plan(asked(), feal_kritbi=("a0", "t1", None))


@breaks("own table")
def _not_at_the_host_s_stand() -> tuple[Problem, Plan]:
    return asked(), plan(asked(), oet_mine=("b0", "t0", None))


@breaks("own table")
def _not_at_the_table_asked_for() -> tuple[Problem, Plan]:
    problem = asked()
    asks = tuple(replace(one, table="t1") if one.id == "china" else one for one in problem.meetings)
    return replace(problem, meetings=asks), plan(problem)


@breaks("interpreter")
def _without_an_interpreter() -> tuple[Problem, Plan]:
    return asked(), plan(asked(), china=("a2", "t0", None))


@breaks("interpreter")
def _with_one_that_is_not_needed() -> tuple[Problem, Plan]:
    return asked(), plan(asked(), extra_mine=("a0", "t2", "li"))


@breaks("interpreter")
def _with_one_that_is_unknown() -> tuple[Problem, Plan]:
    return asked(), plan(asked(), china=("a2", "t0", "nobody"))


@breaks("interpreter")
def _with_one_who_is_away() -> tuple[Problem, Plan]:
    problem = asked()
    away = Interpreter("li", frozenset({RU_ZH}), frozenset({"a2"}))
    return replace(problem, interpreters=(away,)), plan(problem)


@breaks("interpreter once")
def _with_one_who_is_elsewhere() -> tuple[Problem, Plan]:
    problem = asked()
    both = tuple(
        replace(one, language_pair=RU_ZH, slot=None) if one.id == "feal-mine" else one
        for one in problem.meetings
    )
    problem = replace(problem, meetings=both, previous=())
    return problem, plan(problem, feal_mine=("a2", "t2", "li"))


@breaks("order")
def _before_what_it_comes_after() -> tuple[Problem, Plan]:
    return asked(), plan(asked(), feal_kritbi=("b0", "t0", None))


@breaks("mandatory")
def _without_a_must_meet() -> tuple[Problem, Plan]:
    return asked(), plan(asked(), feal_kritbi=None)


@breaks("pinned")
def _with_a_pinned_meeting_left_out() -> tuple[Problem, Plan]:
    return asked(), plan(asked(), feal_mine=None)


@breaks("fairness")
def _with_breaks_too_unequal() -> tuple[Problem, Plan]:
    problem = replace(asked(), fairness=0)
    return problem, plan(problem)


@breaks("representatives")
def _with_two_sessions_at_once() -> tuple[Problem, Plan]:
    problem = asked()
    (pitch,) = problem.sessions
    twice = (pitch, replace(pitch, id="visit", participants=("extra",)))
    return replace(problem, sessions=twice), plan(problem)


@pytest.mark.parametrize("name", BROKEN)
def test_a_rule_broken_on_purpose_is_named(name: str) -> None:
    problem, found = BROKEN[name]()
    assert rules(problem, found) == {name.partition(":")[0]}


def test_every_rule_is_broken_by_some_plan() -> None:
    """`sessions` cannot be: a problem with a session over its places is refused on construction."""
    broken = {name.partition(":")[0] for name in BROKEN}
    assert broken | {"claims", "sessions"} == RULES.keys()


@pytest.fixture(scope="module")
def found() -> Plan:
    return solve(asked(), work_limit=1, workers=1)


class TestClaims:
    """What a plan says of itself is counted again."""

    def test_the_solver_s_own_claims_hold(self, found: Plan) -> None:
        assert check(asked(), found) == ()

    @pytest.mark.parametrize(
        "level", ["mandatory", "placed", "utility", "moved", "breaks", "changes"]
    )
    def test_a_level_off_by_one(self, found: Plan, level: str) -> None:
        for step in (-1, 1):
            wrong = {**found.objective, level: found.objective[level] + step}
            assert {one.rule for one in check(asked(), replace(found, objective=wrong))} == {
                "claims"
            }

    def test_a_level_left_out(self, found: Plan) -> None:
        fewer = {name: value for name, value in found.objective.items() if name != "breaks"}
        assert check(asked(), replace(found, objective=fewer))

    def test_a_bound_that_the_plan_beats(self, found: Plan) -> None:
        low = {**found.bound, "utility": found.objective["utility"] - 1}
        assert check(asked(), replace(found, bound=low))
        high = {**found.bound, "breaks": found.objective["breaks"] + 1}
        assert check(asked(), replace(found, bound=high))

    def test_a_level_called_proven_that_is_not(self, found: Plan) -> None:
        far = {**found.bound, "changes": -1}
        assert check(asked(), replace(found, bound=far, proven=(*found.proven, "changes")))

    def test_a_proven_level_that_does_not_exist(self, found: Plan) -> None:
        assert check(asked(), replace(found, proven=(*found.proven, "beauty")))

    def test_a_meeting_left_out_in_silence(self, found: Plan) -> None:
        assert check(asked(), replace(found, placements=found.placements[1:]))

    def test_a_moved_meeting_that_has_not(self, found: Plan) -> None:
        assert check(asked(), replace(found, moved=("feal-mine",)))

    def test_no_plan_with_placements(self, found: Plan) -> None:
        assert check(asked(), replace(found, status=Status.INFEASIBLE))
        assert not check(asked(), Plan(Status.INFEASIBLE, (), {}, {}, 0.0, 0))
