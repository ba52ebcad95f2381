"""Whether a problem has any plan, and if not, which of its demands collide."""

from __future__ import annotations

from ortools.sat.python import cp_model

from vstrecha.engine.scheduling.solvers.answer import Demand
from vstrecha.engine.scheduling.solvers.budget import Budget
from vstrecha.engine.scheduling.solvers.cpsat.constraints import Constraints
from vstrecha.engine.scheduling.solvers.cpsat.objective import Objective
from vstrecha.engine.scheduling.solvers.cpsat.variables import Variables
from vstrecha.engine.scheduling.solvers.facts import Facts

WORK_PER_OPTION = 5e-5  # what building the model costs, in deterministic units


def colliding(facts: Facts, budget: Budget) -> list[Demand] | None:
    """Demands that cannot be met together; empty where all can be, None where the budget ended.

    All demands are assumptions of one run; what CP-SAT needed to refute them is the answer
    (`sufficient_assumptions_for_infeasibility`), which may hold more than it must.
    """
    variables = Variables(facts)
    rules = Constraints(variables)
    rules.add_all()
    if facts.problem.fairness is not None:
        rules.breaks_are_fair(Objective(variables).breaks_of())
    demands = {literal.index: demand for demand, literal in rules.demands.items()}
    variables.model.add_assumptions(list(rules.demands.values()))
    budget.spend(WORK_PER_OPTION * (len(variables.options) + len(facts.problem.participants)))
    if budget.is_spent:
        return None
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1  # only so does CP-SAT tell which assumptions it used
    time_left, work_left = budget.time_left(), budget.work_left()
    if time_left is not None:
        solver.parameters.max_time_in_seconds = time_left
    if work_left is not None:
        solver.parameters.max_deterministic_time = work_left
    status = solver.solve(variables.model)
    budget.spend(solver.response_proto.deterministic_time)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return []
    if status != cp_model.INFEASIBLE:
        return None
    used = solver.sufficient_assumptions_for_infeasibility()
    # What presolve refutes it refutes without saying by which of them.
    return [demands[index] for index in used] or list(demands.values())
