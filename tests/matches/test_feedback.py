"""Answers to suggestions: kept, private, taken back, learned from."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from tests.factories import Cast, make_cast, make_mission
from tests.matches.answers import many_for_codes
from vstrecha.companies.models import Company
from vstrecha.engine.matching.learning.answers import Because, Verdict
from vstrecha.matches.feedback import (
    Said,
    forget_answers,
    record_answer,
    remember_answers,
    withdraw_answer,
)
from vstrecha.matches.learning import answers_of, default_weights, has_moved, learn
from vstrecha.matches.models import Feedback, LearnedWeights
from vstrecha.matches.selectors.learned import learned_of
from vstrecha.matches.selectors.recommendations import recommendations_for
from vstrecha.matches.services import match_mission
from vstrecha.matches.tasks import match_again_in_background
from vstrecha.missions.models import Mission

pytestmark = pytest.mark.django_db
Said_ = Feedback.Verdict


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def weights(mission: Mission | None) -> dict[str, float]:
    return dict(LearnedWeights.objects.get(mission=mission).weights)


def best(company: Company) -> list[str]:
    return [one.company.key for one in recommendations_for(company=company, limit=8)]


def test_it_works(cast: Cast) -> None:
    record_answer(
        reader=cast.feal,
        other=cast.razrez,
        verdict=Said_.NOT_RELEVANT,
        said=Said(because=Feedback.Because.INDUSTRY, note="рудник", rank=1),
        user=cast.feal_person,
    )
    row = Feedback.objects.get()
    assert (row.reader, row.other, row.user) == (cast.feal, cast.razrez, cast.feal_person)
    assert (row.verdict, row.because, row.note, row.rank) == (
        "not_relevant",
        "industry",
        "рудник",
        1,
    )
    assert row.strengths == {"meaning": 0.6, "words": 0.3, "kinds": 0.9, "codes": 0.1}
    learned = LearnedWeights.objects.get(mission=cast.mission)
    assert (learned.answers, learned.companies) == (1, 1)
    # Codes were far apart, and that was why: they count more.
    assert learned.weights["codes"] > default_weights()["codes"]
    assert sum(learned.weights.values()) == pytest.approx(1)


def test_rows_and_engine_speak_the_same_words() -> None:
    assert set(Feedback.Verdict.values) == set(Verdict)
    assert set(Feedback.Because.values) == set(Because)


def test_who_was_refused_goes_out_of_that_readers_list_alone(cast: Cast) -> None:
    assert best(cast.feal) == ["razrez", "kritbi"]
    record_answer(reader=cast.feal, other=cast.razrez, verdict=Said_.NO_THANKS)
    assert best(cast.feal) == ["kritbi"]
    assert best(cast.razrez) == ["feal"]
    withdraw_answer(reader=cast.feal, other=cast.razrez)
    assert best(cast.feal) == ["razrez", "kritbi"]


def test_who_must_be_met_comes_first(cast: Cast) -> None:
    record_answer(reader=cast.feal, other=cast.kritbi, verdict=Said_.MUST_MEET)
    assert best(cast.feal) == ["kritbi", "razrez"]
    assert recommendations_for(company=cast.feal, limit=1)[0].company == cast.kritbi
    assert best(cast.kritbi) == ["feal"]


def test_a_new_answer_replaces_the_earlier_one(cast: Cast) -> None:
    record_answer(
        reader=cast.feal,
        other=cast.razrez,
        verdict=Said_.NOT_RELEVANT,
        said=Said(because="busy", note="в декабре"),
    )
    record_answer(reader=cast.feal, other=cast.razrez, verdict=Said_.MUST_MEET)
    row = Feedback.objects.get()
    assert (row.verdict, row.because, row.note) == ("must_meet", "", "")


def test_an_answer_taken_back_leaves_no_trace(cast: Cast) -> None:
    learn(mission=cast.mission)
    before = weights(cast.mission)
    record_answer(reader=cast.feal, other=cast.razrez, verdict=Said_.NO_THANKS)
    assert weights(cast.mission) != before
    withdraw_answer(reader=cast.feal, other=cast.razrez)
    assert weights(cast.mission) == pytest.approx(before)
    assert weights(None) == pytest.approx(before)


def test_of_a_pair_the_latest_stage_counts(cast: Cast) -> None:
    record_answer(reader=cast.feal, other=cast.razrez, verdict=Said_.NO_THANKS)
    record_answer(reader=cast.feal, other=cast.razrez, verdict=Said_.OUTCOME)
    record_answer(reader=cast.feal, other=cast.razrez, verdict=Said_.ACCEPTED)
    learned = LearnedWeights.objects.get(mission=cast.mission)
    assert [answer.verdict for answer in answers_of(cast.mission, learned)] == [Verdict.OUTCOME]


def test_companies_that_were_never_matched_teach_nothing(cast: Cast) -> None:
    record_answer(reader=cast.obninsk, other=cast.razrez, verdict=Said_.ACCEPTED)
    learned = LearnedWeights.objects.get(mission=cast.mission)
    assert (Feedback.objects.count(), learned.answers) == (1, 0)
    assert learned.weights == pytest.approx(default_weights())


def test_a_part_of_the_score_that_is_gone_is_passed_over(cast: Cast) -> None:
    record_answer(reader=cast.feal, other=cast.razrez, verdict=Said_.ACCEPTED)
    before = weights(cast.mission)
    Feedback.objects.update(
        strengths={**Feedback.objects.get().strengths, "phase of the moon": 1.0}
    )
    learn(mission=cast.mission)
    assert weights(cast.mission) == pytest.approx(before)


def test_answers_raise_what_spoke_for_the_pair_and_the_platform_hears_of_it(cast: Cast) -> None:
    many_for_codes(cast.mission)
    default = default_weights()
    assert weights(cast.mission)["codes"] > default["codes"] + 0.005
    # The platform is more careful, and a new mission begins there.
    assert default["codes"] < weights(None)["codes"] < weights(cast.mission)["codes"]
    new = make_mission("new")
    learn(mission=new)
    assert default["codes"] < weights(new)["codes"] < weights(cast.mission)["codes"]
    platform = LearnedWeights.objects.get(mission=None)
    assert (platform.answers, platform.companies) == (12, 6)


def test_what_was_computed_with_another_prior_is_not_added(cast: Cast) -> None:
    many_for_codes(cast.mission)
    LearnedWeights.objects.filter(mission=cast.mission).update(basis="another")
    new = make_mission("new")
    learn(mission=new)
    assert weights(new) == pytest.approx(default_weights())


def test_the_organiser_can_forget_and_remember(cast: Cast) -> None:
    many_for_codes(cast.mission)
    taught = weights(cast.mission)
    forget_answers(mission=cast.mission)
    assert weights(cast.mission) == pytest.approx(default_weights())
    assert learned_of(mission=cast.mission).is_forgotten
    # A pair that was refused stays out, and new answers are learned from.
    record_answer(reader=cast.feal, other=cast.razrez, verdict=Said_.NO_THANKS)
    assert LearnedWeights.objects.get(mission=cast.mission).answers == 1
    remember_answers(mission=cast.mission)
    withdraw_answer(reader=cast.feal, other=cast.razrez)
    assert weights(cast.mission) == pytest.approx(taught)


def test_a_mission_that_forgets_does_not_take_from_the_platform(cast: Cast) -> None:
    many_for_codes(cast.mission)
    new = make_mission("new")
    forget_answers(mission=new)
    assert weights(new) == pytest.approx(default_weights())


def test_matching_uses_the_learned_weights(cast: Cast) -> None:
    cast.mission.matches.all().delete()
    match_mission(mission=cast.mission)
    before = {match.pk: match for match in cast.mission.matches.all()}
    many_for_codes(cast.mission, count=8)
    learned = LearnedWeights.objects.get(mission=cast.mission)
    assert has_moved(learned)
    match_mission(mission=cast.mission)
    learned.refresh_from_db()
    assert not has_moved(learned)
    assert before
    for match in cast.mission.matches.all():
        for name in ("first", "second"):
            side = match.reasons[name]
            drawn = {
                "words": "meaning",
                "partner": "kinds",
            }
            gain = sum(
                learned.weights[drawn.get(part, part)] * strength
                for part, strength in side["strengths"].items()
            )
            assert side["gain"] == pytest.approx(gain, abs=1e-5)
            assert sum(part["value"] for part in side["parts"]) == pytest.approx(match.score)


def test_a_mission_is_matched_anew_only_when_the_weights_have_moved(
    cast: Cast, django_capture_on_commit_callbacks: pytest.FixtureRequest
) -> None:
    match_mission(mission=cast.mission)
    first = set(cast.mission.matches.values_list("pk", flat=True))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        match_again_in_background(mission=cast.mission)
    assert set(cast.mission.matches.values_list("pk", flat=True)) == first
    many_for_codes(cast.mission, count=8)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        match_again_in_background(mission=cast.mission)
    assert not set(cast.mission.matches.values_list("pk", flat=True)) & first


def test_what_was_learned_is_told_in_points_that_add_up(cast: Cast) -> None:
    many_for_codes(cast.mission, count=8)
    found = learned_of(mission=cast.mission)
    assert sum(part.now for part in found.parts) == 100
    assert sum(part.default for part in found.parts) == 100
    assert "codes" in {part.name for part in found.raised}
    assert all(part.change < 0 for part in found.lowered)
    with override("en"):
        assert [(str(label), count) for label, count in found.verdicts] == [
            ("must meet", 8),
            ("no thanks", 8),
        ]
    assert (found.answers, found.companies) == (16, 8)


def test_a_mission_that_was_never_matched_has_learned_nothing() -> None:
    found = learned_of(mission=make_mission("empty"))
    assert found.parts == ()
    assert not found.raised
    assert not found.is_forgotten
