"""Whether a cell holds a value that can be read at all: not blank, not an error."""

from __future__ import annotations

from vstrecha.engine.message import N_, Message
from vstrecha.workbook.reading.problems import CellError
from vstrecha.workbook.reading.words import Raw
from vstrecha.workbook.sheets import Column, Type

_ERRORS = frozenset(
    {
        "#N/A",
        "#REF!",
        "#VALUE!",
        "#DIV/0!",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#SPILL!",
        "#Н/Д",
        "#ССЫЛКА!",
        "#ЗНАЧ!",
        "#ДЕЛ/0!",
        "#ИМЯ?",
    }
)
_DASHES = frozenset({"-", "–", "—", "−"})


def is_blank(raw: Raw, column: Column) -> bool:
    """Whether nothing stands in the cell, or a dash for nothing (which, as a flag, says no)."""
    if raw is None or raw == "":
        return True
    return column.type is not Type.FLAG and isinstance(raw, str) and raw in _DASHES


def check_blank(column: Column, *, unsolved: bool) -> None:
    """Raise CellError for a blank cell that must not be, or whose formula has no result."""
    if unsolved:
        raise CellError(
            Message(N_("The cell holds a formula whose result is not in the file.")),
            Message(N_("Open the file in Excel and save it again, or put the value in its place.")),
        )
    if column.required and not column.hidden:
        raise CellError(
            Message(N_("The cell is empty, but is needed.")),
            Message(N_("Fill it in. A value in merged cells must be repeated in each row.")),
        )


def check_no_error(raw: Raw) -> None:
    """Raise CellError for a cell that shows one of Excel's errors."""
    if isinstance(raw, str) and raw in _ERRORS:
        raise CellError(
            Message(N_("The cell shows Excel's error {error}."), {"error": raw}),
            Message(N_("Mend the formula, or put the value in its place.")),
        )
