"""Availability."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, time

from vstrecha.meetings.models import AvailabilityWindow
from vstrecha.workbook.reading import Value
from vstrecha.workbook.selectors import StoredRow
from vstrecha.workbook.services.applying.companies import Companies
from vstrecha.workbook.services.applying.fields import BATCH, new_drafts
from vstrecha.workbook.services.comparison import Comparison
from vstrecha.workbook.services.facts import Facts
from vstrecha.workbook.services.preview import changed_columns


def apply_availability(comparison: Comparison, companies: Companies) -> None:
    """Make and change windows. A stored one of several days of which one changes is cut up."""
    pieces: dict[int, list[StoredRow]] = defaultdict(list)
    for row in comparison.stored.of("availability"):
        pieces[row.pk].append(row)
    changed = [
        draft
        for draft in comparison.drafts["availability"]
        if draft.stored is not None and any(changed_columns(draft))
    ]
    cut_up = {draft.stored.pk for draft in changed if draft.stored is not None}
    replaced = {id(draft.stored) for draft in changed}
    rows: list[Mapping[str, Value]] = [
        draft.values for draft in (*new_drafts(comparison, "availability"), *changed)
    ]
    rows += [row.values for pk in sorted(cut_up) for row in pieces[pk] if id(row) not in replaced]
    made = [_window(values, comparison.facts, companies) for values in rows]
    if cut_up:
        AvailabilityWindow.objects.filter(pk__in=cut_up).delete()
    AvailabilityWindow.objects.bulk_create(made, batch_size=BATCH)


def _window(values: Mapping[str, Value], facts: Facts, companies: Companies) -> AvailabilityWindow:
    day, starts, ends = (values.get(key) for key in ("date", "starts", "ends"))
    if not isinstance(day, date):
        raise TypeError("A window needs its day: checks must have refused the row.")
    starts_at, ends_at = facts.span(
        day,
        starts if isinstance(starts, time) else None,
        ends if isinstance(ends, time) else None,
    )
    return AvailabilityWindow(
        company=companies[str(values["company"])],
        starts_at=starts_at,
        ends_at=ends_at,
        is_available=values.get("is_available") is True,
    )
