"""Which Russian word an English one stands for: a lexicon learned from official translations.

`data/lexicon_ru_en.tsv` comes from `scripts/learn_lexicon.py`; see the README beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from vstrecha.engine.matching.texts.words import is_cyrillic, transliterated

# How far a name is trusted to be the same where only its letters were changed to Latin ones.
_TRANSLITERATION_TRUST = 0.6
_SHORTEST_NAME = 4
# The least product of both directions' probabilities.
_AGREEMENT = 0.05


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Stems of one language to stems of the other, each with the trust in it, in 0..1: a
    probability, or the cosine of two words."""

    entries: Mapping[str, tuple[tuple[str, float], ...]] = field(default_factory=dict)

    def translations(self, stem: str) -> tuple[tuple[str, float], ...]:
        """The stems in the other language that may stand for this one, most likely first.

        A Cyrillic word that the lexicon lacks (a brand, a loan word) is also tried in Latin
        letters.
        """
        known = self.entries.get(stem)
        if known is not None:
            return known
        if len(stem) >= _SHORTEST_NAME and is_cyrillic(stem):
            return ((transliterated(stem), _TRANSLITERATION_TRUST),)
        return ()

    def joined(self, other: Lexicon) -> Lexicon:
        """Both lexicons in one; where they differ, the one that trusts a translation more."""
        entries = dict(self.entries)
        for source, targets in other.entries.items():
            best = dict(entries.get(source, ()))
            for target, probability in targets:
                best[target] = max(probability, best.get(target, 0.0))
            entries[source] = tuple(sorted(best.items(), key=lambda pair: (-pair[1], pair[0])))
        return Lexicon(entries)

    def agrees(self, stem: str, translation: str) -> bool:
        """Whether the translation holds in both directions, and so may be shown to a person."""
        forward = dict(self.translations(stem)).get(translation, 0.0)
        backward = dict(self.translations(translation)).get(stem, 0.0)
        is_name = translation == transliterated(stem) or stem == transliterated(translation)
        return is_name or forward * backward >= _AGREEMENT


def read_lexicon(text: str) -> Lexicon:
    """The lexicon of a table: Russian stem, English stem, p(English | Russian), p(Russian |
    English); lines that start with # are remarks, as is the first line of names."""
    entries: dict[str, list[tuple[str, float]]] = {}
    rows = [line for line in text.splitlines() if line and not line.startswith("#")]
    for row in rows[1:]:
        russian, english, forward, backward = row.split("\t")
        for source, target, probability in (
            (russian, english, float(forward)),
            (english, russian, float(backward)),
        ):
            if probability > 0:
                entries.setdefault(source, []).append((target, probability))
    return Lexicon(
        {
            source: tuple(sorted(targets, key=lambda pair: (-pair[1], pair[0])))
            for source, targets in entries.items()
        }
    )


@cache
def packaged_lexicon() -> Lexicon:
    """The lexicon that the package brings."""
    table = files("vstrecha.engine.matching") / "data" / "lexicon_ru_en.tsv"
    return read_lexicon(table.read_text("utf-8"))
