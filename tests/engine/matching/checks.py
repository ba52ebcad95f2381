"""Whether what a reason quotes is what the two companies say."""

from __future__ import annotations

from vstrecha.engine.matching.types import Company, Item, PartName
from vstrecha.engine.message import Fact, Message


def check_message(
    name: PartName, facts: dict[str, Fact], me: tuple[Company, Item], them: tuple[Company, Item]
) -> None:
    """Whether what a sentence quotes is what the two items say."""
    mine, theirs = me[1], them[1]
    if name is PartName.WORDS:
        own, others = facts["mine"], facts["theirs"]
        assert isinstance(own, tuple)
        assert isinstance(others, tuple)
        assert all(str(word) in mine.text for word in own)
        assert all(str(word) in theirs.text for word in others)
        return
    expected: dict[PartName, dict[str, Fact | None]] = {
        PartName.KINDS: {"mine": mine.title, "theirs": theirs.title},
        PartName.MEANING: {"mine": mine.title, "theirs": theirs.title} if facts else {},
        PartName.PARTNER: {"sought": mine.partner_sought.strip()},
        PartName.SOUGHT: {"sought": theirs.partner_sought.strip()},
        PartName.STAGE: {"mine": mine.stage, "theirs": theirs.stage},
    }
    match name:
        case PartName.CODES:
            assert facts.get("mine", facts.get("code")) in (mine.codes or me[0].codes)
            assert facts.get("theirs", facts.get("code")) in (theirs.codes or them[0].codes)
        case PartName.ROLE:
            assert str(facts["sought"]) in mine.partner_sought
            told = (them[0].profile.text, *them[0].codes)
            assert any(str(facts.get("theirs", facts.get("code"))) in text for text in told)
        case PartName.PARTNERSHIP:
            assert facts == {"mine": mine.partnership, "theirs": theirs.partnership}
        case PartName.PLACE:
            if "mine" in facts:
                assert str(facts["mine"]) in mine.told
                assert them[0].places
            else:
                assert str(facts["theirs"]) in theirs.told
                assert me[0].places
        case PartName.LANGUAGE:
            said = facts["language"]
            names = {"ru": "Russian", "en": "English", "de": "German", "xx": "xx"}
            both = {names[code] for code in me[0].languages if code in them[0].languages}
            assert (said.render() if isinstance(said, Message) else said) in both
        case PartName.SIZE:
            assert me[0].size
            assert them[0].size
        case _:
            assert facts == expected[name]
