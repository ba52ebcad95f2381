"""What rooms above ask of texts that are not stored yet, such as the rows of a workbook."""

from vstrecha.matches.bridge.duplicates import CompanyFacts, Double, double_companies
from vstrecha.matches.bridge.industries import CodeSuggestion, suggest_codes, texts_of
from vstrecha.matches.bridge.quality import Review, bar_of, review_one

__all__ = [
    "CodeSuggestion",
    "CompanyFacts",
    "Double",
    "Review",
    "bar_of",
    "double_companies",
    "review_one",
    "suggest_codes",
    "texts_of",
]
