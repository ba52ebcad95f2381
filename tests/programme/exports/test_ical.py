"""A company's calendar, read by a strict reader and by a library."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from tests.cast import at, company
from tests.programme.exports.conftest import WHY, new_version, place
from tests.programme.exports.rfc5545 import Block, parse
from vstrecha.companies.models import Company
from vstrecha.missions.models import Mission
from vstrecha.programme.exports import company_calendar, company_calendars
from vstrecha.programme.models import Programme, Session
from vstrecha.programme.services import publish_programme


def events_of(programme: Programme, key: str, *, language: str = "en") -> dict[str, Block]:
    """The events of a company's calendar, checked, by UID."""
    content = company_calendar(
        programme=programme, company=company(programme.mission, key), language=language
    )
    return {
        block.one("UID").value: block for block in parse(content).blocks if block.name == "VEVENT"
    }


MEETING = "feal.kritbi@kaluga-krasnoyarsk.vstrecha"


def test_a_meeting(programme: Programme) -> None:
    event = events_of(programme, "feal")[MEETING]
    assert event.one("DTSTART").value == "20261210T100000"
    assert event.one("DTEND").value == "20261210T102000"
    assert event.one("DTSTART").params["TZID"] == "Asia/Krasnoyarsk"
    assert event.one("SEQUENCE").value == "0"
    assert event.one("STATUS").value == "CONFIRMED"
    assert event.text("SUMMARY") == "Meeting: KRITBI"
    assert event.text("LOCATION") == "KRITBI, table 1"
    assert event.text("DESCRIPTION").splitlines() == [
        "KRITBI, Красноярск",
        "You wrote: Совместные испытания, зимой; на стенде",
        WHY,
    ]


def test_the_other_side_reads_it_from_its_own(programme: Programme) -> None:
    event = events_of(programme, "kritbi")[MEETING]
    assert event.text("SUMMARY") == "Meeting: Feal-Technology"
    assert "They wrote: Совместные испытания" in event.text("DESCRIPTION")


def test_names_in_the_readers_language(programme: Programme) -> None:
    event = events_of(programme, "feal", language="ru")[MEETING]
    assert event.text("SUMMARY").endswith("КРИТБИ")
    assert event.text("LOCATION").startswith("КРИТБИ")


def test_sessions_are_for_who_attends(programme: Programme) -> None:
    feal, taiga = events_of(programme, "feal"), events_of(programme, "taiga")
    assert sorted(event.text("SUMMARY") for event in feal.values()) == [
        "Lunch",
        "Meeting: KRITBI",
        "Meeting: Northern Ore",
        "Визит на завод",
    ]
    assert [event.text("SUMMARY") for event in taiga.values()] == ["Lunch"]


def test_a_library_reads_it_back(programme: Programme, mission: Mission) -> None:
    content = company_calendar(programme=programme, company=company(mission, "feal"), language="ru")
    calendar = Calendar.from_ical(content)
    starts = sorted(event.start for event in calendar.events)
    assert starts == [at("10:00"), at("11:20"), at("13:00"), at("15:30")]
    (zone,) = calendar.timezones
    local = zone.to_tz().utcoffset(datetime(2026, 12, 10, 10))  # noqa: DTZ001 - a wall clock time
    assert local == at("10:00").utcoffset()
    assert calendar.to_ical() == content


def test_the_same_version_gives_the_same_bytes(programme: Programme, mission: Mission) -> None:
    feal = company(mission, "feal")
    first, second = (
        company_calendar(programme=programme, company=feal, language="ru") for _ in range(2)
    )
    assert first == second


@pytest.mark.parametrize(
    "name",
    [
        'ООО "Рога, копыта; и \\ Ко"',
        "x" * 240,
        "Ж" * 240,
        "перенос\nстроки",
        "звонок\x07 и табуляция\t",
        "=HYPERLINK(1)",
        "\U0001f68b трамвай" * 12,
        "BEGIN:VALARM",
    ],
)
def test_no_name_breaks_the_file(programme: Programme, mission: Mission, name: str) -> None:
    Company.objects.filter(key="kritbi").update(name=name, name_en="")
    mission.title = name[:200]
    mission.title_en = ""
    mission.save()
    programme.refresh_from_db()
    event = events_of(programme, "feal")[MEETING]
    assert event.text("SUMMARY") == "Meeting: " + " ".join(name.replace("\x07", " ").split())


class TestAnotherVersion:
    @pytest.fixture
    def later(self, mission: Mission, programme: Programme) -> Programme:
        """feal's first meeting moves; the second goes; obninsk's comes."""
        later = new_version(mission)
        place(later, "feal.kritbi", 1, "1")
        place(later, "obninsk.ruda", 0, "2")
        return publish_programme(programme=later)

    def test_what_moved_has_a_higher_number(self, later: Programme) -> None:
        event = events_of(later, "feal")[MEETING]
        assert event.one("SEQUENCE").value == "1"
        assert event.one("DTSTART").value == "20261210T102000"

    @pytest.mark.parametrize("key", ["feal", "ruda"])
    def test_what_is_gone_is_cancelled_for_both(self, later: Programme, key: str) -> None:
        event = events_of(later, key)["feal.ruda@kaluga-krasnoyarsk.vstrecha"]
        assert event.one("STATUS").value == "CANCELLED"
        assert event.one("SEQUENCE").value == "1"
        assert event.text("SUMMARY").startswith("Cancelled: ")
        assert event.one("DTSTART").value == "20261210T112000"

    def test_what_stays_has_its_number(self, later: Programme) -> None:
        (lunch,) = (
            event for event in events_of(later, "feal").values() if event.text("SUMMARY") == "Lunch"
        )
        assert lunch.one("SEQUENCE").value == "0"

    def test_who_leaves_a_session_is_told(self, mission: Mission, programme: Programme) -> None:
        visit = Session.objects.get(kind="visit")
        visit.participants.remove(company(mission, "obninsk"))
        publish_programme(programme=programme)

        def visit_of(key: str) -> tuple[str, str]:
            (event,) = (
                event
                for event in events_of(programme, key).values()
                if "Визит" in event.text("SUMMARY")
            )
            return event.one("STATUS").value, event.one("SEQUENCE").value

        assert visit_of("obninsk") == ("CANCELLED", "1")
        assert visit_of("feal") == ("CONFIRMED", "1")

    def test_a_draft_shows_what_would_be_told(self, mission: Mission, programme: Programme) -> None:
        draft = new_version(mission)
        place(draft, "feal.kritbi", 2, "1")
        assert events_of(draft, "feal")[MEETING].one("SEQUENCE").value == "1"
        assert events_of(programme, "feal")[MEETING].one("SEQUENCE").value == "0"

    def test_a_company_that_has_gone_does_not_break_the_others(
        self, mission: Mission, later: Programme
    ) -> None:
        Company.objects.filter(key="kritbi").delete()
        event = events_of(later, "feal")[MEETING]
        assert event.text("SUMMARY") == "Meeting: Feal-Technology ↔ KRITBI"


def test_a_zone_with_summer_time(mission: Mission) -> None:
    mission.time_zone = "Europe/Paris"
    mission.save()
    programme = new_version(mission)
    place(programme, "feal.kritbi", 0, "1")
    event = events_of(publish_programme(programme=programme), "feal")[MEETING]
    start = at("10:00").astimezone(UTC)
    assert event.one("DTSTART").value == f"{start:%Y%m%d}T{start.hour + 1:02}0000"


def test_all_companies_in_one_reading(programme: Programme, mission: Mission) -> None:
    with CaptureQueriesContext(connection) as one:
        company_calendar(programme=programme, company=company(mission, "feal"), language="ru")
    with CaptureQueriesContext(connection) as all_of_them:
        written = dict(company_calendars(programme=programme, language="ru"))
    assert {one.key for one in written} == {"feal", "obninsk", "kritbi", "ruda", "taiga"}
    assert len(all_of_them) < len(one)  # the one was looked up first
    for content in written.values():
        parse(content)
