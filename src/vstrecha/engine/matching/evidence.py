"""The sentences for what is known of a pair beside its texts, each quoting what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from vstrecha.engine.matching import recognition
from vstrecha.engine.matching.types import Company, Item, PartName, Size
from vstrecha.engine.message import N_, Fact, Message

Party = tuple[Company, Item]  # a company and that item of it which counts

_STAGE = N_("The stages of development fit: yours {mine}, theirs {theirs} on the scale 1–9.")
_ROLE = N_("You look for «{sought}»; of themselves they write «{theirs}».")
_ROLE_BY_CODE = N_("You look for «{sought}»; their industry code {code} says that they are one.")
_PARTNERSHIP = N_("The agreement fits: you want «{mine}», they want «{theirs}».")
_MY_PLACE = N_("They write of «{theirs}», where you are at home: {place}.")
_THEIR_PLACE = N_("You write of «{mine}», where they are at home: {place}.")
_LANGUAGE = N_("You can talk without an interpreter: {language}.")
_SIZE = N_("You are near in size: {mine} here, {theirs} there.")

_PEOPLE = {
    Size.MICRO: N_("up to 9 people"),
    Size.SMALL: N_("10 to 49 people"),
    Size.MEDIUM: N_("50 to 249 people"),
    Size.LARGE: N_("250 people and more"),
}

# What the commonest languages of meetings are called; another is named by its code.
_LANGUAGES = {
    "ru": N_("Russian"),
    "en": N_("English"),
    "de": N_("German"),
    "fr": N_("French"),
    "es": N_("Spanish"),
    "it": N_("Italian"),
    "zh": N_("Chinese"),
    "tr": N_("Turkish"),
    "ar": N_("Arabic"),
    "kk": N_("Kazakh"),
    "uz": N_("Uzbek"),
    "be": N_("Belarusian"),
}


def evidence(name: PartName, me: Party, them: Party) -> tuple[Message, ...]:
    """What can be told of a particular that counted; none for other parts."""
    said = _SENTENCES.get(name)
    message = said(me, them) if said else None
    return (message,) if message else ()


def _stage(me: Party, them: Party) -> Message:
    return Message(_STAGE, {"mine": me[1].stage or 0, "theirs": them[1].stage or 0})


def _role(me: Party, them: Party) -> Message | None:
    sought = recognition.roles_sought(me[1].partner_sought)
    held = recognition.roles_held(them[0].profile.texts, them[0].codes)
    for role, wanted in sought.items():
        if role not in held:
            continue
        if held[role] in them[0].codes:
            return Message(_ROLE_BY_CODE, {"sought": wanted, "code": held[role]})
        return Message(_ROLE, {"sought": wanted, "theirs": held[role]})
    return None


def _partnership(me: Party, them: Party) -> Message:
    return Message(
        _PARTNERSHIP,
        {"mine": me[1].partnership.strip(), "theirs": them[1].partnership.strip()},
    )


def _place(me: Party, them: Party) -> Message | None:
    here, there = recognition.home_of(me[0].places), recognition.home_of(them[0].places)
    for word, place in _named(me[1], there, here):
        return Message(_THEIR_PLACE, {"mine": word, "place": place})
    for word, place in _named(them[1], here, there):
        return Message(_MY_PLACE, {"theirs": word, "place": place})
    return None


def _named(item: Item, homes: recognition.Found, own: recognition.Found) -> list[tuple[str, str]]:
    """The words by which an item names a home that is not its own, each with that home's name."""
    named = recognition.places_named(item.told, frozenset(homes.keys() - own.keys()))
    return [(word, homes[key]) for key, word in named.items()]


def _language(me: Party, them: Party) -> Message:
    code = next(code for code in me[0].languages if code in them[0].languages)
    language: Fact = Message(_LANGUAGES[code]) if code in _LANGUAGES else code
    return Message(_LANGUAGE, {"language": language})


def _size(me: Party, them: Party) -> Message | None:
    if me[0].size is None or them[0].size is None:
        return None
    return Message(
        _SIZE, {"mine": Message(_PEOPLE[me[0].size]), "theirs": Message(_PEOPLE[them[0].size])}
    )


_SENTENCES: Mapping[PartName, Callable[[Party, Party], Message | None]] = {
    PartName.STAGE: _stage,
    PartName.ROLE: _role,
    PartName.PARTNERSHIP: _partnership,
    PartName.PLACE: _place,
    PartName.LANGUAGE: _language,
    PartName.SIZE: _size,
}
