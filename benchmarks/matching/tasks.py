"""The tasks: queries, corpus, and which texts of the corpus are right for each query."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from vstrecha.engine.matching.types import Row


@dataclass(frozen=True, slots=True)
class Task:
    """`gold[i]` are the places in the corpus that are right for query i. `two_sided` says
    whether the two collections are counterparts of each other as wholes."""

    name: str
    queries: Sequence[Row]
    corpus: Sequence[Row]
    gold: Sequence[frozenset[int]]
    two_sided: bool


_VOCABULARIES = (
    ("OKVED ru → NACE en", "ru_okved2", "en_nace2"),
    ("NACE en → OKVED ru", "en_nace2", "ru_okved2"),
    ("NACE fr → OKVED ru", "fr_naf2", "ru_okved2"),
    ("NACE ro → OKVED ru", "ro_caem2_md", "ru_okved2"),
)
_ACTIVITIES = (
    ("SIC activity en → OKVED ru", "ru_okved2"),
    ("SIC activity en → NACE en", "en_nace2"),
)


def tasks(folder: Path) -> list[Task]:
    """All tasks on the tables of a folder."""
    classes = _read(folder / "nace_multi.tsv")
    activities = [
        (row["nace4"], row["activity_en"]) for row in _read(folder / "sic_includes_en.tsv")
    ]
    return [
        *(
            _task(name, _column(classes, source), _column(classes, target), two_sided=True)
            for name, source, target in _VOCABULARIES
        ),
        *(
            _task(name, activities, _column(classes, target), two_sided=False)
            for name, target in _ACTIVITIES
        ),
    ]


def _task(
    name: str,
    queries: Sequence[tuple[str, str]],
    corpus: Sequence[tuple[str, str]],
    *,
    two_sided: bool,
) -> Task:
    """Gold is the same code, or a title identical to that code's; queries without are left
    out."""
    titles: dict[str, set[str]] = {}
    for code, title in corpus:
        titles.setdefault(code, set()).add(title)
    asked = [(code, text) for code, text in queries if code in titles]
    return Task(
        name=name,
        queries=[Row(f"q{number}", text) for number, (_, text) in enumerate(asked)],
        corpus=[Row(f"c{number}", text) for number, (_, text) in enumerate(corpus)],
        gold=[
            frozenset(
                place
                for place, (other, title) in enumerate(corpus)
                if other == code or title in titles[code]
            )
            for code, _ in asked
        ],
        two_sided=two_sided,
    )


def _column(rows: Sequence[Mapping[str, str]], column: str) -> list[tuple[str, str]]:
    return [(row["code"], row[column]) for row in rows if row[column]]


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
