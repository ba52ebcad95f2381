"""Texts as words: where each word stands in its text, and the stem under which it is counted.

The script of a word decides its language (Cyrillic: Russian, Latin: English), so that a text
that mixes both, or a brand name inside a Russian sentence, needs no label. A Russian word is
first led back to its dictionary form, then to the stem of that: on titles of the procurement
vocabulary the two together found a little more than either alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

import pymorphy3  # type: ignore[import-untyped]  # it brings no types
import snowballstemmer  # type: ignore[import-untyped]  # it brings no types

_WORD = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)*)(?P<glued>[^\W\d_]{1,4}(?![\w]))?|(?P<word>[A-Z]&[A-Z](?!\w)|[^\W_]+)",
    re.UNICODE,
)
_CYRILLIC = re.compile("[а-яёіїєґ]", re.IGNORECASE)
# Letters that Russian lacks: a dictionary of Russian would misread the word.
_NOT_RUSSIAN = re.compile("[іїєґ]")
_LETTERS = re.compile(r"[^\W_]+")

# Units that follow a number, by their Latin spelling: "110 кВ" and "110 kV" are one word.
_UNITS = {
    "в": "v", "кв": "kv", "вт": "w", "квт": "kw", "мвт": "mw", "гвт": "gw", "ква": "kva",
    "мва": "mva", "а": "a", "ка": "ka", "гц": "hz", "кгц": "khz", "мгц": "mhz", "ггц": "ghz",
    "мкм": "um", "мм": "mm", "см": "cm", "дм": "dm", "м": "m", "км": "km", "мг": "mg", "г": "g",
    "кг": "kg", "т": "t", "л": "l", "мл": "ml", "с": "s", "мс": "ms", "ч": "h", "мин": "min",
    "па": "pa", "кпа": "kpa", "мпа": "mpa", "атм": "atm", "бар": "bar", "гкал": "gcal",
    "дж": "j", "кдж": "kj", "н": "n", "кн": "kn", "град": "deg", "об": "rpm", "шт": "pcs",
}  # fmt: skip
_LATIN_UNITS = frozenset(_UNITS.values())

# Words that join others and say nothing of a trade.
STOP_WORDS = frozenset(
    """
    и в во на с со к ко по из от до для за под над при о об обо или а но как что чтобы не ни же ли
    бы это этот эта эти того тот та те то его ее их мы вы он она они наш наша наше наши ваш ваша
    ваше ваши свой своя свое свои который которая которое которые также тоже кроме через между
    без у прочий прочая прочее прочие прочих прочего прочей другой другая другое другие других
    т д п др пр есть нет быть был была были будет будут может могут можно нужно нужен нужна нужны
    хватает хватать ищем ищет имеет имеем лет год года году более менее уже еще только все весь вся
    всех всей
    the a an of and or in on for to with by at from as into onto than that this these those is are
    was were be been being it its we you they our your their he she which who whose not no nor but
    if so such other others etc e g i n c s has have had can may will would need needs more less
    most all any each one two only also per
    """.split()  # noqa: SIM905 - a list of words reads better as a text
)  # fmt: skip

_TRANSLITERATION = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh",
        "з": "z", "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
        "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
        "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
        "я": "ya",
    }
)  # fmt: skip

_STEMMERS = {
    "ru": snowballstemmer.stemmer("russian"),
    "en": snowballstemmer.stemmer("english"),
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: `text[start:end]`, and the `stem` that stands for it in comparisons."""

    start: int
    end: int
    stem: str


def is_cyrillic(word: str) -> bool:
    """Whether a word has a Cyrillic letter."""
    return bool(_CYRILLIC.search(word))


def script(text: str) -> str:
    """The language that most letters of a text suggest: "ru", "en", or "" where it has none."""
    cyrillic = len(_CYRILLIC.findall(text))
    letters = sum(character.isalpha() for character in text)
    if not letters:
        return ""
    return "ru" if 2 * cyrillic >= letters else "en"


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a lower-case word, Russian or English by its script: Snowball's, and for
    Russian that of the dictionary form, so that «детей» and «дети», «шёл» and «идти» are one."""
    word = word.replace("ё", "е")
    if not is_cyrillic(word):
        return str(_STEMMERS["en"].stemWord(word))
    if not _NOT_RUSSIAN.search(word):
        word = str(_morphology().parse(word)[0].normal_form).replace("ё", "е")
    return str(_STEMMERS["ru"].stemWord(word))


@cache
def _morphology() -> pymorphy3.MorphAnalyzer:
    """The dictionary, loaded at the first Russian word (half a second)."""
    return pymorphy3.MorphAnalyzer(lang="ru")


def plain_words(text: str) -> list[str]:
    """All words of a text as they are written, in lower case."""
    return _LETTERS.findall(text.lower())


def transliterated(word: str) -> str:
    """A lower-case Cyrillic word in Latin letters, as in passports: «критби» is "kritbi"."""
    return word.translate(_TRANSLITERATION)


def words(text: str) -> list[Word]:
    """The words of a text that count, in their order.

    Numbers are kept with their unit ("6 кВ" gives `6kv`), or where they have two digits and
    more ("IP65", "ГОСТ 9544"); single digits and joining words are left out.
    """
    found: list[Word] = []
    matches = list(_WORD.finditer(text))
    skip = -1
    for index, match in enumerate(matches):
        if index == skip:
            continue
        if match["number"]:
            number = match["number"].replace(",", ".")
            unit, end = _unit_of(match["glued"]), match.end()
            after = matches[index + 1] if index + 1 < len(matches) else None
            if not match["glued"] and after and after["word"]:
                unit = _unit_of(after["word"])
                if unit and text[match.end() : after.start()].strip() == "":
                    end, skip = after.end(), index + 1
                else:
                    unit = ""
            if unit:
                found.append(Word(match.start(), end, number + unit))
            elif match["glued"]:
                found.append(Word(match.start(), end, stem(match.group().lower())))
            elif len(number) > 1:
                found.append(Word(match.start(), end, number))
            continue
        word = match.group().lower()
        if word not in STOP_WORDS:
            found.append(Word(match.start(), match.end(), stem(word)))
    return found


def _unit_of(word: str | None) -> str:
    if not word:
        return ""
    word = word.lower()
    return word if word in _LATIN_UNITS else _UNITS.get(word, "")
