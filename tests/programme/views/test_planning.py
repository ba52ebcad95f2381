"""The organiser's pages about planning: begin, watch, stop, compare, pin, publish."""

from __future__ import annotations

from datetime import timedelta
from typing import Protocol

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.factories import Cast, make_programme, many_companies
from vstrecha.meetings.models import Request
from vstrecha.programme.models import Programme, Run, Unplaced
from vstrecha.programme.services import Order, start_programme

PLAN = "/missions/kaluga/plan/"
AGAIN = f"{PLAN}again/"
STOP = f"{PLAN}stop/"
COMPARE = f"{PLAN}compare/"
PUBLISH = f"{PLAN}publish/"


@pytest.fixture
def client(cast: Cast) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.organiser)
    return client


class Answer(Protocol):
    status_code: int
    content: bytes


def text(response: Answer) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def running(cast: Cast) -> Programme:
    return cast.mission.programmes.get(status=Programme.Status.RUNNING)


class TestBeginning:
    def test_a_worker_does_what_was_asked(
        self,
        cast: Cast,
        client: Client,
        django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(AGAIN, {"limit": "quick", "seed": "7", "base": "2"})
        assert response.status_code == 302
        assert response["Location"] == PLAN
        made = cast.mission.programmes.get(version=3)
        assert made.status in {Programme.Status.OPTIMAL, Programme.Status.FEASIBLE}
        assert (made.seed, made.planned_by, made.base) == (7, cast.organiser, cast.draft)
        assert not made.keeps_all
        assert made.placements.count() == 3
        assert "3 of 3 meetings placed." in text(client.get(PLAN))

    def test_as_much_as_possible_is_kept(
        self,
        cast: Cast,
        client: Client,
        django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            client.post(AGAIN, {"limit": "quick", "base": "2", "keep": "all"})
        made = cast.mission.programmes.get(version=3)
        before = dict(cast.draft.placements.values_list("meeting", "slot"))
        after = dict(made.placements.values_list("meeting", "slot"))
        assert before.items() <= after.items()
        assert made.objective["moved"] == 0
        assert "than in version 2" in text(client.get(PLAN))

    def test_the_limit_is_in_seconds(self, cast: Cast, client: Client) -> None:
        client.post(AGAIN, {"limit": "minutes"})
        assert (running(cast).time_limit, running(cast).seed) == (300, 0)

    def test_a_base_without_a_timetable_is_none(self, cast: Cast, client: Client) -> None:
        Programme.objects.filter(pk=cast.draft.pk).update(status=Programme.Status.FAILED)
        client.post(AGAIN, {"base": "2", "keep": "all"})
        assert running(cast).base is None
        assert not running(cast).keeps_all

    @pytest.mark.parametrize(
        "wrong", [{"seed": "-1"}, {"seed": "much"}, {"limit": "for ever"}, {"base": "x"}]
    )
    def test_what_cannot_be_understood_begins_nothing(
        self, cast: Cast, client: Client, wrong: dict[str, str]
    ) -> None:
        response = client.post(AGAIN, wrong, follow=True)
        assert "message-error" in text(response)
        assert cast.mission.programmes.count() == 2

    def test_one_at_a_time(self, cast: Cast, client: Client) -> None:
        client.post(AGAIN)
        response = client.post(AGAIN, follow=True)
        assert "Version 3 is still being planned." in text(response)
        assert cast.mission.programmes.count() == 3

    def test_after_a_failure_one_goes_on_from_the_last_timetable(
        self, cast: Cast, client: Client
    ) -> None:
        Programme.objects.create(
            mission=cast.mission, version=3, status=Programme.Status.FAILED, message={"text": "No."}
        )
        page = text(client.get(PLAN))
        assert '<h1 class="plan-sentence">No.</h1>' in page
        assert "Keep as much as possible of version 2" in page
        assert '<input type="hidden" name="base" value="2">' in page

    def test_what_went_wrong_is_the_headline(
        self,
        cast: Cast,
        client: Client,
        django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    ) -> None:
        for programme in (cast.published, cast.draft):
            programme.placements.all().delete()
        cast.mission.slots.all().delete()
        with django_capture_on_commit_callbacks(execute=True):
            client.post(AGAIN)
        page = text(client.get(PLAN))
        assert '<h1 class="plan-sentence">The mission has no time grid.' in page
        assert "Plan anew" in page


class TestWatching:
    def test_the_page_asks_again_for_the_part_that_changes(
        self, cast: Cast, client: Client
    ) -> None:
        programme = start_programme(mission=cast.mission, order=Order(time_limit=60))
        now = timezone.now()
        Run.objects.update(taken_at=now, heard_at=now, steps=[["utility", 60, 80, 1.0]])
        page = text(client.get(PLAN))
        assert f'hx-get="{PLAN}" hx-trigger="every 1s"' in page
        assert "Version 3 is being planned" in page
        assert "at most 80" in page
        # What there was before can still be read, but no second run begun.
        assert "2 of 3 meetings placed." in page
        assert AGAIN not in page
        part = client.get(PLAN, headers={"hx-request": "true"})
        assert "<html" not in text(part)
        assert "at most 80" in text(part)
        programme.status = Programme.Status.FEASIBLE
        programme.save()
        assert client.get(PLAN, headers={"hx-request": "true"})["HX-Refresh"] == "true"

    def test_no_worker_is_told(self, cast: Cast, client: Client) -> None:
        start_programme(mission=cast.mission)
        Run.objects.update(asked_at=timezone.now() - timedelta(minutes=1))
        page = text(client.get(PLAN))
        assert "No worker has taken it up yet" in page
        assert "message-warning" in page

    def test_a_run_that_died_can_be_begun_again_as_it_was(self, cast: Cast, client: Client) -> None:
        order = Order(seed=5, time_limit=60, base=cast.draft, keeps_all=True)
        start_programme(mission=cast.mission, order=order)
        Run.objects.update(heard_at=timezone.now() - timedelta(hours=1))
        page = text(client.get(PLAN))
        assert "Version 3 was not finished" in page
        assert "hx-trigger" not in page
        for field in (
            'name="limit" value="minute"',
            'name="seed" value="5"',
            'name="base" value="2"',
            'name="keep" value="all"',
        ):
            assert field in page
        assert client.get(PLAN, headers={"hx-request": "true"})["HX-Refresh"] == "true"
        client.post(AGAIN, {"limit": "minute", "seed": "5", "base": "2", "keep": "all"})
        again = running(cast)
        assert again.version == 4
        assert (again.seed, again.time_limit, again.base, again.keeps_all) == (
            5,
            60,
            cast.draft,
            True,
        )

    def test_the_page_of_a_version_that_is_being_planned_is_not_there(
        self, cast: Cast, client: Client
    ) -> None:
        start_programme(mission=cast.mission)
        assert client.get(f"{PLAN}?version=3").status_code == 404
        assert client.get(f"{PLAN}3/meetings/").status_code == 404


class TestStopping:
    def test_the_worker_is_asked(self, cast: Cast, client: Client) -> None:
        start_programme(mission=cast.mission)
        now = timezone.now()
        Run.objects.update(taken_at=now, heard_at=now)
        page = text(client.post(STOP, follow=True))
        assert "Stopping; the best timetable so far is kept." in page
        assert STOP not in page
        assert Run.objects.get().stop_asked_at is not None

    def test_before_it_began_it_goes(self, cast: Cast, client: Client) -> None:
        start_programme(mission=cast.mission)
        client.post(STOP)
        assert cast.mission.programmes.count() == 2

    def test_too_late(self, cast: Cast, client: Client) -> None:
        assert "Nothing is being planned any more." in text(client.post(STOP, follow=True))


class TestComparing:
    def test_unasked_the_newest_is_held_to_the_published(self, cast: Cast, client: Client) -> None:
        page = text(client.get(COMPARE))
        assert "Version 1 → version 2" in page
        assert "Every meeting is where it was." in page

    def test_who_moves(self, cast: Cast, client: Client) -> None:
        moved = cast.draft.placements.get(meeting__key="feal.kritbi")
        moved.slot = list(cast.mission.slots.all())[-1]
        moved.ends_at = moved.slot.ends_at
        moved.save()
        page = text(client.get(f"{COMPARE}?from=1&to=2"))
        assert "The days of 2 companies change." in page
        assert "10:00–10:20" in page
        assert "14:50–15:10" in page
        assert "1 meeting stays where it was." in page

    @pytest.mark.parametrize("query", ["?to=9", "?from=9", "?from=x"])
    def test_versions_that_are_not_there(self, cast: Cast, client: Client, query: str) -> None:
        assert client.get(f"{COMPARE}{query}").status_code == 404

    def test_one_version_is_not_enough(self, cast: Cast, client: Client) -> None:
        cast.draft.delete()
        assert "There is nothing to compare yet" in text(client.get(COMPARE))


class TestPinning:
    def test_on_and_off(self, cast: Cast, client: Client) -> None:
        address = f"{PLAN}2/meetings/"
        assert "No meeting is pinned." in text(client.get(address))
        response = client.post(f"{PLAN}2/pin/", {"pin": "feal.kritbi"})
        assert response["Location"] == f"{address}#feal.kritbi"
        assert "1 of 2 meetings is pinned." in text(client.get(address))
        assert "1 pinned meeting stays where it is." in text(client.get(f"{PLAN}?version=2"))
        page = text(client.get(f"{address}?show=pinned"))
        assert "feal.kritbi" in page
        assert "feal.razrez" not in page
        client.post(f"{PLAN}2/pin/", {"unpin": "feal.kritbi"})
        assert "No meeting is pinned." in text(client.get(address))

    def test_only_in_the_version_it_is_about(self, cast: Cast, client: Client) -> None:
        client.post(f"{PLAN}2/pin/", {"pin": "feal.kritbi"})
        assert not cast.published.placements.filter(is_pinned=True).exists()

    @pytest.mark.parametrize(
        ("version", "form"),
        [
            (2, {"pin": "obninsk.razrez"}),
            (2, {"pin": "nobody.nowhere"}),
            (2, {}),
            (9, {"pin": "feal.kritbi"}),
            (10**30, {"pin": "feal.kritbi"}),
        ],
    )
    def test_what_has_no_place_cannot_be_pinned(
        self, cast: Cast, client: Client, version: int, form: dict[str, str]
    ) -> None:
        assert client.post(f"{PLAN}{version}/pin/", form).status_code == 404


class TestPublishing:
    def test_it_asks_first_and_says_what_would_change(self, cast: Cast, client: Client) -> None:
        cast.draft.placements.get(meeting__key="feal.kritbi").delete()
        page = text(client.post(PUBLISH, {"version": "2"}))
        assert "Publish version 2?" in page
        assert "The programmes of 2 companies change against version 1" in page
        cast.draft.refresh_from_db()
        assert cast.draft.published_at is None

    def test_after_the_yes_it_is_published(self, cast: Cast, client: Client) -> None:
        form = {"version": "2", "confirmed": "1", "against": "1"}
        response = client.post(PUBLISH, form, follow=True)
        assert "Version 2 is published" in text(response)
        cast.draft.refresh_from_db()
        assert cast.draft.published_at is not None

    def test_a_yes_to_something_else_is_asked_again(self, cast: Cast, client: Client) -> None:
        """Another organiser has published meanwhile."""
        form = {"version": "2", "confirmed": "1", "against": ""}
        assert "Publish version 2?" in text(client.post(PUBLISH, form))
        cast.draft.refresh_from_db()
        assert cast.draft.published_at is None

    def test_an_older_version_can_be_published_again(self, cast: Cast, client: Client) -> None:
        for version in ("2", "1"):
            client.post(PUBLISH, {"version": version, "confirmed": "1"})
        page = text(client.get(f"{PLAN}?version=1"))
        assert "Participants see this version." in page

    def test_sessions_that_changed_since_can_be_told(self, cast: Cast, client: Client) -> None:
        assert "Publish the changed sessions" not in text(client.get(f"{PLAN}?version=1"))
        pitch = cast.mission.sessions.get(kind="pitch")
        pitch.ends_at += timedelta(minutes=5)
        pitch.save()
        assert "Publish the changed sessions" in text(client.get(f"{PLAN}?version=1"))
        client.post(PUBLISH, {"version": "1", "confirmed": "1"})
        assert "Publish the changed sessions" not in text(client.get(f"{PLAN}?version=1"))

    @pytest.mark.parametrize("version", ["", "9", "x"])
    def test_a_version_that_is_not_there(self, cast: Cast, client: Client, version: str) -> None:
        form = {"version": version, "confirmed": "1"}
        assert client.post(PUBLISH, form).status_code == 404

    def test_one_without_a_timetable_is_refused(self, cast: Cast, client: Client) -> None:
        Programme.objects.filter(pk=cast.draft.pk).update(status=Programme.Status.FAILED)
        response = client.post(PUBLISH, {"version": "2", "confirmed": "1"}, follow=True)
        assert "This version has no timetable." in text(response)


def queries(client: Client, address: str) -> int:
    client.get(address)  # what is kept from the first time on does not count
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def more_versions(cast: Cast) -> None:
    """Twice as many versions, each with more placed and more left out."""
    many_companies(cast.mission, 3)
    slots, tables = list(cast.mission.slots.all()), list(cast.draft.placements.all())
    grid = [placement.table for placement in tables]
    for version in (3, 4):
        programme = make_programme(cast.mission, version, slots, grid)
        for placement in list(programme.placements.all())[:2]:
            Unplaced.objects.create(
                programme=programme, meeting=placement.meeting, reason={"text": "Full."}
            )
            placement.delete()
        programme.placements.update(is_pinned=True)


@pytest.mark.parametrize("address", [PLAN, COMPARE, f"{PLAN}{{version}}/meetings/"])
def test_the_number_of_queries_does_not_grow(cast: Cast, client: Client, address: str) -> None:
    moved = cast.draft.placements.get(meeting__key="feal.kritbi")
    moved.slot = list(cast.mission.slots.all())[-1]
    moved.save()
    few = queries(client, address.format(version=2))
    more_versions(cast)
    assert cast.mission.programmes.count() == 4
    assert queries(client, address.format(version=4)) == few


def test_looking_how_far_it_is_takes_few_queries(cast: Cast, client: Client) -> None:
    start_programme(mission=cast.mission)
    now = timezone.now()
    Run.objects.update(taken_at=now, heard_at=now)
    with CaptureQueriesContext(connection) as captured:
        client.get(PLAN, headers={"hx-request": "true"})
    # Session and user; mission and role; the versions.
    assert len(captured) == 5


def test_a_mission_without_a_plan_says_what_waits(cast: Cast, client: Client) -> None:
    cast.mission.programmes.all().delete()
    assert "3 accepted requests wait for a time and a table." in text(client.get(PLAN))
    Request.objects.update(status=Request.Status.DECLINED)
    page = text(client.get(PLAN))
    assert "There is no accepted request to plan." in page
    assert reverse("programme:plan-again", args=["kaluga"]) not in page
