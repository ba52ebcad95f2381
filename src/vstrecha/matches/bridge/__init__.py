"""Rows into the matching engine's companies, and its pairs back into rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from vstrecha.companies.models import Company, Opportunity
from vstrecha.engine.matching import types as engine
from vstrecha.engine.matching.pairs import match_companies
from vstrecha.engine.matching.resources import Resources
from vstrecha.engine.matching.weights import Weights
from vstrecha.engine.message import Message
from vstrecha.matches.bridge.encoding import with_encoder
from vstrecha.matches.bridge.quality import held_back
from vstrecha.matches.bridge.vectors import DatabaseCache
from vstrecha.matches.models import Match
from vstrecha.missions.models import Mission

Progress = Callable[[int, int], None]
_Record = Company | Opportunity
_Records = dict[tuple[str, str], _Record]  # by the engine's ids of a company and its item
_Titles = tuple[str, str]  # of an opportunity: its own, and the English version of it

PROFILE = "profile"


def matches_of(
    mission: Mission,
    progress: Progress | None = None,
    weights: Mapping[str, float] | None = None,
    *,
    keep: int = 20,
) -> list[Match]:
    """The matches that the engine finds for a mission, best first, not saved: of each company
    the `keep` best, and all good ones.

    `weights` are those of the parts by their names; without, they are judgement.
    """
    companies = list(mission.companies.select_related("side").prefetch_related("opportunities"))
    left_out = held_back(companies, mission)
    pairs = with_encoder(
        lambda encoder: match_companies(
            [engine_company(company, without=left_out) for company in companies],
            resources=Resources(encoder, DatabaseCache(), progress=progress),
            same_side=mission.same_side_meetings,
            keep=keep,
            weights=_weights(weights) if weights else None,
        )
    )
    records: _Records = {}
    for company in companies:
        records[str(company.pk), PROFILE] = company
        for opportunity in company.opportunities.all():
            records[str(company.pk), str(opportunity.pk)] = opportunity
    english = {
        str(opportunity.pk): (opportunity.title, opportunity.title_en)
        for company in companies
        for opportunity in company.opportunities.all()
        if opportunity.title_en and opportunity.language != "en"
    }
    return [_row(mission, pair, english, records) for pair in pairs]


def _weights(shares: Mapping[str, float]) -> Weights:
    return Weights({engine.PartName(name): share for name, share in shares.items()})


def engine_company(company: Company, *, without: Collection[int] = ()) -> engine.Company:
    """A company with its opportunities (which the caller has prefetched) as the engine sees it.

    `without` are primary keys of opportunities that are left out.
    """
    profile = engine.Item(
        id=PROFILE,
        kind=engine.Kind.PROFILE,
        title=company.name,
        texts=company_texts(company),
    )
    return engine.Company(
        id=str(company.pk),
        side=str(company.side_id),
        codes=_codes(company.industry_codes),
        items=(
            profile,
            *(engine_item(one) for one in company.opportunities.all() if one.pk not in without),
        ),
        places=_places(company),
        languages=_codes(company.spoken_languages),
        size=engine.Size(company.size) if company.size else None,
    )


def engine_item(opportunity: Opportunity) -> engine.Item:
    """An opportunity as the engine sees it; its id is the primary key."""
    return engine.Item(
        id=str(opportunity.pk),
        kind=engine.Kind(opportunity.kind),
        title=opportunity.title,
        texts=opportunity_texts(opportunity),
        headings=versions(opportunity.title) + versions(opportunity.title_en),
        codes=_codes(opportunity.industry_codes),
        stage=opportunity.stage,
        partner_sought=opportunity.partner_sought,
        partnership=opportunity.partnership,
    )


def _places(company: Company) -> tuple[str, ...]:
    """The company's town and region, in both languages where they are known."""
    side = company.side
    names = (company.city, side.region, company.city_en, side.region_en)
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))


def company_texts(company: Company) -> tuple[str, ...]:
    """What a company says of itself, in its own language and in English."""
    return versions(company.name, company.description) + versions(
        company.name_en, company.description_en
    )


def opportunity_texts(opportunity: Opportunity) -> tuple[str, ...]:
    """All that an opportunity says, in its own language and in English."""
    own = (opportunity.description, *opportunity.exists, *opportunity.missing)
    english = (opportunity.description_en, *opportunity.exists_en, *opportunity.missing_en)
    return versions(opportunity.title, *own) + versions(opportunity.title_en, *english)


def versions(*parts: str) -> tuple[str, ...]:
    """A version of a text in one language, or none where nothing is written in it."""
    text = "\n".join(part.strip() for part in parts if part.strip())
    return (text,) if text else ()


def _codes(codes: Iterable[object]) -> tuple[str, ...]:
    return tuple(str(code) for code in codes)


def _row(
    mission: Mission, pair: engine.PairMatch, english: Mapping[str, _Titles], records: _Records
) -> Match:
    first, second = sorted((pair.first, pair.second), key=lambda side: int(side.company))
    return Match(
        mission=mission,
        first_id=int(first.company),
        second_id=int(second.company),
        score=pair.score,
        reasons={
            "first": _reading(first, english, records),
            "second": _reading(second, english, records),
        },
    )


def _reading(
    side: engine.Side, english: Mapping[str, _Titles], records: _Records
) -> dict[str, object]:
    """A company's reading of a match; `english` has both titles of an opportunity by its id."""
    titles = {"mine": english.get(side.mine), "theirs": english.get(side.theirs)}
    return {
        "company": side.company,
        "other": side.other,
        "gain": side.gain,
        "mine": side.mine,
        "theirs": side.theirs,
        "parts": [
            {
                "name": part.name.value,
                "value": part.value,
                "messages": [_with_english(message, titles).to_json() for message in part.messages],
            }
            for part in side.parts
        ],
        "strengths": {name.value: strength for name, strength in side.strengths.items()},
        "phrases": [
            {
                "by": phrase.met_by.value,
                "weight": phrase.weight,
                "mine": _place(records[side.company, side.mine], phrase.mine),
                "theirs": _place(records[side.other, side.theirs], phrase.theirs),
            }
            for phrase in side.phrases
        ],
    }


def _place(record: _Record, span: engine.Span | None) -> dict[str, object] | None:
    """Where a phrase stands: the field, from where to where in it, and what it says there."""
    if span is None:
        return None
    field, text, start = _field_at(record, span)
    end = start + span.end - span.start
    said = text[start:end]
    return {"field": field, "start": start, "end": end, "said": said}


def _field_at(record: _Record, span: engine.Span) -> tuple[str, str, int]:
    """The field that a version's text has at a place, what it says, and where in it that is.

    Of a field that is a list, it is one of its lines.
    """
    fields = (
        ("title", "description", "exists", "missing")
        if isinstance(record, Opportunity)
        else ("name", "description")
    )
    of_versions = [
        [
            (f"{field}{ending}", text)
            for field in fields
            for text in _said(record, f"{field}{ending}")
            if text.strip()
        ]
        for ending in ("", "_en")
    ]
    start = span.start
    for field, text in [version for version in of_versions if version][span.version]:
        length = len(text.strip())
        if start < length:
            return field, text, start + len(text) - len(text.lstrip())
        start -= length + 1
    raise ValueError(f"no field of {record} has a place {span}")


def _said(record: _Record, field: str) -> list[str]:
    """What a field says: its text, or its lines."""
    value = getattr(record, field)
    return [str(line) for line in value] if isinstance(value, list) else [str(value)]


def _with_english(message: Message, titles: Mapping[str, _Titles | None]) -> Message:
    """The message with the English version of each title that it quotes, where there is one.

    What it quotes under the same name may be something else, such as an industry code.
    """
    english = {
        f"{name}_en": both[1]
        for name, both in titles.items()
        if both and message.facts.get(name) == both[0]
    }
    return replace(message, facts={**message.facts, **english})
