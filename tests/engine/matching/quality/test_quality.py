"""The meter on texts as people write them: good ones, thin ones, and bad ones."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.build_sample import load_rows
from vstrecha.engine.matching.quality import CriterionName, Profile, assess
from vstrecha.engine.matching.quality.meter import WEIGHTS
from vstrecha.engine.matching.types import Kind

C = CriterionName

GOOD = Profile(
    kind=Kind.TECHNOLOGY_OFFER,
    title="Система обогрева трибун спортивных стадионов",
    description="Тонкослойные нагревательные элементы греют зрительские места при −30 °C. Они "
    "тоньше и экономичнее труб с водой: 90 Вт на место вместо 200. Монтаж за неделю без бетона.",
    stage=8,
    partner_sought="Операторы стадионов и изготовители трибун",
    partnership="поставка, пилотный объект",
    codes=("27.90",),
    versions=2,
    company_names=("ООО «Феал-Технология»", "Feal-Technology LLC"),
)
BAD = [
    Profile(Kind.BUSINESS_OFFER, "Сотрудничество"),
    Profile(Kind.BUSINESS_OFFER, "", ""),
    Profile(Kind.TECHNOLOGY_REQUEST, "Ищем партнёра"),
    Profile(
        Kind.BUSINESS_OFFER,
        "ВЗАИМОВЫГОДНОЕ СОТРУДНИЧЕСТВО!!!",
        "ДИНАМИЧНО РАЗВИВАЮЩАЯСЯ КОМПАНИЯ! Звоните +7 (495) 123-45-67! Индивидуальный подход!",
    ),
    Profile(
        Kind.BUSINESS_OFFER,
        "Offer",
        "We are a market leader with high quality products. Write to sales@firm.ru",
    ),
]


def value(profile: Profile, name: CriterionName) -> float:
    return next(one.value for one in assess(profile).judgements if one.name is name)


def test_a_good_text_has_all_points_and_no_advice() -> None:
    assert assess(GOOD).points == 100
    assert assess(GOOD).advice == ()


@pytest.mark.parametrize("profile", BAD, ids=lambda profile: profile.title)
def test_what_says_nothing_is_under_the_bar(profile: Profile) -> None:
    quality = assess(profile)
    assert quality.points < 25
    assert len(quality.advice) >= 6


def test_all_texts_of_the_sample_mission_are_well_over_the_bar() -> None:
    points = []
    for row in load_rows()["opportunities"]:
        stage = row.get("stage")
        profile = Profile(
            kind=Kind(str(row["kind"])),
            title=str(row["title"]),
            description=str(row.get("description") or ""),
            stage=stage if isinstance(stage, int) else None,
            partner_sought=str(row.get("partner_sought") or ""),
            partnership=str(row.get("partnership") or ""),
            company_names=(str(row["company"]),),
        )
        # Without codes and English versions, as they would first be entered.
        points.append(assess(profile).points)
    assert len(points) == 131
    assert min(points) >= 60


@pytest.mark.parametrize(
    ("name", "change"),
    [
        (C.WHAT, {"title": "Обогрев трибун", "description": "Греет."}),
        (C.TITLE, {"title": "Предложение"}),
        (C.TITLE, {"title": "Нагреватели " * 20}),
        (C.ADVANTAGE, {"description": "Обогрев зрительских мест стадионов."}),
        (C.PARTNER, {"partner_sought": ""}),
        (C.PARTNER, {"partner_sought": "Партнёры"}),
        (C.PARTNERSHIP, {"partnership": " "}),
        (C.STAGE, {"stage": None}),
        (C.CODES, {"codes": ()}),
        (C.LENGTH, {"description": "Греет трибуны."}),
        (C.LENGTH, {"description": "Греет трибуны. " * 400}),
        (C.LANGUAGES, {"versions": 1}),
        (C.CONTACTS, {"description": GOOD.description + " Звоните: 8 (495) 123-45-67."}),
        (C.CONTACTS, {"description": GOOD.description + " Пишите: info@feal.example"}),
        (C.CONTACTS, {"description": GOOD.description + " Подробнее: feal-technology.ru"}),
        (C.NAME, {"description": GOOD.description + " Делает Феал-технология."}),
        (C.NAME, {"description": GOOD.description + " By Feal-Technology."}),
        (C.TONE, {"title": GOOD.title.upper(), "description": GOOD.description.upper()}),
        (C.TONE, {"description": GOOD.description + " Успейте!! Заказать!"}),
        (C.TONE, {"description": GOOD.description + " Мы лидер рынка."}),
        (C.TONE, {"is_boilerplate": True}),
    ],
)
def test_each_fault_costs_points_of_its_criterion_and_brings_its_advice(
    name: CriterionName, change: dict[str, object]
) -> None:
    worse = replace(GOOD, **change)  # type: ignore[arg-type]  # a mapping of fields has no one type
    assert value(worse, name) < value(GOOD, name)
    assert assess(worse).points < assess(GOOD).points
    said = {one.name for one in assess(worse).judgements if one.advice is not None}
    assert name in said


def test_goods_need_no_stage() -> None:
    assert value(replace(GOOD, kind=Kind.BUSINESS_OFFER, stage=None), C.STAGE) == 1


def test_who_seeks_is_asked_for_what_the_solution_must_do() -> None:
    seeker = replace(GOOD, kind=Kind.TECHNOLOGY_REQUEST, description="Ищем нагреватели.")
    assert any("must do" in advice.render() for advice in assess(seeker).advice)


def test_what_brings_most_is_advised_first() -> None:
    thin = Profile(Kind.TECHNOLOGY_OFFER, "Система обогрева трибун стадионов")
    first, second = (advice.render() for advice in assess(thin).advice[:2])
    assert first.startswith("Say what it is")
    assert second.startswith("Say whom you look for")


def test_the_weights_make_a_hundred() -> None:
    assert sum(WEIGHTS.values()) == 100
    assert set(WEIGHTS) == set(C)


TEXTS = st.text(max_size=200)


@given(TEXTS, TEXTS, TEXTS, st.sampled_from(Kind))
def test_any_text_can_be_judged(title: str, text: str, partner: str, kind: Kind) -> None:
    quality = assess(Profile(kind, title, text, partner_sought=partner, company_names=(title,)))
    assert 0 <= quality.points <= 100
    assert all(0 <= one.value <= 1 for one in quality.judgements)


@given(TEXTS)
def test_filling_in_a_field_never_costs_points(partner: str) -> None:
    bare = replace(GOOD, partner_sought="", partnership="", codes=())
    fuller = replace(bare, partner_sought=partner, partnership=partner, codes=("27.90",))
    assert assess(fuller).points >= assess(bare).points
