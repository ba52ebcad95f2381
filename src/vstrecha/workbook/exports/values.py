"""Stored values as they stand in cells, and cells that no text can turn into a formula."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.worksheet.worksheet import Worksheet

from vstrecha.workbook.sheets import EVERYONE, SIDES, YES_NO, Column, Type

CellValue = str | int | float | date | time | None

SEPARATOR = "; "


def cell_value(column: Column, value: object, language: str) -> CellValue:
    """A stored value as its cell shows it in the language.

    Raises ValueError for a value that is none of the column's choices, TypeError for one of
    another type.
    """
    if value is None or value == "":
        return None
    match column.type:
        case Type.FLAG:
            return YES_NO[language == "ru"][0 if value else 1]
        case Type.CHOICE:
            if str(value) not in column.choices:
                raise ValueError(f"'{value}' is no choice of the column '{column.key}'.")
            return column.choice_name(str(value), language)
        case Type.LIST:
            items = [value] if isinstance(value, str) else value
            if not isinstance(items, Iterable):
                raise TypeError(f"The column '{column.key}' takes a list, not {value!r}.")
            texts = [_item(column, str(item), language) for item in items]
            return SEPARATOR.join(texts) or None
        case Type.TEXT | Type.COMPANY:
            return str(value)
        case _:
            if not isinstance(value, str | int | date | time):
                raise TypeError(f"The column '{column.key}' cannot hold {value!r}.")
            return value


def _item(column: Column, item: str, language: str) -> str:
    if column.key != "participants":
        return item
    if item == EVERYONE[0]:
        return EVERYONE[language == "ru"]
    return SIDES[item][language == "ru"] if item in SIDES else item


def put(worksheet: Worksheet, row: int, column: int, value: CellValue) -> Cell:
    """Write a value into a cell and give the cell. A text stays one even if it begins with '='.

    Raises TypeError for a cell hidden under a merged one.
    """
    cell = worksheet.cell(row, column)
    if not isinstance(cell, Cell):
        raise TypeError(f"{cell.coordinate} lies under a merged cell.")
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        if cell.data_type == "f":
            cell.data_type = "s"
    else:
        cell.value = value
    return cell
