"""Opportunities: of a known company, whose titles differ."""

from __future__ import annotations

from collections.abc import Hashable

from vstrecha.workbook.reading.words import plain_name
from vstrecha.workbook.selectors import StoredRow
from vstrecha.workbook.services.comparison import Comparison, add_duplicate
from vstrecha.workbook.services.drafts import Draft


def _company_and_title(item: Draft | StoredRow) -> Hashable | None:
    company, title = item.values.get("company"), item.values.get("title")
    if isinstance(company, str) and isinstance(title, str):
        return company, plain_name(title)
    return None


def check_opportunities(comparison: Comparison) -> None:
    """Find the companies; refuse a title that a company has twice."""
    seen: dict[Hashable, Draft] = {}
    for draft in comparison.drafts["opportunities"]:
        if not comparison.resolve_company(draft, "company"):
            continue
        mark = _company_and_title(draft)
        if mark is None:
            continue
        if mark in seen:
            add_duplicate(draft, "title", seen[mark])
        seen.setdefault(mark, draft)
    comparison.pair("opportunities", [_company_and_title])
