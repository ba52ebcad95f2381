"""Texts of a match with the places where they met, in the version that the reader sees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from vstrecha.companies.models import Company, Opportunity
from vstrecha.engine.message import N_, Message
from vstrecha.web.localised import Localised, localised, localised_lines

__all__ = ["MarkedText", "Phrases", "Piece", "Text", "shown_texts", "words_that_met"]

_SAME_WORDS = N_("Words that both of you use: {words}.")
_SAME_TERMS = N_("The same terms in two languages: {pairs}.")
# A text longer than this is folded, the rest a click away.
_LONG = 280

Phrases = Sequence[Mapping[str, object]]
Record = Opportunity | Company
_FIELDS: Mapping[type[Record], tuple[str, str]] = {
    Opportunity: ("title", "description"),
    Company: ("name", "description"),
}
# Fields of a joint project that are lists of lines.
_LISTS = ("exists", "missing")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `met` where its words met the other text's, `near` where it carried the
    meaning."""

    text: str
    met: bool = False
    near: bool = False


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A field as the reader sees it, cut where a mark begins or ends. `field` is the version's."""

    field: str
    shown: Localised
    pieces: tuple[Piece, ...]

    @property
    def is_long(self) -> bool:
        """Whether it should be folded."""
        return len(self.shown.text) > _LONG


@dataclass(frozen=True, slots=True)
class Text:
    """What one side wrote: a title, a description, and of a project those lines of what exists and
    what is missing in which it met the other."""

    record: Record
    title: MarkedText
    description: MarkedText
    exists: tuple[MarkedText, ...] = ()
    missing: tuple[MarkedText, ...] = ()

    @property
    def is_opportunity(self) -> bool:
        """Whether it is an opportunity; else the company's own description."""
        return isinstance(self.record, Opportunity)

    @property
    def fields(self) -> frozenset[str]:
        """The fields that are shown."""
        lines = (*self.exists, *self.missing)
        return frozenset(one.field for one in (self.title, self.description, *lines))

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All that is shown."""
        shown = (self.title, self.description, *self.exists, *self.missing)
        return tuple(piece for one in shown for piece in one.pieces)


def shown_texts(mine: Record, theirs: Record, phrases: Phrases) -> tuple[Text, Text]:
    """Both records as the reader sees them, with the places where what is shown met."""
    fields = {"mine": _fields(mine), "theirs": _fields(theirs)}
    # Words that met a version which is not shown would be marked for no reason to be seen.
    shown = [
        phrase
        for phrase in phrases
        if all(
            _span(phrase, whose).get("field", "") in {*names, ""} for whose, names in fields.items()
        )
    ]
    return _text(mine, shown, "mine"), _text(theirs, shown, "theirs")


def _text(record: Record, phrases: Phrases, whose: str) -> Text:
    title, description = (_marked(record, field, phrases, whose) for field in _FIELDS[type(record)])
    return Text(
        record,
        title,
        description,
        exists=_marked_lines(record, "exists", phrases, whose),
        missing=_marked_lines(record, "missing", phrases, whose),
    )


def words_that_met(phrases: Phrases, mine: Text, theirs: Text) -> list[Message]:
    """The sentences for the words that met in the two texts as they are shown."""
    here = [
        (str(_span(phrase, "mine")["said"]), str(_span(phrase, "theirs")["said"]), phrase["by"])
        for phrase in phrases
        if phrase["by"] != "meaning"
        and _span(phrase, "mine").get("field") in mine.fields
        and _span(phrase, "theirs").get("field") in theirs.fields
    ]
    same = tuple(one for one, _other, by in here if by == "word")
    terms = tuple(f"{one} – {other}" for one, other, by in here if by == "term")
    sentences = []
    if same:
        sentences.append(Message(_SAME_WORDS, {"words": same}))
    if terms:
        sentences.append(Message(_SAME_TERMS, {"pairs": terms}))
    return sentences


def _version(record: Record, field: str) -> str:
    """The name of the field whose text the reader sees: its own or the English one."""
    is_english = localised(record, field).language == "en" and record.language != "en"
    return f"{field}_en" if is_english and getattr(record, f"{field}_en") else field


def _fields(record: Record) -> set[str]:
    names = {_version(record, field) for field in _FIELDS[type(record)]}
    if isinstance(record, Opportunity):
        names |= {_version_of_lines(record, field) for field in _LISTS}
    return names


def _marked(record: Record, field: str, phrases: Phrases, whose: str) -> MarkedText:
    shown = localised(record, field)
    name = _version(record, field)
    return MarkedText(name, shown, tuple(_pieces(shown.text, _places(phrases, whose, name))))


def _version_of_lines(record: Opportunity, field: str) -> str:
    lines = localised_lines(record, field)
    is_english = bool(lines) and lines[0].language == "en" and record.language != "en"
    return f"{field}_en" if is_english and getattr(record, f"{field}_en") else field


def _marked_lines(
    record: Record, field: str, phrases: Phrases, whose: str
) -> tuple[MarkedText, ...]:
    """The lines that have a mark. A place in a list says what stands there, and where in the line;
    a line that says the same at the same place met the other text as well."""
    if not isinstance(record, Opportunity):
        return ()
    name = _version_of_lines(record, field)
    places = _places(phrases, whose, name)
    lines = [
        MarkedText(name, line, tuple(_pieces(line.text, places)))
        for line in localised_lines(record, field)
    ]
    return tuple(line for line in lines if any(one.met or one.near for one in line.pieces))


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int
    said: str
    by: str


def _places(phrases: Phrases, whose: str, field: str) -> list[_Place]:
    spans = [(_span(phrase, whose), str(phrase["by"])) for phrase in phrases]
    return [
        _Place(int(str(span["start"])), int(str(span["end"])), str(span["said"]), by)
        for span, by in spans
        if span.get("field") == field
    ]


def _span(phrase: Mapping[str, object], whose: str) -> Mapping[str, object]:
    span = phrase.get(whose)
    return span if isinstance(span, Mapping) else {}


def _pieces(text: str, places: Iterable[_Place]) -> Iterable[Piece]:
    # A text that was changed since the matching is marked where it still says the same.
    still = [place for place in places if text[place.start : place.end] == place.said]
    edges = sorted({0, len(text), *(edge for one in still for edge in (one.start, one.end))})
    for start, end in pairwise(edges):
        inside = {one.by for one in still if one.start <= start and end <= one.end}
        yield Piece(text[start:end], bool(inside - {"meaning"}), "meaning" in inside)
