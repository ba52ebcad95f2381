"""Two collections made of a few trades, with kinds and codes, small enough to compare all."""

from __future__ import annotations

import random

from vstrecha.engine.matching.types import Kind, Row

_TRADES = (
    ("насосы для воды", "water pumps", "28.13"),
    ("добыча медной руды", "mining of copper ore", "07.29"),
    ("производство хлеба", "manufacture of bread", "10.71"),
    ("разработка программ", "software development", "62.01"),
    ("нагревательные элементы", "heating elements", "27.51"),
    ("силовая электроника", "power electronics", "27.11"),
    ("карьерные экскаваторы", "quarry excavators", "28.92"),
    ("перевозка грузов", "freight transport", "49.41"),
    ("заготовка леса", "logging", "02.20"),
    ("точные сплавы", "precision alloys", "24.45"),
)
_KINDS = (Kind.BUSINESS_OFFER, Kind.BUSINESS_REQUEST, Kind.JOINT_PROJECT, Kind.UNKNOWN)


def russian(count: int, *, facts: bool = False) -> list[Row]:
    return _rows("р", 0, count, facts=facts, seed=1)


def english(count: int, *, facts: bool = False) -> list[Row]:
    return _rows("e", 1, count, facts=facts, seed=2)


def _rows(letter: str, language: int, count: int, *, facts: bool, seed: int) -> list[Row]:
    generator = random.Random(seed)
    rows = []
    for number in range(count):
        trades = generator.sample(_TRADES, 2)
        text = f"{'; '.join(trade[language] for trade in trades)} {number % 7 + 10}"
        kind = generator.choice(_KINDS) if facts else Kind.UNKNOWN
        codes = tuple(trade[2] for trade in trades[: generator.randrange(3)]) if facts else ()
        rows.append(Row(f"{letter}{number}", text, kind=kind, codes=codes))
    return rows
