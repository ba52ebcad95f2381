"""The sentences for a match, each from the reader's point of view, and only from what counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vstrecha.engine.matching.evidence import evidence
from vstrecha.engine.matching.facts import OFFERS, REQUESTS, nearest_codes
from vstrecha.engine.matching.texts.lexical import LexicalIndex, SharedWord, best_shared
from vstrecha.engine.matching.types import Company, Item, Kind, Part, PartName
from vstrecha.engine.message import N_, Fact, Message

_MOST_WORDS = 6
_LETTERS = 3
# Words much commoner than the rarest one shared tell a reader nothing.
_TELLING = 0.4
# A part is put in words from this share of what it could bring; below, its bar says enough.
_WORTH_SAYING = 0.25

_IN_PARTICULAR = frozenset(
    {
        PartName.STAGE,
        PartName.ROLE,
        PartName.PARTNERSHIP,
        PartName.PLACE,
        PartName.LANGUAGE,
        PartName.SIZE,
    }
)
_ABOUT = (PartName.MEANING, PartName.WORDS)
# The least share of meaning, or of words, in how near two texts are.
_SOME = 0.05

_KINDS = {
    ("offer", "request"): N_("Their request «{theirs}» meets your offer «{mine}»."),
    ("request", "offer"): N_("Their offer «{theirs}» answers your request «{mine}»."),
    ("project", "project"): N_(
        "Both of you seek partners for joint projects: you for «{mine}», they for «{theirs}»."
    ),
    ("project", "offer"): N_("Their offer «{theirs}» may help your joint project «{mine}»."),
    ("offer", "project"): N_("Your offer «{mine}» may help their joint project «{theirs}»."),
    ("project", "request"): N_("Your joint project «{mine}» may answer their request «{theirs}»."),
    ("request", "project"): N_("Their joint project «{theirs}» may answer your request «{mine}»."),
    ("offer", "profile"): N_("Your offer «{mine}» is near to their business."),
    ("profile", "offer"): N_("Their offer «{theirs}» is near to your business."),
    ("request", "profile"): N_("Your request «{mine}» is near to their business."),
    ("profile", "request"): N_("Their request «{theirs}» is near to your business."),
    ("project", "profile"): N_("Your joint project «{mine}» is near to their business."),
    ("profile", "project"): N_("Their joint project «{theirs}» is near to your business."),
    ("profile", "profile"): N_("Your business and theirs are near to each other."),
}
_CLOSE = N_("Close in meaning: your «{mine}» and their «{theirs}».")
_CLOSE_UNNAMED = N_("What you wrote and what they wrote is close in meaning.")
_SAME_WORDS = N_("Words that both of you use: {words}.")
_SAME_TERMS = N_("The same terms in two languages: {pairs}.")
_PARTNER = N_("You look for «{sought}»; what they say of themselves fits.")
_SOUGHT = N_("They look for «{sought}»; what you say of yourself fits.")
_SAME_CODE = N_("The same industry code: {code}.")
_NEAR_CODES = N_("Neighbouring industry codes: yours {mine}, theirs {theirs}.")


@dataclass(frozen=True, slots=True)
class Reading:
    """A pair of items as one company reads it. `shares` are the parts' values in the score, and
    `strengths` what they brought before their weights; `shared_by` as `facts.shares` has it."""

    me: Company
    them: Company
    mine: Item
    theirs: Item
    shares: Mapping[PartName, float]
    strengths: Mapping[PartName, float]
    shared_by: Mapping[str, float]


def parts(reading: Reading, index: LexicalIndex) -> tuple[Part, ...]:
    """The summands of a gain, largest first, with their sentences."""
    found = [
        Part(name, value, _messages(name, reading, index))
        for name, value in reading.shares.items()
        if value > 0
    ]
    return tuple(sorted(found, key=lambda part: (-part.value, part.name)))


def _messages(name: PartName, reading: Reading, index: LexicalIndex) -> tuple[Message, ...]:
    mine, theirs = reading.mine, reading.theirs
    if not is_told(name, reading.strengths):
        return ()
    if name is PartName.WORDS:
        return word_messages(best_shared(mine.texts, theirs.texts, index))
    if name is PartName.CODES:
        return code_messages(
            mine.codes or reading.me.codes, theirs.codes or reading.them.codes, reading.shared_by
        )
    if name in _IN_PARTICULAR:
        return evidence(name, (reading.me, mine), (reading.them, theirs), reading.shared_by)
    template, facts = _sentence(name, mine, theirs)
    return (Message(template, facts),)


def is_told(name: PartName, strengths: Mapping[PartName, float]) -> bool:
    """Whether a part is strong enough to be put in words."""
    if name not in _ABOUT:
        return strengths.get(name, 0.0) >= _WORTH_SAYING
    # Meaning and words are told of when the texts are near, and the part has some weight in it.
    about = sum(strengths.get(one, 0.0) for one in _ABOUT)
    return about >= _WORTH_SAYING and strengths.get(name, 0.0) >= _SOME * about


def _sentence(name: PartName, mine: Item, theirs: Item) -> tuple[str, dict[str, Fact]]:
    titles: dict[str, Fact] = {"mine": mine.title, "theirs": theirs.title}
    if name is PartName.PARTNER:
        return _PARTNER, {"sought": mine.partner_sought.strip()}
    if name is PartName.SOUGHT:
        return _SOUGHT, {"sought": theirs.partner_sought.strip()}
    if name is PartName.KINDS:
        return _KINDS[_role(mine.kind), _role(theirs.kind)], titles
    if Kind.PROFILE in {mine.kind, theirs.kind}:
        return _CLOSE_UNNAMED, {}
    return _CLOSE, titles


def word_messages(shared: list[SharedWord]) -> tuple[Message, ...]:
    """Shared words and translated terms, as they stand in the two texts.

    Beside the words to show, the facts `mine` and `theirs` hold those to mark in each text.
    """
    heaviest = max((word.weight for word in shared), default=0.0)
    telling = [
        word
        for word in shared
        if word.sure and word.weight >= _TELLING * heaviest and says_something(word.mine)
    ]
    same = [word for word in telling if not word.translated][:_MOST_WORDS]
    terms = [word for word in telling if word.translated][:_MOST_WORDS]
    messages = []
    if same:
        mine, theirs = tuple(word.mine for word in same), tuple(word.theirs for word in same)
        messages.append(Message(_SAME_WORDS, {"words": mine, "mine": mine, "theirs": theirs}))
    if terms:
        messages.append(
            Message(
                _SAME_TERMS,
                {
                    "pairs": tuple(f"{word.mine} – {word.theirs}" for word in terms),
                    "mine": tuple(word.mine for word in terms),
                    "theirs": tuple(word.theirs for word in terms),
                },
            )
        )
    return tuple(messages)


def says_something(word: str) -> bool:
    """Whether a word means something by itself: three letters, or letters with digits ("6 кВ").

    A number alone, or a unit alone, does not.
    """
    letters = sum(character.isalpha() for character in word)
    return letters >= _LETTERS or (letters > 0 and any(map(str.isdigit, word)))


def code_messages(
    mine: tuple[str, ...], theirs: tuple[str, ...], shared_by: Mapping[str, float] | None = None
) -> tuple[Message, ...]:
    """The codes that come nearest on the tree."""
    nearest = nearest_codes(mine, theirs, shared_by)
    if nearest is None:
        return ()
    if nearest[0] == nearest[1]:
        return (Message(_SAME_CODE, {"code": nearest[0]}),)
    return (Message(_NEAR_CODES, {"mine": nearest[0], "theirs": nearest[1]}),)


def _role(kind: Kind) -> str:
    if kind in OFFERS:
        return "offer"
    if kind in REQUESTS:
        return "request"
    return "project" if kind is Kind.JOINT_PROJECT else "profile"
