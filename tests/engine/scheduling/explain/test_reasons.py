"""Reasons are true of the plan, and none of their obstacles is too many."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from tests.engine.scheduling.cast import RU_ZH, grid, mission, people, problems
from tests.engine.scheduling.explain.world import World
from vstrecha.engine.scheduling.check import RULES
from vstrecha.engine.scheduling.explain import Case, Clause, Obstacle, Reason, explain, reasons
from vstrecha.engine.scheduling.explain.reason import RULE_OF
from vstrecha.engine.scheduling.explain.wording import PHRASES
from vstrecha.engine.scheduling.plan import Placement
from vstrecha.engine.scheduling.problem import (
    Closure,
    Interpreter,
    Meeting,
    Participant,
    Problem,
    Session,
    Travel,
    Venue,
)

HALF_MADE = {"least", "mandatory", "pinned"}  # rules that a plan in the making may still break


@st.composite
def half_plans(draw: st.DrawFn) -> tuple[Problem, tuple[Placement, ...]]:
    """A random problem and some of its meetings, each placed where no rule is broken."""
    problem = draw(problems())
    placements: tuple[Placement, ...] = ()
    tables = [table for venue in problem.venues for table in venue.tables]
    for meeting in problem.meetings:
        world = World(problem, placements, meeting)
        assume({rule for rule, _, _ in world.broken()} <= HALF_MADE)
        able = [None, *(one.id for one in problem.interpreters)]
        places = [
            place
            for slot in problem.slots
            for table in tables
            for one in able
            for place in [Placement(meeting.id, slot.id, table, one)]
            if {rule for rule, _, _ in world.broken(place)} <= HALF_MADE
        ]
        chosen = draw(st.sampled_from([None, *places]))
        if chosen is not None:
            placements = (*placements, chosen)
    return problem, placements


def doubted(reason: Reason, world: World) -> None:
    """Hold a reason against the world, place by place."""
    venues = [venue.id for venue in world.problem.venues]
    if reason.case in {Case.FREE, Case.WORTHLESS}:
        for slot in reason.slots:
            assert any(world.fits(slot, venue) for venue in venues)
        return
    assert not any(world.fits(slot.id, venue) for slot in world.problem.slots for venue in venues)
    for clause in reason.clauses:
        for slot in clause.slots:
            assert any(world.holds(clause.obstacle, slot, venue) for venue in venues), clause
    if reason.case is Case.NOWHERE:
        return
    places = [(slot, venue) for slot in reason.slots for venue in venues if world.tables(venue)]
    places = [
        (slot, venue) for slot, venue in places if not _is_beside_the_point(world, slot, venue)
    ]
    for left_out in [None, *reason.clauses]:
        named = [clause for clause in reason.clauses if clause is not left_out]
        unaccounted = [
            place for place in places if not any(world.holds(one.obstacle, *place) for one in named)
        ]
        assert bool(unaccounted) == (left_out is not None), left_out


def _is_beside_the_point(world: World, slot: str, venue: str) -> bool:
    """A venue without a table for the meeting while another venue has one."""
    own = set(world.own_tables())
    closed = {
        one.id: world.holds(Obstacle("closed"), slot, one.id)
        for one in world.problem.venues
        if own & set(one.tables)
    }
    return venue not in closed or (closed[venue] and not all(closed.values()))


@settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # to shrink an example would take minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(half_plans())
def test_reasons_are_true_and_no_obstacle_is_too_many(
    case: tuple[Problem, tuple[Placement, ...]],
) -> None:
    problem, placements = case
    found = reasons(problem, placements)
    held = {place.meeting for place in placements}
    assert found.keys() | held == {meeting.id for meeting in problem.meetings}
    for meeting in problem.meetings:
        if meeting.id in found:
            doubted(found[meeting.id], World(problem, placements, meeting))


HOME, HOST = people("home", "host")
M = Meeting("m", ("home", "host"))


def said(problem: Problem, *placements: Placement) -> str:
    return explain(problem, placements)["m"].render()


class TestNever:
    def test_one_is_away_all_the_time(self) -> None:
        away = replace(HOME, unavailable=frozenset({"a0", "a1"}))
        asked = mission(grid(2), (away, HOST), (M,))
        assert said(asked) == (
            "There is no slot in which it could be held: in all of them home is not available."
        )

    def test_between_them_they_are_away_all_the_time(self) -> None:
        away = replace(HOME, unavailable=frozenset({"a0", "a1"}))
        late = replace(HOST, unavailable=frozenset({"a2"}))
        asked = mission(grid(3), (away, late), (M,))
        assert said(asked) == (
            "There is no slot in which it could be held: a0, a1: home is not available; "
            "a2: host is not available."
        )

    def test_slots_without_tables_are_no_slots(self) -> None:
        """A slot that only tells when a session is must not be given as a chance missed."""
        away = replace(HOME, unavailable=frozenset({"a0"}))
        hall = Venue("hall", ("t0",), (Closure("a1"),))
        asked = mission(grid(2), (away, HOST), (M,), venues=(hall,))
        assert reasons(asked, ())["m"].slots == ("a0",)

    def test_no_table_is_open(self) -> None:
        hall = Venue("hall", ("t0",), (Closure("a0"),))
        asked = mission(grid(1), (HOME, HOST), (M,), venues=(hall,))
        assert said(asked) == "No table is open in any slot."

    def test_no_interpreter(self) -> None:
        asked = mission(grid(2), (HOME, HOST), (replace(M, language_pair=RU_ZH),))
        assert said(asked).endswith("in all of them no interpreter for its languages is there.")

    def test_sessions_and_a_wish(self) -> None:
        wish = replace(M, allowed_slots=frozenset({"a1"}))
        asked = mission(
            grid(2), (HOME, HOST), (wish,), sessions=(Session("pitch", ("a1",), ("host",)),)
        )
        assert said(asked) == (
            "There is no slot in which it could be held: a0: its own wish for a time rules it "
            "out; a1: host is in sessions of the programme."
        )


class TestNow:
    OTHER = Meeting("n", ("home", "third"))

    def with_third(self, slots: int) -> Problem:
        return mission(grid(slots), people("home", "host", "third"), (M, self.OTHER))

    def test_full_by_its_own_wish(self) -> None:
        asked = self.with_third(2)
        home = replace(HOME, max_meetings=1)
        asked = replace(asked, participants=(home, *asked.participants[1:]))
        assert said(asked, Placement("n", "a0", "t0")) == (
            "home has the one meeting that is its most."
        )

    def test_the_only_slot_is_taken(self) -> None:
        asked = self.with_third(1)
        assert said(asked, Placement("n", "a0", "t0")) == (
            "There is one slot in which all could meet, a0; in it home has other meetings."
        )

    def test_all_tables_are_taken(self) -> None:
        """The example of the reference page: two slots in common, no table in either."""
        away = frozenset({"a0"})
        others = [f"x{index}" for index in range(4)]
        asked = mission(
            grid(3),
            (replace(HOME, unavailable=away), HOST, *people(*others)),
            (M, Meeting("n", ("x0", "x1")), Meeting("o", ("x0", "x1"))),
            tables=1,
        )
        assert said(asked, Placement("n", "a1", "t0"), Placement("o", "a2", "t0")) == (
            "There are 2 slots in which all could meet, a1, a2; in each the only table is taken."
        )

    def test_who_alone_explains_it_is_named_alone(self) -> None:
        """host is busy as well in one of the slots, and the tables are taken in the other."""
        third, fourth = people("third", "fourth")
        asked = mission(
            grid(2),
            (HOME, HOST, third, fourth),
            (M, self.OTHER, Meeting("o", ("home", "fourth")), Meeting("p", ("host", "third"))),
            tables=2,
        )
        plan = (Placement("n", "a0", "t0"), Placement("o", "a1", "t0"), Placement("p", "a1", "t1"))
        assert reasons(asked, plan)["m"].clauses == (
            Clause(Obstacle("busy", "home"), ("a0", "a1")),
        )

    def test_one_busy_here_another_there(self) -> None:
        third = Participant("third")
        asked = mission(
            grid(2), (HOME, HOST, third), (M, self.OTHER, Meeting("p", ("host", "third")))
        )
        assert said(asked, Placement("n", "a0", "t0"), Placement("p", "a1", "t0")) == (
            "There are 2 slots in which all could meet: a0: home has other meetings; "
            "a1: host has other meetings."
        )

    def test_every_interpreter_is_elsewhere(self) -> None:
        other = Meeting("n", ("third", "fourth"), language_pair=RU_ZH)
        asked = mission(
            grid(1),
            people("home", "host", "third", "fourth"),
            (replace(M, language_pair=RU_ZH), other),
            interpreters=(Interpreter("li", frozenset({RU_ZH})),),
        )
        assert said(asked, Placement("n", "a0", "t0", "li")).endswith(
            "in it no interpreter for its languages is free."
        )

    def test_travel_and_tables_where_each_venue_has_its_own_obstacle(self) -> None:
        venues = (Venue("hall", ("t0",)), Venue("plant", ("u0",)))
        asked = self.with_third(2)
        asked = replace(
            asked,
            venues=venues,
            travel=(Travel("hall", "plant", 60),),
            participants=(*asked.participants, *people("fourth", "fifth")),
            meetings=(*asked.meetings, Meeting("o", ("fourth", "fifth"))),
        )
        found = reasons(asked, (Placement("n", "a0", "t0"), Placement("o", "a1", "t0")))["m"]
        assert {clause.obstacle for clause in found.clauses} == {
            Obstacle("busy", "home"),
            Obstacle("tables", "hall"),
            Obstacle("travel", "home"),
        }

    def test_nothing_in_the_way(self) -> None:
        asked = mission(grid(1), (HOME, HOST), (M,))
        assert said(asked) == (
            "It would fit in a0, but the search ended before it was tried there."
        )
        assert "utility is 0" in said(replace(asked, meetings=(replace(M, utility=0),)))

    def test_many_slots_are_counted(self) -> None:
        slots = grid(12)
        asked = mission(
            slots,
            people("home", "host", "third"),
            (M, *(Meeting(f"n{index}", ("home", "third")) for index in range(12))),
        )
        plan = [Placement(f"n{index}", f"a{index}", "t0") for index in range(12)]
        assert said(asked, *plan) == (
            "There are 12 slots in which all could meet; in each home has other meetings."
        )


@pytest.mark.parametrize("kind", RULE_OF)
def test_every_kind_of_obstacle_has_its_rule_and_its_words(kind: str) -> None:
    assert RULE_OF[kind] in RULES
    assert kind in PHRASES or kind in {"tables", "representatives", "most"}
