"""Requests are proposed fairly; accepted ones become meetings, and stay the same meetings."""

from __future__ import annotations

from collections import Counter
from datetime import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import DAY, ask, fit, small_mission
from vstrecha.companies.models import Company
from vstrecha.engine.matching.types import PartName
from vstrecha.engine.matching.weights import Weights
from vstrecha.matches.feedback import record_answer
from vstrecha.matches.models import Feedback, LearnedWeights
from vstrecha.matches.selectors.recommendations import recommendations_for
from vstrecha.meetings.models import Meeting, Request, in_half
from vstrecha.meetings.services import (
    accept_request,
    decline_request,
    form_meetings,
    meeting_key,
    meeting_utility,
    propose_requests,
)
from vstrecha.missions.models import Mission
from vstrecha.programme.models import Placement, Programme, Table, Unplaced


@pytest.fixture
def mission(db: None) -> Mission:
    return small_mission()


def pairs(mission: Mission) -> set[tuple[str, str]]:
    return {(one.sender.key, one.recipient.key) for one in mission.requests.all()}


class TestAnswering:
    def test_what_is_accepted_or_declined_is_learned_from(self, mission: Mission) -> None:
        match = fit(mission, "feal", "kritbi", 0.9, "near")
        for side in match.reasons.values():
            side["strengths"] = {"codes": 1.0, "kinds": 0.2}
        match.save()
        request = ask(mission, "feal", "kritbi", status=Request.Status.PENDING)
        codes = {}
        for answer in (accept_request, decline_request):
            answer(request=request)
            row = Feedback.objects.get()
            # It is the company asked that has answered, not the one that asks.
            assert (row.reader.key, row.other.key) == ("kritbi", "feal")
            codes[row.verdict] = LearnedWeights.objects.get(mission=mission).weights["codes"]
        request.refresh_from_db()
        assert request.status == Request.Status.DECLINED
        assert codes["declined"] < Weights().points[PartName.CODES] < codes["accepted"]

    def test_a_declined_request_takes_nobody_out_of_a_list(self, mission: Mission) -> None:
        """One may decline for want of time; "no thanks" is another answer."""
        fit(mission, "feal", "kritbi", 0.9)
        decline_request(request=ask(mission, "feal", "kritbi"))
        kritbi = Company.objects.get(mission=mission, key="kritbi")
        assert [one.company.key for one in recommendations_for(company=kritbi, limit=3)] == ["feal"]


class TestProposing:
    def test_who_refused_the_other_is_not_proposed(self, mission: Mission) -> None:
        fit(mission, "feal", "kritbi", 0.9)
        fit(mission, "feal", "ruda", 0.8)
        by_key = {one.key: one for one in mission.companies.all()}
        record_answer(reader=by_key["kritbi"], other=by_key["feal"], verdict="no_thanks")
        assert propose_requests(mission=mission) == 1
        assert pairs(mission) == {("feal", "ruda")}

    def test_best_first_and_nobody_above_the_cap(self, mission: Mission) -> None:
        fit(mission, "feal", "kritbi", 0.9)
        fit(mission, "feal", "ruda", 0.8)
        fit(mission, "feal", "taiga", 0.7)
        fit(mission, "obninsk", "kritbi", 0.6)
        fit(mission, "obninsk", "taiga", 0.5)
        assert propose_requests(mission=mission) == 4
        # feal is full with two, so taiga's place goes to obninsk.
        assert pairs(mission) == {
            ("feal", "kritbi"),
            ("feal", "ruda"),
            ("obninsk", "kritbi"),
            ("obninsk", "taiga"),
        }

    def test_they_are_accepted_and_say_where_they_come_from(self, mission: Mission) -> None:
        fit(mission, "feal", "kritbi", 0.9)
        propose_requests(mission=mission)
        request = mission.requests.get()
        assert request.status == Request.Status.ACCEPTED
        assert request.source == Request.Source.PROPOSED
        assert request.priority == Request.Priority.NORMAL

    def test_a_star_is_not_asked_by_everyone(self, mission: Mission) -> None:
        home = mission.sides.get(role="home")
        for number in range(6):
            key = f"guest-{number}"
            Company.objects.create(mission=mission, side=home, key=key, name=key)
            fit(mission, key, "kritbi", 0.9 - number / 100)
        assert propose_requests(mission=mission) == mission.requests_per_company

    def test_a_mission_with_requests_gets_none(self, mission: Mission) -> None:
        fit(mission, "feal", "kritbi", 0.9)
        ask(mission, "feal", "ruda", status=Request.Status.DECLINED)
        assert propose_requests(mission=mission) == 0
        assert pairs(mission) == {("feal", "ruda")}

    def test_companies_of_one_side_meet_only_where_the_mission_says_so(
        self, mission: Mission
    ) -> None:
        fit(mission, "feal", "obninsk", 0.9)
        assert propose_requests(mission=mission) == 0
        mission.same_side_meetings = True
        assert propose_requests(mission=mission) == 1

    def test_what_hardly_fits_is_not_proposed(self, mission: Mission) -> None:
        fit(mission, "feal", "kritbi", 0.24)
        assert propose_requests(mission=mission) == 0

    @pytest.mark.django_db
    @given(st.data())
    def test_no_two_companies_would_rather_have_each_other(self, data: st.DataObject) -> None:
        # Examples share one database.
        mission = small_mission(slug=f"mission-{Mission.objects.count()}")
        scores = data.draw(st.permutations([0.3, 0.4, 0.5, 0.6, 0.7, 0.8]))
        couples = [(home, host) for home in ("feal", "obninsk") for host in HOSTS]
        worth = dict(zip(couples, scores, strict=True))
        for (home, host), score in worth.items():
            fit(mission, home, host, score)
        propose_requests(mission=mission)
        got = pairs(mission)
        load = Counter(key for pair in got for key in pair)
        assert max(load.values()) <= mission.requests_per_company
        for couple, score in worth.items():
            if couple in got:
                continue
            assert any(
                load[key] == mission.requests_per_company
                and all(worth[pair] > score for pair in got if key in pair)
                for key in couple
            ), f"{couple} would rather meet"


HOSTS = ("kritbi", "ruda", "taiga")


class TestForming:
    def test_a_meeting_of_each_accepted_request(self, mission: Mission) -> None:
        ask(mission, "feal", "kritbi", length=2, on_date=DAY)
        ask(mission, "feal", "ruda", status=Request.Status.PENDING)
        ask(mission, "obninsk", "ruda", status=Request.Status.DECLINED)
        assert form_meetings(mission=mission) == 1
        meeting = mission.meetings.get()
        assert meeting.key == "feal.kritbi"
        assert {one.key for one in meeting.participants.all()} == {"feal", "kritbi"}
        assert (meeting.length, meeting.on_date, meeting.is_mandatory) == (2, DAY, False)
        assert meeting.requests.count() == 1

    def test_two_that_asked_each_other_get_one_meeting(self, mission: Mission) -> None:
        ask(mission, "feal", "kritbi", priority=Request.Priority.LOW, length=2)
        ask(mission, "kritbi", "feal", priority=Request.Priority.MUST)
        assert form_meetings(mission=mission) == 1
        meeting = mission.meetings.get()
        assert meeting.is_mandatory
        assert meeting.length == 2
        assert meeting.requests.count() == 2
        assert meeting.utility == 80 + 10

    def test_wishes_of_both_count(self, mission: Mission) -> None:
        ask(mission, "feal", "kritbi", on_date=DAY)
        ask(mission, "kritbi", "feal", day_half="morning")
        form_meetings(mission=mission)
        meeting = mission.meetings.get()
        assert (meeting.on_date, meeting.day_half) == (DAY, "morning")

    @pytest.mark.parametrize(
        ("urgent", "other", "expected"),
        [
            ({"day_half": "morning"}, {"at_time": time(15)}, (None, "morning")),
            ({"at_time": time(15)}, {"day_half": "morning"}, (time(15), "")),
            ({"at_time": time(10)}, {"day_half": "morning"}, (time(10), "morning")),
            ({"at_time": time(10)}, {"at_time": time(11)}, (time(10), "")),
        ],
    )
    def test_the_more_urgent_wish_wins(
        self,
        mission: Mission,
        urgent: dict[str, object],
        other: dict[str, object],
        expected: tuple[time | None, str],
    ) -> None:
        ask(mission, "kritbi", "feal", **other)
        ask(mission, "feal", "kritbi", priority=Request.Priority.HIGH, **urgent)
        form_meetings(mission=mission)
        meeting = mission.meetings.get()
        assert (meeting.at_time, meeting.day_half) == expected

    def test_a_better_match_weighs_more(self, mission: Mission) -> None:
        fit(mission, "feal", "kritbi", 0.84)
        ask(mission, "feal", "kritbi")
        ask(mission, "feal", "ruda")
        form_meetings(mission=mission)
        utilities = dict(mission.meetings.values_list("key", "utility"))
        assert utilities == {"feal.kritbi": 28, "feal.ruda": 20}

    def test_again_changes_nothing(self, mission: Mission) -> None:
        ask(mission, "feal", "kritbi")
        ask(mission, "kritbi", "feal")
        form_meetings(mission=mission)
        before = list(Meeting.objects.values())
        form_meetings(mission=mission)
        assert list(Meeting.objects.values()) == before
        assert Meeting.participants.through.objects.count() == 2
        assert Meeting.requests.through.objects.count() == 2

    def test_a_changed_request_keeps_its_meeting(self, mission: Mission) -> None:
        request = ask(mission, "feal", "kritbi")
        form_meetings(mission=mission)
        before = mission.meetings.get()
        request.priority = Request.Priority.MUST
        request.save()
        form_meetings(mission=mission)
        after = mission.meetings.get()
        assert after.pk == before.pk
        assert after.is_mandatory

    def test_one_of_two_requests_less(self, mission: Mission) -> None:
        ask(mission, "feal", "kritbi")
        back = ask(mission, "kritbi", "feal")
        form_meetings(mission=mission)
        back.status = Request.Status.DECLINED
        back.save()
        assert form_meetings(mission=mission) == 1
        meeting = mission.meetings.get()
        assert meeting.requests.count() == 1
        assert meeting.utility == 20

    def test_a_meeting_nobody_asks_for_goes(self, mission: Mission) -> None:
        request = ask(mission, "feal", "kritbi")
        form_meetings(mission=mission)
        request.status = Request.Status.DECLINED
        request.save()
        assert form_meetings(mission=mission) == 0
        assert not mission.meetings.exists()

    @pytest.mark.parametrize("is_placed", [True, False])
    def test_one_that_a_programme_tells_of_is_withdrawn_and_can_come_back(
        self, mission: Mission, *, is_placed: bool
    ) -> None:
        request = ask(mission, "feal", "kritbi")
        lost = ask(mission, "feal", "ruda")
        form_meetings(mission=mission)
        meeting = mission.meetings.get(key="feal.kritbi")
        programme = Programme.objects.create(mission=mission, version=1, status="feasible")
        if is_placed:
            slot = mission.slots.all()[0]
            Placement.objects.create(
                programme=programme,
                meeting=meeting,
                slot=slot,
                ends_at=slot.ends_at,
                table=Table.objects.all()[0],
            )
        else:
            Unplaced.objects.create(programme=programme, meeting=meeting, reason={"text": "full"})
        for one in (request, lost):
            one.status = Request.Status.DECLINED
            one.save()
        assert form_meetings(mission=mission) == 0
        withdrawn = mission.meetings.get()
        assert withdrawn.pk == meeting.pk
        assert withdrawn.is_withdrawn
        assert withdrawn.participants.count() == 2
        request.status = Request.Status.ACCEPTED
        request.save()
        assert form_meetings(mission=mission) == 1
        assert not mission.meetings.get(pk=meeting.pk).is_withdrawn

    def test_a_mission_with_a_programme_can_be_deleted(self, mission: Mission) -> None:
        ask(mission, "feal", "kritbi")
        form_meetings(mission=mission)
        programme = Programme.objects.create(mission=mission, version=1, status="feasible")
        Unplaced.objects.create(
            programme=programme, meeting=mission.meetings.get(), reason={"text": "full"}
        )
        mission.companies.all().delete()
        mission.delete()
        assert not Meeting.objects.exists()

    def test_other_missions_are_left_alone(self, mission: Mission) -> None:
        other = small_mission(slug="another")
        ask(other, "feal", "ruda")
        form_meetings(mission=other)
        form_meetings(mission=mission)
        assert list(Meeting.objects.values_list("mission__slug", "key")) == [
            ("another", "feal.ruda")
        ]

    def test_the_number_of_queries_does_not_grow(self, mission: Mission) -> None:
        ask(mission, "feal", "kritbi")
        with CaptureQueriesContext(connection) as few:
            form_meetings(mission=mission)
        other = small_mission(slug="another")
        for home in ("feal", "obninsk"):
            for host in HOSTS:
                ask(other, home, host)
        with CaptureQueriesContext(connection) as many:
            form_meetings(mission=other)
        assert len(many) == len(few)


class TestWeights:
    def test_a_key_is_the_same_whoever_asks(self) -> None:
        assert meeting_key("feal", "kritbi") == meeting_key("kritbi", "feal") == "feal.kritbi"

    @given(st.sampled_from(Request.Priority.values), st.floats(0, 1), st.booleans())
    def test_a_more_urgent_request_weighs_more_whatever_the_fit(
        self,
        priority: int,
        score: float,
        both_ask: bool,  # noqa: FBT001 - hypothesis gives it by name
    ) -> None:
        utility = meeting_utility(priority=priority, score=score, both_ask=both_ask)
        assert 10 <= utility <= 100
        for lower in range(1, priority):
            assert utility >= meeting_utility(priority=lower, score=score, both_ask=both_ask) + 10

    def test_halves_of_the_day(self) -> None:
        assert in_half(time(11, 59), "morning")
        assert not in_half(time(12), "morning")
        assert in_half(time(12), "afternoon")
        assert in_half(time(3), "")
