"""The reasons of a match in the reader's language."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext, ngettext

from vstrecha.companies.industries import industries_of
from vstrecha.engine.message import Fact, Message
from vstrecha.web.localised import reader_language

__all__ = ["in_words", "with_industries"]

_QUOTED = ("mine", "theirs", "phrase", "words")


def in_words(message: Message) -> str:
    """The sentence; what it quotes is in English where the reader's language is English and an
    English version was entered (the facts `mine_en`, `theirs_en` and so on)."""
    if reader_language() == "en":
        english = {
            name: message.facts[f"{name}_en"] for name in _QUOTED if f"{name}_en" in message.facts
        }
        message = replace(message, facts={**message.facts, **english})
    return message.render(gettext, ngettext)


def with_industries(message: Message) -> Message:
    """A reason about codes with the name of the industry after each: `27.12 (Machinery)`."""
    return replace(message, facts={name: _named(fact) for name, fact in message.facts.items()})


def _named(code: Fact) -> Fact:
    industries = industries_of([code])
    return f"{code} ({industries[0].name})" if industries else code
