"""What is wrong with a workbook, where, and how to mend it; and what was read with a doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vstrecha.engine.message import Message


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that keeps a workbook from being imported.

    `sheet` is the tab's title and `field` the header as they stand in the file, `cell` is written
    as in Excel (`B7`); each is empty where the problem is larger than that.
    """

    reason: Message
    mend: Message
    sheet: str = ""
    cell: str = ""
    field: str = ""

    def render(self) -> str:
        """In English, on one line: for the command line and for errors."""
        place = ", ".join(part for part in (self.sheet, self.cell, self.field) if part)
        said = f"{self.reason.render()} {self.mend.render()}"
        return f"{place}: {said}" if place else said


@dataclass(frozen=True, slots=True)
class Note:
    """Something the organiser should know, though nothing need be mended."""

    text: Message
    sheet: str = ""
    cell: str = ""


class WorkbookRejectedError(Exception):
    """The workbook cannot be imported; nothing was written. `problems` says why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.render() for problem in self.problems))


class CellError(ValueError):
    """A cell's value cannot be read; the caller knows which cell."""

    def __init__(self, reason: Message, mend: Message) -> None:
        self.reason = reason
        self.mend = mend
        super().__init__(f"{reason.render()} {mend.render()}")
