"""Total breaks ≤ 0, 1, 2, … on one incremental SAT solver, until a timetable is found.

The totals are the outputs of an incremental totalizer (Bailleux & Boufkhad 2003; Martins et al.
2014), each tried as an assumption. CaDiCaL (Biere et al. 2020), one thread.
"""

from __future__ import annotations

from time import monotonic

from pysat.card import ITotalizer  # type: ignore[import-untyped]  # it brings no types
from pysat.solvers import Cadical153  # type: ignore[import-untyped]  # it brings no types

from benchmarks.scheduling.peers.formula import Formula
from benchmarks.scheduling.peers.published_problem import PeerAnswer, Status, answer, published
from vstrecha.engine.scheduling.problem import Problem

_FIRST_BOUND = 8


def solve_peer(problem: Problem, seconds: float) -> PeerAnswer:
    """The fewest breaks, proven by the bound before it. The limit is looked at between bounds:
    one call of the solver cannot be stopped from here."""
    deadline = monotonic() + seconds
    formula = Formula(published(problem))
    ends = [literal for literals in formula.ends for literal in literals]
    with Cadical153(bootstrap_with=formula.clauses) as solver:
        if not solver.solve():
            return PeerAnswer(Status.INFEASIBLE)
        model = solver.get_model()
        fewest, slot_of = formula.breaks(model), formula.slot_of(model)
        if not fewest:
            return answer(problem, proven=True, breaks=0, slot_of=slot_of)
        totals = ITotalizer(ends, ubound=_FIRST_BOUND, top_id=formula.variables)
        solver.append_formula(totals.cnf.clauses)
        for bound in range(fewest):
            if monotonic() > deadline:
                return answer(problem, proven=False, breaks=fewest, slot_of=slot_of)
            if bound > totals.ubound:
                totals.increase(ubound=2 * totals.ubound)
                solver.append_formula(totals.cnf.clauses[-totals.nof_new :])
            if solver.solve(assumptions=[-totals.rhs[bound]]):
                model = solver.get_model()
                return answer(
                    problem,
                    proven=True,
                    breaks=formula.breaks(model),
                    slot_of=formula.slot_of(model),
                )
    return answer(problem, proven=True, breaks=fewest, slot_of=slot_of)
