"""What goes into matching and what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vstrecha.engine.message import Message


@dataclass(frozen=True, slots=True)
class Item:
    """One opportunity (or any text) to match.

    `kind` is one of the opportunity kinds or empty; `codes` are NACE/OKVED codes; `owner` names
    the company, so that pairs of companies can be made of pairs of items.
    """

    id: str
    text: str
    title: str = ""
    language: str = ""
    kind: str = ""
    codes: tuple[str, ...] = ()
    stage: int | None = None
    partner_sought: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One summand of a score: its name, its contribution, and what a person can be told of it."""

    name: str
    value: float
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemMatch:
    """Two items that fit: `score` is the sum of the parts' values."""

    query: str
    result: str
    score: float
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class PairMatch:
    """Two companies that should meet: the symmetric `score` in 0..1, what each side gains
    (`directions`: the best item matches in which `first` / `second` is the one that gains)."""

    first: str
    second: str
    score: float
    directions: Mapping[str, tuple[ItemMatch, ...]]
