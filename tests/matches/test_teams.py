"""Teams: from rows to the engine and back, stored, shown."""

from __future__ import annotations

from importlib.resources import files

import pytest
from django.test import Client
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from tests.cast import company, small_mission
from tests.factories import Cast, make_cast
from vstrecha.companies.models import Company, Opportunity
from vstrecha.engine.matching.encoders import NoEncoder
from vstrecha.engine.matching.teams.types import Source
from vstrecha.matches.bridge import teams as bridge
from vstrecha.matches.models import TeamSuggestion
from vstrecha.matches.selectors.teams import projects_with_teams, teams_with
from vstrecha.matches.services import suggest_teams
from vstrecha.missions.models import Mission
from vstrecha.workbook.services import import_workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def by_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words are enough for the cast; the encoder has the sample."""
    monkeypatch.setattr(bridge, "with_encoder", lambda work: work(NoEncoder()))


@pytest.fixture
def mission(by_words: None) -> Mission:
    """Feal's project lacks stands and money; Ruda has stands, nobody money."""
    made = small_mission()
    Opportunity.objects.create(
        company=company(made, "feal"),
        kind="joint_project",
        title="Тёплые трибуны Сибири",
        title_en="Warm stands of Siberia",
        exists=["нагреватели"],
        exists_en=["heaters"],
        missing=["сборные трибуны стадиона", "лизинговая рассрочка"],
        missing_en=["prefabricated stands of a stadium", "leasing by instalments"],
    )
    Opportunity.objects.create(
        company=company(made, "ruda"),
        kind="business_offer",
        title="Сборные трибуны стадиона",
        title_en="Prefabricated stands of a stadium",
    )
    return made


def add_offer(mission: Mission, key: str) -> None:
    Opportunity.objects.create(
        company=company(mission, key), kind="business_offer", title="Лизинговая рассрочка"
    )


def test_it_works(mission: Mission) -> None:
    assert suggest_teams(mission=mission) == 1
    (stored,) = mission.teams.all()
    assert {one.key for one in stored.members.all()} == {"feal", "ruda"}
    assert (stored.rank, stored.gap, stored.merged_with) == (0, 0, None)
    assert stored.initiator.company.key == "feal"
    reasons = stored.reasons
    assert stored.score == pytest.approx(reasons["covered"] + reasons["gained"] - reasons["cost"])


def test_suggestions_are_replaced_and_other_missions_left_alone(mission: Mission) -> None:
    suggest_teams(mission=mission)
    other = small_mission(slug="other")
    assert suggest_teams(mission=other) == 0
    add_offer(mission, "taiga")
    assert suggest_teams(mission=mission) >= 1
    best = mission.teams.get(rank=0)
    assert {one.key for one in best.members.all()} == {"feal", "ruda", "taiga"}
    assert TeamSuggestion.objects.filter(mission=other).count() == 0


def test_companies_kept_apart_are_in_no_team_together(mission: Mission) -> None:
    add_offer(mission, "taiga")
    ruda, taiga = company(mission, "ruda"), company(mission, "taiga")
    suggest_teams(mission=mission, apart=[(ruda.pk, taiga.pk)])
    assert mission.teams.exists()
    for team in mission.teams.all():
        assert not {ruda, taiga} <= set(team.members.all())


def test_a_team_has_both_sides_unless_the_mission_lets_one_meet_itself(mission: Mission) -> None:
    Company.objects.filter(key="ruda").update(side=company(mission, "feal").side)
    assert suggest_teams(mission=mission) == 0
    mission.same_side_meetings = True
    assert suggest_teams(mission=mission) == 1


def test_rows_become_what_the_engine_asks_for(mission: Mission) -> None:
    feal = company(mission, "feal")
    Opportunity.objects.create(company=feal, kind="business_request", title="Ищем сталь")
    found = bridge.engine_company(feal)
    assert [one.source for one in found.capabilities] == [
        Source.PROFILE,
        Source.EXISTS,
        Source.REQUEST,
    ]
    exists = found.capabilities[1]
    assert exists.texts == ("нагреватели", "heaters")
    assert exists.context == ("Тёплые трибуны Сибири", "Warm stands of Siberia")
    assert [want.texts for want in found.wants] == [
        ("Ищем сталь",),
        ("сборные трибуны стадиона", "prefabricated stands of a stadium"),
        ("лизинговая рассрочка", "leasing by instalments"),
    ]


def test_reasons_are_read_in_the_readers_language(mission: Mission) -> None:
    suggest_teams(mission=mission)
    said = {}
    for language in ("ru", "en"):
        with override(language):
            ((team,),) = (one.teams for one in projects_with_teams(mission=mission))
            said[language] = [bring for member in team.members for bring in member.brings]
            assert [missing.need.text for missing in team.missing] == [
                {"ru": "лизинговая рассрочка", "en": "leasing by instalments"}[language]
            ]
            assert team.missing[0].nobody
    assert said["ru"][0].sentence == (
        "Предложение «Сборные трибуны стадиона» закрывает потребность «сборные трибуны стадиона»."
    )
    assert said["ru"][0].details == ("Общие слова двух текстов: сборные, трибуны, стадиона.",)
    assert said["en"][0].sentence == (
        "The offer «Prefabricated stands of a stadium» answers the need «prefabricated stands of "
        "a stadium»."
    )
    assert said["en"][0].details == ("Words that both texts have: prefabricated, stands, stadium.",)


def test_what_is_shown_adds_up(mission: Mission) -> None:
    suggest_teams(mission=mission)
    for project in projects_with_teams(mission=mission):
        for team in project.teams:
            assert team.covered + team.gained - team.cost == team.points <= team.limit


def test_a_team_whose_company_has_left_is_not_shown(mission: Mission) -> None:
    suggest_teams(mission=mission)
    company(mission, "ruda").delete()
    assert mission.teams.exists()
    assert projects_with_teams(mission=mission) == []


def test_a_company_finds_the_teams_that_it_is_in(mission: Mission) -> None:
    suggest_teams(mission=mission)
    (project,) = teams_with(company=company(mission, "ruda"), limit=3)
    assert project.initiator.title == "Тёплые трибуны Сибири"
    assert teams_with(company=company(mission, "taiga"), limit=3) == []


def test_teams_are_read_in_a_fixed_number_of_queries(
    mission: Mission, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    suggest_teams(mission=mission)
    with django_assert_num_queries(4):
        projects_with_teams(mission=mission)
    Opportunity.objects.create(
        company=company(mission, "ruda"),
        kind="joint_project",
        title="Обогрев карьера",
        missing=["нагреватели"],
    )
    add_offer(mission, "taiga")
    assert suggest_teams(mission=mission) > 1
    with django_assert_num_queries(4):
        for project in projects_with_teams(mission=mission):
            assert project.initiator.company.side.role
            assert all(one.company.side.role for team in project.teams for one in team.members)


# The page


@pytest.fixture
def cast(by_words: None) -> Cast:
    """Kritbi's project lacks what Feal offers; Feal and Kritbi make a team."""
    made = make_cast()
    Opportunity.objects.filter(company=made.feal, position=0).update(title="Нагреватели трибун")
    Opportunity.objects.create(
        company=made.kritbi,
        kind="joint_project",
        title="Тёплый стадион",
        exists=["стадион"],
        missing=["нагреватели трибун", "лизинговая рассрочка"],
        position=2,
    )
    Opportunity.objects.exclude(company=made.feal).filter(position=0).update(title="Хлеб")
    return made


def shown(cast: Cast, user: object) -> str:
    client = Client(HTTP_ACCEPT_LANGUAGE="ru")
    client.force_login(user)  # type: ignore[arg-type]  # a user of the cast
    response = client.get("/missions/kaluga/teams/")
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_teaches_while_there_is_no_team(cast: Cast) -> None:
    assert "«Чего не хватает»" in shown(cast, cast.organiser)


def test_each_sees_the_teams_of_its_own_company(cast: Cast) -> None:
    suggest_teams(mission=cast.mission)
    for user in (cast.organiser, cast.feal_person, cast.co_organiser):
        page = shown(cast, user)
        assert "Тёплый стадион" in page
        assert "Всё ещё не хватает" in page
        assert "лизинговая рассрочка" in page
    # Razrez is in none of them.
    assert "Тёплый стадион" not in shown(cast, cast.razrez_person)


def test_the_companys_own_page_leads_to_its_teams(cast: Cast) -> None:
    suggest_teams(mission=cast.mission)
    client = Client(HTTP_ACCEPT_LANGUAGE="ru")
    client.force_login(cast.feal_person)
    own = client.get("/missions/kaluga/companies/feal/").content.decode()
    assert "Команды, в которые вы могли бы войти" in own
    client.force_login(cast.razrez_person)
    others = client.get("/missions/kaluga/companies/feal/").content.decode()
    assert "Команды, в которые вы могли бы войти" not in others


def test_whoever_sees_a_project_sees_what_it_lacks(cast: Cast) -> None:
    page = (
        Client(HTTP_ACCEPT_LANGUAGE="ru").get("/missions/kaluga/companies/kritbi/").content.decode()
    )
    assert "лизинговая рассрочка" in page
    assert "Что уже есть" in page


# The sample mission


@pytest.fixture
def sample() -> Mission:
    workbook = files("vstrecha.workbook") / "data" / "sample.xlsx"
    return import_workbook(
        content=workbook.read_bytes(), name="sample.xlsx", mission=None, user=None
    ).mission


def test_the_sample_has_the_teams_that_a_person_would_form(sample: Mission) -> None:
    assert suggest_teams(mission=sample) >= 12
    with override("en"):
        best = {
            project.initiator.title_en or project.initiator.title: project.teams[0]
            for project in projects_with_teams(mission=sample)
            if project.merged_with is None
        }
        drug = best["Lutetium-177 for Siberia: from isotope to patient"]
        assert {member.company.name_en for member in drug.members} == {
            "Obninuklid LLC",
            "Izotopnaya Sloboda LLC",
            "Ruka za Steklom LLC",
            "Tavolga Nuclear Medicine Centre LLC",
        }
        assert not drug.missing
        assert drug.is_proven
        merged = {
            frozenset({project.initiator.company.name_en, project.merged_with.company.name_en}): (
                project.teams[0]
            )
            for project in projects_with_teams(mission=sample)
            if project.merged_with is not None
        }
        seats = merged[frozenset({"Feal-Technology LLC", "Ryad-Mesto LLC"})]
        assert "Ledovy Meridian JSC" in {member.company.name_en for member in seats.members}
        assert [(one.need.text, one.nobody) for one in seats.missing] == [
            ("a leasing company that grants five years of instalments", True)
        ]
    for team in sample.teams.prefetch_related("members__side"):
        members = team.members.all()
        assert 2 <= len(members) <= 5
        assert {member.side.role for member in members} == {"home", "host"}
        assert team.gap == 0
