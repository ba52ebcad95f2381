"""Companies and texts that are probably there twice, with the reasons to think so."""

from vstrecha.engine.matching.duplicates.companies import CompanyRecord, same_companies
from vstrecha.engine.matching.duplicates.finding import Finding, Verdict
from vstrecha.engine.matching.duplicates.texts import (
    Boilerplate,
    TextRecord,
    boilerplate,
    same_texts,
)

__all__ = [
    "Boilerplate",
    "CompanyRecord",
    "Finding",
    "TextRecord",
    "Verdict",
    "boilerplate",
    "same_companies",
    "same_texts",
]
