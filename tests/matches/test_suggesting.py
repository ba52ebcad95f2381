"""What is suggested to whom, and that a veto holds at once, for both, and in silence."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from tests.cast import company, fit, small_mission
from tests.factories import Cast, make_cast, make_company, make_match, many_companies
from vstrecha.companies.models import Company
from vstrecha.matches import services
from vstrecha.matches.feedback import Said, record_answer
from vstrecha.matches.models import Match, Suggestion, SuggestionRules, TeamSuggestion, Veto
from vstrecha.matches.selectors.recommendations import reasons_to_meet, recommendations_for
from vstrecha.matches.selectors.suggestions import coverage_of, own_vetoes
from vstrecha.matches.selectors.teams import projects_with_teams, teams_with
from vstrecha.matches.services import match_mission, suggest_teams
from vstrecha.matches.services.suggesting import change_rules, keep_apart, lift_veto, suggest
from vstrecha.meetings.services import propose_requests
from vstrecha.missions.models import Mission
from vstrecha.people.models import User

pytestmark = pytest.mark.django_db

FITS = {
    ("feal", "kritbi"): 0.9,
    ("feal", "ruda"): 0.6,
    ("feal", "taiga"): 0.5,
    ("obninsk", "kritbi"): 0.8,
    ("obninsk", "ruda"): 0.7,
    ("obninsk", "taiga"): 0.4,
}


@pytest.fixture
def mission() -> Mission:
    made = small_mission()
    for (home, host), score in FITS.items():
        fit(made, home, host, score)
    change_rules(mission=made, per_company=2, surprises=0, most_shown=None)
    return made


@pytest.fixture
def cast() -> Cast:
    made = make_cast()
    suggest(mission=made.mission)
    return made


def names(one: Company) -> list[str]:
    return [found.company.key for found in recommendations_for(company=one, limit=9)]


def client_of(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


class TestChoosing:
    def test_matching_chooses(self, mission: Mission) -> None:
        mission.suggestions.all().delete()
        match_mission(mission=mission)
        assert {one.reader.key for one in mission.suggestions.all()} == {
            one.key for one in mission.companies.all()
        }

    def test_lists_are_read_in_their_order(self, mission: Mission) -> None:
        feal = company(mission, "feal")
        ranked = feal.suggestions.order_by("rank").values_list("rank", "other__key")
        assert [key for _rank, key in ranked] == names(feal)
        assert [rank for rank, _key in ranked] == [1, 2]

    def test_nobody_is_in_every_list(self, mission: Mission) -> None:
        # Two guests with two places each: the fair share of three hosts is 4/3, the cap 2.
        change_rules(mission=mission, per_company=2, surprises=0, most_shown=1)
        guests = mission.suggestions.filter(reader__side__role="home")
        shown = list(guests.values_list("other__key", flat=True))
        assert sorted(shown) == ["kritbi", "ruda", "taiga"]

    def test_before_any_choice_the_best_matches_stand(self, mission: Mission) -> None:
        Suggestion.every.all().delete()
        SuggestionRules.objects.all().delete()
        assert names(company(mission, "feal")) == ["kritbi", "ruda", "taiga"]

    def test_what_is_refused_is_not_chosen_again(self, mission: Mission) -> None:
        feal, kritbi = company(mission, "feal"), company(mission, "kritbi")
        record_answer(reader=feal, other=kritbi, verdict="no_thanks", said=Said(), user=None)
        suggest(mission=mission)
        assert names(feal) == ["ruda", "taiga"]

    def test_a_surprise_says_why(self, mission: Mission) -> None:
        for key, codes in {
            "feal": ["28.92"],
            "kritbi": ["28.91"],
            "ruda": ["28.93"],
            "taiga": ["62.01"],
        }.items():
            mission.companies.filter(key=key).update(industry_codes=codes)
        change_rules(mission=mission, per_company=2, surprises=1, most_shown=None)
        found = recommendations_for(company=company(mission, "feal"), limit=9)
        assert [(one.company.key, bool(one.surprise)) for one in found] == [
            ("kritbi", False),
            ("taiga", True),
        ]
        with override("ru"):
            said = recommendations_for(company=company(mission, "feal"), limit=9)[1].surprise
        assert said == (
            "Неожиданная рекомендация: это не ваши отрасли и не отрасли остальных ваших"
            " рекомендаций, а Информационные технологии."
        )


class TestVetoes:
    def test_it_holds_at_once_for_both(self, mission: Mission) -> None:
        feal, kritbi = company(mission, "feal"), company(mission, "kritbi")
        assert "kritbi" in names(feal)
        assert "feal" in names(kritbi)
        keep_apart(company=feal, other=kritbi, by=Veto.By.COMPANY)
        assert "kritbi" not in names(feal)
        assert "feal" not in names(kritbi)
        assert reasons_to_meet(company=kritbi, readers=[feal]) == []
        assert reasons_to_meet(company=feal, readers=[kritbi]) == []
        assert not mission.matches.filter(first=feal, second=kritbi).exists()

    def test_it_can_be_lifted(self, mission: Mission) -> None:
        feal, kritbi = company(mission, "feal"), company(mission, "kritbi")
        before = names(feal)
        lift_veto(veto=keep_apart(company=kritbi, other=feal, by=Veto.By.COMPANY))
        assert names(feal) == before

    def test_a_new_choice_fills_the_gap(self, mission: Mission) -> None:
        feal = company(mission, "feal")
        keep_apart(company=company(mission, "kritbi"), other=feal, by=Veto.By.ORGANISER)
        suggest(mission=mission)
        assert names(feal) == ["ruda", "taiga"]

    def test_matching_again_keeps_it(self, mission: Mission) -> None:
        feal, kritbi = company(mission, "feal"), company(mission, "kritbi")
        veto = keep_apart(company=feal, other=kritbi, by=Veto.By.COMPANY)
        match_mission(mission=mission)
        match_mission(mission=mission)
        assert not Match.objects.filter(first=feal, second=kritbi).exists()
        assert Match.every.filter(first=feal, second=kritbi).exists()
        lift_veto(veto=veto)
        assert Match.objects.filter(first=feal, second=kritbi).exists()

    def test_no_request_is_proposed(self, mission: Mission) -> None:
        keep_apart(
            company=company(mission, "kritbi"),
            other=company(mission, "feal"),
            by=Veto.By.COMPANY,
        )
        propose_requests(mission=mission)
        asked = {(one.sender.key, one.recipient.key) for one in mission.requests.all()}
        assert asked
        assert ("feal", "kritbi") not in asked

    def test_a_team_of_the_two_is_not_shown(self, mission: Mission) -> None:
        feal, kritbi = company(mission, "feal"), company(mission, "kritbi")
        project = feal.opportunities.create(kind="joint_project", title="Общий проект")
        team = TeamSuggestion.objects.create(
            mission=mission, initiator=project, score=0.5, bound=0.5, gap=0, reasons=TEAM
        )
        team.members.set([feal, kritbi])
        assert len(teams_with(company=kritbi, limit=9)) == 1
        keep_apart(company=kritbi, other=feal, by=Veto.By.COMPANY)
        assert teams_with(company=kritbi, limit=9) == []
        assert projects_with_teams(mission=mission) == []

    def test_no_team_of_the_two_is_looked_for(
        self, mission: Mission, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        feal, kritbi = company(mission, "feal"), company(mission, "kritbi")
        keep_apart(company=kritbi, other=feal, by=Veto.By.COMPANY)
        asked: list[object] = []

        def found(_mission: Mission, apart: list[object], _progress: None) -> list[object]:
            asked.extend(apart)
            return []

        monkeypatch.setattr(services, "teams_of", found)
        suggest_teams(mission=mission)
        assert asked == [(kritbi.pk, feal.pk)]

    def test_the_organisers_word_is_not_the_companys(self, mission: Mission) -> None:
        feal, kritbi = company(mission, "feal"), company(mission, "kritbi")
        keep_apart(company=kritbi, other=feal, by=Veto.By.ORGANISER)
        assert not own_vetoes(feal).exists()
        assert not own_vetoes(kritbi).exists()

    def test_saying_it_again_changes_the_reason(self, mission: Mission) -> None:
        feal, kritbi = company(mission, "feal"), company(mission, "kritbi")
        keep_apart(company=feal, other=kritbi, by=Veto.By.ORGANISER)
        keep_apart(company=kritbi, other=feal, by=Veto.By.ORGANISER, because="competitor")
        assert mission.vetoes.get().because == "competitor"

    def test_it_is_about_two_companies_of_one_mission(self, mission: Mission) -> None:
        feal = company(mission, "feal")
        stranger = company(small_mission(slug="other"), "kritbi")
        for other in (feal, stranger):
            with pytest.raises(ValueError, match="two companies"):
                keep_apart(company=feal, other=other, by=Veto.By.COMPANY)


TEAM = {"members": [], "missing": [], "covered": 0.5, "gained": 0.1, "cost": 0.1}


class TestCoverage:
    def test_it_counts(self, mission: Mission) -> None:
        found = coverage_of(mission)
        assert found is not None
        assert (found.companies, found.covered, found.suggestions) == (5, 5, 10)
        assert (found.short_count, found.surprises) == (0, 0)
        assert found.gap == pytest.approx(0, abs=1e-3)
        with override("en"):
            assert [str(one.side) for one in found.spreads] == ["delegation", "host side"]

    def test_who_got_too_few_is_named_with_the_reason(self, mission: Mission) -> None:
        feal = company(mission, "feal")
        for key in ("kritbi", "ruda", "taiga"):
            keep_apart(company=feal, other=company(mission, key), by=Veto.By.COMPANY)
        with override("en"):
            found = coverage_of(mission)
            assert found is not None
            assert found.short[0].company == feal
            assert found.short[0].why == (
                "Somebody was ruled out after the suggestions had been chosen."
            )
            suggest(mission=mission)
            found = coverage_of(mission)
            assert found is not None
            assert found.covered == 4
            assert (found.short[0].company, found.short[0].number) == (feal, 0)
            assert found.short[0].why.startswith("There is nobody")

    def test_there_is_none_before_the_first_choice(self) -> None:
        assert coverage_of(small_mission(slug="empty")) is None


class TestPages:
    OWN = "/missions/kaluga/companies/feal/not-with/"

    def test_a_representative_rules_a_company_out_and_in_again(
        self, cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        client = client_of(cast.feal_person)
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(
                f"{self.OWN}add/", {"other": "razrez", "because": "competitor"}, follow=True
            )
        assert "they are competitors" in response.content.decode()
        veto = cast.feal.vetoes.get()
        assert (veto.by, veto.user) == (Veto.By.COMPANY, cast.feal_person)
        assert names(cast.feal) == ["kritbi"]
        client.post(f"{self.OWN}{veto.pk}/lift/")
        assert not cast.feal.vetoes.exists()

    def test_the_other_company_does_not_learn_of_it(self, cast: Cast) -> None:
        other = client_of(cast.razrez_person)
        addresses = [
            "/missions/kaluga/companies/razrez/not-with/",
            "/missions/kaluga/companies/feal/",
            "/missions/kaluga/companies/razrez/",
        ]
        assert "Why you should meet" in other.get(addresses[1]).content.decode()
        keep_apart(company=cast.feal, other=cast.razrez, by=Veto.By.COMPANY)
        own, feal, razrez = (other.get(address).content.decode() for address in addresses)
        assert "Nobody is ruled out" in own
        assert "Why you should meet" not in feal
        assert 'id="recommendations"' in razrez
        assert "Feal" not in razrez[razrez.index('id="recommendations"') :]

    def test_nobody_lifts_what_the_organiser_or_another_said(self, cast: Cast) -> None:
        said = [
            keep_apart(company=cast.feal, other=cast.kritbi, by=Veto.By.ORGANISER),
            keep_apart(company=cast.razrez, other=cast.feal, by=Veto.By.COMPANY),
        ]
        client = client_of(cast.feal_person)
        for veto in said:
            assert client.post(f"{self.OWN}{veto.pk}/lift/").status_code == 404
        assert Veto.objects.count() == 2
        assert "KRITBI</a>" not in client.get(self.OWN).content.decode().split("<form")[0]

    def test_a_company_of_another_mission_cannot_be_named(self, cast: Cast) -> None:
        make_company(cast.other_mission, "alien", "home", "Чужие", "Aliens")
        client = client_of(cast.feal_person)
        assert client.post(f"{self.OWN}add/", {"other": "alien"}).status_code == 422
        assert client.post(f"{self.OWN}add/", {"other": "feal"}).status_code == 422
        assert not Veto.objects.exists()

    def test_the_organiser_sees_all_and_lifts_any(self, cast: Cast) -> None:
        veto = keep_apart(company=cast.feal, other=cast.razrez, by=Veto.By.COMPANY)
        client = client_of(cast.organiser)
        assert "the company" in client.get("/missions/kaluga/matches/").content.decode()
        client.post(f"/missions/kaluga/matches/apart/{veto.pk}/lift/")
        assert not Veto.objects.exists()

    def test_a_company_is_not_kept_apart_from_itself(self, cast: Cast) -> None:
        form = {"company": "feal", "other": "feal"}
        response = client_of(cast.organiser).post("/missions/kaluga/matches/apart/", form)
        assert response.status_code == 422
        assert "Choose two different companies." in response.content.decode()

    def test_rules_that_leave_only_surprises_are_refused(self, cast: Cast) -> None:
        form = {"per_company": "2", "surprises": "2"}
        client = client_of(cast.organiser)
        assert client.post("/missions/kaluga/matches/rules/", form).status_code == 422
        assert (
            client.post("/missions/kaluga/matches/rules/", form | {"surprises": "1"}).status_code
            == 302
        )
        assert SuggestionRules.objects.get(mission=cast.mission).per_company == 2

    @pytest.mark.parametrize("number", [1, 3])
    def test_the_page_asks_the_same_number_of_queries(
        self, cast: Cast, number: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        many_companies(cast.mission, number)
        for one in range(number):
            first = company(cast.mission, f"home-{one}")
            make_match(first, cast.kritbi, 0.3)
            keep_apart(company=first, other=cast.razrez, by=Veto.By.ORGANISER)
        suggest(mission=cast.mission)
        client = client_of(cast.organiser)
        with django_assert_num_queries(QUERIES):
            client.get("/missions/kaluga/matches/")


QUERIES = 13
