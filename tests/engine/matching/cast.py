"""The named cast: a few companies of two sides, and an encoder that needs no weights."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import numpy as np

from vstrecha.engine.matching.encoders import Float, Role, unit
from vstrecha.engine.matching.types import Company, Item, Kind

K = Kind


class LetterEncoder:
    """Texts as counts of their letter triples: near where they share parts of words."""

    name = "letters"
    revision = "1"
    dimension = 64
    blocks = (64,)
    languages = ("ru", "en")

    def __init__(self) -> None:
        self.seen: list[str] = []

    def encode(self, texts: Sequence[str], role: Role) -> Float:
        self.seen.extend(texts)
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            padded = f" {text.lower()} "
            for place in range(len(padded) - 2):
                triple = padded[place : place + 3].encode("utf-8", "surrogatepass")
                vectors[row, crc32(triple) % self.dimension] += 1
        return unit(vectors)


def item(  # noqa: PLR0913 - a test names what it needs
    key: str,
    kind: Kind,
    title: str,
    text: str = "",
    *,
    codes: tuple[str, ...] = (),
    stage: int | None = None,
    partner_sought: str = "",
) -> Item:
    return Item(
        id=key,
        kind=kind,
        title=title,
        texts=(f"{title}\n{text}".strip(),),
        headings=(title,),
        codes=codes,
        stage=stage,
        partner_sought=partner_sought,
    )


def profile(name: str, text: str) -> Item:
    return Item(id="profile", kind=K.PROFILE, title=name, texts=(f"{name}\n{text}",))


HEATERS = Company(
    "heaters",
    "home",
    ("27.90", "24.45"),
    (
        profile("Феал-Технология", "Микрометаллургия и прецизионные сплавы"),
        item(
            "heating",
            K.TECHNOLOGY_OFFER,
            "Система обогрева трибун спортивных стадионов",
            "Тонкослойные нагревательные элементы для зрительских мест",
            stage=8,
            partner_sought="Операторы стадионов и спортивных арен",
        ),
    ),
)
DRIVES = Company(
    "drives",
    "home",
    ("27.11",),
    (
        profile("ОбнинскЭнергоТех", "Силовая электроника и системы управления"),
        item(
            "control",
            K.TECHNOLOGY_OFFER,
            "Системы управления приводами карьерных экскаваторов",
            "На мощных транзисторах, 6 кВ",
            stage=9,
            partner_sought="Горнодобывающие предприятия",
        ),
    ),
)
ARENA = Company(
    "arena",
    "host",
    ("93.11",),
    (
        profile("Арена Сибирь", "Оператор стадионов и спортивных арен"),
        item(
            "seats",
            K.TECHNOLOGY_REQUEST,
            "Heating of stadium seats",
            "We look for a heating system for the spectator stands of our sports stadium",
            stage=8,
            partner_sought="Maker of heating elements",
        ),
    ),
)
MINE = Company(
    "mine",
    "host",
    ("07.29",),
    (
        profile("Енисей Руда", "Горнодобывающее предприятие: добыча руды в карьерах"),
        item(
            "excavators",
            K.TECHNOLOGY_REQUEST,
            "Модернизация приводов карьерных экскаваторов",
            "Нужна система управления для экскаваторов, привод 6 kV",
            codes=("28.92",),
            stage=9,
        ),
    ),
)
BAKERY = Company(
    "bakery",
    "host",
    ("10.71",),
    (
        profile("Хлебница", "Пекарня: свежий хлеб и булочки каждое утро"),
        item("bread", K.BUSINESS_OFFER, "Хлеб на закваске", "Доставка в кафе и магазины"),
    ),
)
CAST = (HEATERS, DRIVES, ARENA, MINE, BAKERY)
