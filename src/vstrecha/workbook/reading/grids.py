"""One sheet as rows of plain cell values, within limits."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook

from vstrecha.engine.message import N_, Message
from vstrecha.workbook.reading.files import open_workbook
from vstrecha.workbook.reading.marks import Marks, part_names, read_marks
from vstrecha.workbook.reading.problems import Problem, WorkbookRejectedError
from vstrecha.workbook.reading.words import Raw, clean

MOST_ROWS = 20_000
MOST_COLUMNS = 200

_DAMAGED = (KeyError, ValueError, TypeError, IndexError, AttributeError, ParseError, OSError)
"""What openpyxl lets pass from a damaged part."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet's rows that are not empty, each with its number from 1; texts are cleaned."""

    title: str
    rows: tuple[tuple[int, tuple[Raw, ...]], ...]
    marks: Marks = field(default_factory=Marks)


class Book:
    """An open workbook, whose sheets are read when asked for."""

    def __init__(self, content: bytes, name: str) -> None:
        """Raise WorkbookRejectedError for what is no workbook (see `open_workbook`)."""
        self._content = content
        self._workbook: Workbook = open_workbook(content, name)
        try:
            self._parts = part_names(content)
        except (*_DAMAGED, zipfile.BadZipFile) as error:
            raise _damaged("") from error
        self.epoch = self._workbook.epoch

    @property
    def titles(self) -> tuple[str, ...]:
        """Titles of the sheets that have cells, in order."""
        return tuple(sheet.title for sheet in self._workbook.worksheets)

    def grid(self, title: str) -> Grid:
        """All rows of a sheet; raises WorkbookRejectedError where it is damaged or too long."""
        try:
            rows = tuple(self._rows(title))
            marks = read_marks(self._content, self._parts[title])
        except (*_DAMAGED, zipfile.BadZipFile) as error:
            raise _damaged(title) from error
        return Grid(title, rows, marks)

    def _rows(self, title: str) -> Iterator[tuple[int, tuple[Raw, ...]]]:
        worksheet = self._workbook[title]
        worksheet.reset_dimensions()
        count = 0
        for number, cells in enumerate(worksheet.iter_rows(values_only=True), start=1):
            values = tuple(_raw(value) for value in cells[:MOST_COLUMNS])
            if all(value is None or value == "" for value in values):
                continue
            count += 1
            if count > MOST_ROWS:
                raise _too_long(title)
            yield number, values

    def close(self) -> None:
        """Let go of the file."""
        self._workbook.close()


def _raw(value: object) -> Raw:
    match value:
        case str():
            return clean(value)
        case None | bool() | int() | float() | date() | time() | timedelta():
            return value
        case _:
            return clean(str(value))


def _damaged(title: str) -> WorkbookRejectedError:
    problem = Problem(
        Message(N_("The sheet is damaged and cannot be read.")),
        Message(N_("Open the file in Excel, let it be repaired, and save it under a new name.")),
        sheet=title,
    )
    return WorkbookRejectedError([problem])


def _too_long(title: str) -> WorkbookRejectedError:
    problem = Problem(
        Message(N_("The sheet has more than {most} filled rows."), {"most": MOST_ROWS}),
        Message(N_("Split the mission in two, or take out rows that do not belong to it.")),
        sheet=title,
    )
    return WorkbookRejectedError([problem])
