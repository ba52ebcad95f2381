"""Recommendations with their reasons, as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vstrecha.companies.models import Company, Opportunity
from vstrecha.engine.message import Message
from vstrecha.matches.models import Feedback, Match
from vstrecha.matches.selectors.answers import answered_by, answers_to
from vstrecha.matches.selectors.marks import Phrases, Text, shown_texts, words_that_met
from vstrecha.matches.selectors.suggestions import (
    rank_for,
    suggested_to,
    surprise_in_words,
)
from vstrecha.matches.selectors.wording import in_words, with_industries
from vstrecha.web.templatetags.components import BarPart

__all__ = ["Recommendation", "reasons_to_meet", "recommendations_for"]

# What the parts of a score are called.
PARTS: dict[str, Promise] = {
    "meaning": _("meaning"),
    "words": _("the same words"),
    "kinds": _("one seeks what the other offers"),
    "partner": _("fits as the partner sought"),
    "sought": _("sought by the other"),
    "codes": _("industry"),
    "stage": _("stage"),
    "role": _("role of the partner"),
    "partnership": _("kind of agreement"),
    "place": _("place"),
    "language": _("shared language"),
    "size": _("size of the company"),
}


@dataclass(frozen=True, slots=True)
class Recommendation:
    """Another company to meet, as one company reads it.

    `mine` and `theirs` are the two texts that fit best (None where the company's description as a
    whole does); `my_text` and `their_text` are what both wrote, marked where they met. The values
    of `parts` add up to `score`. `answer` is what the reader has said to it. `surprise` says why
    it is there to surprise, and is empty where it is not.
    """

    company: Company
    reader: Company
    score: float
    mine: Opportunity | None
    theirs: Opportunity | None
    parts: tuple[BarPart, ...]
    why: tuple[str, ...]
    my_text: Text
    their_text: Text
    answer: Feedback | None = None
    surprise: str = ""

    @property
    def points(self) -> int:
        """The score in points of a hundred."""
        return round(self.score * 100)

    @property
    def has_met(self) -> bool:
        """Whether words that met are marked."""
        return any(piece.met for text in (self.my_text, self.their_text) for piece in text.pieces)

    @property
    def has_near(self) -> bool:
        """Whether a clause that carried the meaning is marked."""
        return any(piece.near for text in (self.my_text, self.their_text) for piece in text.pieces)


def recommendations_for(*, company: Company, limit: int) -> list[Recommendation]:
    """The companies that are suggested to one company, in their order.

    Those that it must meet come first, and those that it refused are left out. Where a mission's
    suggestions have not been chosen yet, its best matches stand for them.
    """
    refused, wanted = answered_by(company)
    chosen = suggested_to(company)
    is_wanted = Q(first__in=wanted) | Q(second__in=wanted)
    matches = (
        Match.objects.filter(Q(first=company) | Q(second=company))
        .exclude(Q(first__in=refused) | Q(second__in=refused))
        .annotate(is_wanted=is_wanted, rank=rank_for(company))
        .select_related("first__side", "second__side")
        .order_by("-is_wanted", F("rank").asc(nulls_last=True), "-score", "pk")
    )
    if chosen is not None:
        matches = matches.filter(Q(rank__isnull=False) | is_wanted)
    return [
        replace(one, surprise=surprise_in_words((chosen or {}).get(one.company.pk, ())))
        for one in _read(matches[:limit], readers=[company])
    ]


def reasons_to_meet(*, company: Company, readers: Sequence[Company]) -> list[Recommendation]:
    """Why each of the readers' companies should meet a company, the best first."""
    if not readers:
        return []
    matches = (
        Match.objects.filter(
            Q(first=company, second__in=readers) | Q(second=company, first__in=readers)
        )
        .select_related("first__side", "second__side")
        .order_by("-score", "pk")
    )
    return _read(matches, readers=readers)


def _read(matches: Iterable[Match], *, readers: Sequence[Company]) -> list[Recommendation]:
    found = list(matches)
    keys = {reader.pk for reader in readers}
    answers = answers_to(readers)
    opportunities = Opportunity.objects.filter(
        company__in={one for match in found for one in (match.first_id, match.second_id)}
    ).in_bulk()
    return [
        _with_answer(
            _recommendation(match, "first" if match.first_id in keys else "second", opportunities),
            answers,
        )
        for match in found
    ]


def _with_answer(
    one: Recommendation, answers: Mapping[tuple[int, int], Feedback]
) -> Recommendation:
    return replace(one, answer=answers.get((one.reader.pk, one.company.pk)))


def _recommendation(
    match: Match, reader: str, opportunities: Mapping[int, Opportunity]
) -> Recommendation:
    """The match as its `first` or `second` company reads it."""
    own, other = (match.first, match.second) if reader == "first" else (match.second, match.first)
    side = match.reasons.get(reader, {})
    parts = side.get("parts", [])
    mine = _opportunity(side.get("mine"), opportunities)
    theirs = _opportunity(side.get("theirs"), opportunities)
    phrases = side.get("phrases", [])
    my_text, their_text = shown_texts(mine or own, theirs or other, phrases)
    return Recommendation(
        company=other,
        reader=own,
        score=match.score,
        mine=mine,
        theirs=theirs,
        parts=tuple(
            BarPart(PARTS.get(part["name"], part["name"]), float(part["value"])) for part in parts
        ),
        why=tuple(
            in_words(message)
            for part in parts
            for message in _messages(part, phrases, (my_text, their_text))
        ),
        my_text=my_text,
        their_text=their_text,
    )


def _messages(
    part: Mapping[str, Any], phrases: Phrases, texts: tuple[Text, Text]
) -> Iterable[Message]:
    """What is told of a part, of the two texts as they are shown."""
    if part["name"] == "words" and phrases:
        return words_that_met(phrases, *texts)
    messages = map(Message.from_json, part["messages"])
    return map(with_industries, messages) if part["name"] == "codes" else messages


def _opportunity(item: object, opportunities: Mapping[int, Opportunity]) -> Opportunity | None:
    """The opportunity that an item of the engine's was made of; None for a company's profile."""
    text = str(item)
    return opportunities.get(int(text)) if text.isdecimal() else None
