"""The criteria weighed, and put into advice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vstrecha.engine.matching.quality.criteria import CRITERIA
from vstrecha.engine.matching.quality.profile import CriterionName, Profile
from vstrecha.engine.matching.types import Kind
from vstrecha.engine.message import N_, Message

C = CriterionName

# Points of a hundred, by judgement: what a partner needs to answer weighs most.
WEIGHTS: Mapping[CriterionName, int] = {
    C.WHAT: 22,
    C.TITLE: 12,
    C.ADVANTAGE: 12,
    C.PARTNER: 14,
    C.PARTNERSHIP: 6,
    C.STAGE: 6,
    C.CODES: 5,
    C.LENGTH: 8,
    C.LANGUAGES: 4,
    C.CONTACTS: 4,
    C.NAME: 3,
    C.TONE: 4,
}

_ADVICE: Mapping[CriterionName, str] = {
    C.WHAT: N_("Say what it is: what it does, for whom, of what, how much."),
    C.TITLE: N_("Let the title name the thing: what it is and what it is for, in 4 to 12 words."),
    C.ADVANTAGE: N_("Say what is better than what there is, with a figure."),
    C.PARTNER: N_("Say whom you look for: the industry of the partner and what it does."),
    C.PARTNERSHIP: N_("Say how you want to work together: supply, licence, joint development …"),
    C.STAGE: N_("Say how far it has come: the stage from idea (1) to serial use (9)."),
    C.CODES: N_("Choose industry codes: partners and filters go by them."),
    C.LENGTH: N_("Write three to ten sentences."),
    C.LANGUAGES: N_("Add a version in English: more partners will read it."),
    C.CONTACTS: N_(
        "Take addresses and telephone numbers out of the text: they have their own fields."
    ),
    C.NAME: N_("Leave the company's name out of the text: it stands beside it."),
    C.TONE: N_("Leave out praise, capitals and exclamation marks: facts convince."),
}
_ADVICE_TO_SEEKERS: Mapping[CriterionName, str] = {
    C.ADVANTAGE: N_("Say what the solution must do, with figures: how much, how large, by when."),
}
_SEEKERS = frozenset({Kind.BUSINESS_REQUEST, Kind.TECHNOLOGY_REQUEST, Kind.RD_REQUEST})
_WELL = 0.95


@dataclass(frozen=True, slots=True)
class Judgement:
    """One criterion: the share of its points (`value`, 0..1) out of `weight`, and the advice
    where it is not met in full."""

    name: CriterionName
    value: float
    weight: int
    advice: Message | None


@dataclass(frozen=True, slots=True)
class Quality:
    """A review: `judgements` in the order of the criteria."""

    judgements: tuple[Judgement, ...]

    @property
    def points(self) -> int:
        """Of a hundred."""
        return round(sum(one.value * one.weight for one in self.judgements))

    @property
    def advice(self) -> tuple[Message, ...]:
        """What to mend, that which brings most first."""
        lacking = sorted(self.judgements, key=lambda one: -(1 - one.value) * one.weight)
        return tuple(one.advice for one in lacking if one.advice is not None)


def assess(profile: Profile) -> Quality:
    """Review an opportunity."""
    return Quality(tuple(_judge(name, profile) for name in C))


def _judge(name: CriterionName, profile: Profile) -> Judgement:
    value = CRITERIA[name](profile)
    texts = {**_ADVICE, **_ADVICE_TO_SEEKERS} if profile.kind in _SEEKERS else _ADVICE
    advice = None if value >= _WELL else Message(texts[name])
    return Judgement(name, value, WEIGHTS[name], advice)
