"""Progress of long work on standard error, and only where that is a terminal."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

__all__ = ["Stages"]


class Stages:
    """The stages of a command, one after the other, each with its own line."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(stderr=True)
        self._bars = Progress(
            SpinnerColumn(finished_text="✓"),
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            TextColumn("{task.fields[detail]}"),
            TimeElapsedColumn(),
            console=self._console,
            transient=True,
            disable=not self._console.is_terminal,
        )
        self._stage = self._bars.add_task("", total=1, visible=False, detail="")

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bars.stop()

    def begin(self, what: str) -> None:
        """The stage before is done; this one begins, nobody knows how long it takes."""
        self._bars.update(self._stage, total=1, completed=1)
        self._stage = self._bars.add_task(what, total=None, detail="")

    def step(self, done: int, total: int) -> None:
        """So much of the stage is done."""
        self._bars.update(self._stage, completed=done, total=total)

    def detail(self, text: str) -> None:
        """What the stage has found so far."""
        self._bars.update(self._stage, detail=text)
