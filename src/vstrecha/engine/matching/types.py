"""What goes into matching and what comes out.

A *company* brings *items*: its opportunities, and its own description as one more item of the
kind `profile`. Matching compares the items of two companies and says what each company would
gain from the other; the reasons are kept by reader.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from vstrecha.engine.message import Message


class Kind(StrEnum):
    """What an item is: the types of opportunity, a company's own description, or unsaid."""

    BUSINESS_OFFER = "business_offer"
    BUSINESS_REQUEST = "business_request"
    TECHNOLOGY_OFFER = "technology_offer"
    TECHNOLOGY_REQUEST = "technology_request"
    RD_REQUEST = "rd_request"
    JOINT_PROJECT = "joint_project"
    CONTRACT_RD_OFFER = "contract_rd_offer"
    PROFILE = "profile"
    UNKNOWN = ""


class PartName(StrEnum):
    """The named summands of a score."""

    MEANING = "meaning"
    WORDS = "words"
    KINDS = "kinds"
    PARTNER = "partner"
    SOUGHT = "sought"
    CODES = "codes"
    STAGE = "stage"


@dataclass(frozen=True, slots=True)
class Item:
    """One opportunity, or a company's description.

    `texts` are versions of the same content, in one language or more, each with its title;
    `title` is that of the first, and `headings` are those titles that say by themselves what
    it is about. `stage` is a technology readiness level, 1..9. `partner_sought` says in words what
    company is looked for. `codes` are NACE Rev. 2 / OKVED2 codes.
    """

    id: str
    kind: Kind = Kind.UNKNOWN
    title: str = ""
    texts: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    stage: int | None = None
    partner_sought: str = ""

    def __post_init__(self) -> None:
        if not self.id:
            raise ValueError("an item needs an id")
        if self.stage is not None and not 1 <= self.stage <= 9:  # noqa: PLR2004 - the TRL scale
            raise ValueError(f"item {self.id}: a stage is a TRL from 1 to 9, not {self.stage}")

    @property
    def text(self) -> str:
        """All versions, one after the other: what words are looked up and quoted in."""
        return "\n".join(self.texts)


@dataclass(frozen=True, slots=True)
class Company:
    """A company that takes part: its side, its own codes, and its items in their order."""

    id: str
    side: str
    codes: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()

    def __post_init__(self) -> None:
        if not self.items:
            raise ValueError(f"company {self.id}: it needs at least one item to be matched by")
        ids = [item.id for item in self.items]
        if len(set(ids)) < len(ids):
            raise ValueError(f"company {self.id}: two of its items have the same id")


@dataclass(frozen=True, slots=True)
class Part:
    """One summand of a score: its name, its value, and what a person can be told of it."""

    name: PartName
    value: float
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """A match as one company reads it.

    `gain` (0..1) is what this company would gain from the other, through its item `mine` and
    the other's item `theirs`. The values of the `parts` add up to the score of the pair.
    """

    company: str
    other: str
    gain: float
    mine: str
    theirs: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class PairMatch:
    """Two companies that may want to meet: the symmetric `score` in 0..1, the harmonic mean of
    the two gains, and how each of the two reads it."""

    score: float
    first: Side
    second: Side


@dataclass(frozen=True, slots=True)
class Row:
    """A text of a plain collection, as the command line reads it."""

    id: str
    text: str
    language: str = ""
    kind: Kind = Kind.UNKNOWN
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Met:
    """A word of the query and the word of the text that it met: `query[start:end]` and
    `text[start:end]`, as pairs of start and end."""

    mine: tuple[int, int]
    theirs: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """A text found for another: `score` is the sum of the parts' values. `met` are the words
    that the part `words` comes from and that may be shown as the same, heaviest first."""

    id: str
    score: float
    parts: tuple[Part, ...] = ()
    met: tuple[Met, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranking:
    """The texts found for one query, best first."""

    query: str
    results: Sequence[Found] = field(default_factory=tuple)
