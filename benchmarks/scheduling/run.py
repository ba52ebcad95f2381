"""One solver on one problem, in a process of its own: two cores, and a limit that is kept.

Reading the problem is not counted. A process that does not end in time is killed with all that
it has started. Linux only: elsewhere a process cannot be given its cores.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from time import perf_counter

from benchmarks.scheduling.peers.published_problem import PeerAnswer, Status, violations
from benchmarks.scheduling.solvers import SOLVERS
from vstrecha.engine.scheduling.problem import Problem

__all__ = ["CORES", "Run", "run"]

CORES = 2
_GRACE = 5.0  # for a solver that keeps its limit by itself, to hand over what it has
_READING = 120.0


@dataclass(frozen=True, slots=True)
class Run:
    """What came of it: seconds of the clock and of all cores, and to the first timetable.

    `cpu` is unknown of a process that was killed. `mistakes` are the checker's findings, or how
    the process failed.
    """

    solver: str
    status: Status
    breaks: int | None
    wall: float
    limit: float
    cpu: float | None = None
    first: float | None = None
    mistakes: tuple[str, ...] = ()

    @property
    def is_proven(self) -> bool:
        return self.status in {Status.OPTIMAL, Status.INFEASIBLE}

    @property
    def seconds(self) -> float:
        """What it counts for: the whole limit where nothing is proven."""
        return min(self.wall, self.limit) if self.is_proven else self.limit

    @property
    def cpu_seconds(self) -> float:
        """The same in seconds of the cores, of which a proof may take more than the limit."""
        return self.cpu if self.is_proven and self.cpu is not None else self.limit


def run(solver: str, problem: Callable[[], Problem], limit: float) -> Run:
    """Run a solver of SOLVERS; `problem` makes the problem within the process."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["benchmarks.scheduling.solvers"])
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, solver, problem, limit))
    process.start()
    theirs.close()
    try:
        return _result(ours, solver, limit)
    finally:
        if process.pid is not None:
            _kill(process.pid)
        process.join()
        ours.close()


def _result(connection: Connection, solver: str, limit: float) -> Run:
    try:
        for patience in (_READING, limit + _GRACE):
            if not connection.poll(patience):
                return Run(solver, Status.UNKNOWN, None, patience, limit)
            message = connection.recv()
    except EOFError:
        mistake = "The process ended without an answer."
        return Run(solver, Status.UNKNOWN, None, limit, limit, mistakes=(mistake,))
    assert isinstance(message, Run)  # noqa: S101 - the second of the two messages of _work
    return message


def _kill(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return  # it has ended, with all that it started


def _work(
    connection: Connection, solver: str, problem: Callable[[], Problem], limit: float
) -> None:
    os.setsid()
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # some libraries greet the world
    task = problem()
    connection.send(None)
    started, worked = perf_counter(), _cpu_seconds()
    try:
        outcome = SOLVERS[solver](task, limit)
    except Exception as error:  # noqa: BLE001 - whatever it is belongs in the table
        answer, first = PeerAnswer(Status.UNKNOWN), None
        mistakes: tuple[str, ...] = (f"{type(error).__name__}: {error}",)
    else:
        answer, first = outcome.answer, outcome.first
        mistakes = ()
    wall, cpu = perf_counter() - started, _cpu_seconds() - worked
    connection.send(
        Run(
            solver,
            answer.status,
            answer.breaks,
            wall,
            limit,
            cpu,
            first,
            mistakes or violations(task, answer),
        )
    )


def _cpu_seconds() -> float:
    """Of all threads, and of the processes that ended."""
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )
