"""A version while a worker plans it: one at a time, watched, stopped, lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from vstrecha.engine.scheduling.plan import Plan, Status
from vstrecha.missions.models import Mission
from vstrecha.people.models import User
from vstrecha.programme.bridge import solve_planning
from vstrecha.programme.models import Programme, Run
from vstrecha.programme.services import (
    AlreadyPlanningError,
    Order,
    Progress,
    complete_programme,
    plan_programme,
    planning,
    runs,
    start_programme,
    stop_planning,
)

Tell = Callable[[Progress], None]
Ask = Callable[[], bool]
NOTHING = Plan(Status.UNKNOWN, (), {}, {}, 0.0, 0)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "TICK", 0.01)


def wait_for(condition: Callable[[], bool]) -> None:
    """Until it holds; an engine that is never told fails the test instead of hanging it."""
    for _ in range(2_000):
        if condition():
            return
        threading.Event().wait(0.005)
    raise AssertionError("waited in vain")


def run_of(mission: Mission) -> tuple[Programme, Run]:
    programme = start_programme(mission=mission)
    return programme, programme.run


class TestStarting:
    def test_the_order_is_kept(self, mission: Mission) -> None:
        user = User.objects.create_user(email="organiser@example.org")
        first = plan_programme(mission=mission)
        order = Order(seed=7, time_limit=60, base=first, keeps_all=True)
        programme = start_programme(mission=mission, order=order, planned_by=user)
        programme.refresh_from_db()
        assert (programme.version, programme.status) == (2, Programme.Status.RUNNING)
        assert (programme.seed, programme.time_limit, programme.work_limit) == (7, 60, None)
        assert (programme.base, programme.keeps_all, programme.planned_by) == (first, True, user)

    def test_without_a_limit_the_deterministic_one_is_written_down(self, mission: Mission) -> None:
        programme = start_programme(mission=mission)
        assert programme.time_limit is None
        assert programme.work_limit is not None
        assert programme.work_limit > 0

    def test_one_at_a_time(self, mission: Mission) -> None:
        running = start_programme(mission=mission)
        with pytest.raises(AlreadyPlanningError) as raised:
            start_programme(mission=mission)
        assert raised.value.version == running.version
        assert mission.programmes.count() == 1

    def test_the_database_itself_allows_no_second(self, mission: Mission) -> None:
        start_programme(mission=mission)
        with pytest.raises(IntegrityError), transaction.atomic():
            Programme.objects.create(mission=mission, version=9, status=Programme.Status.RUNNING)

    def test_planning_here_and_now_goes_beside(self, mission: Mission) -> None:
        start_programme(mission=mission)
        assert plan_programme(mission=mission).version == 2

    def test_a_run_that_died_with_its_worker_is_given_up(self, mission: Mission) -> None:
        lost, run = run_of(mission)
        run.taken_at = run.heard_at = timezone.now() - Run.LOST_AFTER - timedelta(seconds=1)
        run.save()
        again = start_programme(mission=mission)
        lost.refresh_from_db()
        assert lost.status == Programme.Status.FAILED
        assert "interrupted" in lost.message["text"]
        assert again.version == lost.version + 1

    def test_a_run_that_waits_for_a_worker_is_not_lost(self, mission: Mission) -> None:
        _programme, run = run_of(mission)
        Run.objects.update(asked_at=timezone.now() - timedelta(hours=3))
        run.refresh_from_db()
        assert not run.is_lost


class TestWatching:
    def test_what_is_found_is_written_down(
        self, mission: Mission, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        programme, run = run_of(mission)

        def engine(*, on_progress: Tell, should_stop: Ask, **_: object) -> Plan:
            on_progress(Progress("utility", 60, 80, 0.5))
            on_progress(Progress("utility", 70, 80, 1.0))
            on_progress(Progress("breaks", 3, 1, 2.04))
            return NOTHING

        monkeypatch.setattr(planning, "solve_planning", engine)
        complete_programme(programme=programme)
        run.refresh_from_db()
        assert run.steps == [["utility", 70, 80, 1.0], ["breaks", 3, 1, 2.0]]
        assert run.taken_at is not None
        assert run.heard_at is not None
        programme.refresh_from_db()
        assert programme.status == Programme.Status.UNKNOWN

    def test_the_row_is_written_sparingly(self, mission: Mission) -> None:
        """Many looks, one report of the news and one sign of life at most in five seconds."""
        programme, run = run_of(mission)
        assert runs.take_up(programme)
        run.refresh_from_db()
        looks = threading.Semaphore(0)

        def work(tell: Tell, ask: Ask) -> Plan:
            for number in range(500):
                tell(Progress("utility", number, 500, 0.0))
            for _ in range(20):
                assert looks.acquire(timeout=10)
            return NOTHING

        seen = runs._should_stop

        def look(of: Run) -> bool:
            looks.release()
            return seen(of)

        with pytest.MonkeyPatch.context() as patch, CaptureQueriesContext(connection) as queries:
            patch.setattr(runs, "_should_stop", look)
            runs.watch(run, work)
        writes = [one for one in queries if one["sql"].startswith("UPDATE")]
        # 500 at once may be cut in two by the first look.
        assert 1 <= len(writes) <= 2
        assert run.steps == [["utility", 499, 500, 0.0]]

    def test_a_stop_is_passed_on_and_the_best_plan_kept(
        self, mission: Mission, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        programme, run = run_of(mission)

        def engine(*, should_stop: Ask, **rest: object) -> Plan:
            wait_for(should_stop)
            return solve_planning(should_stop=should_stop, **rest)  # type: ignore[arg-type]  # passed on

        seen = runs._should_stop

        def press_the_button(of: Run) -> bool:
            stop_planning(programme=programme)
            return seen(of)

        monkeypatch.setattr(planning, "solve_planning", engine)
        monkeypatch.setattr(runs, "_should_stop", press_the_button)
        done = complete_programme(programme=programme)
        assert done.status == Programme.Status.FEASIBLE
        assert done.placements.count() == done.objective["placed"] > 0
        run.refresh_from_db()
        assert run.stop_asked_at is not None

    def test_a_stop_before_anything_was_found_says_so(
        self, mission: Mission, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        programme, _run = run_of(mission)

        def engine(*, should_stop: Ask, **_: object) -> Plan:
            wait_for(should_stop)
            return NOTHING

        monkeypatch.setattr(planning, "solve_planning", engine)
        monkeypatch.setattr(runs, "_report", lambda *_: stop_planning(programme=programme))
        done = complete_programme(programme=programme)
        assert done.status == Programme.Status.UNKNOWN
        assert "stopped before" in done.message["text"]

    def test_a_version_given_up_meanwhile_stays_so(
        self, mission: Mission, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A worker that was only asleep: its run was given up, another may have begun."""
        programme, run = run_of(mission)

        def given_up(*_: object) -> None:
            Run.objects.filter(pk=run.pk).update(heard_at=timezone.now() - timedelta(hours=1))
            stop_planning(programme=programme)

        def engine(*, should_stop: Ask, **_: object) -> Plan:
            wait_for(should_stop)
            return NOTHING

        monkeypatch.setattr(planning, "solve_planning", engine)
        monkeypatch.setattr(runs, "_report", given_up)
        complete_programme(programme=programme)
        programme.refresh_from_db()
        assert programme.status == Programme.Status.FAILED
        assert "interrupted" in programme.message["text"]

    def test_whatever_ends_the_watch_ends_the_work(
        self, mission: Mission, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _programme, run = run_of(mission)
        ended = threading.Event()

        def work(tell: Tell, should_stop: Ask) -> Plan:
            wait_for(should_stop)
            ended.set()
            return NOTHING

        def terminate(_: Run) -> bool:
            raise SystemExit

        monkeypatch.setattr(runs, "_should_stop", terminate)
        with pytest.raises(SystemExit):
            runs.watch(run, work)
        assert ended.is_set()

    def test_two_workers_do_not_plan_the_same_version(self, mission: Mission) -> None:
        programme, _run = run_of(mission)
        assert runs.take_up(programme)
        assert not runs.take_up(programme)


class TestStopping:
    def test_before_a_worker_took_it_up_it_goes(self, mission: Mission) -> None:
        programme = start_programme(mission=mission)
        stop_planning(programme=programme)
        assert not mission.programmes.exists()
        # The task is still in the queue.
        assert complete_programme(programme=programme) is programme
        assert not mission.programmes.exists()

    def test_one_whose_worker_died_is_given_up(self, mission: Mission) -> None:
        programme, run = run_of(mission)
        run.taken_at = run.heard_at = timezone.now() - timedelta(hours=1)
        run.save()
        stop_planning(programme=programme)
        programme.refresh_from_db()
        assert programme.status == Programme.Status.FAILED

    def test_twice_is_once(self, mission: Mission) -> None:
        programme, run = run_of(mission)
        assert runs.take_up(programme)
        stop_planning(programme=programme)
        run.refresh_from_db()
        first = run.stop_asked_at
        stop_planning(programme=programme)
        run.refresh_from_db()
        assert run.stop_asked_at == first is not None

    def test_what_is_done_stays(self, mission: Mission) -> None:
        programme = plan_programme(mission=mission)
        stop_planning(programme=programme)
        programme.refresh_from_db()
        assert programme.status in {Programme.Status.OPTIMAL, Programme.Status.FEASIBLE}
