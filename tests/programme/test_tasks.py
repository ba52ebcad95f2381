"""Planning in the queue, with the worker that `serve` starts."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from tests.cast import ask, small_mission
from vstrecha.missions.models import Mission
from vstrecha.programme.models import Programme, Run
from vstrecha.programme.services import start_programme, stop_planning
from vstrecha.programme.tasks import complete_in_background

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mission(settings: Settings) -> Mission:
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}
    }
    mission = small_mission()
    ask(mission, "feal", "kritbi")
    return mission


def work() -> None:
    """A worker empties the queue."""
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)


def test_a_worker_plans_and_keeps_its_record(mission: Mission) -> None:
    programme = start_programme(mission=mission)
    complete_in_background(programme=programme)
    programme.refresh_from_db()
    assert programme.status == Programme.Status.RUNNING
    assert Run.objects.get().taken_at is None
    work()
    programme.refresh_from_db()
    assert programme.status in {Programme.Status.OPTIMAL, Programme.Status.FEASIBLE}
    assert programme.placements.count() == 1
    run = Run.objects.get()
    assert run.taken_at is not None
    assert run.heard_at is not None
    assert run.heard_at >= run.taken_at


def test_what_was_stopped_in_the_queue_is_not_planned(mission: Mission) -> None:
    programme = start_programme(mission=mission)
    complete_in_background(programme=programme)
    stop_planning(programme=programme)
    work()
    assert not mission.programmes.exists()
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_a_failure_is_told_and_in_the_worker_s_records(mission: Mission) -> None:
    mission.slots.all().delete()
    programme = start_programme(mission=mission)
    complete_in_background(programme=programme)
    work()
    programme.refresh_from_db()
    assert programme.status == Programme.Status.FAILED
    assert "no time grid" in programme.message["text"]
    assert "CannotPlanError" in DBTaskResult.objects.get().exception_class_path
