"""Breaks as soft clauses: core-guided MaxSAT with RC2 (Ignatiev, Morgado & Marques-Silva 2019)."""

from __future__ import annotations

from pysat.examples.rc2 import RC2  # type: ignore[import-untyped]  # it brings no types
from pysat.formula import WCNF  # type: ignore[import-untyped]  # it brings no types

from benchmarks.scheduling.peers.formula import Formula
from benchmarks.scheduling.peers.published_problem import PeerAnswer, Status, answer, published
from vstrecha.engine.scheduling.problem import Problem


def solve_peer(problem: Problem, seconds: float) -> PeerAnswer:  # noqa: ARG001 - all peers are called alike
    """The fewest breaks, proven by cores. RC2 cannot be stopped: `seconds` is the caller's to
    keep."""
    formula = Formula(published(problem))
    weighted = WCNF()
    weighted.extend(formula.clauses)
    for ends in formula.ends:
        for literal in ends:
            weighted.append([-literal], weight=1)
    with RC2(weighted, solver="cd15", adapt=True, exhaust=True, minz=True, trim=5) as solver:
        model = solver.compute()
        if model is None:
            return PeerAnswer(Status.INFEASIBLE)
        return answer(
            problem, proven=True, breaks=formula.breaks(model), slot_of=formula.slot_of(model)
        )
