from __future__ import annotations

import pytest

from vstrecha.engine.matching.recognition import (
    agreements,
    home_of,
    places_named,
    roles_held,
    roles_sought,
)


@pytest.mark.parametrize(
    ("wish", "roles"),
    [
        ("Изготовитель нагревателей", {"manufacturer": "Изготовитель"}),
        ("Дилер в Сибири", {"distributor": "Дилер"}),
        ("интегратор промышленных роботов", {"integrator": "интегратор"}),
        (
            "Laboratory or a foundry with its own designers",
            {"research": "Laboratory", "manufacturer": "foundry", "developer": "designers"},
        ),
        ("Владелец хвостохранилища", {"customer": "Владелец"}),
        ("Карьеры с небольшим бюджетом", {}),
        ("", {}),
    ],
)
def test_roles_sought(wish: str, roles: dict[str, str]) -> None:
    assert dict(roles_sought(wish)) == roles


def test_roles_are_held_by_what_a_company_says_first_then_by_its_codes() -> None:
    assert roles_held(["Makes gear units"], ["25.61"])["manufacturer"] == "Makes"
    assert roles_held(["Сплавы"], ["25.61"])["manufacturer"] == "25.61"
    assert roles_held(["Сплавы"], ["?"]) == {}


def test_a_word_that_only_contains_a_role_is_none() -> None:
    assert roles_sought("фундаментальные основы; несервисный") == {}


@pytest.mark.parametrize(
    ("partnership", "kinds"),
    [
        ("Лицензия", {"licence"}),
        ("licensing", {"licence"}),
        ("поставка", {"commercial"}),
        ("supply agreement", {"commercial"}),
        ("договор на НИОКР", {"research"}),
        ("совместное предприятие", {"joint"}),
        ("joint venture with equity", {"joint", "investment"}),
        ("пилот на одной машине, затем поставка", {"pilot", "commercial"}),
        ("доля в металле", {"investment"}),
        ("долго и счастливо", set()),
    ],
)
def test_agreements(partnership: str, kinds: set[str]) -> None:
    assert set(agreements(partnership)) == kinds


def test_places_are_recognised_in_both_languages_and_by_the_part_of_the_country() -> None:
    home = home_of(["Красноярск", "Красноярский край", "Krasnoyarsk Territory"])
    assert set(home) == {"красноярск", "krasnoyarsk", "siberia"}
    known = frozenset(home)
    assert dict(places_named("Ищем дилеров в Сибири", known)) == {"siberia": "Сибири"}
    assert dict(places_named("a stadium in Krasnoyarsk territory", known)) == {
        "krasnoyarsk": "Krasnoyarsk"
    }
    assert places_named("Ищем дилеров на Урале", known) == {}
    assert places_named("в крае и городе", known) == {}
    assert places_named("в Сибири", frozenset()) == {}


def test_regions_belong_to_one_part_of_the_country() -> None:
    for region, macro in {
        "Калужская область": "european part",
        "Sverdlovsk region": "urals",
        "Кемеровская область — Кузбасс": "siberia",
        "Primorsky Krai": "far east",
        "Кировская область": "volga",
    }.items():
        known = set(home_of([region])) & {
            "siberia", "urals", "volga", "far east", "north-west", "european part"
        }  # fmt: skip
        assert known == {macro}, region
