"""Repair on the day: the past stays, little moves, stand-bys get what is freed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.engine.scheduling.cast import RU_ZH, ZONE, grid, mission, people
from vstrecha.engine.scheduling.changes import Kind, changes
from vstrecha.engine.scheduling.check import check
from vstrecha.engine.scheduling.incidents import (
    Incident,
    Late,
    MustMeet,
    NoShow,
    Overrun,
    TableLost,
    after,
)
from vstrecha.engine.scheduling.plan import Placement, Plan, Status
from vstrecha.engine.scheduling.problem import (
    Closure,
    Interpreter,
    Meeting,
    Previous,
    Problem,
    ProblemError,
    Session,
    Travel,
    Venue,
)
from vstrecha.engine.scheduling.repair import Repaired, left_to_plan, repair
from vstrecha.engine.scheduling.solve import solve
from vstrecha.engine.scheduling.solvers.repair import run

OPENING = datetime(2026, 12, 10, 9, tzinfo=ZONE)
HALF_PAST_NINE = OPENING + timedelta(minutes=31)  # two slots have begun: a0 and a1

# Feal meets its three hosts one after another, oet two of them; a stand-by waits.
FEAL = [Meeting(f"feal-{n}", ("feal", f"host{n}"), utility=5) for n in range(4)]
OET = [Meeting(f"oet-{n}", ("oet", f"host{n}"), utility=5) for n in range(2)]
STANDBY = Meeting("standby", ("oet", "host3"), utility=1)
PLACES = {
    "feal-0": "a0",
    "feal-1": "a1",
    "feal-2": "a2",
    "feal-3": "a3",
    "oet-0": "a1",
    "oet-1": "a2",
}


def fair(*, slots: int = 5, tables: int = 2) -> Problem:
    late = frozenset({"a3", "a4"} if slots > 4 else {"a3"})
    return mission(
        grid(slots),
        people("feal", "oet", "host0", "host1", "host2", "host3"),
        [*FEAL, *OET, replace(STANDBY, allowed_slots=late)],
        tables=tables,
        sessions=(Session("visit", ("a0",), ("oet",)),),
    )


def before() -> Plan:
    """The plan of the morning; the stand-by found no place (this is not looked at again)."""
    places = tuple(
        Placement(name, slot, "t1" if name.startswith("oet") else "t0")
        for name, slot in PLACES.items()
    )
    return Plan(Status.FEASIBLE, (), {}, {}, 0.0, 0, places)


def mended(*incidents: Incident, problem: Problem | None = None) -> Repaired:
    found = repair(
        problem or fair(),
        before(),
        now=HALF_PAST_NINE,
        incidents=incidents,
        work_limit=2,
        workers=1,
    )
    assert found.plan.status in {Status.OPTIMAL, Status.FEASIBLE}
    assert not check(found.problem, found.plan)
    return found


def told(found: Repaired, kind: Kind) -> list[str]:
    return [change.render() for change in found.changes if change.kind is kind]


def slots(found: Repaired) -> dict[str, str]:
    return {place.meeting: place.slot for place in found.plan.placements}


@pytest.fixture(params=["as a whole", "around what is broken"])
def size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways to repair: small problems as a whole, large ones around what is broken."""
    if request.param == "around what is broken":
        monkeypatch.setattr(run, "SMALL", -1)
        monkeypatch.setattr(run, "WRITTEN_PER_UNIT", 0)


@pytest.mark.usefixtures("size")
class TestIncidents:
    """Each moves what it must and no more."""

    def test_nothing_happens(self) -> None:
        found = mended()
        assert found.plan.objective["moved"] == 0
        assert "moved" in found.plan.proven
        assert told(found, Kind.MOVED) == []
        assert told(found, Kind.NEW) == ["standby is new: a4, table t0."]

    def test_a_company_is_late(self) -> None:
        found = mended(Late("host2", OPENING + timedelta(minutes=61)))
        assert slots(found)["feal-2"] == "a4"
        assert found.plan.moved == ("feal-2",)
        assert found.plan.bound["moved"] == 1
        assert told(found, Kind.MOVED) == ["feal-2 moves from a2 to a4, table t0."]

    def test_what_has_begun_stays_though_somebody_did_not_come(self) -> None:
        found = mended(NoShow("host0"))
        assert slots(found)["feal-0"] == "a0"
        assert slots(found)["oet-0"] == "a1"
        assert found.plan.moved == ()

    def test_a_no_show_frees_slots_for_stand_bys(self) -> None:
        full = fair(slots=4)
        fixed = tuple(
            replace(one, slot="a3") if one.id == "feal-3" else one for one in full.meetings
        )
        full = replace(full, meetings=fixed)
        assert told(mended(problem=full), Kind.NEW) == []
        found = mended(NoShow("feal"), problem=full)
        assert told(found, Kind.DROPPED) != []
        assert sorted(found.plan.moved) == ["feal-2", "feal-3"]
        assert told(found, Kind.NEW) == ["standby is new: a3, table t1."]

    def test_a_must_meet_with_a_no_show_is_none(self) -> None:
        asked = fair()
        asked = replace(
            asked,
            meetings=tuple(replace(one, mandatory=True) for one in asked.meetings),
            participants=tuple(
                replace(one, min_meetings=1 if one.id == "host2" else 0)
                for one in asked.participants
            ),
        )
        found = mended(NoShow("host2"), problem=asked)
        assert [change.meeting for change in found.changes if change.kind is Kind.DROPPED] == [
            "feal-2"
        ]
        reason = told(found, Kind.DROPPED)[0]
        assert reason.startswith("feal-2, planned for a2, has no place any more. ")
        assert "host2 is not available" in reason

    def test_a_table_is_lost(self) -> None:
        asked = fair(tables=3)
        found = mended(TableLost("t1"), problem=replace(asked, meetings=asked.meetings[:-1]))
        assert found.plan.moved == ("oet-1",)
        assert told(found, Kind.TABLE) == ["oet-1 in a2 changes from table t1 to table t2."]
        assert "moved" in found.plan.proven

    def test_a_table_is_lost_for_a_while(self) -> None:
        """From 10:35 to 10:40, in slot a3: nothing is held there at t1."""
        gap = TableLost("t1", OPENING + timedelta(minutes=95), OPENING + timedelta(minutes=100))
        assert mended(gap).plan.moved == ()

    def test_a_must_meet_more(self) -> None:
        must = Meeting("must", ("feal", "oet"), utility=0)
        found = mended(MustMeet(must), problem=fair(slots=4))
        assert slots(found)["must"] == "a3"
        assert found.plan.moved == ("feal-3",)
        assert found.plan.bound["moved"] == 1

    def test_a_visit_overruns(self) -> None:
        found = mended(Overrun("visit", OPENING + timedelta(minutes=70)))
        assert slots(found)["oet-0"] == "a1"
        assert slots(found)["oet-1"] in {"a3", "a4"}
        assert found.plan.moved == ("oet-1",)


@pytest.mark.parametrize(
    "incident",
    [
        Late("nobody", HALF_PAST_NINE),
        NoShow("nobody"),
        TableLost("nowhere"),
        Overrun("never", HALF_PAST_NINE),
        MustMeet(Meeting("must", ("feal", "nobody"))),
    ],
)
def test_an_incident_that_names_what_is_unknown_is_refused(incident: Incident) -> None:
    with pytest.raises(ProblemError, match=r"nobody|nowhere|never"):
        after(fair(), [incident], now=HALF_PAST_NINE)


class TestLeftToPlan:
    """The problem of a repair at a moment."""

    def test_nothing_new_goes_into_slots_that_have_begun(self) -> None:
        left = left_to_plan(fair(), before().placements[1:], now=HALF_PAST_NINE)
        dropped = next(one for one in left.meetings if one.id == "feal-0")
        assert dropped.allowed_slots == frozenset({"a2", "a3", "a4"})

    def test_what_has_begun_is_pinned_against_all_changes(self) -> None:
        asked = fair()
        asked = replace(
            asked,
            participants=tuple(
                replace(one, unavailable=frozenset({"a1", "a2"})) if one.id == "host0" else one
                for one in asked.participants
            ),
            venues=tuple(
                replace(venue, closed=(Closure("a1"), Closure("a4", ("t0",))))
                for venue in asked.venues
            ),
        )
        left = left_to_plan(asked, before().placements, now=HALF_PAST_NINE)
        pinned = {place.meeting for place in left.previous if place.pinned}
        assert pinned == {"feal-0", "feal-1", "oet-0"}
        assert next(one for one in left.participants if one.id == "host0").unavailable == {"a2"}
        assert left.venues[0].closed == (Closure("a4", ("t0",)),)
        assert solve(left, work_limit=1).status is not Status.INFEASIBLE

    def test_who_interprets_what_has_begun_goes_on(self) -> None:
        """Without the pin, li (the first listed) would be sent; wang is there."""
        asked = mission(
            grid(3),
            people("feal", "host0", "host1"),
            [
                Meeting("long", ("feal", "host0"), length=2, language_pair=RU_ZH),
                Meeting("next", ("feal", "host1"), language_pair=RU_ZH),
            ],
            interpreters=(
                Interpreter("li", frozenset({RU_ZH})),
                Interpreter("wang", frozenset({RU_ZH}), frozenset({"a1"})),
            ),
        )
        places = [Placement("long", "a0", "t0", "wang"), Placement("next", "a2", "t0", "li")]
        left = left_to_plan(asked, places, now=OPENING)
        plan = solve(left, work_limit=1)
        assert next(one for one in plan.placements if one.meeting == "long").interpreter == "wang"
        assert plan.moved == ()

    def test_a_place_that_is_no_more_is_left_out(self) -> None:
        gone = Placement("feal-3", "a9", "t0")
        left = left_to_plan(fair(), [gone], now=HALF_PAST_NINE)
        assert left.previous == ()


def test_the_words_for_changes() -> None:
    problem = fair()
    old: list[Placement | Previous] = [
        Previous("feal-0", "a0"),
        Placement("feal-1", "a1", "t0", "li"),
        Placement("feal-2", "a2", "t0", "li"),
        Placement("feal-9", "a3", "t0"),
    ]
    new = (
        Placement("feal-0", "a0", "t1"),
        Placement("feal-1", "a1", "t0", "wang"),
        Placement("feal-2", "a2", "t0"),
    )
    plan = Plan(Status.FEASIBLE, (), {}, {}, 0.0, 0, new)
    assert [change.render() for change in changes(problem, old, plan)] == [
        "feal-9, planned for a3, is no longer asked for.",
        "feal-1 in a1 is now interpreted by wang.",
        "feal-2 in a2 has no interpreter any more.",
    ]
    assert changes(problem, old, replace(plan, status=Status.UNKNOWN, placements=())) == ()


@pytest.mark.parametrize("work", [0.0001, 0.01])
@pytest.mark.usefixtures("size")
def test_the_smallest_limit_still_keeps_what_holds(work: float) -> None:
    left = left_to_plan(fair(), before().placements, now=HALF_PAST_NINE)
    found = solve(left, work_limit=work)
    assert found.status in {Status.FEASIBLE, Status.OPTIMAL}
    assert found.moved == ()


@pytest.mark.usefixtures("size")
def test_the_same_seed_gives_the_same_repair() -> None:
    def places() -> Sequence[Placement]:
        return mended(Late("host2", OPENING + timedelta(minutes=61))).plan.placements

    assert places() == places()


def test_a_long_meeting_stays_at_the_only_table_of_its_venue() -> None:
    """There any table is that table: to stay is no move (found by comparing with all plans)."""
    problem = mission(
        grid(2),
        people("feal", "oet"),
        [Meeting("long", ("feal", "oet"), length=2)],
        venues=(Venue("hall", ("t0", "t1")), Venue("plant", ("u0",))),
        travel=(Travel("plant", "hall", 10),),
        previous=(Previous("long", "a0", "u0"),),
    )
    plan = solve(problem, work_limit=1)
    assert plan.objective["moved"] == 0
    assert plan.bound["moved"] == 0
