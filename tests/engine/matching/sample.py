"""The sample mission as the engine sees it, matched once for all tests that look at it."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from scripts.build_sample import Row, load_rows
from vstrecha.engine.matching.encoders import default_encoder
from vstrecha.engine.matching.pairs import match_companies
from vstrecha.engine.matching.resources import Resources
from vstrecha.engine.matching.types import Company, Item, Kind, PairMatch, Size

Requests = frozenset[frozenset[str]]  # of pairs of companies


@cache
def sample_companies() -> tuple[Company, ...]:
    """The companies, each by its name."""
    rows = load_rows()
    mission = rows["mission"][0]
    opportunities: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows["opportunities"]:
        opportunities[_text(row, "company")].append(row)
    return tuple(
        Company(
            id=_text(row, "name"),
            side=_text(row, "side"),
            codes=_list(row, "industry_codes"),
            items=(
                Item(
                    id="profile",
                    kind=Kind.PROFILE,
                    title=_text(row, "name"),
                    texts=_versions(row, "name", "description"),
                ),
                *(
                    _item(str(place), one)
                    for place, one in enumerate(opportunities[_text(row, "name")])
                ),
            ),
            places=tuple(
                filter(
                    None,
                    [
                        _text(row, "city"),
                        _text(mission, f"{row['side']}_region"),
                        _text(row, "city_en"),
                        _text(mission, f"{row['side']}_region_en"),
                    ],
                )
            ),
            languages=_list(row, "spoken_languages"),
            size=Size(_text(row, "size")) if row.get("size") else None,
        )
        for row in rows["companies"]
    )


@cache
def sample_matches() -> tuple[PairMatch, ...]:
    """All pairs of the two sides, best first."""
    return tuple(
        match_companies(
            sample_companies(),
            resources=Resources(default_encoder()),
            keep=len(sample_companies()),
            threshold=0.0,
        )
    )


@cache
def sample_requests() -> Requests:
    """The pairs of which one asked the other and the answer was yes."""
    return frozenset(
        frozenset({_text(row, "sender"), _text(row, "recipient")})
        for row in load_rows()["requests"]
        if row.get("status", "accepted") == "accepted"
    )


def _item(key: str, row: Row) -> Item:
    stage = row.get("stage")
    return Item(
        id=key,
        kind=Kind(_text(row, "kind")),
        title=_text(row, "title"),
        texts=_versions(row, "title", "description"),
        headings=_versions(row, "title"),
        codes=_list(row, "industry_codes"),
        stage=stage if isinstance(stage, int) else None,
        partner_sought=_text(row, "partner_sought"),
        partnership=_text(row, "partnership"),
    )


def _versions(row: Row, *fields: str) -> tuple[str, ...]:
    texts = (
        "\n".join(filter(None, (_text(row, f"{field}{ending}") for field in fields)))
        for ending in ("", "_en")
    )
    return tuple(filter(None, texts))


def _text(row: Row, field: str) -> str:
    return str(row.get(field) or "")


def _list(row: Row, field: str) -> tuple[str, ...]:
    values = row.get(field) or ()
    assert isinstance(values, list | tuple)
    return tuple(map(str, values))
