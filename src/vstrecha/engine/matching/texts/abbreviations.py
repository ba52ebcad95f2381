"""Abbreviations of technical texts: those that everybody knows, and those a text explains itself.

`data/abbreviations.tsv` is our own table. What a text explains, as in «частотно-регулируемый
привод (ЧРП)», holds for all texts of a collection.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from vstrecha.engine.matching.texts.lexicon import Lexicon
from vstrecha.engine.matching.texts.words import plain_words, stem, words

# Two spellings of one abbreviation are the same; a word of what it stands for is a part of it,
# and stands for the whole only by its share.
_SAME = 1.0
_PART = 0.7

_EXPLAINED = re.compile(r"\(\s*([A-ZА-ЯЁ][A-Za-zА-Яа-яёЁ&]{1,6})\s*\)")
_CAPITALS = re.compile("[A-ZА-ЯЁ]")
_LEAST_CAPITALS = 2
_MOST_SKIPPED = 3


@cache
def known_abbreviations() -> Lexicon:
    """The table that the package brings, as a lexicon."""
    table = files("vstrecha.engine.matching") / "data" / "abbreviations.tsv"
    found: _Entries = defaultdict(dict)
    for line in table.read_text("utf-8").splitlines()[1:]:
        spellings, meanings = (cell.split(";") for cell in line.split("\t"))
        heads = [stem(spelling.strip().lower()) for spelling in spellings]
        for head in heads:
            for other in heads:
                if other != head:
                    found[head][other] = _SAME
            for meaning in meanings:
                _explain(found, head, meaning)
    return _lexicon(found)


def explained_abbreviations(texts: Iterable[str]) -> Lexicon:
    """The abbreviations that these texts explain, as a lexicon."""
    found: _Entries = defaultdict(dict)
    for text in texts:
        for short, meaning in _explanations(text):
            _explain(found, stem(short.lower()), meaning)
    return _lexicon(found)


_Entries = defaultdict[str, dict[str, float]]


def _explanations(text: str) -> Iterator[tuple[str, str]]:
    """Each abbreviation in brackets with the words before it whose first letters spell it."""
    for match in _EXPLAINED.finditer(text):
        short = match[1]
        if len(_CAPITALS.findall(short)) < _LEAST_CAPITALS:
            continue
        letters = [letter for letter in short.lower() if letter.isalpha()]
        before = plain_words(text[: match.start()])[-len(letters) - _MOST_SKIPPED :]
        meaning: list[str] = []
        while letters and before:
            word = before.pop()
            if word[0] == letters[-1]:
                letters.pop()
                meaning.insert(0, word)
            elif words(word):
                break  # a word that counts and fits no letter; joining words are passed over
        if not letters:
            yield short, " ".join(meaning)


def _explain(found: _Entries, head: str, meaning: str) -> None:
    parts = [word.stem for word in words(meaning) if word.stem != head]
    for part in parts:
        found[head][part] = max(_PART, found[head].get(part, 0.0))
        found[part][head] = max(_PART / len(parts), found[part].get(head, 0.0))


def _lexicon(found: _Entries) -> Lexicon:
    return Lexicon(
        {
            source: tuple(sorted(targets.items(), key=lambda pair: (-pair[1], pair[0])))
            for source, targets in found.items()
        }
    )
