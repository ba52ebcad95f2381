from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from tests.cast import company, small_mission
from vstrecha.companies.models import Company, Opportunity
from vstrecha.matches.models import Match
from vstrecha.matches.selectors.marks import MarkedText, shown_texts, words_that_met
from vstrecha.matches.selectors.recommendations import recommendations_for
from vstrecha.matches.services import match_mission
from vstrecha.missions.models import Mission

pytestmark = pytest.mark.django_db


@pytest.fixture
def mission() -> Mission:
    """Two that fit, with spaces around what they wrote and an English version of one."""
    made = small_mission()
    Opportunity.objects.create(
        company=company(made, "obninsk"),
        kind="technology_offer",
        title="  Приводы карьерных экскаваторов ",
        title_en="Drives of quarry excavators",
        description="\n Система управления <b>на транзисторах</b>, для карьерных экскаваторов.",
    )
    Opportunity.objects.create(
        company=company(made, "ruda"),
        kind="technology_request",
        title="Drives for quarry excavators",
        description="We need a new control system for six quarry excavators.",
        language="en",
    )
    for key, text in {"feal": "Обогрев трибун стадионов", "taiga": "Учёт на складах"}.items():
        Opportunity.objects.create(
            company=company(made, key), kind="business_offer", title=text, description=text
        )
    match_mission(mission=made)
    return made


def marked(text: MarkedText) -> list[str]:
    return [piece.text for piece in text.pieces if piece.met]


def test_every_place_says_what_the_field_says(mission: Mission) -> None:
    places = 0
    for match in mission.matches.all():
        for side in (match.reasons["first"], match.reasons["second"]):
            for phrase in side["phrases"]:
                for whose, owner in (("mine", "company"), ("theirs", "other")):
                    place = phrase[whose]
                    if place is None:
                        continue
                    record: Company | Opportunity = (
                        Company.objects.get(pk=side[owner])
                        if side[whose] == "profile"
                        else Opportunity.objects.get(pk=side[whose])
                    )
                    text = getattr(record, place["field"])
                    assert text[place["start"] : place["end"]] == place["said"] != ""
                    assert place["said"].strip() == place["said"]
                    places += 1
    assert places > 4


def test_phrases_are_marked_in_both_texts_across_languages(mission: Mission) -> None:
    with override("ru"):
        (best, *_) = recommendations_for(company=company(mission, "obninsk"), limit=1)
    mine = marked(best.my_text.title) + marked(best.my_text.description)
    theirs = marked(best.their_text.title) + marked(best.their_text.description)
    assert any("экскаваторов" in one for one in mine)
    assert any("excavators" in one for one in theirs)
    (terms,) = [sentence for sentence in best.why if "экскаваторов – " in sentence]
    assert "excavators" in terms


def test_a_reader_of_english_sees_the_english_version_marked(mission: Mission) -> None:
    with override("en"):
        (best, *_) = recommendations_for(company=company(mission, "obninsk"), limit=1)
    assert best.my_text.title.field == "title_en"
    assert any("quarry excavators" in one for one in marked(best.my_text.title))
    assert any("quarry excavators" in one for one in marked(best.their_text.title))


def test_a_text_changed_since_is_marked_only_where_it_still_says_the_same(
    mission: Mission,
) -> None:
    Opportunity.objects.filter(company__key="obninsk").update(title="Совсем другое дело")
    with override("ru"):
        (best, *_) = recommendations_for(company=company(mission, "obninsk"), limit=1)
    assert not marked(best.my_text.title)
    assert best.my_text.title.shown.text == "Совсем другое дело"


def test_pieces_are_the_text_and_nothing_else(mission: Mission) -> None:
    for language in ("ru", "en"):
        with override(language):
            for key in ("obninsk", "ruda"):
                for one in recommendations_for(company=company(mission, key), limit=9):
                    for text in (one.my_text, one.their_text):
                        for field in (text.title, text.description):
                            assert "".join(p.text for p in field.pieces) == field.shown.text


def test_what_companies_write_is_escaped(mission: Mission) -> None:
    with override("ru"):
        (best, *_) = recommendations_for(company=company(mission, "obninsk"), limit=1)
        html = render_to_string(
            "matches/side_of_card.html", {"text": best.my_text, "who": "<i>Вы</i>"}
        )
    assert "<b>" not in html
    assert "<i>" not in html
    assert "&lt;b&gt;" in html
    assert '<mark class="met">' in html


def test_overlapping_marks_are_cut_where_one_begins() -> None:
    made = small_mission()
    record = Opportunity(company=company(made, "feal"), title="тонкие нагреватели", description="")
    other = Opportunity(company=company(made, "ruda"), title="нагреватели", description="")

    def place(start: int, end: int) -> dict[str, object]:
        return {"field": "title", "start": start, "end": end, "said": record.title[start:end]}

    phrases: list[dict[str, object]] = [
        {"by": "word", "mine": place(7, 18), "theirs": place(7, 18) | {"start": 0, "end": 11}},
        {"by": "meaning", "mine": place(0, 18), "theirs": None},
        {"by": "word", "mine": place(0, 6), "theirs": {"field": "title_en", "said": "thin"}},
    ]
    mine, theirs = shown_texts(record, other, phrases)
    assert [(p.text, p.met, p.near) for p in mine.title.pieces] == [
        ("тонкие ", False, True),
        ("нагреватели", True, True),
    ]
    assert marked(theirs.title) == ["нагреватели"]
    # What met a version that is not shown is not spoken of.
    assert [m.render() for m in words_that_met(phrases, mine, theirs)] == [
        "Words that both of you use: нагреватели."
    ]


def test_matches_stored_before_marks_are_shown_without(mission: Mission) -> None:
    match = Match.objects.first()
    assert match is not None
    for side in match.reasons.values():
        del side["phrases"]
    match.save()
    (best, *_) = recommendations_for(company=match.first, limit=1)
    assert not best.has_met
    assert best.why


def test_codes_are_told_with_their_industry(mission: Mission) -> None:
    Company.objects.filter(key__in=["obninsk", "ruda"]).update(industry_codes=["27.12"])
    match_mission(mission=mission)
    for language, name in (("ru", "Электрооборудование"), ("en", "Electrical equipment")):
        with override(language):
            (best, *_) = recommendations_for(company=company(mission, "obninsk"), limit=1)
            assert any(f"27.12 ({name})" in sentence for sentence in best.why)


def test_of_a_project_the_lines_that_met_are_shown() -> None:
    made = small_mission()
    project = Opportunity.objects.create(
        company=company(made, "obninsk"),
        kind="joint_project",
        title="Экскаватор без простоев",
        exists=["опытный образец", "стенд для редукторов"],
        exists_en=["a prototype", "a test stand"],
        missing=["изготовитель планетарных редукторов", "деньги"],
    )
    offer = Opportunity.objects.create(
        company=company(made, "ruda"), kind="business_offer", title="Планетарные редукторы"
    )
    met = {"field": "missing", "start": 13, "end": 35, "said": "планетарных редукторов"}
    theirs = {"field": "title", "start": 0, "end": 21, "said": "Планетарные редукторы"}
    phrases = [{"by": "word", "weight": 3.0, "mine": met, "theirs": theirs}]
    with override("ru"):
        mine, other = shown_texts(project, offer, phrases)
        card = render_to_string("matches/side_of_card.html", {"text": mine, "who": "Вы"})
    (line,) = mine.missing
    assert marked(line) == ["планетарных редукторов"]
    assert marked(other.title) == ["Планетарные редукторы"]
    assert mine.exists == ()
    assert "Чего не хватает" in card
    assert '<mark class="met">планетарных редукторов</mark>' in card
    assert "деньги" not in card
    assert "Что уже есть" not in card
    assert [message.facts["words"] for message in words_that_met(phrases, mine, other)] == [
        ("планетарных редукторов",)
    ]
