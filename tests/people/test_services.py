from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from vstrecha.people.models import User
from vstrecha.people.services import add_organiser

pytestmark = pytest.mark.django_db
GOOD = "тихая-станция-42"


def test_it_adds_an_organiser_who_can_sign_in() -> None:
    assert add_organiser(email="Org@Example.org", password=GOOD, language="ru")
    user = User.objects.get_by_natural_key("ORG@example.org")
    assert user.can_organise
    assert user.check_password(GOOD)


def test_a_second_time_changes_nothing() -> None:
    add_organiser(email="org@example.org", password=GOOD, language="ru")
    assert not add_organiser(email="ORG@example.org", password="другой-пароль-1", language="ru")
    assert User.objects.get().check_password(GOOD)


@pytest.mark.parametrize(
    ("email", "password"),
    [("no address", GOOD), ("org@example.org", "short"), ("org@example.org", "1234567890123")],
)
def test_what_will_not_do_is_refused_and_nobody_is_added(email: str, password: str) -> None:
    with pytest.raises(ValidationError):
        add_organiser(email=email, password=password, language="ru")
    assert not User.objects.exists()
