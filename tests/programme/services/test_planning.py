"""Planning, with the real engine."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.utils.translation import override

from tests.cast import at, company
from tests.programme.services.conftest import places
from vstrecha.engine.scheduling.plan import Placement as Place
from vstrecha.engine.scheduling.plan import Plan, Status
from vstrecha.meetings.models import AvailabilityWindow, Request
from vstrecha.missions.models import Mission
from vstrecha.programme.bridge import run
from vstrecha.programme.models import Programme, Slot
from vstrecha.programme.selectors.versions import versions_of
from vstrecha.programme.services import (
    CannotPlanError,
    Order,
    Pin,
    PinsRejectedError,
    PlanRejectedError,
    complete_programme,
    plan_programme,
    planning,
    start_programme,
)
from vstrecha.programme.tasks import complete_in_background
from vstrecha.web.localised import localised

OnCommit = Callable[..., AbstractContextManager[list[Callable[[], object]]]]


class TestPlanning:
    def test_it_places_what_was_asked_for(self, mission: Mission) -> None:
        programme = plan_programme(mission=mission)
        assert {"mandatory", "utility", "breaks"} <= {*programme.proven}
        assert programme.status in {Programme.Status.OPTIMAL, Programme.Status.FEASIBLE}
        assert programme.version == 1
        assert programme.objective["requested"] == 6
        assert programme.objective["placed"] == programme.placements.count() == 6
        assert programme.objective["breaks"] == programme.bound["breaks"] == 0
        assert programme.published_at is None
        assert not programme.message

    def test_a_long_meeting_ends_with_its_last_slot(self, mission: Mission) -> None:
        mission.requests.update(length=2)
        mission.requests.exclude(sender__key="feal", recipient__key="ruda").delete()
        programme = plan_programme(mission=mission)
        placement = programme.placements.get()
        assert placement.ends_at - placement.slot.starts_at == timedelta(minutes=40)

    def test_each_plan_is_a_new_version(self, mission: Mission) -> None:
        assert [plan_programme(mission=mission).version for _ in range(2)] == [1, 2]

    def test_the_same_seed_gives_the_same_plan(self, mission: Mission) -> None:
        first, second = (plan_programme(mission=mission, seed=7) for _ in range(2))
        assert places(first) == places(second)
        assert first.objective == second.objective

    def test_what_has_no_place_is_kept_with_a_reason(self, mission: Mission) -> None:
        AvailabilityWindow.objects.create(
            company=company(mission, "ruda"), starts_at=at("00:00"), ends_at=at("23:00", day=2)
        )
        programme = plan_programme(mission=mission)
        assert programme.objective["placed"] == 4
        unplaced = programme.unplaced.select_related("meeting")
        assert {one.meeting.key for one in unplaced} == {"feal.ruda", "obninsk.ruda"}
        assert all(one.reason["text"] for one in unplaced)

    def test_an_impossible_mission_is_an_answer(self, mission: Mission) -> None:
        mission.requests.update(priority=Request.Priority.MUST)
        Slot.objects.filter(pk__in=[slot.pk for slot in mission.slots.all()[2:]]).delete()
        programme = plan_programme(mission=mission)
        assert programme.status == Programme.Status.INFEASIBLE
        assert not programme.placements.exists()
        with override("en"):
            (version,) = versions_of(mission=mission)
            names = {localised(one, "name").text for one in mission.companies.all()}
        assert version.message.startswith("No timetable keeps all of this at once.")
        # Whoever collides is named as people name it, not by the engine's key.
        assert any(name in version.message for name in names)
        assert version.conflicts
        assert all(one in version.message for one in version.conflicts)

    def test_no_time_at_all_is_an_answer(
        self, mission: Mission, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        nothing = Plan(Status.UNKNOWN, (), {}, {}, 0.0, 0)
        monkeypatch.setattr(run, "solve", lambda *_, **__: nothing)
        programme = plan_programme(mission=mission)
        assert programme.status == Programme.Status.UNKNOWN
        assert "higher limit" in programme.message["text"]

    def test_a_wrong_plan_is_never_saved(
        self, mission: Mission, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def wrong(*_: object, **__: object) -> Plan:
            slot = "2026-12-10T10:00+07:00"
            meetings = ("feal.kritbi", "feal.ruda")  # one company at two tables
            return Plan(
                Status.FEASIBLE,
                (),
                {"placed": 2},
                {"placed": 6},
                0.0,
                0,
                tuple(
                    Place(meeting, slot, f"КРИТБИ / {number + 1}")
                    for number, meeting in enumerate(meetings)
                ),
            )

        monkeypatch.setattr(run, "solve", wrong)
        with pytest.raises(PlanRejectedError):
            plan_programme(mission=mission)
        assert not Programme.objects.exists()

    @pytest.mark.parametrize("what", ["slots", "tables"])
    def test_an_unready_mission_saves_nothing(self, mission: Mission, what: str) -> None:
        if what == "slots":
            mission.slots.all().delete()
        else:
            for venue in mission.venues.all():
                venue.tables.all().delete()
        with pytest.raises(CannotPlanError):
            plan_programme(mission=mission)
        assert not Programme.objects.exists()

    def test_a_pin_holds_and_is_remembered(self, mission: Mission) -> None:
        pin = Pin("feal.ruda", at("11:40"), "КРИТБИ", "3")
        programme = plan_programme(mission=mission, pins=[pin])
        assert places(programme)["feal.ruda"] == ("10 11:40", "КРИТБИ 3")
        pinned = programme.placements.filter(is_pinned=True)
        assert [one.meeting.key for one in pinned] == ["feal.ruda"]
        again = plan_programme(mission=mission, previous=programme)
        assert places(again)["feal.ruda"] == ("10 11:40", "КРИТБИ 3")

    def test_anew_only_what_is_pinned_stays(self, mission: Mission) -> None:
        pin = Pin("feal.ruda", at("11:40"), "КРИТБИ", "3")
        first = plan_programme(mission=mission, pins=[pin])
        order = Order(seed=3, base=first)
        second = complete_programme(programme=start_programme(mission=mission, order=order))
        assert places(second)["feal.ruda"] == ("10 11:40", "КРИТБИ 3")
        pinned = second.placements.filter(is_pinned=True)
        assert [one.meeting.key for one in pinned] == ["feal.ruda"]
        assert second.objective["moved"] == 0

    def test_a_pinned_meeting_that_nobody_asks_for_any_more_is_let_go(
        self, mission: Mission
    ) -> None:
        first = plan_programme(mission=mission)
        first.placements.update(is_pinned=True)
        mission.requests.filter(sender__key="feal", recipient__key="ruda").delete()
        second = complete_programme(
            programme=start_programme(mission=mission, order=Order(base=first))
        )
        before, after = places(first), places(second)
        assert after == {key: place for key, place in before.items() if key != "feal.ruda"}

    def test_gaps_are_shared_out_fairly_and_bind_nobody(self, mission: Mission) -> None:
        programme = plan_programme(mission=mission)
        assert programme.objective["fairness"] == programme.bound["fairness"] == 0
        assert "fairness" in programme.proven

    def test_bad_pins_save_nothing(self, mission: Mission) -> None:
        with pytest.raises(PinsRejectedError):
            plan_programme(mission=mission, pins=[Pin("feal.ruda", at("03:00"), "КРИТБИ", "3")])
        assert not Programme.objects.exists()

    def test_a_repair_moves_as_little_as_it_must(self, mission: Mission) -> None:
        first = plan_programme(mission=mission)
        before = places(first)
        gone = next(one for one in first.placements.all() if one.meeting.key == "feal.kritbi")
        AvailabilityWindow.objects.create(
            company=company(mission, "kritbi"),
            starts_at=gone.slot.starts_at,
            ends_at=gone.slot.ends_at,
        )
        second = plan_programme(mission=mission, previous=first)
        moved = {key for key, place in places(second).items() if place != before[key]}
        assert "feal.kritbi" in moved
        assert set(second.moved) == moved
        assert second.objective["moved"] == len(moved) == second.bound["moved"]


class TestInTheBackground:
    def test_a_version_is_filled(
        self, mission: Mission, django_capture_on_commit_callbacks: OnCommit
    ) -> None:
        programme = start_programme(mission=mission)
        assert programme.status == Programme.Status.RUNNING
        with django_capture_on_commit_callbacks(execute=True):
            complete_in_background(programme=programme)
        programme.refresh_from_db()
        assert "utility" in programme.proven
        assert programme.placements.count() == 6

    def test_a_failure_is_told(
        self, mission: Mission, django_capture_on_commit_callbacks: OnCommit
    ) -> None:
        mission.slots.all().delete()
        programme = start_programme(mission=mission)
        with django_capture_on_commit_callbacks(execute=True):
            complete_in_background(programme=programme)
        programme.refresh_from_db()
        assert programme.status == Programme.Status.FAILED
        assert "no time grid" in programme.message["text"]

    def test_an_error_of_ours_is_told_without_details(
        self, mission: Mission, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(**_: object) -> Plan:
            raise RuntimeError("secret detail")

        monkeypatch.setattr(planning, "solve_planning", broken)
        programme = start_programme(mission=mission)
        with pytest.raises(RuntimeError):
            complete_programme(programme=programme)
        programme.refresh_from_db()
        assert programme.status == Programme.Status.FAILED
        assert "secret" not in str(programme.message)
