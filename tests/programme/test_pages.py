"""Pages with more rows ask the database no more often, and say where a meeting is."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import Cast, at, make_cast, make_company, make_match, make_request
from vstrecha.programme.models import Placement, Session, Table, Venue

ADDRESSES = [
    "",
    "catalogue/",
    "catalogue/?side=host",
    "companies/feal/",
    "timetable/",
    "timetable/?view=slot",
    "timetable/?view=table",
    "timetable/?company=feal",
    "requests/",
    "teams/",
    "plan/",
]


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def organiser(cast: Cast) -> Client:
    client = Client(HTTP_ACCEPT_LANGUAGE="ru")
    client.force_login(cast.organiser)
    return client


def page(client: Client, address: str) -> str:
    response = client.get(f"/missions/kaluga/{address}")
    assert response.status_code == 200, address
    return response.content.decode()


def queries(client: Client, address: str) -> int:
    page(client, address)  # What is read once for all pages is read now.
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page(client, address)
    return len(asked)


def grow(cast: Cast, count: int) -> None:
    """Add companies that want to meet Feal, each with a recommendation and a placed meeting."""
    place = cast.published.placements.first()
    assert place is not None
    for number in range(count):
        name = f"Новая {number}"
        company = make_company(cast.mission, f"new-{number}", "host", name, f"New {number}")
        make_match(cast.feal, company, 0.4)
        meeting = make_request(company, cast.feal).meetings.get()
        Placement.objects.create(
            programme=cast.published,
            meeting=meeting,
            slot=place.slot,
            ends_at=place.ends_at,
            table=Table.objects.create(venue=place.table.venue, label=f"n{number}", position=9),
        )


@pytest.mark.parametrize("address", ADDRESSES)
def test_more_rows_are_no_more_queries(cast: Cast, organiser: Client, address: str) -> None:
    before = queries(organiser, address)
    grow(cast, 3)
    assert queries(organiser, address) == before


@pytest.mark.parametrize("view", ["slot", "company"])
def test_a_table_is_named_with_its_venue(cast: Cast, organiser: Client, view: str) -> None:
    """Every venue has a table 1: without the venue nobody would find it."""
    there = Venue.objects.get(mission=cast.mission, name_en="Zheleznogorsk")
    table = Table.objects.create(venue=there, label="1", position=1)
    cast.published.placements.update(table=table)
    text = page(organiser, f"timetable/?view={view}")
    start = text.index("slot-meetings" if view == "slot" else "slot-where")
    assert "Железногорск" in text[start - 300 : start + 100]


def test_a_meeting_within_a_long_session_says_when(cast: Cast, organiser: Client) -> None:
    """One representative listens to the pitches for three slots, another one meets in the second:
    the cell begins at 10:00, the meeting at 10:25."""
    session = Session.objects.get(mission=cast.mission, title_en="Pitches")
    Session.objects.filter(pk=session.pk).update(starts_at=at(10, 10), ends_at=at(10, 11, 10))
    later = cast.mission.slots.order_by("starts_at")[1]
    meeting = cast.feal.meetings.get(key="feal.kritbi")
    cast.published.placements.filter(meeting=meeting).update(slot=later, ends_at=later.ends_at)
    text = page(organiser, "timetable/?view=company")
    assert '<time class="slot-start">10:25</time>' in text


def test_a_meeting_longer_than_its_slot_says_until_when(cast: Cast, organiser: Client) -> None:
    assert "до 10:45" not in page(organiser, "timetable/?view=slot")
    first = cast.mission.slots.earliest("starts_at")
    cast.published.placements.filter(slot=first).update(ends_at=at(10, 10, 45))
    assert "до 10:45" in page(organiser, "timetable/?view=slot")
