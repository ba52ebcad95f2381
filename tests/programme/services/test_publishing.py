"""Publishing, and what calendars are told by it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import at, company
from vstrecha.missions.models import Mission
from vstrecha.programme.models import Placement, Programme, Session
from vstrecha.programme.services import (
    CannotPublishError,
    plan_programme,
    publish_programme,
    start_programme,
)


class TestPublishing:
    def test_the_first_version(self, mission: Mission) -> None:
        programme = publish_programme(programme=plan_programme(mission=mission))
        assert programme.published_at is not None
        assert set(programme.placements.values_list("sequence", flat=True)) == {0}
        assert len(programme.notices) == 6

    def test_what_moves_gets_the_next_number(self, mission: Mission) -> None:
        first = publish_programme(programme=plan_programme(mission=mission))
        second = plan_programme(mission=mission, previous=first)
        moved = second.placements.get(meeting__key="feal.ruda")
        moved.slot = list(mission.slots.all())[-1]
        moved.save()
        publish_programme(programme=second)
        sequences = dict(second.placements.values_list("meeting__key", "sequence"))
        assert sequences.pop("feal.ruda") == 1
        assert set(sequences.values()) == {0}
        first.refresh_from_db()
        assert first.published_at is not None
        assert first.placements.get(meeting__key="feal.ruda").sequence == 0

    def test_going_back_counts_on(self, mission: Mission) -> None:
        first = publish_programme(programme=plan_programme(mission=mission))
        second = plan_programme(mission=mission, previous=first)
        moved = second.placements.get(meeting__key="feal.ruda")
        moved.slot = list(mission.slots.all())[-1]
        moved.save()
        publish_programme(programme=second)
        publish_programme(programme=first)
        assert first.placements.get(meeting__key="feal.ruda").sequence == 2

    def test_again_changes_nothing(self, mission: Mission) -> None:
        programme = publish_programme(programme=plan_programme(mission=mission))
        before = (programme.published_at, programme.notices)
        publish_programme(programme=programme)
        programme.refresh_from_db()
        assert (programme.published_at, programme.notices) == before

    def test_again_tells_of_a_session_that_has_moved(self, mission: Mission) -> None:
        session = Session.objects.create(
            mission=mission, kind="meal", title="Обед", starts_at=at("13:00"), ends_at=at("14:00")
        )
        session.participants.add(company(mission, "feal"))
        programme = publish_programme(programme=plan_programme(mission=mission))
        Session.objects.update(starts_at=at("13:30"), ends_at=at("14:30"))
        publish_programme(programme=programme)
        (lunch,) = (notice for notice in programme.notices if notice["kind"] == "meal")
        assert lunch["sequence"] == 1
        assert lunch["starts_at"] == "2026-12-10T06:30:00+00:00"

    def test_a_version_without_a_timetable_is_not_published(self, mission: Mission) -> None:
        with pytest.raises(CannotPublishError):
            publish_programme(programme=start_programme(mission=mission))

    def test_the_number_of_queries_does_not_grow(self, mission: Mission) -> None:
        big = plan_programme(mission=mission)
        mission.requests.exclude(sender__key="feal", recipient__key="ruda").delete()
        small = plan_programme(mission=mission)
        with CaptureQueriesContext(connection) as few:
            publish_programme(programme=small)
        Programme.objects.update(published_at=None)
        with CaptureQueriesContext(connection) as many:
            publish_programme(programme=big)
        assert Placement.objects.filter(programme=big).count() == 6
        assert len(many) == len(few)
