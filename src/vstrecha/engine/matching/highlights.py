"""Where two texts met: phrases that both have, and what carried the meaning.

Words: what the lexical index counted, in either language, adjoining words taken together. Meaning:
the clause without which the vectors are least near; each clause of a text is left out once, and
the drop of relevance is measured, everything else being as it was.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from vstrecha.engine.matching.carriers import Carriers, Key
from vstrecha.engine.matching.comparison import Comparison
from vstrecha.engine.matching.encoders import Float
from vstrecha.engine.matching.reasons import is_told, says_something
from vstrecha.engine.matching.texts.lexical import LexicalIndex, shared_words
from vstrecha.engine.matching.texts.words import Word, words
from vstrecha.engine.matching.types import (
    Item,
    MetBy,
    PairMatch,
    PartName,
    Phrase,
    Side,
    Span,
)

# A company is shown where texts met for so many of its best pairs.
MOST_PAIRS = 8
_MOST_PHRASES = 6
# With so many phrases in words, a reader sees why two texts are near.
_ENOUGH = 2
# Phrases much lighter than the rarest word tell a reader nothing.
_TELLING = 0.4
# Words of a phrase stand side by side in one text, and so near in the other.
_NEAR = 2


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[Word, ...]:
    return tuple(words(text))


_Text = tuple[str, Sequence[Word]]


@dataclass(slots=True)
class _Run:
    """Adjoining words of mine, from `first` to `last` (numbers of words), with theirs."""

    first: int
    last: int
    theirs: list[int]
    weight: float
    translated: bool
    says_something: bool


def phrases(
    mine: str, theirs: str, index: LexicalIndex, versions: tuple[int, int] = (0, 0)
) -> list[Phrase]:
    """What two texts (of these versions) have in common in words: where it stands in each, by
    which of the two, and its weight; heaviest first.
    """
    own, others = _words(mine), _words(theirs)
    met = _met(mine, theirs, index)
    places: dict[str, list[int]] = {}
    for number, word in enumerate(others):
        places.setdefault(word.stem, []).append(number)
    runs = [
        run
        for number, word in enumerate(own)
        if word.stem in met
        for there in places[met[word.stem][0]]
        for run in [_run((mine, own), (theirs, others), (number, there), met)]
    ]
    heaviest = max((weight for _stem, weight, _translated in met.values()), default=0.0)
    telling = [run for run in runs if run.says_something and run.weight >= _TELLING * heaviest]
    return _best(telling, own, others, versions)


def _run(
    mine: _Text, theirs: _Text, start: tuple[int, int], met: Mapping[str, tuple[str, float, bool]]
) -> _Run:
    """The longest run of met words from a word of mine and one of theirs on."""
    text, own = mine
    _stem, weight, translated = met[own[start[0]].stem]
    run = _Run(start[0], start[0], [start[1]], weight, translated, _says(text, own[start[0]]))
    for number in range(start[0] + 1, len(own)):
        word = own[number]
        if word.stem not in met or not _adjoin(text, own[number - 1], word):
            break
        stem, weight, translated = met[word.stem]
        near = [
            place
            for place, other in enumerate(theirs[1])
            if other.stem == stem
            and place not in run.theirs
            and min(abs(place - one) for one in run.theirs) <= _NEAR
            and _on_one_line(theirs, [*run.theirs, place])
        ]
        if not near:
            break
        run.theirs.append(near[0])
        run.last, run.weight = number, run.weight + weight
        run.translated |= translated
        run.says_something |= _says(text, word)
    return run


def _says(text: str, word: Word) -> bool:
    return says_something(text[word.start : word.end])


def _met(mine: str, theirs: str, index: LexicalIndex) -> dict[str, tuple[str, float, bool]]:
    """Stems of mine with what each met in theirs, its weight, and whether by translation."""
    return {
        _words(word.mine)[0].stem: (_words(word.theirs)[0].stem, word.weight, word.translated)
        for word in shared_words(mine, theirs, index)
        if word.sure and _words(word.mine) and _words(word.theirs)
    }


def _adjoin(text: str, one: Word, other: Word) -> bool:
    """Whether nothing but space, a hyphen or joining words stands between two words."""
    between = text[one.end : other.start]
    return "\n" not in between and not re.search(r"[.,;:!?()«»\"—–]", between)


def _on_one_line(text: _Text, numbers: Sequence[int]) -> bool:
    between = text[0][text[1][min(numbers)].start : text[1][max(numbers)].end]
    return "\n" not in between and len(numbers) * _NEAR > max(numbers) - min(numbers)


def _best(
    runs: Iterable[_Run], own: Sequence[Word], others: Sequence[Word], versions: tuple[int, int]
) -> list[Phrase]:
    """The heaviest runs, each met stem once: in the longest run that has it."""
    ordered = sorted(runs, key=lambda run: (-run.weight, run.first))
    told: set[str] = set()
    found = []
    for run in ordered:
        stems = {word.stem for word in own[run.first : run.last + 1]}
        if stems <= told:
            continue
        told |= stems
        found.append(
            Phrase(
                MetBy.TERM if run.translated else MetBy.WORD,
                Span(versions[0], own[run.first].start, own[run.last].end),
                Span(versions[1], others[min(run.theirs)].start, others[max(run.theirs)].end),
                run.weight,
            )
        )
    return found[:_MOST_PHRASES]


def highlighted(pairs: Sequence[PairMatch], compared: Comparison) -> list[PairMatch]:
    """The pairs, best first: those that are among the best of one of their companies, with
    `phrases`."""
    counts: Counter[str] = Counter()
    shown = []
    for pair in pairs:
        keys = (pair.first.company, pair.second.company)
        shown.append(any(counts[key] < MOST_PAIRS for key in keys))
        counts.update(keys)
    marker = _Marker(compared, [pair for pair, yes in zip(pairs, shown, strict=True) if yes])
    return [
        replace(pair, first=marker.marked(pair.first), second=marker.marked(pair.second))
        if yes
        else pair
        for pair, yes in zip(pairs, shown, strict=True)
    ]


def _keys(side: Side) -> tuple[Key, Key]:
    return (side.company, side.mine), (side.other, side.theirs)


class _Marker:
    def __init__(self, compared: Comparison, pairs: Sequence[PairMatch]) -> None:
        self._compared = compared
        self._items: dict[Key, Item] = {}
        self._places: dict[Key, int] = {}
        self._vectors: dict[Key, Float] = {}
        place = 0
        for side in (compared.first, compared.second):
            for item, vector, owner in zip(side.items, side.vectors, side.owner, strict=True):
                key = (side.companies[int(owner)].id, item.id)
                self._items[key], self._vectors[key] = item, vector
                self._places[key] = place
                place += 1
        sides = [side for pair in pairs for side in (pair.first, pair.second)]
        self._by_words = {_keys(side): list(self._in_words(side)) for side in sides}
        self._carriers = Carriers(
            compared,
            [key for side in sides if self._lacks_words(side) for key in _keys(side)],
            self._items,
        )

    def marked(self, side: Side) -> Side:
        """The side with all that it has to show."""
        found = self._by_words[_keys(side)]
        if self._lacks_words(side):
            found = [*found, *self._in_meaning(*_keys(side))]
        return replace(side, phrases=tuple(found))

    def _lacks_words(self, side: Side) -> bool:
        """Whether the texts are near, and words alone do not show why: to who reads the first
        versions, or to who reads the last ones."""
        if not is_told(PartName.MEANING, side.strengths):
            return False
        mine, theirs = (self._items[key] for key in _keys(side))
        shown = Counter(
            (phrase.mine.version, phrase.theirs.version)
            for phrase in self._by_words[_keys(side)]
            if phrase.mine and phrase.theirs
        )
        last = (len(mine.texts) - 1, len(theirs.texts) - 1)
        return any(shown[versions] < _ENOUGH for versions in {(0, 0), last})

    def _in_words(self, side: Side) -> Iterator[Phrase]:
        if not is_told(PartName.WORDS, side.strengths):
            return
        mine, theirs = (self._items[key] for key in _keys(side))
        for version, text in enumerate(mine.texts):
            for other_version, other in enumerate(theirs.texts):
                yield from phrases(text, other, self._compared.words, (version, other_version))

    def _in_meaning(self, mine: Key, theirs: Key) -> Iterator[Phrase]:
        place = self._places[theirs]
        covered = self._compared.words.coverage([self._items[mine].text], slice(place, place + 1))
        coverage = float(covered[0, 0])
        one, other = self._vectors[mine], self._vectors[theirs]
        for span, drop in self._carriers.of(mine, other, one, coverage):
            yield Phrase(MetBy.MEANING, span, None, drop)
        for span, drop in self._carriers.of(theirs, one, other, coverage):
            yield Phrase(MetBy.MEANING, None, span, drop)
