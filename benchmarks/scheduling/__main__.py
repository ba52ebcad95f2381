"""Print the tables: published instances, generated events, sizes, repair."""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from rich.console import Console

from benchmarks.scheduling.events import SIZES, event
from benchmarks.scheduling.published import Case, Measured, Verdict, cases, measure, rotated
from benchmarks.scheduling.report import (
    as_data,
    details,
    published_row,
    run_cells,
    sums,
    sums_table,
)
from benchmarks.scheduling.run import Run, run
from benchmarks.scheduling.solvers import SOLVERS

PARTS = ("published", "events", "size", "repair")
# These are programs of their own: what they are told, and what in the quick run.
OWN_PROGRAMS: dict[str, tuple[list[str], list[str]]] = {
    "size": ([], ["--quick"]),
    "repair": (["--large"], []),
}
DATA = Path("../shared/data")
LIMIT, QUICK_LIMIT = 300.0, 20.0
QUICK_CASES = 3

# A file or a pipe has no width: the widest table fits in this one.
console = Console(width=None if sys.stdout.isatty() else 150)


def main(arguments: argparse.Namespace) -> int:
    """Run the parts asked for; 1 where any answer was wrong or a part failed."""
    found: dict[str, object] = {}
    failed = False
    for part in arguments.only or PARTS:
        if part == "published":
            measured = _published(arguments)
            found[part] = [_published_data(one) for one in measured]
            failed |= any(one.verdict == Verdict.WRONG for one in measured)
        elif part == "events":
            runs = _events(arguments)
            found[part] = runs
            failed |= any(one["mistakes"] for one in runs)
        else:
            failed |= _own_program(part, quick=arguments.quick)
    if arguments.json is not None:
        arguments.json.write_text(json.dumps(found, indent=1), encoding="utf-8")
    return int(failed)


def _published(arguments: argparse.Namespace) -> list[Measured]:
    folder = _folder(arguments.data)
    if folder is None:
        console.print("Published instances: no folder with .dzn files; name it with --data.")
        return []
    chosen = [case for case in cases(folder) if case.is_original or not arguments.originals]
    if arguments.instance:
        chosen = [case for case in chosen if case.instance in arguments.instance]
    elif arguments.quick:
        chosen = _quick(chosen)
    measured = []
    table = details("Published instances", "Instance", "d", "Known", "UWrMaxSAT s", "Verdict")
    for one in measure(chosen, arguments.solvers, arguments.limit, all_peers=arguments.all_peers):
        measured.append(one)
        table.add_row(*published_row(one))
        _log(one.case.instance, one.run)
    console.print(table)
    for title, originals in (("Originals at d = 2", True), ("All that was run", False)):
        console.print(sums_table(title, sums(measured, originals=originals), arguments.limit))
    return measured


def _folder(data: Path) -> Path | None:
    """The folder of the .dzn files: `data` itself or its folder b2b."""
    for folder in (data, data / "b2b"):
        if next(folder.glob("*.dzn"), None) is not None:
            return folder
    return None


def _quick(chosen: Sequence[Case]) -> list[Case]:
    """The smallest of those that are summed, with d = 2 and with d = 0."""
    smallest = sorted((case for case in chosen if case.is_summed), key=lambda case: case.meetings)
    names = {case.instance for case in smallest[:QUICK_CASES]}
    return [case for case in chosen if case.instance in names and case.difference in {0, 2}]


def _events(arguments: argparse.Namespace) -> list[dict[str, object]]:
    table = details("Generated events", "Participants", "Meetings", "Day-parts")
    found: list[dict[str, object]] = []
    sizes = SIZES[:1] if arguments.quick else SIZES
    settings = [(*size, day_parts) for size in sizes for day_parts in (2, 1)]
    for number, (participants, meetings, day_parts) in enumerate(settings):
        problem = partial(event, participants, meetings, arguments.seed, day_parts=day_parts)
        for solver in rotated(arguments.solvers, number):
            one = run(solver, problem, arguments.limit)
            cells = (participants, meetings, day_parts)
            table.add_row(*map(str, cells), *run_cells(one))
            keys = ("participants", "meetings", "day_parts")
            found.append(dict(zip(keys, cells, strict=True)) | as_data(one))
            _log(f"{participants} / {meetings}, {day_parts} day-part(s)", one)
    console.print(table)
    return found


def _own_program(part: str, *, quick: bool) -> bool:
    """Run `benchmarks.scheduling.<part>`, which prints its own tables; whether it failed."""
    module = f"benchmarks.scheduling.{part}"
    if find_spec(module) is None:
        console.print(f"{part}: not part of this version.")
        return False
    command = [sys.executable, "-m", module, *OWN_PROGRAMS[part][quick]]
    return subprocess.run(command, check=False).returncode != 0  # noqa: S603 - our own module


def _published_data(one: Measured) -> dict[str, object]:
    case = one.case
    return {
        "instance": case.instance,
        "d": case.difference,
        "known": case.outcome,
        "verdict": one.verdict.value,
        **as_data(one.run),
    }


def _log(name: str, one: Run) -> None:
    """Progress, apart from the tables."""
    value = "" if one.breaks is None else f" {one.breaks}"
    print(f"{name}: {one.solver}: {one.status}{value}, {one.wall:.1f} s", file=sys.stderr)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.scheduling", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the .dzn files")
    parser.add_argument("--only", action="append", choices=PARTS, help="a part; may be repeated")
    parser.add_argument("--quick", action="store_true", help="a subset, in a few minutes")
    parser.add_argument("--originals", action="store_true", help="the original instances only")
    parser.add_argument("--instance", action="append", help="this one only; may be repeated")
    parser.add_argument(
        "--all-peers", action="store_true", help="all peers on all instances: takes days"
    )
    parser.add_argument(
        "--solvers",
        nargs="+",
        choices=list(SOLVERS),
        default=list(SOLVERS),
        metavar="SOLVER",
        help=f"some of: {', '.join(SOLVERS)}",
    )
    parser.add_argument("--limit", type=float, help=f"seconds for each run ({LIMIT:g})")
    parser.add_argument("--seed", type=int, default=0, help="of the generated events")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures to a file")
    arguments = parser.parse_args()
    if arguments.limit is None:
        arguments.limit = QUICK_LIMIT if arguments.quick else LIMIT
    return arguments


if __name__ == "__main__":
    # Asked to stop, leave as on Ctrl-C: the run under way is killed with all that it started.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(main(_arguments()))
