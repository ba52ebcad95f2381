"""The map of competences: who has, who seeks, and what it means."""

from __future__ import annotations

import pytest

from tests.factories import make_company, make_mission
from vstrecha.companies.models import Company, Opportunity
from vstrecha.matches.selectors.competences import CompetenceMap, Standing, map_of
from vstrecha.missions.models import Mission

K = Opportunity.Kind
pytestmark = pytest.mark.django_db


@pytest.fixture
def mission() -> Mission:
    return make_mission()


def company(mission: Mission, key: str, role: str, *codes: str) -> Company:
    """A company with these codes of its own, and nothing offered or sought."""
    made = make_company(mission, key, role, f"Компания {key}", "")
    made.opportunities.all().delete()
    made.industry_codes = list(codes)
    made.save()
    return made


def says(company: Company, kind: K, *codes: str) -> Opportunity:
    return Opportunity.objects.create(
        company=company, kind=kind, title="Что-то", industry_codes=list(codes)
    )


def drawn(mission: Mission, by_text: dict[int, str] | None = None) -> CompetenceMap:
    companies = list(mission.companies.select_related("side").prefetch_related("opportunities"))
    return map_of(companies, by_text or {})


def standing(mission: Mission, industry: str = "CK") -> Standing:
    return next(row for row in drawn(mission).rows if row.industry.key == industry).standing


@pytest.mark.parametrize(
    ("home", "host", "expected"),
    [
        ([K.BUSINESS_OFFER], [K.BUSINESS_REQUEST], Standing.HOME_GIVES),
        ([K.TECHNOLOGY_REQUEST], [K.JOINT_PROJECT], Standing.HOST_GIVES),
        (
            [K.BUSINESS_OFFER, K.RD_REQUEST],
            [K.CONTRACT_RD_OFFER, K.BUSINESS_REQUEST],
            Standing.BOTH_GIVE,
        ),
        ([K.BUSINESS_REQUEST], [], Standing.GAP),
        ([K.BUSINESS_REQUEST], [K.BUSINESS_REQUEST], Standing.GAP),
        ([], [K.BUSINESS_OFFER, K.BUSINESS_REQUEST], Standing.OWN),
        ([K.BUSINESS_OFFER], [], Standing.HOME_ONLY),
        ([], [K.BUSINESS_OFFER], Standing.HOST_ONLY),
        ([K.BUSINESS_OFFER], [K.BUSINESS_OFFER], Standing.BOTH_HAVE),
    ],
)
def test_what_an_industry_means_for_the_sides(
    mission: Mission, home: list[K], host: list[K], expected: Standing
) -> None:
    for role, kinds in (("home", home), ("host", host)):
        for kind in kinds:
            says(company(mission, f"{role}-{kind}", role), kind, "28.92")
    assert standing(mission) is expected


def test_a_company_has_its_own_industries_without_offering_there(mission: Mission) -> None:
    works = company(mission, "works", "home", "28.92", "24.10")
    row = next(row for row in drawn(mission).rows if row.industry.key == "CH")
    assert [one.company for one in row.home_has.companies] == [works]
    assert row.home_has.opportunities == 0
    assert standing(mission) is Standing.HOME_ONLY


def test_a_company_counts_once_in_a_cell(mission: Mission) -> None:
    busy = company(mission, "busy", "host", "28.92")
    texts = [says(busy, K.BUSINESS_OFFER, "28.92"), says(busy, K.TECHNOLOGY_OFFER, "28.10")]
    cell = drawn(mission).rows[0].host_has
    assert cell.count == 1
    assert list(cell.companies[0].opportunities) == texts


def test_texts_without_codes_stand_where_their_text_puts_them_and_are_marked(
    mission: Mission,
) -> None:
    one = company(mission, "one", "home")
    placed, unplaced = says(one, K.BUSINESS_OFFER), says(one, K.BUSINESS_REQUEST)
    found = drawn(mission, {placed.pk: "CK"})
    assert [row.industry.key for row in found.rows] == ["CK"]
    assert found.rows[0].home_has.companies[0].by_text == {placed.pk}
    assert found.unplaced == (unplaced,)
    assert found.by_text == 1


def test_codes_go_before_the_text(mission: Mission) -> None:
    one = says(company(mission, "one", "home"), K.BUSINESS_OFFER, "24.10")
    found = drawn(mission, {one.pk: "CK"})
    assert [row.industry.key for row in found.rows] == ["CH"]


def test_heat_rises_with_the_count_and_shows_that_there_is_one(mission: Mission) -> None:
    for number in range(16):
        says(company(mission, f"host-{number}", "host"), K.BUSINESS_REQUEST, "28.92")
    for number in range(4):
        says(company(mission, f"home-{number}", "home"), K.BUSINESS_OFFER, "28.92")
    says(company(mission, "alone", "home"), K.BUSINESS_REQUEST, "28.92")
    row = drawn(mission).rows[0]
    assert (row.host_seeks.heat, row.home_has.heat, row.home_seeks.heat) == (4, 2, 1)
    assert row.host_has.heat == 0


def test_the_answers_lead_with_most_exchange(mission: Mission) -> None:
    for code, pairs in (("28.92", 1), ("24.10", 2)):
        for number in range(pairs):
            says(company(mission, f"h{code[:2]}{number}", "home"), K.BUSINESS_OFFER, code)
            says(company(mission, f"g{code[:2]}{number}", "host"), K.BUSINESS_REQUEST, code)
    says(company(mission, "gap", "home"), K.BUSINESS_REQUEST, "01.11")
    found = drawn(mission)
    assert [row.industry.key for row in found.home_gives] == ["CH", "CK"]
    assert [row.industry.key for row in found.gaps] == ["A"]
    assert found.host_gives == ()
    opened = found.cell("CH", "host", "seeks")
    assert opened is not None
    assert opened[1].count == 2
    assert found.cell("CH", "nowhere", "seeks") is None
