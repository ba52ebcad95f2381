"""The catalogue of a mission into the engine's search."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256

from vstrecha.companies.models import Company
from vstrecha.engine.matching.encoders import Encoder
from vstrecha.engine.matching.resources import Resources
from vstrecha.engine.matching.search import Entry, SearchHit, SearchIndex
from vstrecha.matches.bridge import opportunity_texts, versions
from vstrecha.matches.bridge.encoding import with_encoder
from vstrecha.matches.bridge.vectors import DatabaseCache

__all__ = ["search_catalogue"]

_COMPANY = "company-"


def search_catalogue(
    *, companies: Iterable[Company], query: str, limit: int
) -> tuple[list[SearchHit], dict[int, SearchHit]]:
    """The opportunities (their `id` is the primary key) and the companies (by primary key) that
    answer a query; the companies' opportunities are prefetched."""
    entries = tuple(entry for company in companies for entry in _entries(company))
    hits = with_encoder(lambda encoder: _index(_Catalogue(entries, encoder)).search(query, limit))
    return (
        [hit for hit in hits if not hit.id.startswith(_COMPANY)],
        {int(hit.id.removeprefix(_COMPANY)): hit for hit in hits if hit.id.startswith(_COMPANY)},
    )


class _Catalogue:
    """Entries that are equal when their texts are, as the same encoder reads them: the key under
    which an index is kept."""

    def __init__(self, entries: tuple[Entry, ...], encoder: Encoder) -> None:
        self.entries = entries
        self.encoder = encoder
        key = repr((encoder.name, encoder.revision, entries))
        self._digest = sha256(key.encode("utf-8", "surrogatepass")).digest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Catalogue) and other._digest == self._digest

    def __hash__(self) -> int:
        return hash(self._digest)


@lru_cache(maxsize=8)
def _index(catalogue: _Catalogue) -> SearchIndex:
    """The index of a catalogue, kept while its texts stay as they are."""
    return SearchIndex(catalogue.entries, Resources(catalogue.encoder, DatabaseCache()))


def _entries(company: Company) -> list[Entry]:
    names = " ".join(filter(None, [company.name, company.name_en]))
    texts = versions(names, company.description) + versions("", company.description_en)
    return [
        Entry(f"{_COMPANY}{company.pk}", texts),
        *(
            Entry(str(opportunity.pk), opportunity_texts(opportunity))
            for opportunity in company.opportunities.all()
        ),
    ]
