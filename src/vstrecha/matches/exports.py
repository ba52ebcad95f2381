"""The map of competences as files: an Excel workbook, and a table for other programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from vstrecha.companies.models import Opportunity
from vstrecha.companies.selectors import name_key
from vstrecha.matches.selectors.competences import Cell, CompetenceMap, IndustryRow, Placed
from vstrecha.matches.selectors.standings import STANDINGS, WHAT
from vstrecha.missions.models import Mission
from vstrecha.missions.selectors import sides_of
from vstrecha.web.localised import localised

__all__ = ["map_csv", "map_xlsx"]

_HEADER = PatternFill("solid", fgColor="0F5C6E")
_HEADER_FONT = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
_BODY_FONT = Font(name="Calibri", size=11, color="1C2B33")
_WRAPPED = Alignment(vertical="top", wrap_text=True)
# The sides' hues of the pages, from pale to strong.
_HEATS = {
    "home": ("EDE9FA", "D3C9F2", "B3A2E8", "8F78DB"),
    "host": ("FBEDE3", "F4D3BC", "EBB48E", "DE925D"),
}
_FIRST_OF_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MATRIX_WIDTHS = (38, 16, 16, 16, 16, 46)
_LIST_WIDTHS = (34, 24, 10, 38, 50, 26, 18, 10)

Value = str | int
Line = tuple[Value, ...]


def map_xlsx(found: CompetenceMap, *, mission: Mission, language: str) -> bytes:
    """Two sheets, in the language in use: the matrix with its shades, and the list behind it."""
    book = Workbook()
    matrix = book.active
    if not isinstance(matrix, Worksheet):
        raise TypeError("a new workbook has a sheet")
    matrix.title = _("Map of competences")
    sides = _sides(mission)
    _write(matrix, _matrix_head(sides), [_matrix_line(row) for row in found.rows], _MATRIX_WIDTHS)
    for number, row in enumerate(found.rows, 2):
        for column, cell in enumerate(row.cells, 2):
            if cell.heat:
                shade = _HEATS[cell.side][cell.heat - 1]
                matrix.cell(number, column).fill = PatternFill("solid", fgColor=shade)
    behind = book.create_sheet(_("Companies and texts"))
    _write(behind, _list_head(), list(_lines(found, sides)), _LIST_WIDTHS)
    book.properties.title = f"{localised(mission, 'title').text}, {language}"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def map_csv(found: CompetenceMap, *, mission: Mission) -> bytes:
    """The list behind the map, UTF-8 with a byte order mark so that Excel reads Cyrillic."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_list_head())
    for line in _lines(found, _sides(mission)):
        writer.writerow([_harmless(value) for value in line])
    return text.getvalue().encode("utf-8-sig")


def _sides(mission: Mission) -> dict[str, str]:
    return {role: side.text for role, side in sides_of(mission).items()}


def _matrix_head(sides: dict[str, str]) -> Line:
    home, host = sides.get("home", ""), sides.get("host", "")
    return (
        _("Industry"),
        _("%(side)s: has") % {"side": home},
        _("%(side)s: seeks") % {"side": home},
        _("%(side)s: has") % {"side": host},
        _("%(side)s: seeks") % {"side": host},
        _("What it means"),
    )


def _matrix_line(row: IndustryRow) -> Line:
    counts = (cell.count for cell in row.cells)
    return (str(row.industry.name), *counts, str(STANDINGS[row.standing]))


def _list_head() -> Line:
    return (
        _("Industry"),
        _("Region"),
        _("Has or seeks"),
        _("Company"),
        _("Title"),
        _("Type"),
        _("Industry codes"),
        _("Placed by"),
    )


def _lines(found: CompetenceMap, sides: dict[str, str]) -> Iterator[Line]:
    for row in found.rows:
        for cell in row.cells:
            for placed in cell.companies:
                yield from _cell_lines(row, cell, placed, sides)
    for one in sorted(found.unplaced, key=lambda one: name_key(one.company)):
        yield _line(_("not placed"), sides.get(one.company.side.role, ""), "", one, "")


def _cell_lines(
    row: IndustryRow, cell: Cell, placed: Placed, sides: dict[str, str]
) -> Iterator[Line]:
    industry, region, what = str(row.industry.name), sides.get(cell.side, ""), str(WHAT[cell.what])
    if not placed.opportunities:
        codes = ", ".join(map(str, placed.company.industry_codes))
        name = localised(placed.company, "name").text
        yield industry, region, what, name, "", _("the company as a whole"), codes, _("code")
    for one in placed.opportunities:
        by = _("text") if one.pk in placed.by_text else _("code")
        yield _line(industry, region, what, one, by)


def _line(industry: str, region: str, what: str, one: Opportunity, by: str) -> Line:
    return (
        industry,
        region,
        what,
        localised(one.company, "name").text,
        localised(one, "title").text,
        one.get_kind_display(),
        ", ".join(map(str, one.industry_codes)),
        by,
    )


def _harmless(value: Value) -> Value:
    """A text that a spreadsheet would take for a formula is marked as a text."""
    if isinstance(value, str) and value.startswith(_FIRST_OF_A_FORMULA):
        return f"'{value}"
    return value


def _write(sheet: Worksheet, head: Line, lines: Sequence[Line], widths: Sequence[float]) -> None:
    for number, line in enumerate((head, *lines), 1):
        for column, value in enumerate(line, 1):
            cell = sheet.cell(number, column)
            if isinstance(value, str):
                cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
                # Otherwise a text that begins with = would be a formula.
                cell.data_type = "s"
            else:
                cell.value = value
            cell.font = _HEADER_FONT if number == 1 else _BODY_FONT
            cell.alignment = _WRAPPED
            if number == 1:
                cell.fill = _HEADER
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
