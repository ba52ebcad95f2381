"""What free text says of partners, agreements and places, recognised in Russian and English.

Each table gives the beginnings of words (`|` between them) by which a thing is recognised. What is
found is kept as it stands in the text, so that a reason can quote it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from vstrecha.engine.matching.texts.words import transliterated, words

Found = Mapping[str, str]  # what was recognised -> the words as they stand

# The role of a partner: as one asks for it in "partner sought" …
_ROLES_SOUGHT = {
    "manufacturer": "изготовител|производител|завод|фабрик|цех|maker|manufacturer|producer|foundr|"
    "литейщик|литейн|машиностроител|станкостроител|приборостроител",
    "developer": "разработчик|конструктор|developer|designer",
    "distributor": "дистриб|дилер|торгов|импортер|экспортер|посредник|distribut|dealer|trader|"
    "reseller|wholesal|importer",
    "supplier": "поставщик|supplier|vendor",
    "integrator": "интегратор|инжинир|integrator",
    "research": "лаборатор|институт|университет|исследовател|научн|laborator|institut|universit|"
    "research",
    "customer": "заказчик|покупател|потребител|владел|оператор|customer|buyer|user|owner|operator",
    "contractor": "подрядчик|подрядн|строител|монтажн|contractor|builder|installer",
    "repair": "ремонт|сервисн|repair|overhaul|maintenance",
    "carrier": "перевозчик|логист|carrier|haul|logistic|forwarder",
    "investor": "инвест|фонд|венчур|investor|venture|fund(?!am)",
}
# … and, beside that, as one says it of oneself.
_ROLES_HELD = {
    "manufacturer": "производит|производим|производств|изготавлива|выпускает|выпускаем|makes|"
    "manufactur|produces|production",
    "developer": "разраб|проектиру|develop|designs?",
    "distributor": "продает|продаж|sells?|sales",
    "supplier": "поставля|supplies",
    "integrator": "внедря|интегриру|integrat",
    "research": "исследова|испытательн|testing",
    "contractor": "строит|монтаж|builds?|install",
    "repair": "ремонтиру|обслужива|services?|repairs?",
    "carrier": "перевоз|доставля|transport",
}
# A division of the classification that says what role a company has.
_ROLE_OF_DIVISION = {
    **dict.fromkeys(range(10, 33), "manufacturer"),
    33: "repair",
    **dict.fromkeys(range(41, 44), "contractor"),
    **dict.fromkeys(range(45, 48), "distributor"),
    **dict.fromkeys(range(49, 54), "carrier"),
    62: "developer",
    **dict.fromkeys(range(64, 67), "investor"),
    71: "integrator",
    72: "research",
}
_AGREEMENTS = {
    "licence": "лиценз|licen[cs]",
    "commercial": "поставк|закупк|покупк|продаж|дилер|дистриб|коммерч|supply|sales?|purchase|"
    "distribut|dealer|commercial",
    "joint": "совместн|joint",
    "technical": "разработк|доработк|адаптац|техническ|development|technical|adaptation",
    "research": "ниокр|исследован|испытан|научн|research|r&d|tests?|trials?",
    "service": "услуг|сервис|аренд|лизинг|подписк|обслужив|services?|rent|leas|subscription",
    "contract work": "контрактн|подряд|субподряд|давальч|subcontract|outsourc|tolling|contract m",
    "pilot": "пилот|проб[аыеун]|опытн|pilot|trials?",
    "investment": r"инвест|дол(?:я|ей|ю|и)\b|invest|equity",
}
# Kinds of agreement that, though not the same, lead to each other.
RELATED_AGREEMENTS = (
    frozenset({"research", "technical"}),
    frozenset({"joint", "technical"}),
    frozenset({"joint", "research"}),
)
# Parts of Russia as people say them, and how the names of their regions begin.
_MACRO_REGIONS = {
    "siberia": (
        "сибир|siberia",
        "красноярск|новосибирск|томск|омск|кемеров|кузбасс|иркутск|алтай|хакас|тыв|тув",
    ),
    "urals": ("урал|ural", "свердловск|челябинск|тюмен|курган|ханты|ямал"),
    "volga": (
        "поволж|приволж|volga",
        (
            "татарстан|башкорт|самарск|нижегород|саратов|пермск|удмурт|чуваш|мордов|марий|пенз|"
            "ульяновск|оренбург|кировск"
        ),
    ),
    "far east": (
        r"дальн\w+ восток|дальневосточн|far east",
        "приморск|хабаровск|якут|саха|амурск|камчат|сахалин|магадан|чукот|забайкал|бурят",
    ),
    "north-west": (
        r"северо.запад|north.?west\w* (?:of )?russia",
        (
            "петербург|ленинградск|карел|мурманск|архангельск|вологодск|псков|новгородск|калининград|"
            "коми|ненецк"
        ),
    ),
    "european part": (
        r"европейск\w+ част|центральн\w+ росси|european (?:part|russia)|central russia",
        (
            "москов|москв|калуж|калуг|тульск|рязанск|тверск|смоленск|брянск|орловск|липецк|тамбов|"
            "воронеж|белгород|курск|владимир|иванов|костром|ярослав"
        ),
    ),
}
_OF_PLACES = frozenset(
    """край края область области республика республики округ город поселок район
    region oblast krai territory republic district city town of the russia россия""".split()  # noqa: SIM905 - a list of words reads better as a text
)


def _begins(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern.replace('е', '[её]')})\w*", re.IGNORECASE)


_SOUGHT = {name: _begins(pattern) for name, pattern in _ROLES_SOUGHT.items()}
_HELD = {
    name: _begins("|".join(filter(None, [pattern, _ROLES_HELD.get(name)])))
    for name, pattern in _ROLES_SOUGHT.items()
}
_AGREED = {name: _begins(pattern) for name, pattern in _AGREEMENTS.items()}
_MACRO = {name: _begins(said) for name, (said, _regions) in _MACRO_REGIONS.items()}
_REGIONS = {
    name: _begins(regions + "|" + transliterated(regions))
    for name, (_said, regions) in _MACRO_REGIONS.items()
}


def roles_sought(wish: str) -> Found:
    """The roles of a partner that a wish names."""
    return _found(wish, _SOUGHT)


def roles_held(texts: Sequence[str], codes: Sequence[str]) -> Found:
    """The roles that a company has, by what it says of itself, else by its industry codes."""
    said = _found("\n".join(texts), _HELD)
    coded: dict[str, str] = {}
    for code in codes:
        division = code.strip()[:2]
        if division.isdigit() and (role := _ROLE_OF_DIVISION.get(int(division))):
            coded.setdefault(role, code)
    return MappingProxyType(coded | dict(said))


def agreements(partnership: str) -> Found:
    """The kinds of agreement that a type of partnership in free text names."""
    return _found(partnership, _AGREED)


def home_of(places: Sequence[str]) -> Found:
    """The keys under which a company's places are recognised, each with the name it is by."""
    found: dict[str, str] = {}
    for place in places:
        for word in words(place):
            name = place[word.start : word.end]
            if name.isalpha() and name.lower() not in _OF_PLACES:
                found.setdefault(word.stem, place)
        for macro, pattern in _REGIONS.items():
            if pattern.search(place):
                found.setdefault(macro, place)
    return MappingProxyType(found)


def place_keys(text: str) -> frozenset[str]:
    """All keys under which a text may name a home (see `home_of`), whether of a place or not."""
    macros = (name for name, pattern in _MACRO.items() if pattern.search(text))
    return frozenset([*macros, *(word.stem for word in words(text))])


def places_named(text: str, known: frozenset[str]) -> Found:
    """Which of the known places (keys of `home_of`) a text names."""
    if not known:
        return MappingProxyType({})
    found = dict(_found(text, {name: _MACRO[name] for name in known & _MACRO.keys()}))
    for word in words(text):
        if word.stem in known:
            found.setdefault(word.stem, text[word.start : word.end])
    return MappingProxyType(found)


def _found(text: str, patterns: Mapping[str, re.Pattern[str]]) -> Found:
    hits = ((name, pattern.search(text)) for name, pattern in patterns.items())
    return MappingProxyType({name: hit.group() for name, hit in hits if hit})
