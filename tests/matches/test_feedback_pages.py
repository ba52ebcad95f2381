"""The buttons on a recommendation, the page of one's answers, the page of what was learned."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import Cast, make_cast, make_company, make_match
from tests.matches.answers import many_for_codes
from vstrecha.matches.feedback import record_answer
from vstrecha.matches.learning import foretold, learn
from vstrecha.matches.models import Feedback
from vstrecha.people.models import User

pytestmark = pytest.mark.django_db

FEAL = "/missions/kaluga/companies/feal/"
GIVE = f"{FEAL}answers/give/"
UNDO = f"{FEAL}answers/undo/"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def client(user: User, language: str = "en") -> Client:
    made = Client(headers={"accept-language": language})
    made.force_login(user)
    return made


def text(user: User, address: str, language: str = "en") -> str:
    response = client(user, language).get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_an_answer_leads_back_to_the_page_it_was_given_on(cast: Cast) -> None:
    response = client(cast.feal_person).post(
        GIVE, {"other": "razrez", "verdict": "no_thanks", "next": FEAL, "rank": "1"}
    )
    assert (response.status_code, response["location"]) == (302, FEAL)
    row = Feedback.objects.get()
    assert (row.verdict, row.user, row.rank) == ("no_thanks", cast.feal_person, 1)


@pytest.mark.parametrize("away", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_it_leads_nowhere_else(cast: Cast, away: str) -> None:
    response = client(cast.feal_person).post(
        GIVE, {"other": "razrez", "verdict": "must_meet", "next": away}
    )
    assert response["location"] == f"{FEAL}answers/"


def test_htmx_gets_the_part_of_the_card_alone(cast: Cast) -> None:
    page = client(cast.feal_person)
    answer = {"other": "razrez", "verdict": "not_relevant", "because": "stage", "next": FEAL}
    given = page.post(GIVE, answer, headers={"hx-request": "true"}).content.decode()
    assert given.startswith('<div class="feedback feedback-no')
    assert "Not relevant, because the stage of development does not fit." in given
    assert UNDO in given
    taken = page.post(UNDO, answer, headers={"hx-request": "true"}).content.decode()
    assert "Must meet" in taken
    assert "Undo" not in taken
    assert f'name="next" value="{FEAL}"' in taken
    assert not Feedback.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"verdict": "outcome"},
        {"verdict": ""},
        {"verdict": "not_relevant", "because": "spite"},
        {"verdict": "must_meet", "rank": "-1"},
        {"verdict": "not_relevant", "note": "x" * 501},
    ],
)
def test_what_cannot_be_said_is_not_kept(cast: Cast, wrong: dict[str, str]) -> None:
    page = client(cast.feal_person)
    page.post(GIVE, {"other": "razrez", "next": FEAL, **wrong})
    assert not Feedback.objects.exists()
    assert "was not understood" in page.get(FEAL).content.decode()


@pytest.mark.parametrize("other", ["feal", "nobody", ""])
def test_one_answers_to_another_company_of_the_mission(cast: Cast, other: str) -> None:
    response = client(cast.feal_person).post(GIVE, {"other": other, "verdict": "must_meet"})
    assert response.status_code == 404


def test_the_card_shows_the_answer_to_the_reader_and_to_nobody_else(cast: Cast) -> None:
    record_answer(reader=cast.feal, other=cast.razrez, verdict="must_meet", user=cast.feal_person)
    told = "Must meet: stands first in the list."
    assert told in text(cast.feal_person, FEAL)
    assert told in text(cast.organiser, FEAL)
    # Razrez sees why it should meet Feal, and not what Feal has said.
    page = text(cast.razrez_person, FEAL)
    assert "Why you should meet" in page
    assert told not in page
    assert text(cast.razrez_person, "/missions/kaluga/companies/razrez/answers/").count("Feal") == 0


def test_a_refused_company_is_found_among_the_answers_and_can_be_taken_back(cast: Cast) -> None:
    page = client(cast.feal_person)
    page.post(
        GIVE,
        {"other": "razrez", "verdict": "not_relevant", "because": "known", "note": "по выставке"},
    )
    answers = page.get(f"{FEAL}answers/").content.decode()
    assert "Razrez JSC" in answers
    assert "we know each other already" in answers
    assert "по выставке" in answers
    # The note is for representatives alone; an organiser sees that there was an answer.
    assert "по выставке" not in text(cast.organiser, f"{FEAL}answers/")
    page.post(UNDO, {"other": "razrez"})
    assert "No answers yet" in page.get(f"{FEAL}answers/").content.decode()


def test_an_organiser_answers_on_behalf_and_the_row_says_who(cast: Cast) -> None:
    client(cast.organiser).post(GIVE, {"other": "razrez", "verdict": "must_meet"})
    row = Feedback.objects.get()
    assert (row.reader, row.user) == (cast.feal, cast.organiser)
    assert str(cast.organiser) in text(cast.feal_person, f"{FEAL}answers/")


def test_the_organiser_reads_what_was_learned_and_takes_it_back(cast: Cast) -> None:
    address = "/missions/kaluga/learned/"
    organiser = client(cast.organiser)
    assert "Nobody has answered yet" in organiser.get(address).content.decode()
    many_for_codes(cast.mission, count=8)
    page = organiser.get(address).content.decode()
    assert "Counts more: industry&nbsp;+" in page
    # Sixteen answers are too few to say more of.
    assert "Has it helped?" not in page
    assert "Answers that count: 16, of companies: 8." in page
    assert "Back to the default weights" in page
    organiser.post(f"{address}forget/")
    page = organiser.get(address).content.decode()
    assert "The score counts as by default again." in page
    organiser.post(f"{address}remember/")
    assert "Counts more: industry" in organiser.get(address).content.decode()


def test_the_organiser_reads_how_well_answers_were_foretold(cast: Cast) -> None:
    many_for_codes(cast.mission, count=12)
    found = foretold(mission=cast.mission)
    assert found is not None
    assert found.default < 0.5 < found.learned <= 1
    page = text(cast.organiser, "/missions/kaluga/learned/")
    assert (
        f"in {found.learned_percent}% of cases by the learned weights,"
        f" in {found.default_percent}% by the default ones" in page
    )


def test_where_all_say_the_same_nothing_can_be_foretold(cast: Cast) -> None:
    many_for_codes(cast.mission, count=24)
    Feedback.objects.filter(verdict="no_thanks").delete()
    learn(mission=cast.mission)
    assert foretold(mission=cast.mission) is None


def test_more_answers_ask_the_database_no_more_often(cast: Cast) -> None:
    def asked() -> int:
        page = client(cast.feal_person)
        page.get(f"{FEAL}answers/")
        with CaptureQueriesContext(connection) as queries:
            assert page.get(f"{FEAL}answers/").status_code == 200
            assert page.get(FEAL).status_code == 200
        return len(queries)

    record_answer(reader=cast.feal, other=cast.razrez, verdict="no_thanks", user=cast.organiser)
    one = asked()
    for number in range(3):
        other = make_company(cast.mission, f"o-{number}", "host", f"Д{number}", f"O{number}")
        make_match(cast.feal, other, 0.5)
        record_answer(reader=cast.feal, other=other, verdict="must_meet", user=cast.organiser)
    assert asked() == one
