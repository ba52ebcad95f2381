"""What goes into matching and what comes out.

A *company* brings *items*: its opportunities, and its own description as one more item of the
kind `profile`. Matching compares the items of two companies and says what each company would
gain from the other; the reasons are kept by reader.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    ROLE = "role"
    PARTNERSHIP = "partnership"
    PLACE = "place"
    LANGUAGE = "language"
    SIZE = "size"


class Size(StrEnum):
    """How many people a company employs: up to 9, up to 49, up to 249, more (the bands of the EU
    recommendation 2003/361/EC)."""

    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


@dataclass(frozen=True, slots=True)
class Item:
    """One opportunity, or a company's description.

    `texts` are versions of the same content, in one language or more, each with its title;
    `title` is that of the first, and `headings` are those titles that say by themselves what
    it is about. `stage` is a technology readiness level, 1..9. `partner_sought` says in words what
    company is looked for, `partnership` what kind of agreement. `codes` are NACE Rev. 2 / OKVED2
    codes.
    """

    id: str
    kind: Kind = Kind.UNKNOWN
    title: str = ""
    texts: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    stage: int | None = None
    partner_sought: str = ""
    partnership: str = ""

    def __post_init__(self) -> None:
        if not self.id:
            raise ValueError("an item needs an id")
        if self.stage is not None and not 1 <= self.stage <= 9:  # noqa: PLR2004 - the TRL scale
            raise ValueError(f"item {self.id}: a stage is a TRL from 1 to 9, not {self.stage}")

    @property
    def text(self) -> str:
        """All versions, one after the other: what words are looked up and quoted in."""
        return "\n".join(self.texts)

    @property
    def told(self) -> str:
        """All that the item says in words, the partner and the agreement sought included."""
        return "\n".join(filter(None, [*self.texts, self.partner_sought, self.partnership]))


@dataclass(frozen=True, slots=True)
class Company:
    """A company that takes part: its side, its own codes, and its items in their order.

    `places` are the names of its town and region, in one language or more; `languages` those that
    it speaks (ISO 639-1). What is empty or None is not known.
    """

    id: str
    side: str
    codes: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    places: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    size: Size | None = None

    def __post_init__(self) -> None:
        if not self.items:
            raise ValueError(f"company {self.id}: it needs at least one item to be matched by")
        ids = [item.id for item in self.items]
        if len(set(ids)) < len(ids):
            raise ValueError(f"company {self.id}: two of its items have the same id")

    @property
    def profile(self) -> Item:
        """Its own description, or where it has none its opportunities taken together."""
        for item in self.items:
            if item.kind is Kind.PROFILE:
                return item
        texts = tuple(text for item in self.items for text in item.texts)
        return Item(id=self.id, kind=Kind.PROFILE, texts=texts)


@dataclass(frozen=True, slots=True)
class Part:
    """One summand of a score: its name, its value, and what a person can be told of it."""

    name: PartName
    value: float
    messages: tuple[Message, ...] = ()


class MetBy(StrEnum):
    """How two texts met at a place: the same word, terms of two languages, or meaning alone."""

    WORD = "word"
    TERM = "term"
    MEANING = "meaning"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of an item's text: `item.texts[version][start:end]`."""

    version: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """Where two items met: in the text of `mine` and of `theirs`, as the reader sees them.

    By words, both have a place, and `weight` is the rarity of the words in nats. By meaning, one
    has: the clause without which relevance would be lower by `weight`.
    """

    met_by: MetBy
    mine: Span | None
    theirs: Span | None
    weight: float


@dataclass(frozen=True, slots=True)
class Side:
    """A match as one company reads it.

    `gain` (0..1) is what this company would gain from the other, through its item `mine` and
    the other's item `theirs`. The values of the `parts` add up to the score of the pair.
    `strengths` (0..1) are what the parts brought to the gain before their weights. `phrases` are
    where the two texts met, for the best pairs of a company.
    """

    company: str
    other: str
    gain: float
    mine: str
    theirs: str
    parts: tuple[Part, ...]
    strengths: Mapping[PartName, float]
    phrases: tuple[Phrase, ...] = ()


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
