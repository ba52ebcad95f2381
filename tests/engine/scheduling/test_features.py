"""What a real mission needs, one by one: with the feature the plan is another than without it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.engine.scheduling.cast import RU_EN, RU_ZH, grid, mission, people
from vstrecha.engine.scheduling.check import check
from vstrecha.engine.scheduling.plan import Placement, Plan, Status
from vstrecha.engine.scheduling.problem import (
    Closure,
    Interpreter,
    Meeting,
    Participant,
    Problem,
    Session,
    Slot,
    Travel,
    Venue,
)
from vstrecha.engine.scheduling.solve import solve

FEAL, OET, KRITBI = Participant("feal"), Participant("oet"), Participant("kritbi")
FIRST = Meeting("first", ("feal", "kritbi"))
SECOND = Meeting("second", ("oet", "kritbi"))
HALL, PLANT = Venue("hall", ("t0", "t1")), Venue("plant", ("u0",))


def planned(problem: Problem) -> Plan:
    return solve(problem, work_limit=2, workers=1)


def held(problem: Problem) -> dict[str, Placement]:
    plan = planned(problem)
    assert plan.status in {Status.OPTIMAL, Status.FEASIBLE}
    return {place.meeting: place for place in plan.placements}


def slots_of(problem: Problem) -> dict[str, str]:
    return {name: place.slot for name, place in held(problem).items()}


def is_possible(problem: Problem) -> bool:
    return planned(problem).status is not Status.INFEASIBLE


def must(*meetings: Meeting) -> tuple[Meeting, ...]:
    return tuple(replace(meeting, mandatory=True) for meeting in meetings)


class TestTime:
    """Time zones, summer time and day-parts."""

    @staticmethod
    def night(zone: str, first: datetime, second: datetime) -> Problem:
        """Two meetings at venues that are 45 minutes apart; `first` ends after 30 minutes."""
        there = ZoneInfo(zone)
        slots = tuple(
            Slot(name, start.replace(tzinfo=there), start.replace(tzinfo=there) + length, "night")
            for name, start, length in (
                ("before", first, timedelta(minutes=30)),
                ("after", second, timedelta(minutes=30)),
            )
        )
        return mission(
            slots,
            people("feal", "oet", "kritbi"),
            must(
                replace(FIRST, slot="before", table="t0"),
                replace(SECOND, slot="after", table="u0"),
            ),
            venues=(HALL, PLANT),
            travel=(Travel("hall", "plant", 45),),
        )

    def test_an_hour_that_the_clock_skips_is_no_time_to_travel(self) -> None:
        """On 2026-03-29 at 2:00 Berlin's clocks go to 3:00."""
        spring = self.night("Europe/Berlin", datetime(2026, 3, 29, 1, 20), datetime(2026, 3, 29, 3))  # noqa: DTZ001 - the zone is set there
        assert not is_possible(spring)
        usual = self.night("Europe/Berlin", datetime(2026, 3, 28, 1, 20), datetime(2026, 3, 28, 3))  # noqa: DTZ001 - as above
        assert is_possible(usual)

    def test_an_hour_that_the_clock_repeats_is_time_to_travel(self) -> None:
        """On 2026-10-25 at 3:00 Berlin's clocks go back to 2:00."""
        autumn = self.night("Europe/Berlin", datetime(2026, 10, 25, 2), datetime(2026, 10, 25, 3))  # noqa: DTZ001 - the zone is set there
        assert is_possible(autumn)
        usual = self.night("Europe/Berlin", datetime(2026, 10, 24, 2), datetime(2026, 10, 24, 3))  # noqa: DTZ001 - as above
        assert not is_possible(usual)

    def test_slots_of_several_zones_are_one_line_of_time(self) -> None:
        """12:30 in Krasnoyarsk is 12:30 and not before 9:00 in Moscow of the same day."""
        start = datetime(2026, 12, 10, 5, 30, tzinfo=UTC)
        krasnoyarsk, moscow = ZoneInfo("Asia/Krasnoyarsk"), ZoneInfo("Europe/Moscow")
        slots = (
            Slot(
                "online",
                start.astimezone(krasnoyarsk),
                start.astimezone(krasnoyarsk) + timedelta(minutes=20),
                "a",
            ),
            Slot(
                "next",
                (start + timedelta(minutes=30)).astimezone(moscow),
                (start + timedelta(minutes=50)).astimezone(moscow),
                "b",
            ),
        )
        after = replace(SECOND, after=("first",))
        problem = mission(slots, people("feal", "oet", "kritbi"), must(FIRST, after))
        assert slots_of(problem) == {"first": "online", "second": "next"}
        turned = replace(problem, meetings=must(replace(FIRST, after=("second",)), SECOND))
        assert slots_of(turned) == {"first": "next", "second": "online"}

    def test_a_long_meeting_does_not_span_day_parts(self) -> None:
        long = replace(FIRST, length=2)
        apart = mission(grid(1, 1), people("feal", "kritbi"), [long])
        assert slots_of(apart) == {}
        assert slots_of(replace(apart, slots=grid(2))) == {"first": "a0"}


class TestPeople:
    """Availability, most and least, representatives, rest, buffer."""

    def test_availability(self) -> None:
        for away, left in (("a0", "a1"), ("a1", "a0")):
            absent = replace(FEAL, unavailable=frozenset({away}))
            assert slots_of(mission(grid(2), [absent, KRITBI], [FIRST])) == {"first": left}

    def test_most(self) -> None:
        meetings = [replace(FIRST, utility=1), replace(SECOND, utility=2)]
        problem = mission(grid(2), [FEAL, OET, replace(KRITBI, max_meetings=1)], meetings)
        assert held(problem).keys() == {"second"}
        assert held(replace(problem, participants=(FEAL, OET, KRITBI))).keys() == {
            "first",
            "second",
        }

    def test_least_so_that_nobody_goes_home_without(self) -> None:
        meetings = [replace(FIRST, utility=1), replace(SECOND, utility=9)]
        everyone = people("feal", "oet", "kritbi")
        problem = mission(grid(1), everyone, meetings)
        assert held(problem).keys() == {"second"}
        at_least = (replace(FEAL, min_meetings=1), *everyone[1:])
        assert held(replace(problem, participants=at_least)).keys() == {"first"}

    def test_several_representatives_meet_at_once(self) -> None:
        problem = mission(grid(1), people("feal", "oet", "kritbi"), [FIRST, SECOND])
        assert len(held(problem)) == 1
        two = (FEAL, OET, replace(KRITBI, representatives=2))
        assert len(held(replace(problem, participants=two))) == 2

    def test_rest(self) -> None:
        """Three meetings in four slots: with two in a row at most, the free slot lies between."""
        meetings = [Meeting(f"m{n}", (f"v{n}", "kritbi")) for n in range(3)]
        everyone = people("v0", "v1", "v2", "kritbi")
        problem = mission(grid(4), everyone, meetings)
        assert planned(problem).objective["breaks"] == 0
        rested = (*everyone[:3], replace(KRITBI, max_consecutive=2))
        assert planned(replace(problem, participants=rested)).objective["breaks"] == 1

    def test_one_long_meeting_is_no_run(self) -> None:
        long = replace(FIRST, length=3)
        problem = mission(grid(3), [FEAL, replace(KRITBI, max_consecutive=2)], [long])
        assert slots_of(problem) == {"first": "a0"}
        both = replace(problem, participants=(FEAL, OET, problem.participants[1]), slots=grid(4))
        assert len(held(replace(both, meetings=(long, SECOND)))) == 1

    def test_buffer(self) -> None:
        """Slots are 20 minutes with 10 between: 15 are found only with a slot left out."""
        problem = mission(grid(3), people("feal", "oet", "kritbi"), [FIRST, SECOND])
        assert planned(problem).objective["breaks"] == 0
        asks = (FEAL, OET, replace(KRITBI, buffer_minutes=15))
        assert set(slots_of(replace(problem, participants=asks)).values()) == {"a0", "a2"}

    def test_buffer_reaches_across_day_parts(self) -> None:
        slots = [replace(slot, part=slot.id) for slot in grid(2)]
        problem = mission(slots, people("feal", "oet", "kritbi"), [FIRST, SECOND])
        assert len(held(problem)) == 2
        asks = (FEAL, OET, replace(KRITBI, buffer_minutes=15))
        assert len(held(replace(problem, participants=asks))) == 1


class TestSessions:
    """Pitches, visits and meals bind people."""

    VISIT = Session("visit", ("a0",), ("feal",), venue="plant")

    def problem(self, *sessions: Session) -> Problem:
        return mission(
            grid(2),
            people("feal", "kritbi"),
            [FIRST],
            venues=(HALL, replace(PLANT, closed=(Closure("a0"), Closure("a1")))),
            sessions=sessions,
        )

    def test_a_session_binds(self) -> None:
        assert slots_of(self.problem(self.VISIT)) == {"first": "a1"}
        later = replace(self.VISIT, slots=("a1",))
        assert slots_of(self.problem(later)) == {"first": "a0"}
        assert slots_of(self.problem(self.VISIT, replace(later, id="pitch"))) == {}

    def test_a_second_representative_is_free(self) -> None:
        busy = replace(KRITBI, unavailable=frozenset({"a1"}))
        problem = replace(self.problem(self.VISIT), participants=(FEAL, busy))
        assert slots_of(problem) == {}
        two = replace(FEAL, representatives=2)
        assert slots_of(replace(problem, participants=(two, busy))) == {"first": "a0"}

    def test_travel_from_a_visit(self) -> None:
        """Ten minutes lie between the slots."""
        near = replace(self.problem(self.VISIT), travel=(Travel("plant", "hall", 10),))
        assert slots_of(near) == {"first": "a1"}
        far = replace(near, travel=(Travel("plant", "hall", 11),))
        assert slots_of(far) == {}

    def test_a_session_somewhere_unsaid_is_no_way(self) -> None:
        unsaid = replace(self.VISIT, venue=None)
        far = replace(self.problem(unsaid), travel=(Travel("plant", "hall", 60),))
        assert slots_of(far) == {"first": "a1"}

    def test_two_sessions_at_once_need_two(self) -> None:
        twice = (self.VISIT, replace(self.VISIT, id="pitch"))
        assert not is_possible(self.problem(*twice))
        two = replace(FEAL, representatives=2)
        assert is_possible(replace(self.problem(*twice), participants=(two, KRITBI)))

    def test_capacity(self) -> None:
        assert Session("visit", ("a0",), ("feal",), capacity=1).capacity == 1
        with pytest.raises(ValueError, match="1 participants for 0 places"):
            Session("visit", ("a0",), ("feal",), capacity=0)


class TestPlaces:
    """Travel, own stands, tables asked for, closed tables, quiet change of tables."""

    def test_travel_one_way_counts_both_ways(self) -> None:
        meetings = must(
            replace(FIRST, slot="a0", table="t0"), replace(SECOND, slot="a1", table="u0")
        )
        problem = mission(grid(2), people("feal", "oet", "kritbi"), meetings, venues=(HALL, PLANT))
        assert is_possible(problem)
        assert not is_possible(replace(problem, travel=(Travel("hall", "plant", 30),)))
        assert not is_possible(replace(problem, travel=(Travel("plant", "hall", 30),)))
        both = (Travel("plant", "hall", 30), Travel("hall", "plant", 5))
        assert is_possible(replace(problem, travel=both))

    def test_an_own_stand(self) -> None:
        roaming = mission(grid(1), people("feal", "kritbi"), [FIRST])
        assert held(roaming)["first"].table == "t0"
        stand = (FEAL, replace(KRITBI, table="t1"))
        assert held(replace(roaming, participants=stand))["first"].table == "t1"

    def test_of_two_stands_the_host_s_counts(self) -> None:
        both = (
            replace(FEAL, side="home", table="t0"),
            replace(KRITBI, side="host", table="t1"),
        )
        problem = mission(grid(1), both, [FIRST])
        assert held(problem)["first"].table == "t1"
        turned = (replace(both[0], side="host"), replace(both[1], side="home"))
        assert held(replace(problem, participants=turned))["first"].table == "t0"

    def test_a_table_asked_for_that_is_closed(self) -> None:
        asked = replace(FIRST, table="t0")
        problem = mission(grid(2), people("feal", "kritbi"), [asked])
        for slot, left in (("a0", "a1"), ("a1", "a0")):
            closed = replace(HALL, closed=(Closure(slot, ("t0",)),))
            assert slots_of(replace(problem, venues=(closed,))) == {"first": left}
        everything = replace(HALL, closed=(Closure("a0"), Closure("a1")))
        assert slots_of(replace(problem, venues=(everything,))) == {}

    def test_people_stay_at_a_table_where_they_can(self) -> None:
        """One company sees three others, another two: each has a table for itself."""
        meetings = [
            *must(*(Meeting(f"f{n}", ("feal", f"a{n}"), slot=f"a{n}") for n in range(3))),
            *must(*(Meeting(f"o{n}", ("oet", f"b{n}"), slot=f"a{n}") for n in range(1, 3))),
        ]
        everyone = people("feal", "oet", "a0", "a1", "a2", "b1", "b2")
        problem = mission(grid(3), everyone, meetings, tables=3)
        plan = planned(problem)
        assert plan.objective["changes"] == 0
        tables = {place.meeting: place.table for place in plan.placements}
        assert len({tables["f0"], tables["f1"], tables["f2"]}) == 1
        assert plan.status is Status.OPTIMAL
        torn = replace(problem, meetings=(replace(meetings[0], table="t2"), *meetings[1:]))
        closed = replace(problem.venues[0], closed=(Closure("a1", ("t2",)),))
        again = planned(replace(torn, venues=(closed,)))
        assert again.objective["changes"] == 1
        assert "changes" not in again.proven


class TestMeetings:
    """Long, three-party, fixed, forbidden, in order, in two languages, must-meets."""

    def test_a_long_meeting_takes_its_slots(self) -> None:
        problem = mission(grid(2), people("feal", "oet", "kritbi"), [FIRST, SECOND])
        assert len(held(problem)) == 2
        long = replace(problem, meetings=(replace(FIRST, length=2, utility=5), SECOND))
        assert slots_of(long) == {"first": "a0"}

    def test_a_third_party_must_be_there_too(self) -> None:
        away = replace(OET, unavailable=frozenset({"a0"}))
        leaves = replace(FEAL, unavailable=frozenset({"a1"}))
        problem = mission(grid(2), (leaves, away, KRITBI), [FIRST])
        assert slots_of(problem) == {"first": "a0"}
        three = replace(FIRST, participants=("feal", "oet", "kritbi"))
        assert slots_of(replace(problem, meetings=(three,))) == {}
        stays = replace(problem, participants=(FEAL, away, KRITBI), meetings=(three,))
        assert slots_of(stays) == {"first": "a1"}

    def test_fixed_and_forbidden(self) -> None:
        problem = mission(grid(3), people("feal", "kritbi"), [FIRST])
        for name in ("a0", "a1", "a2"):
            fixed = replace(FIRST, slot=name)
            assert slots_of(replace(problem, meetings=(fixed,))) == {"first": name}
            allowed = replace(FIRST, allowed_slots=frozenset({name}))
            assert slots_of(replace(problem, meetings=(allowed,))) == {"first": name}
        never = replace(FIRST, slot="a0", allowed_slots=frozenset({"a1", "a2"}))
        assert slots_of(replace(problem, meetings=(never,))) == {}
        assert not is_possible(replace(problem, meetings=must(never)))

    def test_order(self) -> None:
        everyone = people("feal", "oet", "kritbi")
        problem = mission(grid(2), everyone, must(replace(FIRST, after=("second",)), SECOND))
        assert slots_of(problem) == {"first": "a1", "second": "a0"}
        turned = must(FIRST, replace(SECOND, after=("first",)))
        assert slots_of(replace(problem, meetings=turned)) == {"first": "a0", "second": "a1"}

    def test_a_circle_of_orders_leaves_only_one(self) -> None:
        circle = (replace(FIRST, after=("second",)), replace(SECOND, after=("first",)))
        problem = mission(grid(2), people("feal", "oet", "kritbi"), circle)
        assert len(held(problem)) == 1
        assert not is_possible(replace(problem, meetings=must(*circle)))

    def test_an_interpreter_is_in_one_place_at_a_time(self) -> None:
        meetings = [
            Meeting("first", ("feal", "kritbi"), language_pair=RU_ZH),
            Meeting("second", ("oet", "mine"), language_pair=RU_ZH),
        ]
        one = Interpreter("li", frozenset({RU_ZH}))
        problem = mission(
            grid(1), people("feal", "oet", "kritbi", "mine"), meetings, interpreters=(one,)
        )
        assert len(held(problem)) == 1
        assert len(held(replace(problem, interpreters=(one, replace(one, id="wang"))))) == 2
        other = replace(one, id="smith", pairs=frozenset({RU_EN}))
        assert len(held(replace(problem, interpreters=(one, other)))) == 1
        plain = tuple(replace(meeting, language_pair=None) for meeting in meetings)
        assert len(held(replace(problem, meetings=plain))) == 2

    def test_an_interpreter_travels_too(self) -> None:
        meetings = must(
            Meeting("first", ("feal", "kritbi"), language_pair=RU_ZH, slot="a0", table="t0"),
            Meeting("second", ("oet", "mine"), language_pair=RU_ZH, slot="a1", table="u0"),
        )
        problem = mission(
            grid(2),
            people("feal", "oet", "kritbi", "mine"),
            meetings,
            venues=(HALL, PLANT),
            interpreters=(Interpreter("li", frozenset({RU_ZH})),),
        )
        assert is_possible(problem)
        assert not is_possible(replace(problem, travel=(Travel("hall", "plant", 30),)))

    def test_a_must_meet_comes_before_any_utility(self) -> None:
        meetings = [replace(FIRST, utility=0), replace(SECOND, utility=100)]
        problem = mission(grid(1), people("feal", "oet", "kritbi"), meetings)
        assert held(problem).keys() == {"second"}
        first = replace(problem, meetings=(replace(meetings[0], mandatory=True), meetings[1]))
        assert held(first).keys() == {"first"}


class TestFairness:
    """Breaks are shared, and so are meetings, through the least and the most."""

    # Kritbi must have a break, the others need not.
    TORN = must(replace(FIRST, slot="a0"), replace(SECOND, slot="a2"))

    def test_breaks(self) -> None:
        problem = mission(grid(3), people("feal", "oet", "kritbi"), self.TORN)
        assert planned(problem).objective["breaks"] == 1
        assert is_possible(replace(problem, fairness=1))
        assert not is_possible(replace(problem, fairness=0))

    def test_one_without_meetings_has_no_breaks(self) -> None:
        """Its none is compared too: a bound of 0 then lets nobody have any."""
        both = must(
            *(Meeting(f"m{n}", ("feal", "oet"), slot=slot) for n, slot in enumerate(("a0", "a2")))
        )
        problem = mission(grid(3), people("feal", "oet"), both, fairness=0)
        assert is_possible(problem)
        assert not is_possible(replace(problem, participants=people("feal", "oet", "idle")))

    def test_the_most_evens_out_meetings(self) -> None:
        meetings = [
            *(Meeting(f"rich{n}", (f"v{n}", "kritbi"), utility=9) for n in range(3)),
            *(Meeting(f"poor{n}", (f"v{n}", "oet"), utility=1) for n in range(3)),
        ]
        everyone = people("v0", "v1", "v2", "kritbi", "oet")
        problem = mission(grid(3), everyone, meetings, tables=1)
        assert held(problem).keys() == {"rich0", "rich1", "rich2"}
        fair = (*everyone[:3], replace(everyone[3], max_meetings=2), everyone[4])
        shared = held(replace(problem, participants=fair))
        assert sorted(name[:4] for name in shared) == ["poor", "rich", "rich"]


def test_the_objective_s_last_level_breaks_no_earlier_one() -> None:
    """To stay at one table is worth no break: changes come last."""
    meetings = must(
        replace(FIRST, slot="a0", table="t0"), Meeting("other", ("feal", "mine"), table="t1")
    )
    problem = mission(grid(3), people("feal", "kritbi", "mine"), meetings)
    plan = planned(problem)
    assert plan.objective["breaks"] == 0
    assert plan.objective["changes"] == 1
    assert not check(problem, plan)
