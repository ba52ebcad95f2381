"""Texts entered twice, and sentences that stand in many companies' texts.

Two texts are compared by their shingles, runs of three word stems (Broder 1997, "On the
resemblance and containment of documents"): the share that they have in common of all that either
has, and of the shorter one's. A list of the texts in which each shingle stands finds the pairs.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from vstrecha.engine.matching.duplicates.finding import Finding, Verdict
from vstrecha.engine.matching.texts.words import words
from vstrecha.engine.message import N_, Message

_RUN = 3
_SAME = 0.6
_CONTAINED = 0.85
_FEWEST_WORDS = 5
_MOST = 0.99
# A run that stands in more texts than this is a phrase of the trade or a boilerplate.
_MOST_WITH_RUN = 40
_FEWEST_COMPANIES = 3
_FEWEST_WORDS_OF_SENTENCE = 5
_SENTENCE = re.compile(r"[.!?…;]+\s+|\n+")


@dataclass(frozen=True, slots=True)
class TextRecord:
    """An opportunity: whose it is, what kind, and its text (title and description)."""

    id: str
    company: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """A sentence that stands in texts of several companies; `texts` are their ids."""

    sentence: str
    texts: tuple[str, ...]
    companies: int


def same_texts(records: Sequence[TextRecord]) -> list[Finding]:
    """The pairs that say nearly the same and are of one kind, surest first.

    An offer and a request in like words are no duplicate: one seeks what the other has.
    """
    runs = {record.id: _runs(record.text) for record in records}
    by_id = {record.id: record for record in records}
    if len(by_id) < len(records):
        raise ValueError("two texts have the same id")
    common = _common(runs)
    found = [
        finding
        for (one, other), shared in common.items()
        if (finding := _compare(by_id[one], by_id[other], runs, shared)) is not None
    ]
    return sorted(found, key=lambda one: (-one.confidence, one.first, one.second))


def boilerplate(records: Sequence[TextRecord]) -> list[Boilerplate]:
    """Sentences of five words and more that three companies and more have, the commonest first."""
    where: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    said: dict[tuple[str, ...], str] = {}
    for record in records:
        for sentence in _SENTENCE.split(record.text):
            stems = tuple(word.stem for word in words(sentence))
            if len(stems) >= _FEWEST_WORDS_OF_SENTENCE:
                where[stems][record.id] = record.company
                said.setdefault(stems, sentence.strip())
    found = [
        Boilerplate(said[stems], tuple(sorted(texts)), len(set(texts.values())))
        for stems, texts in where.items()
        if len(set(texts.values())) >= _FEWEST_COMPANIES
    ]
    return sorted(found, key=lambda one: (-one.companies, one.sentence))


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    stems = [word.stem for word in words(text)]
    if len(stems) < _FEWEST_WORDS:
        # Too short for runs: such a text is another's double only where it is the same.
        return frozenset({tuple(stems)}) if stems else frozenset()
    return frozenset(zip(*(stems[start:] for start in range(_RUN)), strict=False))


def _common(runs: Mapping[str, frozenset[tuple[str, ...]]]) -> Counter[tuple[str, str]]:
    """How many runs two texts have in common, for those that share one which is not everywhere."""
    where: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key in sorted(runs):
        for run in runs[key]:
            where[run].append(key)
    pairs: set[tuple[str, str]] = set()
    for keys in where.values():
        if 1 < len(keys) <= _MOST_WITH_RUN:
            pairs.update(combinations(keys, 2))
    whole: dict[frozenset[tuple[str, ...]], list[str]] = defaultdict(list)
    for key in sorted(runs):
        if runs[key]:
            whole[runs[key]].append(key)
    for keys in whole.values():
        # Copies of one text that are too many for the list above: each with the next.
        pairs.update(pairwise(keys))
    return Counter({pair: len(runs[pair[0]] & runs[pair[1]]) for pair in pairs})


def _compare(
    one: TextRecord,
    other: TextRecord,
    runs: Mapping[str, frozenset[tuple[str, ...]]],
    shared: int,
) -> Finding | None:
    if one.kind != other.kind:
        return None
    ours, theirs = len(runs[one.id]), len(runs[other.id])
    resemblance = shared / (ours + theirs - shared)
    containment = shared / min(ours, theirs)
    if resemblance >= _SAME:
        share, said = resemblance, N_("The texts agree to {share} %")
    elif containment >= _CONTAINED and min(ours, theirs) > _FEWEST_WORDS:
        share, said = containment, N_("One text contains the other to {share} %")
    else:
        return None
    reasons = (Message(said, {"share": round(100 * share)}), _whose(one, other))
    return Finding(one.id, other.id, Verdict.SAME, min(share, _MOST), reasons)


def _whose(one: TextRecord, other: TextRecord) -> Message:
    if one.company == other.company:
        return Message(N_("Both are of the same company"))
    return Message(N_("Two companies say the same"))
