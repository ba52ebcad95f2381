"""The tables, and the same figures as data."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from rich.table import Table

from benchmarks.scheduling.published import Measured, Verdict
from benchmarks.scheduling.run import Run
from benchmarks.scheduling.solvers import OURS, SOLVERS

__all__ = ["Sums", "as_data", "details", "published_row", "run_cells", "sums", "sums_table"]

_COLUMNS = ("Solver", "Status", "Breaks", "Wall s", "CPU s", "First plan s")


class Sums:
    """What one solver's runs come to. `seconds` counts a time-out as the whole limit."""

    def __init__(self, measured: Sequence[Measured]) -> None:
        self.cases = len(measured)
        self.verdicts = Counter(one.verdict for one in measured)
        self.seconds = sum(one.run.seconds for one in measured)
        self.cpu = sum(one.run.cpu_seconds for one in measured)
        self.worst = max((one.run.seconds for one in measured), default=0.0)
        self.open = self.verdicts[Verdict.OPEN]
        firsts = [one.run.first for one in measured if one.run.first is not None]
        self.latest_first = max(firsts, default=None)


def sums(measured: Sequence[Measured], *, originals: bool) -> Mapping[str, Sums]:
    """By solver: over the originals at d = 2, or over all that was run."""
    by_solver: dict[str, list[Measured]] = defaultdict(list)
    for one in measured:
        if one.case.is_summed or not originals:
            by_solver[one.run.solver].append(one)
    return {solver: Sums(by_solver[solver]) for solver in SOLVERS if solver in by_solver}


def sums_table(title: str, by_solver: Mapping[str, Sums], limit: float) -> Table:
    """One row a solver. "Ours / its" compares sums over the same cases; with time-outs the
    peer's sum is a lower bound, and the ratio an upper one."""
    table = Table(
        "Solver", "Cases", "Right", "WRONG", "Open", "Sum s", "CPU s", "Worst s", "Ours / its",
        "Latest first plan s", title=title,
        caption=f"Seconds of the clock, and of the cores. A case without proof counts {limit:g} s.",
    )  # fmt: skip
    ours = by_solver.get(OURS)
    for solver, one in by_solver.items():
        comparable = ours is not None and ours.cases == one.cases and one.seconds > 0
        table.add_row(
            solver,
            str(one.cases),
            str(one.verdicts[Verdict.RIGHT]),
            str(one.verdicts[Verdict.WRONG]),
            str(one.open),
            f"{one.seconds:.1f}",
            f"{one.cpu:.1f}",
            f"{one.worst:.1f}",
            f"{ours.seconds / one.seconds:.2f}" if ours is not None and comparable else "",
            _number(one.latest_first),
        )
    return table


def details(title: str, *first: str) -> Table:
    """An empty table of runs whose first columns are given."""
    table = Table(*first, *_COLUMNS, title=title)
    for column in table.columns[len(first) + 2 :]:
        column.justify = "right"
    return table


def published_row(one: Measured) -> list[str]:
    """The cells of a case of the published set."""
    case = one.case
    difference = "∞" if case.difference is None else str(case.difference)
    return [
        case.instance,
        difference,
        case.outcome,
        _number(case.published),
        one.verdict.value,
        *run_cells(one.run),
    ]


def run_cells(run: Run) -> list[str]:
    """The cells that tell of a run."""
    status = run.status.value if not run.mistakes else f"{run.status.value}: {run.mistakes[0]}"
    return [
        run.solver,
        status,
        "" if run.breaks is None else str(run.breaks),
        f"{run.wall:.2f}",
        _number(run.cpu),
        _number(run.first),
    ]


def as_data(run: Run) -> dict[str, object]:
    """A run as JSON-ready data."""
    return {**asdict(run), "status": run.status.value, "proven": run.is_proven}


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"
