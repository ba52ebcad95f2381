"""The ladder of growing fairs: what the solver for large ones finds, its bound, time and memory.

    python -m benchmarks.scheduling.size            every rung, free and with absences; breaks
    python -m benchmarks.scheduling.size --long     an hour on the breaks of the 300 x 500 rung
    python -m benchmarks.scheduling.size --work     limits in units of work: for a machine that is
                                                    shared, where the clock tells little

Each line runs in a process of its own, so that its peak memory is its own. `cpu` is what counts
on a shared machine. "never" is the share of requests that no plan can place, by the bound. The
last lines give the exponent of time over size (least squares on logarithms of requests x slots).
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
from dataclasses import dataclass
from time import perf_counter, process_time

import numpy as np

from benchmarks.scheduling.ladder import RUNGS, Rung, Variant, fair
from vstrecha.engine.message import Message
from vstrecha.engine.scheduling.check import check
from vstrecha.engine.scheduling.plan import Placement, Plan, Unplaced
from vstrecha.engine.scheduling.problem import Problem
from vstrecha.engine.scheduling.solvers.answer import Answer
from vstrecha.engine.scheduling.solvers.budget import Budget
from vstrecha.engine.scheduling.solvers.facts import Facts
from vstrecha.engine.scheduling.solvers.twosided.solver import TwoSidedSolver

BREAKS_RUNG = 2
SECONDS, HOUR = 60.0, 3_600.0
HEAD = (
    f"{'size':>10} {'variant':>7} {'requests':>8} {'never':>6} {'utility':>8} {'bound':>8} "
    f"{'gap %':>6} {'breaks':>6} {'bound':>6} {'wall s':>7} {'cpu s':>7} {'check s':>7} {'MiB':>5}"
)


@dataclass(frozen=True, slots=True)
class Run:
    """One line of the table, as arguments of a process of its own."""

    rung: int
    variant: Variant
    breaks: bool
    limit: float
    seed: int
    in_work: bool = False

    def arguments(self) -> list[str]:
        """How to ask this module for it."""
        chosen = [str(self.rung), self.variant, str(self.limit), str(int(self.breaks))]
        work = ["--work"] if self.in_work else []
        return ["--line", *chosen, "--seed", str(self.seed), *work]


def measure(run: Run) -> dict[str, float]:
    """Solve one problem, check the plan, and say how it went.

    `seconds` and `cpu` are those of reading the problem into numbers and of the solver.
    """
    problem = fair(
        RUNGS[run.rung], run.variant, seed=run.seed, levels=("breaks",) if run.breaks else ()
    )
    wall, cpu = perf_counter(), process_time()
    facts = Facts(problem)
    budget = Budget(work_limit=run.limit) if run.in_work else Budget(time_limit=run.limit)
    answer = TwoSidedSolver(facts, budget, seed=run.seed).solve()
    wall, cpu = perf_counter() - wall, process_time() - cpu
    checked = process_time()
    broken = check(problem, _plan(problem, facts, answer))
    if broken:
        raise SystemExit(f"the plan breaks a rule: {broken[0].detail.render()}")
    return {
        "never": 1 - answer.bound["placed"] / len(problem.meetings),
        "utility": answer.objective["utility"],
        "bound": answer.bound["utility"],
        "breaks": answer.objective.get("breaks", -1),
        "fewest": answer.bound.get("breaks", -1),
        "wall": wall,
        "cpu": cpu,
        "check": process_time() - checked,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _plan(problem: Problem, facts: Facts, answer: Answer) -> Plan:
    held = {seat.meeting for seat in answer.seats}
    return Plan(
        answer.status,
        tuple(answer.proven),
        answer.objective,
        answer.bound,
        0.0,
        0,
        tuple(
            Placement(
                problem.meetings[seat.meeting].id,
                facts.grid.ids[seat.slots[0]],
                facts.rooms.tables[seat.table],
            )
            for seat in answer.seats
        ),
        tuple(
            Unplaced(meeting.id, Message(""))
            for number, meeting in enumerate(problem.meetings)
            if number not in held
        ),
    )


def line(run: Run) -> dict[str, float]:
    """Measure in a process of its own, and print."""
    command = [sys.executable, "-m", "benchmarks.scheduling.size", *run.arguments()]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - this very module
    found: dict[str, float] = json.loads(output)
    rung = RUNGS[run.rung]
    gap = 100 * (found["bound"] - found["utility"]) / found["bound"]
    breaks = (
        f"{found['breaks']:6.0f} {found['fewest']:6.0f}" if run.breaks else f"{'-':>6} {'-':>6}"
    )
    print(
        f"{rung!s:>10} {run.variant:>7} {rung.requests:8} {found['never']:6.1%} "
        f"{found['utility']:8.0f} {found['bound']:8.0f} {gap:6.3f} {breaks} "
        f"{found['wall']:7.2f} {found['cpu']:7.2f} {found['check']:7.2f} {found['memory']:5.0f}",
        flush=True,
    )
    return found


def exponent(sizes: list[int], seconds: list[float]) -> float:
    """The slope of time over size on logarithmic scales."""
    return float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0])


def _work(rung: Rung) -> int:
    return rung.requests * rung.slots


def table(seed: int, *, in_work: bool) -> None:
    """Print the whole ladder."""
    print(HEAD)
    for variant in Variant:
        lines = [
            line(Run(number, variant, breaks=False, limit=SECONDS, seed=seed, in_work=in_work))
            for number in range(len(RUNGS))
        ]
        slope = exponent([_work(rung) for rung in RUNGS], [one["cpu"] for one in lines])
        print(f"{'':10} {variant:>7} time grows as size^{slope:.2f}")
    for variant in Variant:
        line(Run(BREAKS_RUNG, variant, breaks=True, limit=SECONDS, seed=seed, in_work=in_work))


def long(seed: int, *, in_work: bool) -> None:
    """Print what an hour finds on the breaks, beside a minute."""
    print(HEAD)
    for variant in Variant:
        for limit in (SECONDS, HOUR):
            line(Run(BREAKS_RUNG, variant, breaks=True, limit=limit, seed=seed, in_work=in_work))


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--long", action="store_true", help="an hour's best for the breaks")
    parser.add_argument("--work", action="store_true", help="limits in work, not seconds")
    parser.add_argument("--line", nargs=4, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.line:
        rung, variant, limit, breaks = arguments.line
        chosen = int(rung), Variant(variant), breaks == "1", float(limit)
        run = Run(*chosen, arguments.seed, arguments.work)
        print(json.dumps(measure(run)))
    elif arguments.long:
        long(arguments.seed, in_work=arguments.work)
    else:
        table(arguments.seed, in_work=arguments.work)


if __name__ == "__main__":
    main()
