"""The named cast of these tests: a small mission as rows, and the file made of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

from openpyxl import Workbook

from vstrecha.workbook.exports import build_workbook, workbook_bytes

Rows = dict[str, list[dict[str, object]]]

DAY = date(2026, 12, 10)
NEXT_DAY = date(2026, 12, 11)
FEAL_INN, ENERGO_INN, MINE_INN = "7707083893", "7736050003", "7728168971"


def cast() -> Rows:
    """Two visitors and three hosts, of whom nobody speaks of the last; a morning of five slots."""
    return {
        "mission": [
            {
                "title": "Миссия в Красноярск",
                "address": "krasnoyarsk",
                "home_region": "Калужская область",
                "host_region": "Красноярский край",
                "starts_on": DAY,
                "ends_on": NEXT_DAY,
                "time_zone": "Asia/Krasnoyarsk",
                "language": "ru",
            }
        ],
        "venues": [
            {"name": "КРИТБИ", "name_en": "KRITBI", "tables": 3},
            {"name": "Железногорск"},
        ],
        "travel": [{"origin": "КРИТБИ", "destination": "Железногорск", "minutes": 60}],
        "grid": [
            {
                "date": DAY,
                "starts": time(9, 30),
                "ends": time(12),
                "slot_minutes": 25,
                "pause_minutes": 5,
            },
        ],
        "companies": [
            {
                "name": "ООО «Феал»",
                "side": "home",
                "inn": FEAL_INN,
                "email": "info@feal.example",
                "spoken_languages": ["ru", "en"],
                "industry_codes": ["24.45", "27.51"],
            },
            {"name": "АО «ЭнергоТех»", "side": "home", "inn": ENERGO_INN, "max_meetings": 4},
            {"name": "АО «Карьер»", "side": "host", "inn": MINE_INN, "city": "Красноярск"},
            {"name": "Стадион", "side": "host", "email": "stadium@host.example"},
            {"name": "ООО «Тишина»", "side": "host"},
        ],
        "opportunities": [
            {
                "company": FEAL_INN,
                "kind": "technology_offer",
                "title": "Обогрев трибун",
                "stage": 8,
            },
            {"company": "Стадион", "kind": "technology_request", "title": "Тёплые места"},
        ],
        "availability": [
            {
                "company": "АО «Карьер»",
                "date": DAY,
                "starts": time(11),
                "ends": None,
                "is_available": False,
            }
        ],
        "sessions": [
            {
                "title": "Открытие",
                "kind": "opening",
                "date": DAY,
                "starts": time(9),
                "ends": time(9, 30),
                "venue": "КРИТБИ",
                "participants": ["all"],
            }
        ],
        "requests": [
            {"sender": "ООО «Феал»", "recipient": "Стадион", "priority": "3"},
            {"sender": ENERGO_INN, "recipient": "АО «Карьер»", "at_time": time(10)},
        ],
    }


def book(
    rows: Rows | None = None,
    *,
    language: str = "ru",
    edit: Callable[[Workbook], None] | None = None,
) -> bytes:
    """The file made of the rows (the cast's by default), after an edit by hand."""
    workbook = build_workbook(cast() if rows is None else rows, language=language)
    if edit is not None:
        edit(workbook)
    return workbook_bytes(workbook)
