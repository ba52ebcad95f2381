"""What the classifications say of each class: titles, activities, subclasses.

The tables in `../data/` are official texts; the README there names their sources.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

import numpy as np

from vstrecha.engine.matching.encoders import Float, unit

TEXTS = "industries.tsv"
VECTORS = "industries_vectors.npz"


@dataclass(frozen=True, slots=True)
class ClassText:
    """One text about a class (a NACE Rev. 2 code of four digits); `is_title` says that it names
    the whole class rather than something that belongs to it."""

    code: str
    language: str
    text: str
    is_title: bool = False


@dataclass(frozen=True)
class IndustryTable:
    """The texts of all classes, those of a class together.

    `vectors` are rows for the texts in the same order, made by the encoder `made_by` (name and
    revision). Raises ValueError where the texts of a class do not stand together or the vectors
    are not one a text.
    """

    texts: tuple[ClassText, ...]
    vectors: Float | None = None
    made_by: tuple[str, str] = ("", "")

    def __post_init__(self) -> None:
        runs = [
            text.code
            for before, text in zip((None, *self.texts), self.texts, strict=False)
            if before is None or before.code != text.code
        ]
        if len(set(runs)) < len(runs):
            raise ValueError("the texts of a class must stand together")
        if self.vectors is not None and len(self.vectors) != len(self.texts):
            raise ValueError("there must be one vector for each text")

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The classes in their order."""
        return tuple(dict.fromkeys(text.code for text in self.texts))

    @cached_property
    def titles(self) -> dict[tuple[str, str], str]:
        """The title of a class in a language, by both."""
        return {(text.code, text.language): text.text for text in self.texts if text.is_title}

    def title(self, code: str, language: str) -> str:
        """The title of a class for a reader of that language; empty for what is no class."""
        return self.titles.get((code, language)) or self.titles.get((code, "en"), "")

    def vectors_by(self, name: str, revision: str) -> Float | None:
        """The vectors, if that encoder made them."""
        return self.vectors if self.made_by == (name, revision) else None

    def only(self, kept: Iterable[int]) -> IndustryTable:
        """The table with some of its texts, by place."""
        places = sorted(kept)
        return IndustryTable(
            tuple(self.texts[place] for place in places),
            None if self.vectors is None else self.vectors[places],
            self.made_by,
        )


def read_texts(table: str) -> tuple[ClassText, ...]:
    """The texts of a table with the columns code, language, what (`title` or `part`), text."""
    rows = [line.split("\t") for line in table.splitlines()[1:] if line]
    return tuple(
        ClassText(code, language, text, what == "title") for code, language, what, text in rows
    )


@cache
def packaged_table() -> IndustryTable:
    """The table that the package brings, with the vectors of the packaged encoder."""
    folder = files("vstrecha.engine.matching") / "data"
    texts = read_texts((folder / TEXTS).read_text("utf-8"))
    with (folder / VECTORS).open("rb") as file, np.load(file, allow_pickle=False) as kept:
        vectors = unit(kept["vectors"].astype(np.float32))
        made_by = (str(kept["encoder"]), str(kept["revision"]))
    return IndustryTable(texts, vectors, made_by)
