"""What is wrong with what the user gave, on standard error: where, why, and how to mend it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from vstrecha.programme.services import PinProblem
from vstrecha.workbook.services import Problem

__all__ = ["show_pin_problems", "show_workbook_problems"]


def show_workbook_problems(problems: Sequence[Problem], *, name: str) -> None:
    """A table of sheet, cell, reason and mend; plain lines where it is not a terminal."""
    console = Console(stderr=True)
    number = len(problems)
    console.print(
        f"{escape(name)} was not read: "
        f"{number} {'thing has' if number == 1 else 'things have'} to be mended. "
        "Nothing was written.",
        soft_wrap=True,
    )
    if not console.is_terminal:
        for problem in problems:
            console.print(problem.render(), markup=False, highlight=False, soft_wrap=True)
        return
    table = Table("Sheet", "Cell", "What is wrong", "How to mend it")
    for problem in problems:
        where = " · ".join(part for part in (problem.cell, problem.field) if part)
        table.add_row(
            *(
                escape(text)
                for text in (problem.sheet, where, problem.reason.render(), problem.mend.render())
            )
        )
    console.print(table)


def show_pin_problems(problems: Sequence[PinProblem]) -> None:
    """Each pinned meeting that cannot be, and why."""
    console = Console(stderr=True)
    console.print("Some rows of the timetable cannot be kept where they stand:", soft_wrap=True)
    for problem in problems:
        console.print(
            f"{problem.pin.meeting_key}: {problem.message.render()}",
            markup=False,
            highlight=False,
            soft_wrap=True,
        )
