"""The first sheet: how to fill the workbook in, and every column in one table."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from vstrecha.workbook.exports import style
from vstrecha.workbook.exports.values import put
from vstrecha.workbook.guidance import GUIDES, SHEET_GUIDES, STEPS
from vstrecha.workbook.sheets import INSTRUCTIONS, SHEETS, Column, Sheet

_TITLE = {"ru": "Миссия в одном файле", "en": "A mission in one file"}
_HEADERS = {
    "ru": ("Столбец", "Нужен", "Что писать", "Пример"),
    "en": ("Column", "Needed", "What to write", "Example"),
}
_NEEDED = {"ru": "да", "en": "yes"}
_WIDTHS = (30, 10, 76, 44)


def write_instructions(workbook: Workbook, *, language: str) -> None:
    """Add the instructions sheet, in Russian or English."""
    worksheet = workbook.create_sheet(INSTRUCTIONS[language == "ru"])
    worksheet.sheet_view.showGridLines = False
    for letter, width in zip("ABCD", _WIDTHS, strict=True):
        worksheet.column_dimensions[letter].width = width
    title = put(worksheet, 1, 1, _TITLE[language])
    title.font = style.TITLE_FONT
    worksheet.row_dimensions[1].height = 32
    row = 2
    for number, step in enumerate(STEPS[language], start=1):
        cell = put(worksheet, row, 1, f"{number}. {step}")
        cell.font, cell.alignment = style.BODY_FONT, style.WRAPPED
        worksheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=4)
        worksheet.row_dimensions[row].height = 18
        row += 1
    for sheet in SHEETS:
        row = _write_sheet(worksheet, sheet, row + 1, language)
    style.set_up_page(worksheet, title_rows=None)


def _write_sheet(worksheet: Worksheet, sheet: Sheet, row: int, language: str) -> int:
    """The table of one sheet from `row` on; gives the next free row."""
    heading = put(worksheet, row, 1, f"{sheet.name(language)}{' *' if sheet.required else ''}")
    heading.font = style.HEADING_FONT
    place = f"{quote_sheetname(sheet.name(language))}!A1"
    heading.hyperlink = Hyperlink(ref=heading.coordinate, location=place)
    worksheet.row_dimensions[row].height = 22
    about = put(worksheet, row + 1, 1, SHEET_GUIDES[sheet.key].help(language))
    about.font, about.alignment = style.SOFT_FONT, style.WRAPPED
    worksheet.merge_cells(start_row=row + 1, end_row=row + 1, start_column=1, end_column=4)
    worksheet.row_dimensions[row + 1].height = style.height_for([(about.value, sum(_WIDTHS))])
    for number, text in enumerate(_HEADERS[language], start=1):
        cell = put(worksheet, row + 2, number, text)
        cell.font, cell.fill = style.HEADER_FONT, style.HEADER_FILL
    row += 3
    for column in sheet.columns:
        if not column.hidden:
            _write_column(worksheet, sheet, column, row, language)
            row += 1
    return row


def _write_column(
    worksheet: Worksheet, sheet: Sheet, column: Column, row: int, language: str
) -> None:
    guide = GUIDES[sheet.key, column.key]
    texts = (
        column.name(language),
        _NEEDED[language] if column.required else "",
        guide.help(language),
        guide.example(language),
    )
    for number, text in enumerate(texts, start=1):
        cell = put(worksheet, row, number, text or None)
        cell.font = style.BOLD_FONT if number == 1 else style.BODY_FONT
        cell.border, cell.alignment = style.LINE_BELOW, style.WRAPPED
    height = style.height_for(zip(texts, _WIDTHS, strict=True))
    worksheet.row_dimensions[row].height = height
