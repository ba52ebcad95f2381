"""All input sheets in one workbook, empty (the template) or with rows."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from vstrecha.workbook.exports import style
from vstrecha.workbook.exports.instructions import write_instructions
from vstrecha.workbook.exports.lists import add_lists
from vstrecha.workbook.exports.values import cell_value, put
from vstrecha.workbook.guidance import GUIDES
from vstrecha.workbook.sheets import SHEETS, TIMETABLE, Column, Sheet

Row = Mapping[str, object]
Rows = Mapping[str, Sequence[Row]]

LANGUAGES = ("ru", "en")
ROOM = 2_000
"""Rows below the header that drop lists down."""

_UPRIGHT_HEADERS = {
    "ru": ("Поле", "Значение", "Что писать"),
    "en": ("Field", "Value", "What to write"),
}
_UPRIGHT_WIDTHS = (34, 60, 80)
_REQUIRED = {"ru": "Обязательно.", "en": "Required."}
_EXAMPLE = {"ru": "Например: {example}", "en": "For example: {example}"}


def build_workbook(rows: Rows, *, language: str) -> Workbook:
    """A workbook with an instructions sheet and every input sheet, in Russian or English.

    `rows` holds stored values by the sheet's and the column's key: dates and times as such,
    choices by their stored value, flags as booleans, lists as sequences of texts (participants
    also as `all`, `home`, `host`), companies as the text that names them. Without rows it is the
    template. Raises ValueError for an unknown language, sheet, column or choice.
    """
    if language not in LANGUAGES:
        raise ValueError(f"A workbook is written in 'ru' or 'en', not in '{language}'.")
    unknown = set(rows) - {sheet.key for sheet in SHEETS}
    if unknown:
        raise ValueError(f"There is no sheet '{min(unknown)}'.")
    workbook = Workbook()
    first = workbook.active
    if first is not None:
        workbook.remove(first)
    write_instructions(workbook, language=language)
    for sheet in SHEETS:
        worksheet = workbook.create_sheet(sheet.name(language))
        sheet_rows = rows.get(sheet.key, ())
        _check_keys(sheet, sheet_rows)
        if sheet.upright:
            write_upright(worksheet, sheet, sheet_rows[0] if sheet_rows else {}, language)
        else:
            write_table(worksheet, sheet, sheet_rows, language)
    return workbook


def workbook_bytes(workbook: Workbook) -> bytes:
    """The workbook as a file's content."""
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def note_text(sheet: Sheet, column: Column, language: str, *, joint: str = "\n") -> str:
    """What the note on a header says."""
    guide = GUIDES[sheet.key, column.key]
    lines = [guide.help(language)]
    if column.required and sheet is not TIMETABLE:
        lines.append(_REQUIRED[language])
    if guide.example(language):
        lines.append(_EXAMPLE[language].format(example=guide.example(language)))
    return joint.join(lines)


def header_text(sheet: Sheet, column: Column, language: str) -> str:
    """The header; that of a column which has to be filled in has a star."""
    needed = column.required and sheet is not TIMETABLE
    return f"{column.name(language)} *" if needed else column.name(language)


def write_table(
    worksheet: Worksheet, sheet: Sheet, rows: Sequence[Row], language: str, *, room: int = ROOM
) -> None:
    """A header and a row for each of `rows`, with notes, lists and formats."""
    columns = [
        column
        for column in sheet.columns
        if not column.hidden or any(column.key in r for r in rows)
    ]
    last = len(rows) + 1 + room
    for number, column in enumerate(columns, start=1):
        _write_header(worksheet, sheet, column, number, language)
        letter = get_column_letter(number)
        add_lists(worksheet, sheet, column, f"{letter}2:{letter}{last}", language)
    for row_number, row in enumerate(rows, start=2):
        for number, column in enumerate(columns, start=1):
            cell = put(
                worksheet, row_number, number, cell_value(column, row.get(column.key), language)
            )
            cell.font = style.BODY_FONT
            cell.border = style.LINE_BELOW
            cell.alignment = style.WRAPPED_LEFT if style.is_long(column) else style.LEFT
            cell.number_format = style.number_format_of(column, language)
        worksheet.row_dimensions[row_number].height = style.height_for(
            (row.get(column.key), style.width_of(column))
            for column in columns
            if style.is_long(column) and not column.hidden
        )
    worksheet.row_dimensions[1].height = style.HEADER_HEIGHT
    worksheet.freeze_panes = "B2"
    worksheet.sheet_view.showGridLines = True
    worksheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    style.set_up_page(worksheet)


def _write_header(
    worksheet: Worksheet, sheet: Sheet, column: Column, number: int, language: str
) -> None:
    cell = put(worksheet, 1, number, header_text(sheet, column, language))
    cell.font = style.HEADER_FONT
    cell.fill = style.HEADER_FILL
    cell.alignment = style.HEADER_ALIGNMENT
    cell.comment = style.note(note_text(sheet, column, language))
    dimension = worksheet.column_dimensions[cell.column_letter]
    dimension.width = style.width_of(column)
    dimension.number_format = style.number_format_of(column, language)
    dimension.hidden = column.hidden


def write_upright(worksheet: Worksheet, sheet: Sheet, row: Row, language: str) -> None:
    """One field a row: its name, its value, what to write there."""
    for number, (text, width) in enumerate(
        zip(_UPRIGHT_HEADERS[language], _UPRIGHT_WIDTHS, strict=True), start=1
    ):
        cell = put(worksheet, 1, number, text)
        cell.font, cell.fill = style.HEADER_FONT, style.HEADER_FILL
        cell.alignment = style.HEADER_ALIGNMENT
        worksheet.column_dimensions[cell.column_letter].width = width
    for row_number, column in enumerate(sheet.columns, start=2):
        label = put(worksheet, row_number, 1, header_text(sheet, column, language))
        value = put(worksheet, row_number, 2, cell_value(column, row.get(column.key), language))
        words = put(worksheet, row_number, 3, note_text(sheet, column, language, joint=" "))
        label.font, value.font, words.font = style.BOLD_FONT, style.BODY_FONT, style.SOFT_FONT
        value.fill = style.PALE_FILL
        value.number_format = style.number_format_of(column, language)
        for cell in (label, value, words):
            cell.border, cell.alignment = style.LINE_BELOW, style.WRAPPED
        value.alignment = style.WRAPPED_LEFT
        add_lists(worksheet, sheet, column, f"B{row_number}", language)
        texts = (label.value, value.value, words.value)
        worksheet.row_dimensions[row_number].height = style.height_for(
            zip(texts, _UPRIGHT_WIDTHS, strict=True)
        )
    worksheet.row_dimensions[1].height = style.HEADER_HEIGHT
    worksheet.freeze_panes = "A2"
    style.set_up_page(worksheet)


def _check_keys(sheet: Sheet, rows: Sequence[Row]) -> None:
    known = {column.key for column in sheet.columns}
    for row in rows:
        unknown = set(row) - known
        if unknown:
            raise ValueError(f"The sheet '{sheet.key}' has no column '{min(unknown)}'.")
