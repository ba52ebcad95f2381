"""Companies entered twice: by tax number, name, mail and web address.

Only companies that share a key are compared at all (a number, an address, a word of the name or
that word with a letter left out), so that the work grows with the number of companies, not with
its square.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from vstrecha.engine.matching.duplicates.finding import Finding, Verdict, either_is_not
from vstrecha.engine.matching.duplicates.likeness import TYPO, TYPO_FROM, likeness
from vstrecha.engine.matching.duplicates.names import CoreName, core_name
from vstrecha.engine.message import N_, Message

# Mail houses where addresses of unrelated companies end alike.
_PUBLIC_MAIL = frozenset(
    """
    mail.ru bk.ru list.ru inbox.ru internet.ru yandex.ru ya.ru yandex.com rambler.ru gmail.com
    googlemail.com outlook.com hotmail.com live.com icloud.com yahoo.com proton.me protonmail.com
    gmx.de gmx.net web.de qq.com 163.com 126.com vk.com t-online.de aol.com
    """.split()  # noqa: SIM905 - a list of words reads better as a text
)
_PUBLIC_SITES = frozenset(
    {"vk.com", "t.me", "facebook.com", "instagram.com", "taplink.cc", "ok.ru"}
)
_SHORTEST = 4
# A word that so many names have tells nothing: «Сибирь», "group".
_MOST_IN_BLOCK = 60

# How sure each sign makes, alone. Judgement, checked on the labelled pairs of the tests.
_SAME_INN = 0.99
_SAME_MAILBOX = 0.85
_SAME_SITE = 0.75
_SAME_DOMAIN = 0.6
_NAMESAKE = 0.9
_LEAST = 0.5
_OTHER_TOWN = 0.6


@dataclass(frozen=True, slots=True)
class CompanyRecord:
    """What is known of a company. `names` are its name and its name in English."""

    id: str
    names: tuple[str, ...]
    inn: str = ""
    email: str = ""
    website: str = ""
    city: str = ""


@dataclass(frozen=True, slots=True)
class _Known:
    record: CompanyRecord
    cores: tuple[CoreName, ...]
    mailbox: str
    domain: str
    site: str

    @classmethod
    def of(cls, record: CompanyRecord) -> _Known:
        mailbox = record.email.strip().casefold()
        domain = mailbox.rpartition("@")[2]
        host = re.sub(r"^(https?://)?(www\.)?", "", record.website.strip().casefold())
        site = re.split(r"[/?#:]", host, maxsplit=1)[0]
        return cls(
            record=record,
            cores=tuple(core_name(name) for name in record.names if name.strip()),
            mailbox=mailbox,
            domain="" if domain in _PUBLIC_MAIL else domain,
            site="" if site in _PUBLIC_SITES else site,
        )


def same_companies(records: Sequence[CompanyRecord]) -> list[Finding]:
    """The pairs that are probably one company, surest first, then those that only share a name.

    Raises ValueError where two records have the same id.
    """
    known = {record.id: _Known.of(record) for record in records}
    if len(known) < len(records):
        raise ValueError("two companies have the same id")
    pairs = {pair for block in _blocks(known.values()) for pair in _pairs(block)}
    found = [
        finding
        for one, other in sorted(pairs)
        if (finding := _compare(known[one], known[other])) is not None
    ]
    return sorted(
        found,
        key=lambda one: (one.verdict is Verdict.NAMESAKE, -one.confidence, one.first, one.second),
    )


def _pairs(block: Iterable[str]) -> Iterator[tuple[str, str]]:
    return combinations(sorted(block), 2)


def _blocks(known: Iterable[_Known]) -> Iterator[set[str]]:
    """Companies that share a key; a key shared by too many says nothing, but that of a number,
    an address or a whole name."""
    strong: dict[tuple[str, str], set[str]] = defaultdict(set)
    weak: dict[str, set[str]] = defaultdict(set)
    for one in known:
        key = one.record.id
        facts = (one.record.inn, one.mailbox, one.domain, one.site)
        for kind, value in zip(("inn", "mail", "domain", "site"), facts, strict=True):
            if value:
                strong[kind, value].add(key)
        for core in one.cores:
            strong["name", "".join(sorted(core.words))].add(key)
            for word in {*core.words, core.text}:
                for shortened in _shortened(word):
                    weak[shortened].add(key)
    yield from (block for block in strong.values() if 1 < len(block) <= 10 * _MOST_IN_BLOCK)
    yield from (block for block in weak.values() if 1 < len(block) <= _MOST_IN_BLOCK)


def _shortened(word: str) -> set[str]:
    """A word, and what is left of it when one letter is left out: two words that are a typo apart
    have one of these in common (Bocek et al. 2007, "Fast similarity search", deletion
    neighbourhoods)."""
    if len(word) < _SHORTEST:
        return set()
    found = {word}
    if len(word) >= TYPO_FROM:
        found |= {word[:place] + word[place + 1 :] for place in range(len(word))}
    return found


def _compare(one: _Known, other: _Known) -> Finding | None:
    name, said = likeness(one.cores, other.cores)
    signs = [(name, said)] if said else []
    signs += _addresses(one, other)
    first, second = one.record, other.record
    if first.inn and first.inn == second.inn:
        signs.append((_SAME_INN, Message(N_("Same INN"))))
    elif first.inn and second.inn:
        if not said or name < TYPO:
            return None
        apart = Message(N_("Different INNs: two companies with like names"))
        return Finding(first.id, second.id, Verdict.NAMESAKE, _NAMESAKE, (apart, said))
    signs.sort(key=lambda sign: -sign[0])
    confidence = either_is_not(*(chance for chance, _ in signs))
    if _town(first.city) and _town(second.city) and _town(first.city) != _town(second.city):
        # The same name in another town is often another company, unless something else agrees.
        confidence *= _OTHER_TOWN if len(signs) == 1 else 1
    if confidence < _LEAST:
        return None
    reasons = tuple(message for _, message in signs)
    return Finding(first.id, second.id, Verdict.SAME, confidence, reasons)


def _town(city: str) -> str:
    return core_name(city).text if city.strip() else ""


def _addresses(one: _Known, other: _Known) -> list[tuple[float, Message]]:
    if one.mailbox and one.mailbox == other.mailbox:
        return [(_SAME_MAILBOX, Message(N_("Same e-mail address")))]
    if one.site and one.site == other.site:
        return [(_SAME_SITE, Message(N_("Same website")))]
    if one.domain and one.domain in {other.domain, other.site}:
        return [
            (
                _SAME_DOMAIN,
                Message(
                    N_("E-mail or website at the same address, {domain}"), {"domain": one.domain}
                ),
            )
        ]
    if one.site and one.site == other.domain:
        return [
            (
                _SAME_DOMAIN,
                Message(
                    N_("E-mail or website at the same address, {domain}"), {"domain": one.site}
                ),
            )
        ]
    return []
