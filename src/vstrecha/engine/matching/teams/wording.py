"""The sentences that say what a member brings to a team and what it gains."""

from __future__ import annotations

from collections.abc import Sequence

from vstrecha.engine.matching.teams.types import Capability, Need, Source
from vstrecha.engine.matching.texts.lexical import (
    LexicalIndex,
    SharedWord,
    best_shared,
    shared_words,
)
from vstrecha.engine.message import N_, Fact, Message

_BRINGS = {
    Source.OFFER: N_("The offer «{theirs}» answers the need «{mine}»."),
    Source.EXISTS: N_("They already have «{theirs}»: this answers the need «{mine}»."),
    Source.PROFILE: N_("What they say of themselves answers the need «{mine}»."),
    Source.REQUEST: N_(
        "By their request «{theirs}» they are a user or a site for the need «{mine}»."
    ),
}
_GAINS = {
    Source.OFFER: N_("Their request «{mine}» is answered by the offer «{theirs}»."),
    Source.EXISTS: N_("Their request «{mine}» is answered by what is there already: «{theirs}»."),
    Source.PROFILE: N_("Their request «{mine}» fits what the other says of itself."),
    Source.REQUEST: N_(
        "Their request «{mine}» meets the request «{theirs}» of a possible customer."
    ),
}
_PHRASE = N_("In their words: “{phrase}”.")
_SAME_WORDS = N_("Words that both texts have: {words}.")
_SAME_TERMS = N_("The same terms in two languages: {pairs}.")

_MOST_WORDS = 5
# Words much commoner than the rarest one shared tell a reader nothing.
_TELLING = 0.4


def brings(
    need: Need, capability: Capability, phrases: tuple[str, ...], words: LexicalIndex
) -> tuple[Message, ...]:
    """What answers a need, the sentence that comes nearest to it, and the words of both.

    Facts that end in `_en` are the English versions of those that they are named after.
    """
    said = [
        Message(
            _BRINGS[capability.source],
            _versions("mine", _titles(need)) | _versions("theirs", _titles(capability)),
        )
    ]
    titles = {_plain(title) for title in capability.titles}
    if phrases and _plain(phrases[0]) not in titles:
        said.append(Message(_PHRASE, _versions("phrase", phrases)))
    return (*said, *_shared(need, capability, words))


def gains(want: Need, capability: Capability) -> tuple[Message, ...]:
    """What a member wants and finds."""
    return (
        Message(
            _GAINS[capability.source],
            _versions("mine", _titles(want)) | _versions("theirs", _titles(capability)),
        ),
    )


def _titles(one: Need | Capability) -> tuple[str, ...]:
    return one.titles or one.texts


def _plain(text: str) -> str:
    return text.strip().rstrip(".").casefold()


def _versions(name: str, texts: tuple[str, ...]) -> dict[str, Fact]:
    """The original of a text and, where there is one, its English version."""
    names = (name, f"{name}_en")
    return {key: _tidy(text) for key, text in zip(names, texts, strict=False)}


def _tidy(text: str) -> str:
    return text.strip().rstrip(".;")


def _shared(need: Need, capability: Capability, index: LexicalIndex) -> tuple[Message, ...]:
    """Words of the need and of the capability as they stand in both texts; `mine` and `theirs` are
    those to mark in each. The originals come first, then whatever versions share most."""
    words = _telling(shared_words(need.texts[0], capability.texts[0], index))
    if not words:
        words = _telling(best_shared(need.texts, capability.texts, index))
    if not words:
        return ()
    mine, theirs = tuple(word.mine for word in words), tuple(word.theirs for word in words)
    facts: dict[str, Fact] = {"mine": mine, "theirs": theirs}
    if any(word.translated for word in words):
        pairs = tuple(f"{word.mine} – {word.theirs}" for word in words)
        return (Message(_SAME_TERMS, facts | {"pairs": pairs}),)
    facts["words"] = mine
    if len(need.texts) > 1 and len(capability.texts) > 1:
        english = _telling(shared_words(need.texts[1], capability.texts[1], index))
        if english and not any(word.translated for word in english):
            facts["words_en"] = tuple(word.mine for word in english)
    return (Message(_SAME_WORDS, facts),)


def _telling(shared: Sequence[SharedWord]) -> list[SharedWord]:
    """The rarest words; those of the same language where there are some."""
    heaviest = max((word.weight for word in shared), default=0.0)
    telling = [word for word in shared if word.sure and word.weight >= _TELLING * heaviest]
    same = [word for word in telling if not word.translated]
    return (same or telling)[:_MOST_WORDS]
