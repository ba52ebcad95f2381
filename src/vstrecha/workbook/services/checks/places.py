"""Venues, their tables, and the ways between them."""

from __future__ import annotations

from collections.abc import Hashable

from vstrecha.engine.message import N_, Message, N_n
from vstrecha.programme.models import Table
from vstrecha.workbook.reading.words import plain_name
from vstrecha.workbook.selectors import StoredRow
from vstrecha.workbook.services.comparison import Comparison, add_duplicate
from vstrecha.workbook.services.drafts import Draft, of_columns


def _name(item: Draft | StoredRow) -> Hashable | None:
    name = item.values.get("name")
    return plain_name(name) if isinstance(name, str) else None


def check_venues(comparison: Comparison) -> None:
    """One row a venue; no table less than the published programme needs."""
    comparison.pair("venues", [_name])
    seen: dict[Hashable, Draft] = {}
    for draft in comparison.drafts["venues"]:
        if draft.number("tables") == 0:
            draft.values["tables"] = None
        name = _name(draft)
        if name is None:
            continue
        if name in seen:
            add_duplicate(draft, "name", seen[name])
        else:
            seen[name] = draft
    _check_tables(comparison)
    if comparison.stored.mission is None and seen and not any(comparison.tables.values()):
        first = comparison.drafts["venues"][0]
        first.problems.append(
            first.row.problem(
                "tables",
                Message(N_("No venue has a table, so no meeting can be held.")),
                Message(N_("Write how many tables there are, at one venue at least.")),
            )
        )


def _check_tables(comparison: Comparison) -> None:
    in_use = comparison.stored.in_use.tables
    if not in_use:
        return
    tables: dict[int, list[bool]] = {}
    rows = Table.objects.filter(venue__mission=comparison.stored.mission)
    for venue, pk in rows.order_by("venue", "position", "pk").values_list("venue_id", "pk"):
        tables.setdefault(venue, []).append(pk in in_use)
    for draft in comparison.drafts["venues"]:
        if draft.stored is None or "tables" not in draft.values:
            continue
        used = tables.get(draft.stored.pk, [])
        needed = max((number for number, is_used in enumerate(used, 1) if is_used), default=0)
        if (draft.number("tables") or 0) < needed:
            singular, plural = N_n(
                "The published programme has meetings at {count} table here.",
                "The published programme has meetings at {count} tables here.",
            )
            draft.add(
                "tables",
                Message(singular, {"count": needed}, plural, "count"),
                Message(
                    N_("Write {count} or more; plan and publish anew before taking tables away."),
                    {"count": needed},
                ),
            )


def check_travel(comparison: Comparison) -> None:
    """Ways between two known venues, each way once."""
    seen: dict[tuple[str, str], Draft] = {}
    for draft in comparison.drafts["travel"]:
        origin = comparison.resolve_venue(draft, "origin")
        destination = comparison.resolve_venue(draft, "destination")
        if not origin or not destination:
            continue
        if origin == destination:
            draft.add(
                "destination",
                Message(N_("The way leads from a venue to itself.")),
                Message(N_("Write another venue, or delete the row.")),
            )
        elif (origin, destination) in seen:
            add_duplicate(draft, "origin", seen[origin, destination])
        else:
            seen[origin, destination] = draft
    comparison.pair("travel", [of_columns("origin", "destination")])
