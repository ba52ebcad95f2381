"""Keys and addresses made of names: small Latin letters, digits and hyphens."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

LONGEST = 80

_LETTERS = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        [
            *("a", "b", "v", "g", "d", "e", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o"),
            *("p", "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e"),
            *("yu", "ya"),
        ],
        strict=True,
    )
)
"""The transliteration of Russian passports, without the hard sign."""


def slug(text: str, *, longest: int = LONGEST) -> str:
    """The text in small Latin letters, with hyphens between words; empty where none is left."""
    letters = "".join(_LETTERS.get(letter, letter) for letter in text.casefold())
    ascii_only = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode().lower()
    words = "".join(sign if sign.isalnum() else " " for sign in ascii_only).split()
    return "-".join(words)[:longest].strip("-")


def free(base: str, taken: Collection[str]) -> str:
    """The key itself, or with the first number that makes it free."""
    if base not in taken:
        return base
    number = 2
    while f"{base[: LONGEST - 5]}-{number}" in taken:
        number += 1
    return f"{base[: LONGEST - 5]}-{number}"


def company_key(*, inn: str, name: str, taken: Collection[str]) -> str:
    """A company's key: of its INN, else of its name. Addresses never show an e-mail."""
    return free(f"inn-{inn}" if inn else slug(name, longest=60) or "company", taken)
