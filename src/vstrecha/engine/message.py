"""Sentences that the engine says, kept apart from their language.

The engine is plain Python and knows no catalogue. It returns English templates with named facts;
a room renders them in the reader's language, the command line in English. `N_` and `N_n` mark
the templates so that extraction finds them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

__all__ = ["N_", "Fact", "Message", "N_n"]


def N_(text: str) -> str:  # noqa: N802 - the conventional name of gettext's no-op marker
    """Mark a template for translation and return it unchanged."""
    return text


def N_n(singular: str, plural: str) -> tuple[str, str]:  # noqa: N802 - as above, for plural forms
    """Mark a pair of templates, chosen by a number, for translation."""
    return singular, plural


def _untranslated(text: str) -> str:
    return text


def _untranslated_plural(singular: str, plural: str, number: int) -> str:
    return singular if number == 1 else plural


@dataclass(frozen=True, slots=True)
class Message:
    """A template and its facts.

    `text` has `{name}` fields that `facts` fills. Where the wording depends on a count, `plural`
    is the template for many and `number` names the fact that holds the count.
    A fact that is a tuple of strings is joined by commas. A fact may be a message itself, a part
    of the sentence with its own facts. Several such parts are joined by semicolons, whole
    sentences by spaces.
    """

    text: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    plural: str = ""
    number: str = ""

    def render(
        self,
        gettext: Callable[[str], str] = _untranslated,
        ngettext: Callable[[str, str, int], str] = _untranslated_plural,
    ) -> str:
        """The sentence, in the language of the functions given (English without them)."""
        if self.plural:
            template = ngettext(self.text, self.plural, int(str(self.facts[self.number])))
        else:
            template = gettext(self.text)
        return template.format(
            **{name: _said(fact, gettext, ngettext) for name, fact in self.facts.items()}
        )

    def to_json(self) -> dict[str, object]:
        """A JSON-ready form that `from_json` reads back."""
        data: dict[str, object] = {"text": self.text}
        if self.facts:
            data["facts"] = {name: _plain(value) for name, value in self.facts.items()}
        if self.plural:
            data["plural"] = self.plural
            data["number"] = self.number
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Message:
        """The message that `to_json` wrote."""
        facts = data.get("facts", {})
        if not isinstance(facts, Mapping):
            raise TypeError("facts of a message must be an object")
        return cls(
            text=str(data["text"]),
            facts={str(name): _fact(value) for name, value in facts.items()},
            plural=str(data.get("plural", "")),
            number=str(data.get("number", "")),
        )


Fact = str | int | float | Message | tuple[str, ...] | tuple[Message, ...]


def _said(
    fact: Fact, gettext: Callable[[str], str], ngettext: Callable[[str, str, int], str]
) -> str | int | float:
    """A fact as it stands in a sentence."""
    if isinstance(fact, Message):
        return fact.render(gettext, ngettext)
    if not isinstance(fact, tuple):
        return fact
    parts = [one.render(gettext, ngettext) for one in fact if isinstance(one, Message)]
    if not parts:
        return ", ".join(str(one) for one in fact)
    return (" " if all(part.endswith(".") for part in parts) else "; ").join(parts)


def _plain(fact: Fact) -> object:
    if isinstance(fact, Message):
        return fact.to_json()
    if isinstance(fact, tuple):
        return [one.to_json() if isinstance(one, Message) else one for one in fact]
    return fact


def _fact(value: object) -> Fact:
    if isinstance(value, Mapping):
        return Message.from_json(value)
    if isinstance(value, list):
        if value and all(isinstance(one, Mapping) for one in value):
            return tuple(Message.from_json(one) for one in value)
        return tuple(str(one) for one in value)
    if isinstance(value, str | int | float):
        return value
    raise TypeError("a fact of a message must be a text, a number, a message or a list of them")
