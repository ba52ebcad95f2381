from __future__ import annotations

from importlib.resources import files

import pytest
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from tests.cast import company, small_mission
from vstrecha.companies.models import Company, Opportunity
from vstrecha.engine.message import Message
from vstrecha.matches import bridge, services
from vstrecha.matches.models import EncodedText, Match
from vstrecha.matches.selectors.recommendations import recommendations_for
from vstrecha.matches.services import match_mission, search_opportunities
from vstrecha.missions.models import Mission
from vstrecha.workbook.services import import_workbook

pytestmark = pytest.mark.django_db

OPPORTUNITIES = {
    "obninsk": ("technology_offer", "Системы управления карьерными экскаваторами", "6 кВ"),
    "feal": ("technology_offer", "Тонкослойные нагревательные элементы", "Обогрев трибун"),
    "ruda": ("technology_request", "Control system for quarry excavators", "We need new drives"),
    "taiga": ("business_offer", "Учётная система для складов", "Внедрение и поддержка"),
}


@pytest.fixture
def mission() -> Mission:
    made = small_mission()
    for key, (kind, title, description) in OPPORTUNITIES.items():
        Opportunity.objects.create(
            company=company(made, key), kind=kind, title=title, description=description
        )
    Company.objects.filter(key="ruda").update(
        description="Горнодобывающее предприятие", industry_codes=["07.29"]
    )
    return made


def test_it_works(mission: Mission) -> None:
    assert match_mission(mission=mission) == 6
    best = Match.objects.first()
    assert best is not None
    assert {best.first.key, best.second.key} == {"obninsk", "ruda"}
    assert 0.6 < best.score <= 1
    assert all(match.score < 0.4 for match in Match.objects.all()[1:])


def test_each_side_has_its_reasons(mission: Mission) -> None:
    match_mission(mission=mission)
    for match in mission.matches.all():
        for key, own, other in (
            ("first", match.first_id, match.second_id),
            ("second", match.second_id, match.first_id),
        ):
            side = match.reasons[key]
            assert (side["company"], side["other"]) == (str(own), str(other))
            values = [part["value"] for part in side["parts"]]
            assert sum(values) == pytest.approx(match.score, abs=1e-6)
            for part in side["parts"]:
                for message in part["messages"]:
                    assert Message.from_json(message).render()
            for item, owner in ((side["mine"], own), (side["theirs"], other)):
                assert item == "profile" or Opportunity.objects.get(pk=item).company_id == owner


def test_earlier_matches_are_replaced(mission: Mission) -> None:
    match_mission(mission=mission)
    first = set(mission.matches.values_list("pk", flat=True))
    company(mission, "taiga").delete()
    assert match_mission(mission=mission) == 4
    assert mission.matches.count() == 4
    assert not first & set(mission.matches.values_list("pk", flat=True))


def test_a_run_that_fails_leaves_the_earlier_matches(
    mission: Mission, monkeypatch: pytest.MonkeyPatch
) -> None:
    match_mission(mission=mission)
    before = list(mission.matches.values_list("pk", "score"))
    broken = bridge.matches_of(mission)
    broken[-1].second_id = broken[-1].first_id
    monkeypatch.setattr(services, "matches_of", lambda *_, **__: broken)
    with pytest.raises(Exception, match="match_pair_is_ordered"):
        match_mission(mission=mission)
    assert list(mission.matches.values_list("pk", "score")) == before


def test_other_missions_are_left_alone(mission: Mission) -> None:
    other = small_mission(slug="other")
    match_mission(mission=other)
    count = other.matches.count()
    match_mission(mission=mission)
    assert other.matches.count() == count > 0


def test_one_side_meets_itself_only_where_the_mission_says_so(mission: Mission) -> None:
    mission.same_side_meetings = True
    assert match_mission(mission=mission) == 10


def test_texts_are_encoded_once(mission: Mission) -> None:
    told: list[tuple[int, int]] = []
    match_mission(mission=mission, progress=lambda done, whole: told.append((done, whole)))
    kept = EncodedText.objects.count()
    assert told
    assert told[-1][0] == told[-1][1]
    again: list[tuple[int, int]] = []
    match_mission(mission=mission, progress=lambda done, whole: again.append((done, whole)))
    assert not again
    assert EncodedText.objects.count() == kept


def test_a_mission_without_companies(db: None) -> None:
    empty = small_mission(slug="empty")
    empty.companies.all().delete()
    assert match_mission(mission=empty) == 0
    assert search_opportunities(mission=empty, query="насос", limit=5) == []


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("экскаваторы", "obninsk"),
        ("excavators", "ruda"),
        ("heating elements", "feal"),
        ("склад", "taiga"),
        ("горнодобывающее", "ruda"),
        ("Obninsk", "obninsk"),
        ("тайга софт", "taiga"),
    ],
)
def test_search_finds_across_languages(mission: Mission, query: str, key: str) -> None:
    hits = search_opportunities(mission=mission, query=query, limit=5)
    assert hits[0].opportunity.company.key == key
    assert 0 < hits[0].score <= 1
    assert hits[0].why


def test_search_says_why_in_the_readers_language(mission: Mission) -> None:
    with override("en"):
        (hit, *_) = search_opportunities(mission=mission, query="экскаваторы", limit=5)
        assert hit.why[0] == "Words found: экскаваторами"
        (hit, *_) = search_opportunities(mission=mission, query="горнодобывающее", limit=5)
        assert hit.why[0] == "Words found in the company's description: Горнодобывающее"


def test_search_sees_what_has_changed(mission: Mission) -> None:
    assert not search_opportunities(mission=mission, query="беспилотник", limit=5)
    opportunity = Opportunity.objects.get(company__key="taiga")
    opportunity.title = "Беспилотник для леса"
    opportunity.save()
    (hit, *_) = search_opportunities(mission=mission, query="беспилотник", limit=5)
    assert hit.opportunity == opportunity


def test_search_keeps_to_the_mission_and_the_limit(mission: Mission) -> None:
    other = small_mission(slug="other")
    assert not search_opportunities(mission=other, query="экскаваторы", limit=5)
    assert len(search_opportunities(mission=mission, query="система", limit=1)) == 1
    assert search_opportunities(mission=mission, query="", limit=5) == []


def test_search_asks_the_database_a_fixed_number_of_times(
    mission: Mission, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    search_opportunities(mission=mission, query="система", limit=5)
    for query in ("система", "управление экскаваторами"):
        with django_assert_num_queries(2):
            for hit in search_opportunities(mission=mission, query=query, limit=5):
                assert hit.opportunity.company.name


@pytest.fixture
def sample() -> Mission:
    workbook = files("vstrecha.workbook") / "data" / "sample.xlsx"
    return import_workbook(
        content=workbook.read_bytes(), name="sample.xlsx", mission=None, user=None
    ).mission


def test_the_sample_reads_as_sensible(sample: Mission) -> None:
    match_mission(mission=sample)
    assert sample.matches.count() >= 12 * 20
    for match in sample.matches.all():
        for key, own in (("first", match.first), ("second", match.second)):
            side = match.reasons[key]
            other = match.second if own == match.first else match.first
            assert sum(part["value"] for part in side["parts"]) == pytest.approx(
                match.score, abs=1e-6
            )
            mine, theirs = text_of(side["mine"], own), text_of(side["theirs"], other)
            for part in side["parts"]:
                for message in part["messages"]:
                    check_quotations(part["name"], message, mine, theirs)
    scores = sorted(sample.matches.values_list("score", flat=True))
    assert scores[-1] > 0.7
    assert scores[len(scores) // 2] < 0.25


def text_of(item: str, owner: Company) -> str:
    texts = [owner.name, owner.description, owner.name_en, owner.description_en]
    if item != "profile":
        one = Opportunity.objects.get(pk=item, company=owner)
        texts = [one.title, one.description, one.title_en, one.description_en, one.partner_sought]
        texts += [*one.exists, *one.exists_en, *one.missing, *one.missing_en]
    return "\n".join(texts)


def check_quotations(part: str, message: dict[str, object], mine: str, theirs: str) -> None:
    """Every word that a sentence quotes stands in the text that it is quoted from."""
    facts = Message.from_json(message).facts
    if part == "words":
        own, others = facts["mine"], facts["theirs"]
        assert isinstance(own, tuple)
        assert isinstance(others, tuple)
        assert all(str(word) in mine for word in own)
        assert all(str(word) in theirs for word in others)
    elif part in {"kinds", "meaning"} and facts:
        assert str(facts["mine"]) in mine
        assert str(facts["theirs"]) in theirs
    elif part == "partner":
        assert str(facts["sought"]) in mine
    elif part == "sought":
        assert str(facts["sought"]) in theirs


def test_reasons_quote_the_version_that_the_reader_reads(mission: Mission) -> None:
    Opportunity.objects.filter(company__key="obninsk").update(
        title_en="Control systems for electric quarry excavators"
    )
    match_mission(mission=mission)
    ruda = company(mission, "ruda")
    said = {}
    for language in ("ru", "en"):
        with override(language):
            best = recommendations_for(company=ruda, limit=1)[0]
            said[language] = " ".join(best.why)
    assert "Системы управления карьерными экскаваторами" in said["ru"]
    assert "Control systems for electric quarry excavators" in said["en"]
    assert "Системы" not in said["en"]


def test_industry_codes_are_not_taken_for_titles(mission: Mission) -> None:
    Opportunity.objects.update(title_en="An English title", industry_codes=["28.92"])
    Opportunity.objects.filter(company__side__role="host").update(industry_codes=["28.91"])
    match_mission(mission=mission)
    said = []
    with override("en"):
        for one in mission.companies.all():
            for match in recommendations_for(company=one, limit=9):
                said += [text for text in match.why if text.startswith("Neighbouring industry")]
    assert said
    assert not any("An English title" in text for text in said)
