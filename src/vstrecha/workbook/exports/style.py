"""How a written workbook looks: fonts, fills, widths, formats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from vstrecha.workbook.sheets import Column, Type

INK = "1C2B33"
SOFT = "5B6B73"
ACCENT = "0F5C6E"
PALE = "E8F1F3"
LINE = "CBD8DC"
WHITE = "FFFFFF"

LINE_BELOW = Border(bottom=Side(style="thin", color=LINE))
HEADER_FONT = Font(name="Calibri", size=11, bold=True, color=WHITE)
HEADER_FILL = PatternFill("solid", fgColor=ACCENT)
HEADER_ALIGNMENT = Alignment(vertical="center", wrap_text=True)
BODY_FONT = Font(name="Calibri", size=11, color=INK)
BOLD_FONT = Font(name="Calibri", size=11, bold=True, color=INK)
SOFT_FONT = Font(name="Calibri", size=10, color=SOFT)
TITLE_FONT = Font(name="Calibri", size=20, bold=True, color=ACCENT)
HEADING_FONT = Font(name="Calibri", size=13, bold=True, color=ACCENT)
PALE_FILL = PatternFill("solid", fgColor=PALE)
WRAPPED_LEFT = Alignment(horizontal="left", vertical="top", wrap_text=True)
WRAPPED = Alignment(vertical="top", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="top")
CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)

HEADER_HEIGHT = 34.0
LINE_HEIGHT = 15.0
MOST_LINES = 8
NOTE_WIDTH = 320
TEXT_FORMAT = "@"
TIME_FORMAT = "hh:mm"
DATE_FORMATS = {"ru": "dd.mm.yyyy", "en": "yyyy-mm-dd"}

_WIDTHS: Mapping[Type, float] = {
    Type.TEXT: 26,
    Type.INTEGER: 12,
    Type.DATE: 13,
    Type.TIME: 10,
    Type.FLAG: 12,
    Type.CHOICE: 20,
    Type.LIST: 22,
    Type.COMPANY: 34,
}
_WIDE: Mapping[str, float] = {
    "name": 34,
    "title": 44,
    "description": 60,
    "exists": 44,
    "missing": 44,
    "summary": 60,
    "cooperation": 44,
    "unclear": 36,
    "about_us": 36,
    "participants": 44,
    "kind": 26,
    "inn": 15,
    "language": 10,
    "city": 18,
    "table": 10,
    "venue": 26,
}


def width_of(column: Column) -> float:
    """The column's width in characters, by what it holds."""
    return _WIDE.get(column.key.removesuffix("_en"), _WIDTHS[column.type])


def number_format_of(column: Column, language: str) -> str:
    """Texts are marked as texts, so that Excel leaves codes, INNs and phone numbers as typed."""
    match column.type:
        case Type.DATE:
            return DATE_FORMATS[language]
        case Type.TIME:
            return TIME_FORMAT
        case Type.INTEGER:
            return "0"
        case _:
            return TEXT_FORMAT


def is_long(column: Column) -> bool:
    """Whether the column holds running text, to be wrapped."""
    return column.type in {Type.TEXT, Type.LIST, Type.COMPANY}


def height_for(texts: Iterable[tuple[object, float]]) -> float:
    """The height, in points, of a row of wrapped cells: pairs of a value and its column's width."""
    lines = max((_lines(str(value), width) for value, width in texts if value), default=1)
    return LINE_HEIGHT * min(lines, MOST_LINES) + 3


def _lines(text: str, width: float) -> int:
    # A fallback font may be wider than the one a column's width is counted in.
    return sum(1 + int(len(line) * 1.1 / width) for line in text.splitlines() or [""])


def note(text: str) -> Comment:
    """A note on a cell, high enough for its text."""
    comment = Comment(text, "Vstrecha")
    comment.width = NOTE_WIDTH
    lines = sum(1 + len(line) // 46 for line in text.splitlines())
    comment.height = 24 + 18 * lines
    return comment


def set_up_page(worksheet: Worksheet, *, title_rows: str | None = "1:1") -> None:
    """Print on landscape pages as wide as the sheet, with the header on each."""
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    worksheet.page_setup.fitToWidth = 1
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.print_title_rows = title_rows
    footer = worksheet.oddFooter
    if footer is not None and footer.center is not None:
        footer.center.text = "&A, &P / &N"
