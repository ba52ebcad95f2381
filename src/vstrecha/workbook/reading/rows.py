"""From a sheet's cells to rows of stored values, with each cell's problems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from vstrecha.engine.message import N_, Message, N_n
from vstrecha.workbook.reading.cells import check_blank, check_no_error, is_blank
from vstrecha.workbook.reading.fields import Parsed, Setting, read_cell
from vstrecha.workbook.reading.grids import Grid
from vstrecha.workbook.reading.headers import Header, header_notes, header_problems
from vstrecha.workbook.reading.problems import CellError, Note, Problem
from vstrecha.workbook.reading.values import Value
from vstrecha.workbook.reading.words import Raw
from vstrecha.workbook.sheets import Sheet


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet. `values` has the columns that stand in the file, empty ones as None;
    a column whose cell has a problem is not among them, but `written` has what stands there."""

    sheet: Sheet
    title: str
    number: int
    values: Mapping[str, Value]
    cells: Mapping[str, str]
    fields: Mapping[str, str]
    problems: tuple[Problem, ...] = ()
    written: Mapping[str, str] = field(default_factory=dict)

    def problem(self, key: str, reason: Message, mend: Message) -> Problem:
        """A problem with this row's cell in the column `key` (with the row where it has none)."""
        return Problem(
            reason,
            mend,
            sheet=self.title,
            cell=self.cells.get(key, f"A{self.number}"),
            field=self.fields.get(key, ""),
        )

    def text(self, key: str) -> str:
        """The value of a text column; empty where there is none."""
        value = self.values.get(key)
        return value if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class SheetRows:
    """A sheet as read. `fields` are the headers in the file by column key."""

    sheet: Sheet
    title: str
    rows: tuple[Row, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    problems: tuple[Problem, ...] = ()

    def all_problems(self) -> Iterator[Problem]:
        """The sheet's own problems and then its rows'."""
        yield from self.problems
        for row in self.rows:
            yield from row.problems


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the rows of one sheet, whose headers are `texts`."""

    grid: Grid
    sheet: Sheet
    setting: Setting
    texts: Mapping[str, str]

    def read(
        self, number: int, raw: Mapping[str, Raw], places: Mapping[str, str]
    ) -> tuple[Row, list[Note]]:
        """One row from its raw values and their cells' names, by column key; and its doubts."""
        values: dict[str, Value] = {}
        problems: list[Problem] = []
        notes: list[Note] = []
        written: dict[str, str] = {}
        for key, cell in raw.items():
            place = places[key]
            try:
                parsed = self._cell(key, cell, place)
            except CellError as error:
                problems.append(
                    Problem(error.reason, error.mend, self.grid.title, place, self.texts[key])
                )
                written[key] = str(cell)
                continue
            values[key] = parsed.value
            if parsed.note is not None:
                notes.append(Note(parsed.note, self.grid.title, place))
        row = Row(
            self.sheet,
            self.grid.title,
            number,
            values,
            places,
            self.texts,
            tuple(problems),
            written,
        )
        return row, notes

    def _cell(self, key: str, cell: Raw, place: str) -> Parsed:
        column = self.sheet.column(key)
        if is_blank(cell, column):
            check_blank(column, unsolved=place in self.grid.marks.unsolved)
            return Parsed(None)
        check_no_error(cell)
        return read_cell(cell, self.sheet, column, self.setting)


def read_rows(grid: Grid, sheet: Sheet, header: Header | None, setting: Setting) -> SheetRows:
    """Read a sheet whose header stands above its rows."""
    if header is None:
        problems = (no_header(grid, sheet, setting.language),) if grid.rows else ()
        return SheetRows(sheet, grid.title, problems=problems)
    reader = RowReader(grid, sheet, setting, header.texts)
    heading = grid.rows[header.index][1]
    letters = {key: get_column_letter(place + 1) for key, place in header.positions.items()}
    rows: list[Row] = []
    notes = [*header_notes(header, grid, sheet, setting.language), *_mark_notes(grid, header)]
    for number, cells in grid.rows[header.index + 1 :]:
        raw = {
            key: cells[place] if place < len(cells) else None
            for key, place in header.positions.items()
        }
        places = {key: f"{letter}{number}" for key, letter in letters.items()}
        blank = all(cell is None or cell == "" for cell in raw.values())
        if cells == heading or (blank and not grid.marks.unsolved & set(places.values())):
            continue
        row, doubts = reader.read(number, raw, places)
        rows.append(row)
        notes += doubts
    found = header_problems(header, grid, sheet, setting.language)
    return SheetRows(sheet, grid.title, tuple(rows), header.texts, tuple(notes), tuple(found))


def no_header(grid: Grid, sheet: Sheet, language: str) -> Problem:
    """The problem of a sheet with cells of which none names a column."""
    needed = tuple(column.name(language) for column in sheet.columns if column.required)
    return Problem(
        Message(N_("No row with the names of the columns was found.")),
        Message(
            N_("Put these names above the rows, within the first 15: {columns}."),
            {"columns": needed},
        )
        if not sheet.upright
        else Message(
            N_("Put these names below each other in column A, and the values beside: {columns}."),
            {"columns": needed},
        ),
        sheet=grid.title,
    )


def _mark_notes(grid: Grid, header: Header) -> Iterator[Note]:
    first = grid.rows[header.index][0]
    hidden = sum(number in grid.marks.hidden_rows and number > first for number, _ in grid.rows)
    solved = grid.marks.formulas - len(grid.marks.unsolved)
    if hidden:
        singular, plural = N_n(
            "{count} hidden row was read like the others.",
            "{count} hidden rows were read like the others.",
        )
        yield Note(Message(singular, {"count": hidden}, plural, "count"), grid.title)
    if solved:
        singular, plural = N_n(
            "{count} formula was read by its last result.",
            "{count} formulas were read by their last results.",
        )
        yield Note(Message(singular, {"count": solved}, plural, "count"), grid.title)
