"""Content that stands in one language, read in another.

A record has texts in its own `language`, and an English version in fields that end in `_en`.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace

from django.utils.translation import get_language

__all__ = ["Localised", "localised", "localised_lines", "reader_language"]


def reader_language() -> str:
    """The language of the interface, without its region: `ru`, `en`."""
    return (get_language() or "en").split("-")[0]


@dataclass(frozen=True, slots=True)
class Localised:
    """The version of a text that the reader understands best, and the other one where it exists."""

    text: str
    language: str
    other: str = ""
    other_language: str = ""

    @property
    def is_foreign(self) -> bool:
        """Whether the text stands in another language than the interface."""
        return bool(self.text) and self.language != reader_language()

    def __str__(self) -> str:
        return self.text


def localised(record: object, field: str, *, language: str = "") -> Localised:
    """The record's text for this reader: its English version only where the reader reads English
    and the original is in another language; else the original.

    `language` is that of the original where the record itself does not say (a venue has the
    language of its mission).
    """
    original = str(getattr(record, field))
    language = language or str(getattr(record, "language", "ru"))
    english = str(getattr(record, f"{field}_en", ""))
    if language == "en" and english not in {"", original}:
        # A record in English has an English version only of what stands in Russian: a town.
        language = "ru"
    if not english or language == "en":
        return Localised(original, language)
    if not original or reader_language() == "en":
        return Localised(english, "en", original, language)
    return Localised(original, language, english, "en")


def localised_lines(record: object, field: str) -> list[Localised]:
    """The lines of a list field for this reader; those in English stand in the same order in the
    list that ends in `_en`."""
    english: list[str] = getattr(record, f"{field}_en", [])
    language = str(getattr(record, "language", "ru"))
    return [
        localised(
            SimpleNamespace(line=line, line_en=english[number] if number < len(english) else ""),
            "line",
            language=language,
        )
        for number, line in enumerate(getattr(record, field))
    ]
