"""Flags, numbers, texts and choices as people write them in cells."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from vstrecha.engine.message import N_, Message
from vstrecha.workbook.reading.problems import CellError
from vstrecha.workbook.reading.words import Raw, find, plain, said
from vstrecha.workbook.sheets import Column

Value = str | int | bool | date | time | tuple[str, ...] | None
"""A cell's value as it is stored."""

_INTEGER = re.compile(r"[+-]?\d{1,9}")
_YES = frozenset({"да", "д", "yes", "y", "true", "истина", "1", "+", "x", "х", "v", "✓", "✔"})
_NO = frozenset({"нет", "н", "no", "n", "false", "ложь", "0", "-", "–", "—", "−"})
_SEPARATORS = re.compile(r"[;\n]")
_SEPARATORS_OF_CODES = re.compile(r"[;,\n]")


def read_flag(raw: Raw) -> bool:
    """Yes or no, as да/нет, yes/no, 1/0, +/−, true/false; raises CellError for anything else."""
    if isinstance(raw, bool):
        return raw
    word = said(raw).casefold().rstrip(".")
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise CellError(
        Message(N_("“{value}” is neither yes nor no."), {"value": said(raw)}),
        Message(N_("Write yes or no (да or нет).")),
    )


def read_integer(raw: Raw, column: Column) -> int:
    """A whole number within the column's limits; raises CellError for anything else."""
    mend = Message(
        N_("Write a whole number from {least} to {most}, digits only."),
        {"least": column.least, "most": column.most},
    )
    number = _integer(raw)
    if number is None:
        raise CellError(Message(N_("“{value}” is no whole number."), {"value": said(raw)}), mend)
    if not column.least <= number <= column.most:
        raise CellError(
            Message(N_("{value} is not possible here."), {"value": said(raw)}),
            mend,
        )
    return number


def _integer(raw: Raw) -> int | None:
    match raw:
        case bool():
            return None
        case int():
            return raw
        case float() if raw.is_integer():
            return int(raw)
        case str():
            digits = re.sub(r"(?<=\d) (?=\d{3}\b)", "", raw)
            digits = re.sub(r"[.,]0+$", "", digits)
            return int(digits) if _INTEGER.fullmatch(digits) else None
        case _:
            return None


def read_text(raw: Raw, column: Column) -> str:
    """A cell's text as seen.

    Raises CellError where Excel has made a date of it, or where it is longer than is kept.
    """
    match raw:
        case None:
            return ""
        case bool():
            text = str(int(raw))
        case float() if raw.is_integer():
            text = str(int(raw))
        case datetime() | date() | time() | timedelta():
            raise CellError(
                Message(N_("Excel has made a date of the text: {value}."), {"value": said(raw)}),
                Message(N_("Format the cell as Text, and type the value again.")),
            )
        case _:
            text = str(raw)
    if len(text) > column.longest:
        raise CellError(
            Message(
                N_("The text has {length} characters; {longest} is the most."),
                {"length": len(text), "longest": column.longest},
            ),
            Message(N_("Shorten it.")),
        )
    return text


def read_choice(raw: Raw, column: Column, language: str) -> tuple[str, bool]:
    """The stored value of a choice, and whether it was written exactly.

    Raises CellError, which lists what there is to choose.
    """
    names = {
        plain(name): value for value, names in column.choices.items() for name in (value, *names)
    }
    found = find(said(raw), names)
    if found is not None:
        return found
    raise CellError(
        Message(N_("“{value}” is none of the values known here."), {"value": said(raw)}),
        Message(
            N_("Choose one of these: {choices}."),
            {"choices": tuple(column.choice_name(value, language) for value in column.choices)},
        ),
    )


def read_list(raw: Raw, column: Column, *, of_codes: bool = False) -> tuple[str, ...]:
    """Items separated by semicolons or line breaks (codes also by commas), each once."""
    text = read_text(raw, column)
    pattern = _SEPARATORS_OF_CODES if of_codes else _SEPARATORS
    items = (item.strip() for item in pattern.split(text))
    return tuple(dict.fromkeys(item for item in items if item))
