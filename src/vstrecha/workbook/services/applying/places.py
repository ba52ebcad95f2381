"""Venues with their tables, and travel."""

from __future__ import annotations

from collections.abc import Mapping

from vstrecha.missions.models import Mission
from vstrecha.programme.models import Table, Travel, Venue
from vstrecha.workbook.reading.words import plain_name
from vstrecha.workbook.services.applying.fields import (
    BATCH,
    changed_drafts,
    new_drafts,
    put_changes,
    put_new,
)
from vstrecha.workbook.services.comparison import Comparison

_FIELDS = ("name", "name_en", "address")

Venues = Mapping[str, Venue]
"""Venues by their plain names."""


def apply_venues(comparison: Comparison, mission: Mission) -> Venues:
    """Make and change venues, and give each as many tables as the file says."""
    venues = {venue.pk: venue for venue in mission.venues.all()}
    changed = changed_drafts(comparison, "venues")
    for pk, draft in changed.items():
        put_changes(venues[pk], draft, _FIELDS)
    Venue.objects.bulk_update([venues[pk] for pk in changed], _FIELDS, batch_size=BATCH)
    made = []
    for position, draft in enumerate(new_drafts(comparison, "venues"), start=len(venues)):
        venue = Venue(mission=mission, position=position)
        put_new(venue, draft, _FIELDS)
        made.append(venue)
    Venue.objects.bulk_create(made, batch_size=BATCH)
    by_name = {plain_name(venue.name): venue for venue in mission.venues.all()}
    _set_tables(comparison, by_name)
    return by_name


def _set_tables(comparison: Comparison, venues: Venues) -> None:
    """Tables are numbered from 1; further ones are added, the last ones taken away."""
    stored: dict[int, list[Table]] = {venue.pk: [] for venue in venues.values()}
    for table in Table.objects.filter(venue__in=venues.values()).order_by("position", "pk"):
        stored[table.venue_id].append(table)
    made: list[Table] = []
    gone: list[int] = []
    for draft in comparison.drafts["venues"]:
        if "tables" not in draft.values:
            continue
        venue = venues[plain_name(draft.text("name"))]
        there, wanted = stored[venue.pk], draft.number("tables") or 0
        gone += [table.pk for table in there[wanted:]]
        made += [
            Table(venue=venue, label=str(number), position=number)
            for number in range(len(there) + 1, wanted + 1)
        ]
    if gone:
        Table.objects.filter(pk__in=gone).delete()
    Table.objects.bulk_create(made, batch_size=BATCH)


def apply_travel(comparison: Comparison, venues: Venues) -> None:
    """Make ways, and change how long they take."""
    changed = changed_drafts(comparison, "travel")
    ways = [Travel(pk=pk, minutes=draft.number("minutes") or 0) for pk, draft in changed.items()]
    Travel.objects.bulk_update(ways, ["minutes"], batch_size=BATCH)
    Travel.objects.bulk_create(
        [
            Travel(
                origin=venues[plain_name(draft.text("origin"))],
                destination=venues[plain_name(draft.text("destination"))],
                minutes=draft.number("minutes") or 0,
            )
            for draft in new_drafts(comparison, "travel")
        ],
        batch_size=BATCH,
    )
