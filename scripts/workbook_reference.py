"""Write the tables of the workbook's reference page from its description.

Run `python -m scripts.workbook_reference` after a change of sheets, columns or their guidance;
a test fails until then.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from vstrecha.workbook.guidance import GUIDES, SHEET_GUIDES
from vstrecha.workbook.sheets import SHEETS, TIMETABLE, Column, Sheet, Type

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "workbook.md"

MARK = "## Sheets and columns\n"

_TYPES = {
    Type.TEXT: "text",
    Type.INTEGER: "whole number",
    Type.DATE: "date",
    Type.TIME: "time",
    Type.FLAG: "yes or no",
    Type.CHOICE: "choice",
    Type.LIST: "list",
    Type.COMPANY: "company",
}


def reference() -> str:
    """The whole page: its head as it stands, and below the mark what the description says."""
    head, _mark, _tables = PAGE.read_text("utf-8").partition(MARK)
    lines = [f"{head}{MARK}", _STARS, "", *(line for sheet in SHEETS for line in _sheet(sheet))]
    return "\n".join([*lines, *_plan()])


def _sheet(sheet: Sheet) -> Iterator[str]:
    yield f"### {sheet.en} / {sheet.ru}{' *' if sheet.required else ''}"
    yield ""
    yield SHEET_GUIDES[sheet.key].en
    if sheet.aliases:
        yield f"Also called: {', '.join(sheet.aliases)}."
    yield ""
    yield "| English | Russian | Holds | What to write |"
    yield "|---|---|---|---|"
    for column in sheet.columns:
        star = " *" if column.required and sheet is not TIMETABLE else ""
        words = [GUIDES[sheet.key, column.key].en, *_particulars(column)]
        yield f"| {column.en}{star} | {column.ru} | {_holds(column)} | {' '.join(words)} |"
    yield ""


_STARS = (
    "Needed sheets and columns have a star; a needed sheet may be missing when a stored mission "
    "is brought up to date."
)


def _holds(column: Column) -> str:
    kind = _TYPES[column.type]
    if column.type is Type.INTEGER:
        return f"{kind}, {column.least} to {column.most}"
    return f"{kind}, hidden" if column.hidden else kind


def _particulars(column: Column) -> Iterator[str]:
    if column.choices:
        pairs = (f"{english} / {russian}" for english, russian, *_ in column.choices.values())
        yield f"One of: {'; '.join(pairs)}."
    if column.blank_keeps:
        yield "Empty *keeps* a stored value."
    if column.aliases:
        yield f"Also called: {', '.join(column.aliases)}."


def _plan() -> Iterator[str]:
    yield "## The planned workbook"
    yield ""
    yield (
        "Planning gives the workbook back with four sheets before the others: Timetable "
        "(Расписание), By company (По компаниям), Unplaced (Без места) and Matches "
        "(Рекомендации), the last two with reasons. Of these only the Timetable is read again."
    )
    yield ""
    yield from _sheet(TIMETABLE)
    yield (
        "A row added by hand, with its two companies and without a key, is a pin too. The order of "
        "the rows does not matter."
    )
    yield ""


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
