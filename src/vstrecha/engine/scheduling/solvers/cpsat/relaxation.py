"""The linear relaxation: a bound in a fraction of a second, often the true one."""

from __future__ import annotations

import math

from ortools.linear_solver.python import model_builder
from ortools.sat.python import cp_model

_NO_LIMIT = 2**62


def relaxed_maximum(model: cp_model.CpModel, holding: set[int]) -> int | None:
    """An upper bound of the model's (maximised) objective; None where there is none.

    `holding` are the indices of literals known to be true. Rules that are not linear are left
    out, which can only raise the bound.
    """
    relaxed = model_builder.Model()  # type: ignore[no-untyped-call]  # OR-Tools left it untyped
    proto = model.model_proto
    variables = [
        relaxed.new_num_var(one.domain[0], one.domain[len(one.domain) - 1], "")
        for one in proto.variables
    ]

    def linear(indices: list[int], weights: list[int]) -> model_builder.LinearExpr:
        signs = [1 if index >= 0 else -1 for index in indices]
        total: model_builder.LinearExpr = model_builder.LinearExpr.weighted_sum(
            [variables[index if index >= 0 else -index - 1] for index in indices],
            [sign * weight for sign, weight in zip(signs, weights, strict=True)],
            constant=sum(w for sign, w in zip(signs, weights, strict=True) if sign < 0),
        )
        return total

    for rule in proto.constraints:
        if not holding.issuperset(rule.enforcement_literal):
            continue
        if rule.has_bool_or():
            literals = list(rule.bool_or.literals)
            relaxed.add(linear(literals, [1] * len(literals)) >= 1)
        elif rule.has_at_most_one():
            literals = list(rule.at_most_one.literals)
            relaxed.add(linear(literals, [1] * len(literals)) <= 1)
        elif rule.has_linear():
            counts = linear(list(rule.linear.vars), list(rule.linear.coeffs))
            low, high = rule.linear.domain[0], rule.linear.domain[len(rule.linear.domain) - 1]
            if low > -_NO_LIMIT:
                relaxed.add(counts >= low)
            if high < _NO_LIMIT:
                relaxed.add(counts <= high)
    # A maximised objective is stored as its negative, to be minimised.
    weights = [-weight for weight in proto.objective.coeffs]
    relaxed.maximize(linear(list(proto.objective.vars), weights))
    solver = model_builder.Solver("GLOP")
    if solver.solve(relaxed) != model_builder.SolveStatus.OPTIMAL:
        return None
    value: float = solver.objective_value
    # GLOP is exact to about 1e-8 of the objective; a whole number hides behind 1e-6 of it.
    offset: float = proto.objective.offset
    return math.floor(value - offset + 1e-6 * max(1.0, abs(value)))
