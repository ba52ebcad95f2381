"""What the organiser is told while a version is being planned."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from tests.cast import small_mission
from vstrecha.missions.models import Mission
from vstrecha.programme.models import Programme, Run
from vstrecha.programme.selectors.runs import Progress, RunState, progress_of
from vstrecha.programme.selectors.versions import versions_of
from vstrecha.programme.services import Order, start_programme


@pytest.fixture
def mission(db: None) -> Mission:
    return small_mission()


def look(mission: Mission) -> Progress:
    found = progress_of(mission=mission, versions=versions_of(mission=mission))
    assert found is not None
    return found


def started(mission: Mission, *, seconds: float = 0, **facts: object) -> Run:
    """A run that was asked for so long ago, and taken up then where `heard_at` is given."""
    run: Run = start_programme(mission=mission, order=Order(time_limit=60)).run
    then = timezone.now() - timedelta(seconds=seconds)
    if "heard_at" in facts:
        facts["taken_at"] = then
    Run.objects.filter(pk=run.pk).update(asked_at=then, **facts)
    return run


def test_nothing_runs(mission: Mission) -> None:
    assert progress_of(mission=mission, versions=versions_of(mission=mission)) is None


def test_it_waits_for_a_worker(mission: Mission) -> None:
    started(mission, seconds=3)
    found = look(mission)
    assert found.state is RunState.WAITING
    assert found.is_waiting
    assert not found.needs_help
    assert 3 <= found.seconds < 60


def test_no_worker_is_told(mission: Mission) -> None:
    started(mission, seconds=60)
    found = look(mission)
    assert found.state is RunState.UNATTENDED
    assert found.needs_help
    with translation.override("en"):
        assert "vstrecha worker" in found.sentence


def test_a_worker_at_another_mission_is_told(mission: Mission) -> None:
    started(mission, seconds=60)
    started(small_mission(slug="other"), seconds=60, heard_at=timezone.now())
    found = look(mission)
    assert found.state is RunState.BUSY
    assert not found.needs_help


def test_before_a_first_timetable(mission: Mission) -> None:
    started(mission, seconds=5, heard_at=timezone.now())
    found = look(mission)
    assert found.state is RunState.WORKING
    with translation.override("en"):
        assert "first timetable" in found.sentence
    assert found.steps == ()


def test_what_was_found_and_what_cannot_be_beaten(mission: Mission) -> None:
    steps = [["utility", 6250, 6250, 3.0], ["breaks", 96, 12, 9.0]]
    started(mission, seconds=9, heard_at=timezone.now(), steps=steps)
    found = look(mission)
    with translation.override("en"):
        assert "gaps" in found.sentence
        assert [(one.name, one.value, one.limit, one.is_current) for one in found.steps] == [
            ("Worth of the meetings", 6250, "proven best", False),
            ("Gaps between meetings", 96, "at least 12", True),
        ]


@pytest.mark.parametrize(
    ("step", "limit"),
    [(["utility", 6240, 6250, 1.0], "at most 6,250"), (["breaks", 9, 0, 1.0], "–")],
)
def test_a_bound_that_says_nothing_is_not_told(
    mission: Mission, step: list[object], limit: str
) -> None:
    started(mission, heard_at=timezone.now(), steps=[step])
    with translation.override("en"):
        assert look(mission).steps[0].limit == limit


def test_it_is_stopping(mission: Mission) -> None:
    now = timezone.now()
    started(mission, heard_at=now, stop_asked_at=now, steps=[["breaks", 9, 0, 1.0]])
    found = look(mission)
    assert found.is_stopping
    with translation.override("en"):
        assert "best timetable so far is kept" in found.sentence


def test_its_worker_died(mission: Mission) -> None:
    started(mission, seconds=600, heard_at=timezone.now() - timedelta(seconds=300))
    found = look(mission)
    assert found.is_lost
    assert found.needs_help
    assert found.heard_at is not None
    assert found.heard_at.utcoffset() == timedelta(hours=7)


def test_a_running_version_that_nobody_keeps_a_record_of_is_lost(mission: Mission) -> None:
    Programme.objects.create(mission=mission, version=1, status=Programme.Status.RUNNING)
    assert look(mission).is_lost
