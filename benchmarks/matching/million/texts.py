"""Distinct texts recombined from the titles of the procurement vocabulary."""

from __future__ import annotations

import csv
import random
from pathlib import Path

VOCABULARY = "cpv_en_ru_uk.tsv"
# Titles of up to so many characters: the longest text has twice as many and the separator.
_LONGEST_TITLE = 28


def titles(folder: Path, language: str) -> list[str]:
    """The short titles of a language, each once, in alphabetical order."""
    with (folder / VOCABULARY).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    found = {row[language].strip() for row in rows}
    return sorted(title for title in found if 0 < len(title) <= _LONGEST_TITLE)


def recombined(pool: list[str], count: int, *, seed: int) -> list[str]:
    """`count` texts of two different titles each, no two texts of the same two titles.

    The first texts are the same whatever the count. Raises ValueError where the pool has not
    that many couples.
    """
    if count > len(pool) * (len(pool) - 1) // 2:
        raise ValueError(f"{len(pool)} titles do not make {count} couples: take fewer.")
    generator = random.Random(seed)  # noqa: S311 - a sample, not a secret
    seen: set[tuple[int, int]] = set()
    texts: list[str] = []
    while len(texts) < count:
        one, other = generator.randrange(len(pool)), generator.randrange(len(pool))
        couple = (min(one, other), max(one, other))
        if one != other and couple not in seen:
            seen.add(couple)
            texts.append(f"{pool[one]}; {pool[other]}")
    return texts
