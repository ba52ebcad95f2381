"""A stored mission as rows for the input sheets, so that the file can be imported again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vstrecha.workbook.reading import Value
from vstrecha.workbook.selectors import Stored
from vstrecha.workbook.services.parties import Parties, party_of
from vstrecha.workbook.sheets import SHEETS, Type

Rows = Mapping[str, Sequence[Mapping[str, object]]]


def parties_of(stored: Stored) -> Parties:
    """The mission's companies, to be named in cells."""
    return Parties(party_of(row.values) for row in stored.of("companies"))


def input_rows(stored: Stored, parties: Parties) -> Rows:
    """Rows by sheet key; companies stand by the texts that find them."""
    return {
        sheet.key: [_named(sheet.key, row.values, parties) for row in stored.of(sheet.key)]
        for sheet in SHEETS
    }


def _named(sheet: str, values: Mapping[str, Value], parties: Parties) -> Mapping[str, object]:
    company_columns = {
        column.key
        for known in SHEETS
        if known.key == sheet
        for column in known.columns
        if column.type is Type.COMPANY
    }
    named: dict[str, object] = dict(values)
    for key in company_columns & set(values):
        named[key] = parties.reference(str(values[key]))
    participants = values.get("participants")
    if isinstance(participants, tuple):
        named["participants"] = _group(participants, parties)
    return named


def _group(keys: tuple[str, ...], parties: Parties) -> tuple[str, ...]:
    """All companies or those of one side as one word, others each by name."""
    for group in ("all", "home", "host"):
        if keys == parties.on_side(group):
            return (group,)
    return tuple(parties.reference(key) for key in keys)
