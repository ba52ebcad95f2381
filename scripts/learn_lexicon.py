"""Learn the Russian–English lexicon of the matching engine from official translations.

    python -m scripts.learn_lexicon cpv_en_ru_uk.tsv

The table has a line for each code of the Common Procurement Vocabulary, with its title in
English (`en`) and Russian (`ru`). IBM model 1 (Brown et al. 1993, "The Mathematics of
Statistical Machine Translation") is fitted in both directions on the stems of the titles; a pair
is kept where either direction believes in it. To these come the pairs of words of the titles
that the packaged encoder holds for translations of each other; where both know a pair, the
higher probability stays.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from vstrecha.engine.matching.encoders import PackagedEncoder
from vstrecha.engine.matching.resources import Resources
from vstrecha.engine.matching.texts.glossary import glossary
from vstrecha.engine.matching.texts.lexicon import Lexicon
from vstrecha.engine.matching.texts.words import is_cyrillic, words

TARGET = (
    Path(__file__).resolve().parent.parent / "src/vstrecha/engine/matching/data/lexicon_ru_en.tsv"
)
ROUNDS = 8
LEAST = 0.05
MOST = 5
NOTHING = ""  # the empty word that unmatched words come from

Pair = tuple[Sequence[str], Sequence[str]]
Table = Mapping[tuple[str, str], float]


def learn(pairs: Iterable[Pair], rounds: int = ROUNDS) -> Table:
    """p(target stem | source stem) by expectation maximisation from a uniform start."""
    sentences = [([NOTHING, *source], target) for source, target in pairs]
    table: dict[tuple[str, str], float] = {}
    for turn in range(rounds):
        counts: defaultdict[tuple[str, str], float] = defaultdict(float)
        totals: defaultdict[str, float] = defaultdict(float)
        for source, target in sentences:
            for word in target:
                beliefs = [table[origin, word] if turn else 1.0 for origin in source]
                whole = sum(beliefs)
                for origin, belief in zip(source, beliefs, strict=True):
                    counts[origin, word] += belief / whole
                    totals[origin] += belief / whole
        table = {pair: count / totals[pair[0]] for pair, count in counts.items()}
    return table


def kept(table: Table) -> dict[tuple[str, str], float]:
    """The few likeliest translations of each word."""
    by_source: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    for (source, target), probability in table.items():
        if source != NOTHING and probability >= LEAST:
            by_source[source].append((probability, target))
    return {
        (source, target): probability
        for source, targets in by_source.items()
        for probability, target in sorted(targets, key=lambda item: (-item[0], item[1]))[:MOST]
    }


def stems(text: str, *, cyrillic: bool) -> list[str]:
    """The stems of a title in its language; numbers and words in the other script left out."""
    return [
        word.stem
        for word in words(text)
        if is_cyrillic(word.stem) == cyrillic and not word.stem[0].isdigit()
    ]


def encoded(rows: Sequence[Mapping[str, str]]) -> Lexicon:
    """The words of the Russian titles and of the English ones that mean the same."""
    found = glossary(
        [row["ru"] for row in rows],
        [row["en"] for row in rows],
        Resources(PackagedEncoder(), lexicon=Lexicon()),
    )
    return Lexicon(
        {
            source: tuple(
                (target, probability)
                for target, probability in targets
                if is_cyrillic(source) != is_cyrillic(target)
            )
            for source, targets in found.entries.items()
        }
    )


def lexicon(rows: Sequence[Mapping[str, str]]) -> str:
    """The lexicon as the table that the engine reads."""
    pairs = [(stems(row["ru"], cyrillic=True), stems(row["en"], cyrillic=False)) for row in rows]
    forward = kept(learn(pairs))
    backward = kept(learn((english, russian) for russian, english in pairs))
    for source, targets in encoded(rows).entries.items():
        table = forward if is_cyrillic(source) else backward
        for target, probability in targets:
            table[source, target] = max(probability, table.get((source, target), 0))
    both = sorted(forward.keys() | {(russian, english) for english, russian in backward})
    lines = [
        f"{russian}\t{english}\t{forward.get((russian, english), 0):.3f}"
        f"\t{backward.get((english, russian), 0):.3f}"
        for russian, english in both
    ]
    return "\n".join(["ru\ten\tp_en_given_ru\tp_ru_given_en", *lines, ""])


def main(source: Path) -> None:
    """Write the package's lexicon."""
    with source.open(encoding="utf-8", newline="") as file:
        table = lexicon(list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)))
    TARGET.write_text(table, encoding="utf-8", newline="\n")
    print(f"{TARGET.name}: {table.count(chr(10)) - 1} pairs")


if __name__ == "__main__":
    if len(sys.argv) != 2:  # noqa: PLR2004 - the script's name and one file
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
