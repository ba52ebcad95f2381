"""The description of the workbook agrees with itself and with what is stored."""

from __future__ import annotations

import pytest
from django.db import models

from vstrecha.companies.models import Company, Opportunity
from vstrecha.meetings.models import Request
from vstrecha.missions.models import Mission, Side
from vstrecha.programme.models import Session, Venue
from vstrecha.workbook.guidance import GUIDES, SHEET_GUIDES
from vstrecha.workbook.reading.words import plain
from vstrecha.workbook.sheets import (
    INSTRUCTIONS,
    KINDS,
    PRIORITIES,
    RESULTS,
    SESSION_KINDS,
    SHEETS,
    SIDES,
    STATUSES,
    TIMETABLE,
    Column,
    Sheet,
    Type,
)

ALL = (*SHEETS, TIMETABLE)
MODELS: dict[str, type[models.Model]] = {
    "mission": Mission,
    "venues": Venue,
    "companies": Company,
    "opportunities": Opportunity,
    "sessions": Session,
    "requests": Request,
}


def columns() -> list[tuple[Sheet, Column]]:
    return [(sheet, column) for sheet in ALL for column in sheet.columns]


def test_no_name_means_two_sheets() -> None:
    names = [
        plain(name)
        for names in [*((s.en, s.ru, *s.aliases) for s in ALL), INSTRUCTIONS, *RESULTS.values()]
        for name in {plain(name) for name in names}
    ]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("sheet", ALL, ids=lambda sheet: sheet.key)
def test_no_name_means_two_columns_of_a_sheet(sheet: Sheet) -> None:
    meant: dict[str, str] = {}
    for column in sheet.columns:
        for name in (column.en, column.ru, *column.aliases):
            assert meant.setdefault(plain(name), column.key) == column.key, name


@pytest.mark.parametrize(
    "column", [c for _, c in columns() if c.choices], ids=lambda column: column.key
)
def test_no_name_means_two_choices(column: Column) -> None:
    meant: dict[str, str] = {}
    for value, names in column.choices.items():
        for name in (value, *names):
            assert meant.setdefault(plain(name), value) == value, name


def test_choices_are_those_that_are_stored() -> None:
    assert set(SIDES) == set(Side.Role.values)
    assert set(KINDS) == set(Opportunity.Kind.values)
    assert set(SESSION_KINDS) == set(Session.Kind.values)
    assert set(STATUSES) == set(Request.Status.values)
    assert set(PRIORITIES) == {str(value) for value in Request.Priority.values}


def test_a_text_that_is_read_fits_its_field() -> None:
    checked = 0
    for sheet, column in columns():
        model = MODELS.get(sheet.key)
        names = {f.name: f for f in model._meta.get_fields()} if model is not None else {}
        field = names.get(column.key)
        if not isinstance(field, models.CharField) or column.type is not Type.TEXT:
            continue
        if column.key in {"inn", "language"}:  # read by rules of their own, which are stricter
            continue
        assert field.max_length is not None
        assert column.longest <= field.max_length, (sheet.key, column.key)
        checked += 1
    assert checked > 15


def test_everything_is_explained_in_both_languages() -> None:
    assert {(sheet.key, column.key) for sheet, column in columns()} == set(GUIDES)
    assert {sheet.key for sheet in ALL} == set(SHEET_GUIDES)
    for guide in (*GUIDES.values(), *SHEET_GUIDES.values()):
        assert guide.en.endswith(".")
        assert guide.ru.rstrip("»").endswith(".")
        assert bool(guide.example_en) == bool(guide.example_ru)


def test_a_sheet_knows_its_columns() -> None:
    assert TIMETABLE.column("table").ru == "Стол"
    with pytest.raises(KeyError, match="no column 'colour'"):
        TIMETABLE.column("colour")
