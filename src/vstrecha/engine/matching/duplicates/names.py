"""A company's name as its core: without legal form, quotation marks, case, dots of ё, alphabet.

«ООО "Феал-Технология"», «Феал-технология, ООО» and "FEAL-TEKHNOLOGIYA LLC" have the same core.
Latin spellings differ (technology, tekhnologiya); letters that systems of transliteration write
in several ways are brought to one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from vstrecha.engine.matching.texts.words import transliterated

# Legal forms as they are written in Russian and in the countries that missions visit, with the
# words that they stand for.
_WRITTEN_OUT = (
    "общество с ограниченной ответственностью", "публичное акционерное общество",
    "открытое акционерное общество", "закрытое акционерное общество",
    "непубличное акционерное общество", "акционерное общество", "индивидуальный предприниматель",
    "автономная некоммерческая организация", "федеральное государственное унитарное предприятие",
    "федеральное государственное бюджетное учреждение", "limited liability company",
    "joint stock company", "joint-stock company", "public joint stock company",
)  # fmt: skip
_FORMS = frozenset(
    """
    ооо оао зао пао ао нао тоо одо ип гк фгуп гуп муп фгбу фгбоу кгау кгбу ано нко чп тд ук
    llc ooo oao zao pao ao jsc ojsc cjsc pjsc ltd limited inc corp corporation co company plc llp
    gmbh ag kg ug se sa sarl sas srl spa bv nv oy ab as aps sro zrt kft doo eood ood ip pte pvt
    """.split()  # noqa: SIM905 - a list of words reads better as a text - a list of words reads better as a text
)
# What kind of a house it is: part of the name, but no part that tells two of one name apart.
_KINDS = frozenset(
    """
    нпо нпп нпф нпк нтц нии окб кб пкф пк тк мк завод комбинат фирма компания группа предприятие
    объединение холдинг корпорация концерн npo npp npf npk ntc nii okb zavod kompaniya firma gruppa
    group holding research production association science plant
    """.split()  # noqa: SIM905
)
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_DOTTED = re.compile(r"\b(?:\w\.\s?){2,}")
# Spellings of one sound in Latin letters, longest first, as one letter or two; ч and ц stay
# what they are, for Latin has no letter for them alone.
_SOUNDS = (
    ("shch", "s"), ("sch", "s"), ("tch", "ч"), ("zh", "z"), ("kh", "h"), ("ch", "ч"), ("sh", "s"),
    ("ts", "ц"), ("tz", "ц"), ("ph", "f"), ("ck", "k"), ("qu", "kv"), ("iya", "ia"), ("ya", "ia"),
    ("yu", "iu"), ("yo", "e"), ("ye", "e"), ("ju", "iu"), ("ja", "ia"), ("x", "ks"), ("w", "v"),
    ("y", "i"), ("j", "i"), ("q", "k"), ("c", "k"), ("ii", "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CoreName:
    """`words` in Latin letters, sorted as written; `form` and `kind` are what was taken off."""

    words: tuple[str, ...]
    form: frozenset[str]
    kind: frozenset[str]

    @property
    def text(self) -> str:
        """The words in one."""
        return "".join(self.words)


@lru_cache(maxsize=100_000)
def core_name(name: str) -> CoreName:
    """The core of a name. A name that is nothing but a form keeps it."""
    plain = unicodedata.normalize("NFKC", name).casefold().replace("ё", "е")
    plain = _DOTTED.sub(lambda match: match.group().replace(".", "").replace(" ", "") + " ", plain)
    form = set()
    for written in _WRITTEN_OUT:
        if written in plain:
            plain = plain.replace(written, " ")
            form.add(written)
    words = _WORD.findall(plain)
    form |= _FORMS.intersection(words)
    kind = _KINDS.intersection(words)
    own = [word for word in words if word not in form and word not in kind]
    kept = own or [word for word in words if word not in form] or words
    return CoreName(tuple(map(sounded, kept)), frozenset(form), frozenset(kind if own else ()))


@lru_cache(maxsize=200_000)
def sounded(word: str) -> str:
    """A lower-case word in Latin letters, spelled as one would hear it."""
    latin = transliterated(word)
    latin = unicodedata.normalize("NFKD", latin)
    latin = "".join(letter for letter in latin if not unicodedata.combining(letter))
    for written, heard in _SOUNDS:
        latin = latin.replace(written, heard)
    return latin


def distance(one: str, other: str, most: int) -> int:
    """How many letters must be changed, added, left out or swapped with their neighbour (optimal
    string alignment); `most + 1` where it is more than `most`."""
    if one == other:
        return 0
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        earlier, before, row = before, row, [place]
        for column, facing in enumerate(other, 1):
            cost = min(
                before[column] + 1,
                row[column - 1] + 1,
                before[column - 1] + (letter != facing),
            )
            if (
                place > 1
                and column > 1
                and letter == other[column - 2]
                and one[place - 2] == facing
            ):
                cost = min(cost, earlier[column - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
