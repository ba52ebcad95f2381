"""A sheet with a field and its value in each row: the mission itself."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import get_column_letter

from vstrecha.engine.message import N_, Message
from vstrecha.workbook.reading.fields import Setting
from vstrecha.workbook.reading.grids import Grid
from vstrecha.workbook.reading.headers import Header, column_names, match_name, missing_columns
from vstrecha.workbook.reading.problems import Note
from vstrecha.workbook.reading.rows import RowReader, SheetRows, no_header, read_rows
from vstrecha.workbook.reading.words import Raw, plain
from vstrecha.workbook.sheets import Sheet

_VALUE_HEADERS = frozenset({"value", "значение"})


def read_upright(grid: Grid, sheet: Sheet, header: Header | None, setting: Setting) -> SheetRows:
    """Read a sheet of fields below each other (or laid out as a table after all).

    The value stands in the column headed “Value”, else in the next cell to the right.
    """
    if header is not None and len(header.positions) > 2:  # noqa: PLR2004 - two may stand side by side by chance
        return read_rows(grid, sheet, header, setting)
    names = column_names(sheet)
    values_at: int | None = None
    raw: dict[str, Raw] = {}
    places: dict[str, str] = {}
    texts: dict[str, str] = {}
    notes: list[Note] = []
    for number, cells in grid.rows:
        if values_at is None and (values_at := _values_column(cells)) is not None:
            continue
        place = next(i for i, cell in enumerate(cells) if cell is not None and cell != "")
        label = str(cells[place])
        found = match_name(label, names)
        if found is None or found[0] in raw:
            # A lone text above the fields is a title.
            if raw:
                notes.append(_not_read(label, grid.title, number, place))
            continue
        key, exact = found
        at = values_at if values_at is not None and values_at > place else place + 1
        raw[key] = cells[at] if at < len(cells) else None
        places[key] = f"{get_column_letter(at + 1)}{number}"
        texts[key] = label.rstrip(" *")
        if not exact:
            notes.append(_read_as(label, sheet.column(key).name(setting.language), grid, number))
    if not raw:
        problems = [no_header(grid, sheet, setting.language)] if grid.rows else []
        return SheetRows(sheet, grid.title, problems=tuple(problems))
    row, doubts = RowReader(grid, sheet, setting, texts).read(grid.rows[0][0], raw, places)
    missing = missing_columns(raw, grid.title, sheet, setting.language)
    return SheetRows(sheet, grid.title, (row,), texts, (*notes, *doubts), tuple(missing))


def _values_column(cells: Sequence[Raw]) -> int | None:
    for place, cell in enumerate(cells):
        if isinstance(cell, str) and plain(cell) in _VALUE_HEADERS:
            return place
    return None


def _not_read(label: str, title: str, number: int, place: int) -> Note:
    text = Message(
        N_("The field “{header}” is not known here and was not read."), {"header": label}
    )
    return Note(text, title, f"{get_column_letter(place + 1)}{number}")


def _read_as(label: str, name: str, grid: Grid, number: int) -> Note:
    text = Message(
        N_("The field “{header}” was read as “{name}”."), {"header": label, "name": name}
    )
    return Note(text, grid.title, f"A{number}")
