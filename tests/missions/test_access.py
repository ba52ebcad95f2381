from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from vstrecha.missions.access import (
    ORGANISERS,
    access_mission,
    access_mission_as,
    roles_in,
    visible_missions,
)
from vstrecha.missions.models import Membership, Mission
from vstrecha.people.models import User

pytestmark = pytest.mark.django_db
STRANGER = AnonymousUser()


def mission(slug: str, *, public: bool) -> Mission:
    return Mission.objects.create(
        slug=slug,
        title=slug,
        starts_on=date(2026, 12, 10),
        ends_on=date(2026, 12, 12),
        time_zone="Asia/Krasnoyarsk",
        is_public=public,
    )


@pytest.fixture
def organiser() -> User:
    return User.objects.create_user(email="organiser@example.org")


def test_a_stranger_finds_public_missions_only() -> None:
    open_one, closed = mission("open", public=True), mission("closed", public=False)
    assert list(visible_missions(visitor=STRANGER)) == [open_one]
    assert access_mission(visitor=STRANGER, slug="open") == open_one
    with pytest.raises(Http404):
        access_mission(visitor=STRANGER, slug=closed.slug)


def test_a_role_opens_a_closed_mission_once(organiser: User) -> None:
    closed = mission("closed", public=False)
    for role in (Membership.Role.ORGANISER, Membership.Role.OBSERVER):
        Membership.objects.create(mission=closed, user=organiser, role=role)
    assert list(visible_missions(visitor=organiser)) == [closed]
    assert roles_in(visitor=organiser, mission=closed) == {"organiser", "observer"}
    assert access_mission_as(visitor=organiser, slug="closed", roles=ORGANISERS) == closed


def test_the_organiser_of_one_mission_is_a_stranger_in_another(organiser: User) -> None:
    Membership.objects.create(
        mission=mission("own", public=True), user=organiser, role=Membership.Role.ORGANISER
    )
    mission("other", public=True)
    with pytest.raises(Http404):
        access_mission_as(visitor=organiser, slug="other", roles=ORGANISERS)
    with pytest.raises(Http404):
        access_mission_as(visitor=STRANGER, slug="own", roles=ORGANISERS)
