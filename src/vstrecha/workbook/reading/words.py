"""Texts cleaned, and names compared as people mean them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Hashable, Mapping
from datetime import date, datetime, time, timedelta
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache
from typing import TypeVar

_SPACES = re.compile(r"[^\S\n]+")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_NOT_WORD = re.compile(r"[^\w+&/]+")
_ABBREVIATIONS = {
    "англ": "английский",
    "английском": "английский",
    "на": "",
    "en": "english",
    "eng": "english",
}
_QUOTES = re.compile(r"[«»\"“”„‟'’`]")

CLOSE = 0.84
"""How alike (difflib's ratio) a misspelt name must be to be taken for another."""
MARGIN = 0.1
"""How much less alike any other key's names must be."""

WORTH_ASKING = 0.75
"""How alike a name must be to be asked about."""

Raw = str | int | float | bool | date | datetime | time | timedelta | None
"""A cell's value as openpyxl gives it."""

LONGEST_SAID = 60
SHORTEST_MISSPELT = 4
"""Letters of a text below which its neighbours are too many to guess."""

Key = TypeVar("Key", bound=Hashable)


def clean(text: str) -> str:
    """Without spaces at the ends, non-breaking or doubled ones inside, and invisible signs."""
    text = text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n")).strip()


@lru_cache(maxsize=4_096)
def plain(text: str) -> str:
    """A header or a choice for comparison: no case, punctuation or stars, and «ё» as «е»."""
    words = _NOT_WORD.sub(" ", clean(text).casefold().replace("ё", "е")).split()
    return " ".join(filter(None, (_ABBREVIATIONS.get(word, word) for word in words)))


def plain_name(text: str) -> str:
    """A company's or a venue's name for comparison: no case, quotes, doubled spaces."""
    return " ".join(_QUOTES.sub(" ", clean(text).casefold().replace("ё", "е")).split())


def find(text: str, names: Mapping[str, Key]) -> tuple[Key, bool] | None:
    """The key of a name written exactly (True) or misspelt (False); `names` are `plain`.

    A misspelt text that two keys might mean is not found.
    """
    wanted = plain(text)
    if not wanted:
        return None
    if wanted in names:
        return names[wanted], True
    if len(wanted) < SHORTEST_MISSPELT:
        return None
    near = get_close_matches(wanted, list(names), n=3, cutoff=CLOSE - MARGIN)
    keys = {names[name] for name in near}
    if len(keys) != 1 or SequenceMatcher(None, near[0], wanted).ratio() < CLOSE:
        return None
    return keys.pop(), False


def suggest(text: str, names: Collection[str]) -> str:
    """The name nearest to a text, for a question; empty where none is near."""
    by_plain = {plain_name(name): name for name in names}
    near = get_close_matches(plain_name(text), list(by_plain), n=1, cutoff=WORTH_ASKING)
    return by_plain[near[0]] if near else ""


def said(raw: Raw) -> str:
    """A cell's value for a message, cut to a line."""
    match raw:
        case datetime():
            text = raw.isoformat(sep=" ", timespec="minutes")
        case float() if raw.is_integer():
            text = str(int(raw))
        case _:
            text = str(raw)
    return text if len(text) <= LONGEST_SAID else f"{text[: LONGEST_SAID - 1]}…"
