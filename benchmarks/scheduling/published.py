"""The published instances against their published outcomes.

`best_known.csv` holds, for instances of Bofill et al. (JAIR 74, 2022), the optimum or UNSAT and
the published seconds of the best published method (UWrMaxSAT, Intel Xeon E3-1220v2);
`measured_sat_s` is ours: CPU seconds of a plain prototype on an incremental SAT solver. The
instances themselves carry no licence and are not part of this project.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

from benchmarks.scheduling.run import Run, run
from benchmarks.scheduling.solvers import LEAD, OURS
from vstrecha.engine.scheduling.files.dzn import read_dzn
from vstrecha.engine.scheduling.plan import Status
from vstrecha.engine.scheduling.problem import Problem

__all__ = ["Case", "Measured", "Verdict", "cases", "measure", "rotated", "verdict"]

BEST_KNOWN = Path(__file__).with_name("best_known.csv")
_INFEASIBLE, _UNBOUNDED, _ORIGINAL = "UNSAT", "inf", ".original"
_SUM_AT = 2


class Verdict(StrEnum):
    RIGHT = "right"
    WRONG = "WRONG"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Case:
    """An instance with a bound d on the difference in breaks; `optimum` None is infeasible."""

    instance: str
    path: Path
    difference: int | None
    meetings: int
    optimum: int | None
    published: float | None

    @property
    def is_original(self) -> bool:
        return self.instance.endswith(_ORIGINAL)

    @property
    def is_summed(self) -> bool:
        """Whether it is among those that the sums are of: the originals at d = 2."""
        return self.is_original and self.difference == _SUM_AT

    @property
    def outcome(self) -> str:
        return _INFEASIBLE if self.optimum is None else str(self.optimum)

    def problem(self) -> Problem:
        return read_dzn(self.path.read_text(encoding="utf-8"), fairness=self.difference)


@dataclass(frozen=True, slots=True)
class Measured:
    """A case, a run of one solver on it, and whether it is right."""

    case: Case
    run: Run

    @property
    def verdict(self) -> Verdict:
        return verdict(self.case, self.run)


def cases(folder: Path) -> list[Case]:
    """All cases of best_known.csv. Raises FileNotFoundError where an instance is missing."""
    found = []
    with BEST_KNOWN.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            path = folder / f"{row['instance']}.dzn"
            if not path.is_file():
                raise FileNotFoundError(path)
            outcome, seconds = row["optimum_or_UNSAT"], row["published_UWrMaxSAT_s"]
            found.append(
                Case(
                    instance=row["instance"],
                    path=path,
                    difference=None if row["d"] == _UNBOUNDED else int(row["d"]),
                    meetings=int(row["meetings"]),
                    optimum=None if outcome == _INFEASIBLE else int(outcome),
                    published=float(seconds) if seconds else None,
                )
            )
    return found


def verdict(case: Case, found: Run) -> Verdict:
    """An answer is wrong where it claims, or gives, what the published outcome rules out."""
    if found.mistakes:
        return Verdict.WRONG
    if found.status == Status.UNKNOWN:
        return Verdict.OPEN
    if found.status == Status.INFEASIBLE or case.optimum is None:
        agree = found.status == Status.INFEASIBLE and case.optimum is None
        return Verdict.RIGHT if agree else Verdict.WRONG
    assert found.breaks is not None  # noqa: S101 - a timetable was found
    if found.status == Status.OPTIMAL:
        return Verdict.RIGHT if found.breaks == case.optimum else Verdict.WRONG
    return Verdict.WRONG if found.breaks < case.optimum else Verdict.OPEN


def measure(
    chosen: Iterable[Case], solvers: Sequence[str], limit: float, *, all_peers: bool
) -> Iterator[Measured]:
    """Every solver on every case, one run after another. Who comes first changes from case to
    case, so that a machine that slows down does so for all. Unless `all_peers`, only ours and the
    lead run beyond the cases that are summed: the others would need days."""
    for number, case in enumerate(chosen):
        taking_part = [
            solver for solver in solvers if all_peers or case.is_summed or solver in {OURS, LEAD}
        ]
        for solver in rotated(taking_part, number):
            yield Measured(case, run(solver, partial(Case.problem, case), limit))


def rotated(solvers: Sequence[str], number: int) -> list[str]:
    """The same, from another one on."""
    first = number % len(solvers) if solvers else 0
    return [*solvers[first:], *solvers[:first]]
