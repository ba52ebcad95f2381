"""From a mission's rows to the engine's question."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import DAY, add_slots, ask, at, company, small_mission
from vstrecha.companies.models import Company
from vstrecha.engine.scheduling.problem import Meeting, Participant, Problem
from vstrecha.meetings.models import AvailabilityWindow, Request
from vstrecha.meetings.services import form_meetings
from vstrecha.missions.models import Mission
from vstrecha.programme.bridge import CannotPlanError, Pin, PinsRejectedError, read_mission
from vstrecha.programme.models import Placement, Programme, Session, Slot, Table, Venue


@pytest.fixture
def mission(db: None) -> Mission:
    return small_mission()


def problem_of(mission: Mission) -> Problem:
    form_meetings(mission=mission)
    return read_mission(mission=mission).problem


def meeting_of(mission: Mission) -> Meeting:
    (meeting,) = problem_of(mission).meetings
    return meeting


def participant(problem: Problem, key: str) -> Participant:
    return next(one for one in problem.participants if one.id == key)


def test_slots_have_real_times_in_the_missions_zone(mission: Mission) -> None:
    slots = problem_of(mission).slots
    assert slots[0].id == "2026-12-10T10:00+07:00"
    assert slots[0].start == at("10:00")
    assert slots[0].start.utcoffset() == timedelta(hours=7)
    assert {slot.part for slot in slots} == {"2026-12-10-am", "2026-12-11-am"}


def test_tables_of_two_venues_may_have_one_label(mission: Mission) -> None:
    venues = {venue.id: venue.tables for venue in problem_of(mission).venues}
    assert venues == {
        "КРИТБИ": ("КРИТБИ / 1", "КРИТБИ / 2", "КРИТБИ / 3"),
        "Железногорск": ("Железногорск / 1",),
    }


def test_travel(mission: Mission) -> None:
    (way,) = problem_of(mission).travel
    assert (way.origin, way.destination, way.minutes) == ("КРИТБИ", "Железногорск", 60)


def test_companies_as_they_said(mission: Mission) -> None:
    Company.objects.filter(key="feal").update(
        representatives_count=2, min_meetings=1, max_meetings=5
    )
    AvailabilityWindow.objects.create(
        company=company(mission, "feal"), starts_at=at("10:00"), ends_at=at("10:30")
    )
    feal = participant(problem_of(mission), "feal")
    assert (feal.side, feal.representatives, feal.min_meetings, feal.max_meetings) == (
        "home",
        2,
        1,
        5,
    )
    assert feal.unavailable == {"2026-12-10T10:00+07:00", "2026-12-10T10:20+07:00"}


def test_a_meeting_as_it_is_asked_for(mission: Mission) -> None:
    ask(mission, "feal", "kritbi", priority=Request.Priority.MUST, length=2)
    meeting = meeting_of(mission)
    assert meeting.id == "feal.kritbi"
    assert meeting.participants == ("feal", "kritbi")
    assert (meeting.mandatory, meeting.length, meeting.utility) == (True, 2, 80)
    assert meeting.allowed_slots is None


def test_a_wish_for_a_day(mission: Mission) -> None:
    ask(mission, "feal", "kritbi", on_date=DAY + timedelta(days=1))
    allowed = meeting_of(mission).allowed_slots
    assert allowed is not None
    assert {name[:10] for name in allowed} == {"2026-12-11"}


def test_withdrawn_meetings_are_not_planned(mission: Mission) -> None:
    ask(mission, "feal", "kritbi")
    form_meetings(mission=mission)
    mission.meetings.update(is_withdrawn=True)
    assert not read_mission(mission=mission).problem.meetings


class TestSessions:
    def add(self, mission: Mission, start: str, end: str, venue: str | None) -> Session:
        session = Session.objects.create(
            mission=mission,
            kind="visit",
            title="Визит",
            starts_at=at(start),
            ends_at=at(end),
            venue=Venue.objects.get(name=venue) if venue else None,
        )
        session.participants.add(company(mission, "feal"))
        return session

    def test_one_that_begins_within_a_slot_binds_it(self, mission: Mission) -> None:
        self.add(mission, "10:30", "11:00", "КРИТБИ")
        (session,) = problem_of(mission).sessions
        assert session.slots == ("2026-12-10T10:20+07:00", "2026-12-10T10:40+07:00")
        assert (session.venue, session.participants) == ("КРИТБИ", ("feal",))

    def test_one_beyond_the_grid_still_says_when_it_is(self, mission: Mission) -> None:
        # The grid ends at 12:00; at 12:30 in Zheleznogorsk means leaving at 11:30.
        self.add(mission, "12:30", "14:00", "Железногорск")
        problem = problem_of(mission)
        (session,) = problem.sessions
        (beyond,) = session.slots
        slot = next(slot for slot in problem.slots if slot.id == beyond)
        assert (slot.start, slot.end) == (at("12:30"), at("14:00"))
        for venue in problem.venues:
            assert [closure.slot for closure in venue.closed] == [beyond]
            assert venue.closed[0].tables is None

    def test_one_beyond_the_grid_that_nobody_travels_to_binds_nothing(
        self, mission: Mission
    ) -> None:
        Venue.objects.create(mission=mission, name="Ресторан")
        self.add(mission, "12:30", "14:00", "Ресторан")
        self.add(mission, "19:00", "21:00", None)
        problem = problem_of(mission)
        assert [session.slots for session in problem.sessions] == [(), ()]
        assert len(problem.slots) == 9

    def test_one_partly_beyond_the_grid(self, mission: Mission) -> None:
        self.add(mission, "11:50", "13:00", "Железногорск")
        problem = problem_of(mission)
        (session,) = problem.sessions
        bound = [slot for slot in problem.slots if slot.id in session.slots]
        assert [(slot.start, slot.end) for slot in bound] == [
            (at("11:40"), at("12:00")),
            (at("12:00"), at("13:00")),
        ]


class TestPrevious:
    @pytest.fixture
    def programme(self, mission: Mission) -> Programme:
        ask(mission, "feal", "kritbi")
        ask(mission, "feal", "ruda")
        form_meetings(mission=mission)
        programme = Programme.objects.create(mission=mission, version=1, status="feasible")
        slots = list(mission.slots.all())
        for number, meeting in enumerate(mission.meetings.all()):
            Placement.objects.create(
                programme=programme,
                meeting=meeting,
                slot=slots[number],
                ends_at=slots[number].ends_at,
                table=Table.objects.get(venue__name="КРИТБИ", label="2"),
                is_pinned=meeting.key == "feal.ruda",
            )
        return programme

    def test_places_and_pins_carry_over(self, mission: Mission, programme: Programme) -> None:
        problem = read_mission(mission=mission, previous=programme).problem
        assert [(one.meeting, one.slot, one.table, one.pinned) for one in problem.previous] == [
            ("feal.kritbi", "2026-12-10T10:00+07:00", "КРИТБИ / 2", False),
            ("feal.ruda", "2026-12-10T10:20+07:00", "КРИТБИ / 2", True),
        ]

    def test_a_new_pin_wins_over_the_old_place(
        self, mission: Mission, programme: Programme
    ) -> None:
        pin = Pin("feal.ruda", at("11:00"), "КРИТБИ", "3")
        problem = read_mission(mission=mission, previous=programme, pins=[pin]).problem
        place = next(one for one in problem.previous if one.meeting == "feal.ruda")
        assert (place.slot[11:16], place.table, place.pinned) == ("11:00", "КРИТБИ / 3", True)

    def test_what_is_no_longer_asked_for_is_left_out(
        self, mission: Mission, programme: Programme
    ) -> None:
        mission.requests.filter(recipient__key="kritbi").update(status=Request.Status.DECLINED)
        form_meetings(mission=mission)
        problem = read_mission(mission=mission, previous=programme).problem
        assert [one.meeting for one in problem.previous] == ["feal.ruda"]


class TestPins:
    @pytest.fixture(autouse=True)
    def meetings(self, mission: Mission) -> None:
        ask(mission, "feal", "kritbi")
        ask(mission, "feal", "ruda")
        form_meetings(mission=mission)

    def test_a_pin_is_a_place_that_stays(self, mission: Mission) -> None:
        # As people write it: another zone's time, another case, spaces.
        moment = at("10:20").astimezone(tz=None)
        pin = Pin("feal.kritbi", moment, " критби ", "1")
        (place,) = read_mission(mission=mission, pins=[pin]).problem.previous
        assert (place.slot, place.table, place.pinned) == (
            "2026-12-10T10:20+07:00",
            "КРИТБИ / 1",
            True,
        )

    def test_one_that_need_not_hold_says_where_the_meeting_stands(self, mission: Mission) -> None:
        stands = Pin("feal.kritbi", at("10:20"), "КРИТБИ", "1", holds=False)
        gone = Pin("feal.ruda", at("10:05"), "Кремль", "1", holds=False)
        (place,) = read_mission(mission=mission, pins=[stands, gone]).problem.previous
        assert (place.meeting, place.table, place.pinned) == ("feal.kritbi", "КРИТБИ / 1", False)

    def test_it_gives_way_to_a_pin_at_its_table(self, mission: Mission) -> None:
        stands = Pin("feal.kritbi", at("10:20"), "КРИТБИ", "1", holds=False)
        pin = Pin("feal.ruda", at("10:20"), "КРИТБИ", "1")
        places = read_mission(mission=mission, pins=[stands, pin]).problem.previous
        assert {place.meeting: place.pinned for place in places} == {
            "feal.ruda": True,
            "feal.kritbi": False,
        }

    @pytest.mark.parametrize(
        ("pin", "complaint"),
        [
            (Pin("feal.taiga", at("10:00"), "КРИТБИ", "1"), "Nobody asks for this meeting"),
            (Pin("feal.kritbi", at("10:05"), "КРИТБИ", "1"), "starts at 2026-12-10 10:05"),
            (Pin("feal.kritbi", at("10:00"), "КРИТБИ", "9"), "There is no table 9 at КРИТБИ"),
            (Pin("feal.kritbi", at("10:00"), "Кремль", "1"), "no table 1 at Кремль"),
        ],
    )
    def test_a_pin_that_cannot_be(self, mission: Mission, pin: Pin, complaint: str) -> None:
        with pytest.raises(PinsRejectedError, match=complaint) as caught:
            read_mission(mission=mission, pins=[pin])
        assert caught.value.problems[0].pin == pin

    def test_all_bad_pins_are_named_at_once(self, mission: Mission) -> None:
        pins = [
            Pin("feal.kritbi", at("10:00"), "КРИТБИ", "1"),
            Pin("feal.ruda", at("10:00"), "КРИТБИ", "1"),
            Pin("feal.kritbi", at("10:20"), "КРИТБИ", "1"),
            Pin("no.body", at("10:00"), "КРИТБИ", "1"),
        ]
        with pytest.raises(PinsRejectedError) as caught:
            read_mission(mission=mission, pins=pins)
        assert [problem.pin for problem in caught.value.problems] == pins[1:]


@pytest.mark.parametrize(
    ("model", "complaint"), [(Slot, "no time grid"), (Table, "No venue has a table")]
)
def test_what_a_mission_lacks_is_said(
    mission: Mission, model: type[Slot | Table], complaint: str
) -> None:
    model.objects.all().delete()
    with pytest.raises(CannotPlanError, match=complaint):
        read_mission(mission=mission)


def test_the_number_of_queries_does_not_grow(mission: Mission) -> None:
    ask(mission, "feal", "kritbi")
    form_meetings(mission=mission)
    with CaptureQueriesContext(connection) as few:
        assert len(read_mission(mission=mission).problem.meetings) == 1
    big = small_mission(slug="big")
    host, home = (big.sides.get(role=role) for role in ("host", "home"))
    for number in range(10):
        for side in (host, home):
            key = f"{side.role}-{number}"
            Company.objects.create(mission=big, side=side, key=key, name=key)
    for one in big.companies.filter(side=home)[:10]:
        for other in big.companies.filter(side=host)[:10]:
            ask(big, one.key, other.key)
    add_slots(big, at("14:00", day=2), 9, part="late")
    form_meetings(mission=big)
    with CaptureQueriesContext(connection) as many:
        assert len(read_mission(mission=big).problem.meetings) == 100
    assert len(many) == len(few)
