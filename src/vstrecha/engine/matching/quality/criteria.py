"""The criteria of a review, each a share of 0..1.

They follow what reviewers of the Enterprise Europe Network ask of a profile before it is
published: a title that says what it is, a text from which an expert sees what is new about it,
the stage, the partner sought with type and role, and nothing by which the company is known.
Thresholds were set by reading the texts of the sample mission, and nothing was fitted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from vstrecha.engine.matching.duplicates.names import core_name, sounded
from vstrecha.engine.matching.quality.profile import CriterionName, Profile
from vstrecha.engine.matching.texts.words import words
from vstrecha.engine.matching.types import Kind

_ENOUGH_WORDS = 14
_ENOUGH_IN_TITLE = 3
_MOST_IN_TITLE = 18
_SHORTEST, _GOOD_LENGTH, _GOOD_END, _LONGEST = 40, 120, 3000, 6000
_TECHNICAL = frozenset(
    {Kind.TECHNOLOGY_OFFER, Kind.TECHNOLOGY_REQUEST, Kind.RD_REQUEST, Kind.JOINT_PROJECT}
)
_HALF = 0.5

# Titles that any company could have written: their words beside joining ones are all of these.
_EMPTY_WORDS = frozenset(
    word.stem
    for word in words(
        """
        сотрудничество партнёрство партнёр предложение предлагаем услуги услуга товары товар
        продукция поставка продажа ищем поиск заказчик клиент инвестор бизнес проект проекты
        компания развитие взаимовыгодное взаимовыгодный новый новые качественный качественные
        различный разный широкий спектр cooperation partnership partner offer services service goods
        product products supply sale looking search customer client investor business project
        projects company development mutually beneficial new quality various wide range
        """
    )
)
_FACT = re.compile(
    r"\d|патент|серти|гост|\bту\b|\biso\b|\bгоду?\b|втрое|вдвое|наполовину|patent|certif|half|twice",
    re.IGNORECASE,
)
_COMPARISON = re.compile(
    r"\b(?:\w+(?:ее|ей)|выше|ниже|меньше|больше|лучше|дольше|дешевле|проще|вместо|без|первы[йе]|"
    r"един\w+|впервые|не требует|снижа\w+|эконом\w+|уменьша\w+|увелич\w+|позволя\w+|"
    r"instead|without|first|only|unique|than|less|more|lower|higher|faster|cheaper|reduc\w+|"
    r"sav(?:es|ing)|increas\w+|allow\w+|enabl\w+)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:нуж\w+|требу\w+|должн\w+|чтобы|для|до|от|при|need\w*|must|requir\w+|for|up to|from)\b",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.-]+|https?://|\bwww\.|\b[\w-]+\.(?:ru|рф|com|org|net|su)\b|"
    r"(?:\+7|\b8)[\s(-]*\d{3}[\s)-]*\d{3}[\s-]?\d{2}[\s-]?\d{2}|\+\d[\d\s()-]{8,}\d",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"динамично развива|лидер\w* рынк|лидирующ|индивидуальн\w+ подход|широк\w+ спектр|"
    r"высок\w+ качеств|гибк\w+ ценов|надежн\w+ партнер|многолетн\w+ опыт|оптимальн\w+ цен|"
    r"лучш\w+ цен|в кратчайшие сроки|команда профессионал|не имеет аналогов|взаимовыгодн|"
    r"market leader|world[- ]class|one[- ]stop|high quality|best price|wide range of|"
    r"individual approach|dynamic(?:ally)? (?:growing|developing)|reliable partner|"
    r"mutually beneficial|win[- ]win|cutting[- ]edge|state[- ]of[- ]the[- ]art",
    re.IGNORECASE,
)
_SHOUTED = re.compile(r"\b[^\W\d_]{5,}\b")
_SHORTEST_NAME = 4


def _bare(text: str) -> str:
    """A text without addresses and praise: what is left of it to know."""
    return _PRAISE.sub(" ", _CONTACT.sub(" ", text.replace("ё", "е")))


def _what(profile: Profile) -> float:
    """Different words that say something, in all of the text."""
    said = {word.stem for word in words(_bare(profile.text))} - _EMPTY_WORDS
    return min(len(said) / _ENOUGH_WORDS, 1.0)


def _title(profile: Profile) -> float:
    said = [word.stem for word in words(profile.title)]
    own = [stem for stem in said if stem not in _EMPTY_WORDS]
    if len(said) > _MOST_IN_TITLE:
        return _HALF
    return min(len(own) / _ENOUGH_IN_TITLE, 1.0)


def _advantage(profile: Profile) -> float:
    """Of an offer: a figure, a comparison; of a request: a figure, a condition."""
    text = _bare(profile.description)
    if not text:
        return 0.0
    fact = bool(_FACT.search(text))
    seeks = profile.kind in {Kind.BUSINESS_REQUEST, Kind.TECHNOLOGY_REQUEST, Kind.RD_REQUEST}
    other = bool((_CONDITION if seeks else _COMPARISON).search(text))
    return _HALF * fact + _HALF * other


def _partner(profile: Profile) -> float:
    said = {word.stem for word in words(profile.partner_sought)} - _EMPTY_WORDS
    return min(len(said) / 2, 1.0)


def _partnership(profile: Profile) -> float:
    return 1.0 if words(profile.partnership) else 0.0


def _stage(profile: Profile) -> float:
    """Goods and services need no stage; a technology does."""
    return 1.0 if profile.stage or profile.kind not in _TECHNICAL else 0.0


def _codes(profile: Profile) -> float:
    return 1.0 if profile.codes else 0.0


def _length(profile: Profile) -> float:
    length = len(_bare(profile.description).strip())
    if length > _GOOD_END:
        return max(1 - (length - _GOOD_END) / (_LONGEST - _GOOD_END), _HALF)
    return min(max(length - _SHORTEST, 0) / (_GOOD_LENGTH - _SHORTEST), 1.0)


def _languages(profile: Profile) -> float:
    return 1.0 if profile.versions > 1 else 0.0


def _contacts(profile: Profile) -> float:
    return 0.0 if _CONTACT.search(profile.text) or not profile.text else 1.0


def _name(profile: Profile) -> float:
    """Whether the text keeps the company's name to itself."""
    if not profile.text:
        return 0.0
    said = "".join(sounded(word.casefold()) for word in re.findall(r"[^\W_]+", profile.text))
    cores = {core_name(name).text for name in profile.company_names if name.strip()}
    return 0.0 if any(len(core) >= _SHORTEST_NAME and core in said for core in cores) else 1.0


def _tone(profile: Profile) -> float:
    """No capitals throughout, no rows of exclamation marks, no praise that anyone could write."""
    text = profile.text.replace("ё", "е")
    if not text:
        return 0.0
    long_words = _SHOUTED.findall(text)
    shouted = sum(word.isupper() for word in long_words)
    faults = int(shouted * 3 > len(long_words) > 1) + int(text.count("!") > 1)
    faults += len(set(map(str.casefold, _PRAISE.findall(text)))) + 2 * int(profile.is_boilerplate)
    return max(1.0 - _HALF * faults, 0.0)


CRITERIA: Mapping[CriterionName, Callable[[Profile], float]] = {
    CriterionName.WHAT: _what,
    CriterionName.TITLE: _title,
    CriterionName.ADVANTAGE: _advantage,
    CriterionName.PARTNER: _partner,
    CriterionName.PARTNERSHIP: _partnership,
    CriterionName.STAGE: _stage,
    CriterionName.CODES: _codes,
    CriterionName.LENGTH: _length,
    CriterionName.LANGUAGES: _languages,
    CriterionName.CONTACTS: _contacts,
    CriterionName.NAME: _name,
    CriterionName.TONE: _tone,
}
