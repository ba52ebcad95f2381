"""The whole workbook read, sheet by sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vstrecha.workbook.reading.fields import Setting
from vstrecha.workbook.reading.grids import Book, Grid
from vstrecha.workbook.reading.headers import Header, find_header, recognise
from vstrecha.workbook.reading.problems import Note, Problem
from vstrecha.workbook.reading.rows import SheetRows, read_rows
from vstrecha.workbook.reading.tabs import (
    Tabs,
    find_tabs,
    stranger_note,
    tab_notes,
    tab_problems,
)
from vstrecha.workbook.reading.upright import read_upright
from vstrecha.workbook.sheets import SHEETS, TIMETABLE, Sheet, sheet_of


@dataclass(frozen=True, slots=True)
class Reading:
    """What a workbook says, by sheet key. `language` is that of most of its headers."""

    sheets: Mapping[str, SheetRows]
    language: str
    notes: tuple[Note, ...]
    problems: tuple[Problem, ...]

    def all_problems(self) -> Iterator[Problem]:
        """Problems of the workbook, then those of its sheets and rows, in order."""
        yield from self.problems
        for sheet in self.sheets.values():
            yield from sheet.all_problems()

    def all_notes(self) -> Iterator[Note]:
        """Notes on the workbook, then those on its sheets."""
        yield from self.notes
        for sheet in self.sheets.values():
            yield from sheet.notes


def read_workbook(content: bytes, name: str) -> Reading:
    """Read the known sheets of a workbook, whose file is called `name`.

    Raises WorkbookRejectedError only where the file or one of its sheets cannot be opened at all;
    every other problem stands in the reading, beside what could be read.
    """
    book = Book(content, name)
    try:
        tabs = find_tabs(book.titles)
        grids = {key: book.grid(title) for key, title in tabs.titles.items()}
        strangers = _strangers(book, tabs, grids)
    finally:
        book.close()
    grids |= {sheet.key: grid for grid, sheet in strangers.values() if sheet is not None}
    headers = {key: find_header(grid, sheet_of(key)) for key, grid in grids.items()}
    language = _language(grids, headers)
    setting = Setting(book.epoch, language)
    sheets = {
        sheet.key: (read_upright if sheet.upright else read_rows)(
            grids[sheet.key], sheet, headers[sheet.key], setting
        )
        for sheet in (*SHEETS, TIMETABLE)
        if sheet.key in grids
    }
    notes = tab_notes(tabs, language) + [
        stranger_note(title, sheet, language) for title, (_, sheet) in strangers.items()
    ]
    return Reading(sheets, language, tuple(notes), tuple(tab_problems(tabs, language)))


def _strangers(
    book: Book, tabs: Tabs, known: Mapping[str, Grid]
) -> dict[str, tuple[Grid, Sheet | None]]:
    """Tabs with strange titles, each with the missing sheet that it is by its columns."""
    strangers: dict[str, tuple[Grid, Sheet | None]] = {}
    missing = [sheet for sheet in SHEETS if sheet.key not in known]
    for title in tabs.unknown:
        grid = book.grid(title) if missing else Grid(title, ())
        sheet = recognise(grid, missing)
        strangers[title] = grid, sheet
        if sheet is not None:
            missing.remove(sheet)
    return strangers


def _language(grids: Mapping[str, Grid], headers: Mapping[str, Header | None]) -> str:
    """Whether most titles and headers are Russian or English."""
    texts = [grid.title for grid in grids.values()]
    texts += [text for header in headers.values() if header for text in header.texts.values()]
    russian = sum(any("а" <= letter <= "я" for letter in text.casefold()) for text in texts)
    return "ru" if 2 * russian >= len(texts) else "en"
