"""Reviews: what is held back, told apart, given codes."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from tests.factories import Cast, make_cast, make_company
from vstrecha.companies.models import Company, Opportunity
from vstrecha.engine.matching.types import Company as EngineCompany
from vstrecha.engine.matching.types import PairMatch
from vstrecha.matches import bridge
from vstrecha.matches.services import match_mission
from vstrecha.matches.services.reviews import (
    UnknownCodeError,
    release_opportunity,
    review_company,
    review_mission,
    set_quality_bar,
    tell_companies_apart,
    tell_opportunities_apart,
    use_codes,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def thin(company: Company) -> Opportunity:
    return Opportunity.objects.create(
        company=company, kind="business_offer", title="Сотрудничество", position=5
    )


def given(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The items that a matching of the mission hands to the engine."""
    seen: set[str] = set()

    def look(companies: list[EngineCompany], **options: object) -> list[PairMatch]:
        seen.update(item.id for company in companies for item in company.items)
        return []

    monkeypatch.setattr(bridge, "match_companies", look)
    match_mission(mission=cast.mission)
    return seen


def test_what_is_under_the_bar_is_not_matched_until_it_is_released(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer, nothing = cast.feal.opportunities.all()[0], thin(cast.feal)
    seen = given(cast, monkeypatch)
    assert str(offer.pk) in seen
    assert str(nothing.pk) not in seen
    assert "profile" in seen
    set_quality_bar(mission=cast.mission, points=90)
    assert str(offer.pk) not in given(cast, monkeypatch)
    release_opportunity(opportunity=offer, is_released=True)
    assert str(offer.pk) in given(cast, monkeypatch)
    set_quality_bar(mission=cast.mission, points=0)
    assert str(nothing.pk) in given(cast, monkeypatch)


def test_the_thinnest_comes_first_with_its_advice(cast: Cast) -> None:
    offer = thin(cast.feal)
    found = review_mission(mission=cast.mission)
    assert found.reviews[0].opportunity == offer
    assert found.reviews[0].advice
    assert [one.opportunity for one in found.under_bar] == [offer]
    own = review_company(company=cast.feal)
    assert own.held_back == 1
    assert own.reviews[0].opportunity == offer


def test_copied_sentences_cost_points(cast: Cast) -> None:
    before = {
        one.opportunity.pk: one.points for one in review_mission(mission=cast.mission).reviews
    }
    Opportunity.objects.update(
        description="Мы предлагаем нагревательные панели для трибун стадионов и теплиц."
    )
    copied = review_mission(mission=cast.mission).reviews[0]
    alone = review_company(company=copied.opportunity.company)
    same = next(one for one in alone.reviews if one.opportunity == copied.opportunity)
    assert copied.points < same.points
    assert copied.opportunity.pk in before


def test_doubles_are_listed_until_they_are_told_apart(cast: Cast) -> None:
    twin = make_company(cast.mission, "feal-2", "home", "ЗАО «Феал-Технология»", "")
    with override("en"):
        pairs = review_mission(mission=cast.mission).doubles
    assert [{pair.first, pair.second} for pair in pairs] == [{cast.feal, twin}]
    assert pairs[0].double.reasons == ("Names differ in the legal form only",)
    tell_companies_apart(one=twin, other=cast.feal, are_two=True)
    tell_companies_apart(one=cast.feal, other=twin, are_two=True)
    found = review_mission(mission=cast.mission)
    assert found.doubles == ()
    assert len(found.companies_apart) == 1
    tell_companies_apart(one=cast.feal, other=twin, are_two=False)
    assert len(review_mission(mission=cast.mission).doubles) == 1


def test_another_inn_makes_namesakes(cast: Cast) -> None:
    Company.objects.filter(pk=cast.feal.pk).update(inn="7707083893")
    twin = make_company(cast.mission, "feal-2", "home", "ЗАО «Феал-Технология»", "")
    Company.objects.filter(pk=twin.pk).update(inn="5408117935")
    found = review_mission(mission=cast.mission)
    assert found.doubles == ()
    assert len(found.namesakes) == 1


def test_copied_opportunities_are_listed_until_they_are_told_apart(cast: Cast) -> None:
    # All companies of the cast offer the same heaters and look for the same quarry.
    pairs = review_mission(mission=cast.mission).opportunities
    assert len(pairs) == 12
    tell_opportunities_apart(one=pairs[0].second, other=pairs[0].first, are_two=True)
    found = review_mission(mission=cast.mission)
    assert len(found.opportunities) == 11
    assert len(found.opportunities_apart) == 1


def test_one_record_is_not_told_from_itself(cast: Cast) -> None:
    offer = thin(cast.feal)
    with pytest.raises(ValueError, match="told apart"):
        tell_companies_apart(one=cast.feal, other=cast.feal, are_two=True)
    with pytest.raises(ValueError, match="told apart"):
        tell_opportunities_apart(one=offer, other=offer, are_two=True)


def test_codes_are_suggested_where_there_are_none_and_stored_when_chosen(cast: Cast) -> None:
    Opportunity.objects.all().delete()
    offer = Opportunity.objects.create(
        company=cast.feal, kind="business_offer", title="Хлеб и булочки из пекарни"
    )
    uncoded = review_mission(mission=cast.mission).uncoded
    assert [one.opportunity for one in uncoded] == [offer]
    codes = [one.code for one in uncoded[0].suggestions]
    assert "10.71" in codes
    use_codes(company=cast.feal, opportunity=offer, codes=["10.71", "10.71"])
    offer.refresh_from_db()
    assert offer.industry_codes == ["10.71"]
    assert review_mission(mission=cast.mission).uncoded == ()
    use_codes(company=cast.feal, opportunity=None, codes=["28.92"])
    cast.feal.refresh_from_db()
    assert cast.feal.industry_codes == ["28.92"]


@pytest.mark.parametrize("codes", [[], ["99.98"], ["28.92", "nonsense"]])
def test_only_codes_of_the_classification_are_stored(cast: Cast, codes: list[str]) -> None:
    with pytest.raises(UnknownCodeError):
        use_codes(company=cast.feal, opportunity=None, codes=codes)
    cast.feal.refresh_from_db()
    assert cast.feal.industry_codes == ["27.90", "28.92"]
