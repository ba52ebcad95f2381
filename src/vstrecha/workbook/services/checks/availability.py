"""Availability: windows of known companies on the mission's days."""

from __future__ import annotations

from vstrecha.engine.message import N_, Message
from vstrecha.workbook.selectors import MIDNIGHT
from vstrecha.workbook.services.comparison import Comparison, add_duplicate, check_times
from vstrecha.workbook.services.drafts import Draft, of_columns


def check_availability(comparison: Comparison) -> None:
    """Check company, day and times; refuse a window said twice."""
    seen: dict[tuple[object, ...], Draft] = {}
    for draft in comparison.drafts["availability"]:
        comparison.resolve_company(draft, "company")
        comparison.check_day(draft, "date")
        if draft.time("starts") == MIDNIGHT:
            draft.values["starts"] = None
        if draft.time("ends") == MIDNIGHT:
            draft.values["ends"] = None
        check_times(draft)
        if draft.problems:
            continue
        mark = tuple(draft.values.get(key) for key in ("company", "date", "starts", "ends"))
        first = seen.setdefault(mark, draft)
        if first is draft:
            continue
        if first.flag("is_available") == draft.flag("is_available"):
            add_duplicate(draft, "company", first)
        else:
            draft.add(
                "is_available",
                Message(N_("This row says the opposite of row {row}."), {"row": first.row.number}),
                Message(N_("Delete one of the two.")),
            )
    comparison.pair(
        "availability",
        [
            of_columns("company", "date", "starts", "ends", "is_available"),
            of_columns("company", "date", "starts", "ends"),
            of_columns("company", "date", "starts"),
            of_columns("company", "date"),
        ],
    )
