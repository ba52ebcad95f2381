"""The pages of reviews and of the map: what they show, to whom, at what cost."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tests.factories import Cast, make_cast, many_companies
from vstrecha.companies.models import DistinctCompanies, Opportunity, ReviewRules
from vstrecha.people.models import User

pytestmark = pytest.mark.django_db
QUALITY = "/missions/kaluga/quality/"
MAP = "/missions/kaluga/map/"
CODES = "/missions/kaluga/companies/feal/codes/"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def client(user: User) -> Client:
    found = Client(headers={"accept-language": "en"})
    found.force_login(user)
    return found


def text(user: User, address: str) -> str:
    response = client(user).get(address)
    assert response.status_code == 200
    return response.content.decode()


def queries(user: User, address: str) -> int:
    visitor = client(user)
    visitor.get(address)
    with CaptureQueriesContext(connection) as caught:
        visitor.get(address)
    return len(caught)


@pytest.mark.parametrize("address", [QUALITY, MAP, "/missions/kaluga/companies/feal/"])
@pytest.mark.parametrize("without_codes", [False, True])
def test_more_companies_ask_no_more_of_the_database(
    cast: Cast, address: str, *, without_codes: bool
) -> None:
    many_companies(cast.mission, 1)
    if not without_codes:
        Opportunity.objects.update(industry_codes=["28.92"])
    before = queries(cast.organiser, address)
    for number in range(3):
        for opportunity in list(Opportunity.objects.filter(company__key__startswith="home")):
            opportunity.pk = None
            opportunity.title = f"{opportunity.title} {number}"
            opportunity.save()
    assert queries(cast.organiser, address) == before


def test_the_organiser_reads_advice_and_releases(cast: Cast) -> None:
    offer = Opportunity.objects.create(
        company=cast.feal, kind="business_offer", title="Сотрудничество"
    )
    page = text(cast.organiser, QUALITY)
    assert "Match it all the same" in page
    assert "Say what it is" in page
    client(cast.organiser).post(f"{QUALITY}release/", {"opportunity": offer.pk, "released": "1"})
    offer.refresh_from_db()
    assert offer.is_released
    assert "Hold it back" in text(cast.organiser, QUALITY)
    client(cast.organiser).post(f"{QUALITY}release/", {"opportunity": offer.pk})
    offer.refresh_from_db()
    assert not offer.is_released


@pytest.mark.parametrize("number", ["", "x", "999999999999999999999", "0"])
def test_an_opportunity_that_is_none_is_not_found(cast: Cast, number: str) -> None:
    response = client(cast.organiser).post(f"{QUALITY}release/", {"opportunity": number})
    assert response.status_code == 404


def test_another_missions_opportunity_is_not_found(cast: Cast) -> None:
    offer = cast.feal.opportunities.all()[0]
    other = client(cast.other_organiser)
    assert (
        other.post("/missions/other/quality/release/", {"opportunity": offer.pk}).status_code == 404
    )


def test_the_bar_is_set_within_a_hundred(cast: Cast) -> None:
    organiser = client(cast.organiser)
    organiser.post(f"{QUALITY}bar/", {"quality_bar": "40"})
    assert ReviewRules.objects.get(mission=cast.mission).quality_bar == 40
    page = organiser.post(f"{QUALITY}bar/", {"quality_bar": "101"}, follow=True).content.decode()
    assert "from 0 to 100" in page
    assert ReviewRules.objects.get(mission=cast.mission).quality_bar == 40


def test_a_pair_is_told_apart_and_asked_again(cast: Cast) -> None:
    form = {"kind": "company", "first": "feal", "second": "obninsk"}
    organiser = client(cast.organiser)
    organiser.post(f"{QUALITY}apart/", form)
    assert DistinctCompanies.objects.count() == 1
    assert "Ask again" in text(cast.organiser, QUALITY)
    organiser.post(f"{QUALITY}apart/", form | {"undo": "1"})
    assert DistinctCompanies.objects.count() == 0
    assert organiser.post(f"{QUALITY}apart/", form | {"second": "feal"}).status_code == 404


def test_a_representative_chooses_codes_for_the_own_company_alone(cast: Cast) -> None:
    Opportunity.objects.update(industry_codes=[])
    own = cast.feal.opportunities.all()[0]
    foreign = cast.razrez.opportunities.all()[0]
    person = client(cast.feal_person)
    assert "Use the chosen codes" in text(cast.feal_person, "/missions/kaluga/companies/feal/")
    assert "Use the chosen codes" not in text(
        cast.feal_person, "/missions/kaluga/companies/razrez/"
    )
    person.post(CODES, {"opportunity": own.pk, "codes": ["28.92", "27.90"]})
    own.refresh_from_db()
    assert own.industry_codes == ["28.92", "27.90"]
    assert person.post(CODES, {"opportunity": foreign.pk, "codes": ["28.92"]}).status_code == 404
    foreign.refresh_from_db()
    assert foreign.industry_codes == []


def test_a_way_back_to_another_host_is_not_taken(cast: Cast) -> None:
    form = {"codes": ["28.92"], "next": "https://elsewhere.example/"}
    response = client(cast.organiser).post(CODES, form)
    assert response.headers["Location"].startswith("/missions/kaluga/")


def test_an_unknown_code_is_refused_in_words(cast: Cast) -> None:
    page = client(cast.organiser).post(CODES, {"codes": ["1"], "next": QUALITY}, follow=True)
    assert "Choose one or more" in page.content.decode()


def test_the_meter_is_for_the_own_company_and_the_organiser(cast: Cast) -> None:
    address = "/missions/kaluga/companies/feal/"
    assert "of 100, on average" in text(cast.feal_person, address)
    assert "of 100, on average" in text(cast.organiser, address)
    assert "of 100, on average" not in text(cast.razrez_person, address)


def test_a_number_of_the_map_opens_the_list_behind_it(cast: Cast) -> None:
    assert 'id="behind"' not in text(cast.observer, MAP)
    page = text(cast.observer, f"{MAP}?industry=CK&side=host&what=has")
    assert 'id="behind"' in page
    behind = page.split('id="behind"')[1].split("</section>")[0]
    assert "Razrez JSC" in behind
    assert "Feal" not in behind
    asked = client(cast.observer).get(f"{MAP}?industry=ZZ&side=host&what=has")
    assert asked.status_code == 404


def test_the_map_as_files_says_what_the_page_says(cast: Cast) -> None:
    Opportunity.objects.filter(company=cast.feal).update(
        title="=1+1", title_en="=1+1", industry_codes=["28.92"]
    )
    organiser = client(cast.organiser)
    table = organiser.get("/missions/kaluga/map.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert {row["Company"] for row in rows} >= {"Feal-Technology LLC", "Razrez JSC"}
    assert "'=1+1" in {row["Title"] for row in rows}
    content = organiser.get("/missions/kaluga/map.xlsx").content
    book = load_workbook(io.BytesIO(content))
    matrix, behind = book.worksheets
    machinery = next(row for row in matrix.iter_rows(values_only=True) if row[0] == "Machinery")
    assert machinery[1] == machinery[3] == 2
    assert matrix["B2"].fill.fgColor.rgb != "00000000"
    titles = [cell for row in behind.iter_rows() for cell in row if cell.value == "=1+1"]
    assert titles
    assert all(cell.data_type == "s" for cell in titles)
