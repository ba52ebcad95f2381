"""The sentences for what is known of a pair beside its texts, each quoting what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from vstrecha.engine.matching import recognition
from vstrecha.engine.matching.types import Company, Item, PartName, Size
from vstrecha.engine.message import N_, Fact, Message

Shares = Mapping[str, float]
Party = tuple[Company, Item]  # a company and that item of it which counts

_STAGE = N_("The stages of development fit: yours {mine}, theirs {theirs} on the scale 1–9.")
_ROLE = N_("You look for «{sought}»; of themselves they write «{theirs}».")
_ROLE_BY_CODE = N_("You look for «{sought}»; their industry code {code} says that they are one.")
_PARTNERSHIP = N_("The agreement fits: you want «{mine}», they want «{theirs}».")
_MY_PLACE = N_("They write of «{theirs}», where you are at home.")
_THEIR_PLACE = N_("You write of «{mine}», where they are at home.")
_LANGUAGE = N_("You can talk without an interpreter: {language}.")
_SIZE = N_("You are near in size: {here} with you, {there} with them.")

_PEOPLE = {
    Size.MICRO: N_("up to 9 people"),
    Size.SMALL: N_("10 to 49 people"),
    Size.MEDIUM: N_("50 to 249 people"),
    Size.LARGE: N_("250 people and more"),
}

# A language that more than this share of the companies speaks is no news.
_NEARLY_ALL = 0.7

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


def evidence(name: PartName, me: Party, them: Party, shared_by: Shares) -> tuple[Message, ...]:
    """What can be told of a particular that counted; none for other parts, and none of a language
    that nearly everyone here speaks. `shared_by` is as `facts.shares` has it."""
    said = _SENTENCES.get(name)
    message = said(me, them, shared_by) if said else None
    return (message,) if message else ()


def _stage(me: Party, them: Party, _shared_by: Shares) -> Message:
    return Message(_STAGE, {"mine": me[1].stage or 0, "theirs": them[1].stage or 0})


def _role(me: Party, them: Party, shared_by: Shares) -> Message | None:
    sought = recognition.roles_sought(me[1].partner_sought)
    held = recognition.roles_held(them[0].profile.texts, them[0].codes)
    roles = sorted(sought.keys() & held.keys(), key=lambda role: (shared_by.get(role, 0.0), role))
    if not roles:
        return None
    role = roles[0]
    if held[role] in them[0].codes:
        return Message(_ROLE_BY_CODE, {"sought": sought[role], "code": held[role]})
    return Message(_ROLE, {"sought": sought[role], "theirs": held[role]})


def _partnership(me: Party, them: Party, _shared_by: Shares) -> Message:
    return Message(
        _PARTNERSHIP,
        {"mine": me[1].partnership.strip(), "theirs": them[1].partnership.strip()},
    )


def _place(me: Party, them: Party, _shared_by: Shares) -> Message | None:
    here, there = recognition.home_of(me[0].places), recognition.home_of(them[0].places)
    if mine := _named(me[1], there, here):
        return Message(_THEIR_PLACE, {"mine": mine})
    if theirs := _named(them[1], here, there):
        return Message(_MY_PLACE, {"theirs": theirs})
    return None


def _named(item: Item, homes: recognition.Found, own: recognition.Found) -> str:
    """The word by which an item names a home that is not its own company's, or ""."""
    named = recognition.places_named(item.told, frozenset(homes.keys() - own.keys()))
    return next(iter(named.values()), "")


def _language(me: Party, them: Party, shared_by: Shares) -> Message | None:
    code = next(code for code in me[0].languages if code in them[0].languages)
    if shared_by.get(code, 0.0) > _NEARLY_ALL:
        return None
    language: Fact = Message(_LANGUAGES[code]) if code in _LANGUAGES else code
    return Message(_LANGUAGE, {"language": language})


def _size(me: Party, them: Party, _shared_by: Shares) -> Message | None:
    if me[0].size is None or them[0].size is None:
        return None
    return Message(
        _SIZE, {"here": Message(_PEOPLE[me[0].size]), "there": Message(_PEOPLE[them[0].size])}
    )


_SENTENCES: Mapping[PartName, Callable[[Party, Party, Shares], Message | None]] = {
    PartName.STAGE: _stage,
    PartName.ROLE: _role,
    PartName.PARTNERSHIP: _partnership,
    PartName.PLACE: _place,
    PartName.LANGUAGE: _language,
    PartName.SIZE: _size,
}
