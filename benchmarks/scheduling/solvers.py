"""Who takes part: our solver and its peers, each by the name it has in the tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import perf_counter

from benchmarks.scheduling.peers import cp_sat, incremental_sat, maxsat, mip
from benchmarks.scheduling.peers.published_problem import PeerAnswer
from vstrecha.engine.scheduling.problem import Problem
from vstrecha.engine.scheduling.solve import Progress, solve

__all__ = ["LEAD", "OURS", "SOLVERS", "Outcome"]

OURS, LEAD = "vstrecha", "incremental SAT"
WORKERS = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer, and the seconds to the first timetable where the solver tells."""

    answer: PeerAnswer
    first: float | None = None


Solver = Callable[[Problem, float], Outcome]


def _ours(problem: Problem, seconds: float) -> Outcome:
    started = perf_counter()
    firsts: list[float] = []

    def note(_: Progress) -> None:
        if not firsts:
            firsts.append(perf_counter() - started)

    plan = solve(problem, time_limit=seconds, workers=WORKERS, on_progress=note)
    if not plan.placements:
        return Outcome(PeerAnswer(plan.status))
    first = firsts[0] if firsts else perf_counter() - started
    return Outcome(PeerAnswer(plan.status, plan.objective["breaks"], plan.placements), first)


def _peer(
    solve_peer: Callable[[Problem, float], PeerAnswer],
) -> Callable[[Problem, float], Outcome]:
    return lambda problem, seconds: Outcome(solve_peer(problem, seconds))


SOLVERS: Mapping[str, Solver] = {
    OURS: _ours,
    LEAD: _peer(incremental_sat.solve_peer),
    "MaxSAT RC2": _peer(maxsat.solve_peer),
    "CP-SAT": _peer(cp_sat.solve_peer),
    "MIP HiGHS": _peer(mip.solve_peer),
}
