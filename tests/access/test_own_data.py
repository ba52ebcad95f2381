"""What a page holds back: other companies' timetables, drafts, contacts."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import Cast, at
from vstrecha.missions.models import Membership
from vstrecha.people.models import User

TIMETABLE = "/missions/kaluga/timetable/"


def page(user: User | None, address: str) -> str:
    client = Client(headers={"accept-language": "en"})
    if user is not None:
        client.force_login(user)
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def status(user: User, address: str) -> int:
    client = Client()
    client.force_login(user)
    return client.get(address).status_code


@pytest.mark.parametrize("view", ["company", "slot", "table"])
def test_a_representative_sees_own_meetings_only(cast: Cast, view: str) -> None:
    text = page(cast.feal_person, f"{TIMETABLE}?view={view}&day=2026-12-10")
    # Version 1 places feal.kritbi and feal.razrez; obninsk.razrez is left out.
    assert "KRITBI" in text
    assert "Razrez JSC" in text
    assert "Obninsk" not in text


def test_a_representative_cannot_ask_for_another_companys_day(cast: Cast) -> None:
    assert status(cast.feal_person, f"{TIMETABLE}?company=feal") == 200
    assert status(cast.feal_person, f"{TIMETABLE}?company=razrez") == 404
    assert status(cast.organiser, f"{TIMETABLE}?company=razrez") == 200


def test_only_the_organiser_sees_drafts(cast: Cast) -> None:
    assert status(cast.organiser, f"{TIMETABLE}?version=2") == 200
    assert status(cast.feal_person, f"{TIMETABLE}?version=2") == 404
    assert status(cast.feal_person, f"{TIMETABLE}?version=1") == 200


def test_a_co_organiser_sees_the_meetings_of_the_own_side(cast: Cast) -> None:
    assert status(cast.co_organiser, f"{TIMETABLE}?company=razrez") == 200
    assert status(cast.co_organiser, f"{TIMETABLE}?company=feal") == 404


def test_a_representation_without_the_role_opens_nothing(cast: Cast) -> None:
    Membership.objects.filter(user=cast.feal_person).delete()
    assert status(cast.feal_person, TIMETABLE) == 404


def test_requests_of_others_are_not_listed(cast: Cast) -> None:
    assert "Obninsk" not in page(cast.feal_person, "/missions/kaluga/requests/")
    assert "Obninsk" in page(cast.organiser, "/missions/kaluga/requests/")


def test_contacts_are_for_members_and_mail_for_the_organiser(cast: Cast) -> None:
    address = "/missions/kaluga/companies/feal/"
    for user, contact, mail in (
        (None, False, False),
        (cast.razrez_person, True, False),
        (cast.organiser, True, True),
    ):
        text = page(user, address)
        assert ("директор" in text) is contact
        assert (cast.feal.email in text) is mail


def test_reasons_are_for_those_who_would_meet(cast: Cast) -> None:
    address = "/missions/kaluga/companies/feal/"
    assert "Both say" not in page(None, address)
    assert "Whom you should meet" in page(cast.feal_person, address)
    assert "Why you should meet" in page(cast.razrez_person, address)
    assert "Whom this company should meet" in page(cast.organiser, address)


def test_the_meeting_with_one_own_company_is_shown_once_published(cast: Cast) -> None:
    address = "/missions/kaluga/companies/feal/"
    assert "You meet here" in page(cast.razrez_person, address)
    assert f"{at(10, 10, 25):%H:%M}" in page(cast.razrez_person, address)
    cast.published.published_at = None
    cast.published.save()
    assert "You meet here" not in page(cast.razrez_person, address)
