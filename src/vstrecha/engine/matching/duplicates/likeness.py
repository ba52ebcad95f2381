"""How surely two names are one, and in what they differ."""

from __future__ import annotations

from collections.abc import Sequence

from vstrecha.engine.matching.duplicates.names import CoreName, distance
from vstrecha.engine.message import N_, Message, N_n

__all__ = ["TYPO", "TYPO_FROM", "likeness"]

# How sure each likeness makes, alone. Judgement, checked on the labelled pairs of the tests.
_EQUAL = 0.8
_FORM = 0.75
_ORDER = 0.65
TYPO = 0.6
_KIND = 0.45

# Words of so many letters may differ in one, and in two; in shorter ones a letter is the name.
TYPO_FROM = 6
_TWO_TYPOS_FROM = 9
_SHORTEST = 2
_MOST_TYPOS = 2

Likeness = tuple[float, Message | None]


def likeness(ones: Sequence[CoreName], others: Sequence[CoreName]) -> Likeness:
    """The best likeness of one company's names with the other's: how sure (0 for none), and the
    reason."""
    pairs = [_two(one, other) for one in ones for other in others]
    return max(pairs, key=lambda pair: pair[0], default=(0.0, None))


def _two(one: CoreName, other: CoreName) -> Likeness:
    if min(len(one.text), len(other.text)) < _SHORTEST:
        return 0.0, None
    if one.text == other.text:
        return _equal(one, other)
    if one.kind != other.kind:
        return 0.0, None
    if sorted(one.words) == sorted(other.words):
        return _ORDER, Message(N_("Names have the same words in another order"))
    return _typo(one, other)


def _equal(one: CoreName, other: CoreName) -> Likeness:
    if one.kind != other.kind:
        return _KIND, Message(N_("Names differ in the kind of house only"))
    if one.form != other.form:
        return _FORM, Message(N_("Names differ in the legal form only"))
    return _EQUAL, Message(N_("Same name"))


def _typo(one: CoreName, other: CoreName) -> Likeness:
    letters = _letters_apart(one, other)
    if not letters or _numbers(one) != _numbers(other):
        return 0.0, None
    text, plural = N_n("Names differ in {letters} letter", "Names differ in {letters} letters")
    return TYPO, Message(text, {"letters": letters}, plural=plural, number="letters")


def _letters_apart(one: CoreName, other: CoreName) -> int:
    """In how many letters two names differ as a typo would have it; 0 where they differ more.

    Word by word where both have as many («Сибирь Лес» and «Сибирь Лис» are two), else as a whole.
    """
    pairs = [(one.text, other.text)]
    if len(one.words) == len(other.words):
        pairs = list(zip(one.words, other.words, strict=True))
    total = 0
    for mine, theirs in pairs:
        shorter = min(len(mine), len(theirs))
        allowed = (shorter >= TYPO_FROM) + (shorter >= _TWO_TYPOS_FROM)
        letters = distance(mine, theirs, allowed)
        if letters > allowed:
            return 0
        total += letters
    return total if total <= _MOST_TYPOS else 0


def _numbers(name: CoreName) -> list[str]:
    """Numbers and single letters in a name: «Вектор-1» and «Вектор-2», «Вектор-М» are three."""
    return [word for word in name.words if len(word) == 1 or any(map(str.isdigit, word))]
