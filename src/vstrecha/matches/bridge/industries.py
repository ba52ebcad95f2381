"""Industry codes suggested for companies and opportunities, by their texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vstrecha.companies.industries import INDUSTRIES, industries_of
from vstrecha.companies.models import Company, Opportunity
from vstrecha.engine.matching.encoders import Encoder
from vstrecha.engine.matching.industries import IndustryIndex, packaged_table
from vstrecha.engine.matching.resources import Resources
from vstrecha.matches.bridge import engine_item
from vstrecha.matches.bridge.encoding import with_encoder
from vstrecha.matches.bridge.vectors import DatabaseCache
from vstrecha.web.localised import reader_language

__all__ = [
    "CodeSuggestion",
    "GroupSuggestion",
    "is_class",
    "suggest_codes",
    "suggest_groups",
    "texts_of",
]

# Less sure ones would be a list to read, not to choose from.
_LEAST = 0.03


@dataclass(frozen=True, slots=True)
class CodeSuggestion:
    """A code with its title in the reader's language, how sure (0..1), the words of the text that
    met words of the class, and the text of the classification that came nearest."""

    code: str
    title: str
    confidence: float
    words: tuple[str, ...]
    nearest: str

    @property
    def percent(self) -> int:
        """How sure, of a hundred."""
        return round(self.confidence * 100)


@dataclass(frozen=True, slots=True)
class GroupSuggestion:
    """A group of industries (`key` as in `companies.industries`) and how sure (0..1)."""

    key: str
    confidence: float


def is_class(code: str) -> bool:
    """Whether a code is a class of NACE Rev. 2 (four digits)."""
    return bool(packaged_table().title(code, "en"))


def texts_of(record: Company | Opportunity) -> tuple[str, ...]:
    """What a record says of its trade, in each of its languages.

    An opportunity's title says it most plainly and counts once more by itself; a company's name
    says nothing of a trade.
    """
    if isinstance(record, Opportunity):
        item = engine_item(record)
        return tuple(dict.fromkeys((*item.headings, *item.texts)))
    versions = ((record.name, record.description), (record.name_en, record.description_en))
    return tuple("\n".join(version) for version in versions if version[1].strip())


def suggest_codes(
    texts: Sequence[Sequence[str]], *, limit: int = 5
) -> list[tuple[CodeSuggestion, ...]]:
    """The likeliest codes for each text (in one version or more), best first."""
    if not any(map(any, texts)):
        return [() for _ in texts]
    table, language = packaged_table(), reader_language()
    return [
        tuple(
            CodeSuggestion(
                code=one.code,
                title=table.title(one.code, language),
                confidence=one.confidence,
                words=one.words,
                nearest=one.nearest,
            )
            for one in found
            if one.confidence >= _LEAST
        )
        for found in with_encoder(lambda encoder: _index(encoder).suggest(texts, limit))
    ]


def suggest_groups(texts: Sequence[Sequence[str]]) -> list[GroupSuggestion | None]:
    """The likeliest group of industries of each text: that whose classes have the largest share."""
    said = [text for text in texts if any(text)]
    if not said:
        return [None for _ in texts]
    shares = with_encoder(lambda encoder: _index(encoder).shares(said))
    keys = [industry.key for industry in INDUSTRIES]
    codes = packaged_table().codes
    belongs = np.array([keys.index(industries_of([code])[0].key) for code in codes])
    sums = iter(shares @ np.eye(len(keys))[belongs])
    return [_likeliest(keys, next(sums)) if any(text) else None for text in texts]


def _likeliest(keys: Sequence[str], shares: NDArray[np.float64]) -> GroupSuggestion:
    best = int(shares.argmax())
    return GroupSuggestion(keys[best], float(shares[best]))


_indexes: dict[tuple[str, str], IndustryIndex] = {}


def _index(encoder: Encoder) -> IndustryIndex:
    """The classes for the encoder in use, kept while the process lives."""
    made_by = (encoder.name, encoder.revision)
    if made_by not in _indexes:
        _indexes[made_by] = IndustryIndex(packaged_table(), Resources(encoder, DatabaseCache()))
    return _indexes[made_by]
