"""The linear relaxation: a bound in a fraction of a second, often the true one."""

from __future__ import annotations

import math

from ortools.linear_solver.python import model_builder
from ortools.sat.python import cp_model

_NO_LIMIT = 2**62


class Relaxation:
    """The model without the demand that its variables be whole numbers.

    `holding` are the indices of literals known to be true. Rules that are not linear are left
    out, which can only raise a bound.
    """

    def __init__(self, model: cp_model.CpModel, holding: set[int]) -> None:
        self._of = model.model_proto
        self._model = model_builder.Model()  # type: ignore[no-untyped-call]  # OR-Tools left it so
        self._variables = [
            self._model.new_num_var(one.domain[0], one.domain[len(one.domain) - 1], "")
            for one in self._of.variables
        ]
        for rule in self._of.constraints:
            if not holding.issuperset(rule.enforcement_literal):
                continue
            if rule.has_bool_or():
                literals = list(rule.bool_or.literals)
                self._model.add(self._linear(literals, [1] * len(literals)) >= 1)
            elif rule.has_at_most_one():
                literals = list(rule.at_most_one.literals)
                self._model.add(self._linear(literals, [1] * len(literals)) <= 1)
            elif rule.has_linear():
                counts = self._linear(list(rule.linear.vars), list(rule.linear.coeffs))
                low, high = rule.linear.domain[0], rule.linear.domain[len(rule.linear.domain) - 1]
                if low > -_NO_LIMIT:
                    self._model.add(counts >= low)
                if high < _NO_LIMIT:
                    self._model.add(counts <= high)

    def _linear(self, indices: list[int], weights: list[int]) -> model_builder.LinearExpr:
        signs = [1 if index >= 0 else -1 for index in indices]
        total: model_builder.LinearExpr = model_builder.LinearExpr.weighted_sum(
            [self._variables[index if index >= 0 else -index - 1] for index in indices],
            [sign * weight for sign, weight in zip(signs, weights, strict=True)],
            constant=sum(w for sign, w in zip(signs, weights, strict=True) if sign < 0),
        )
        return total

    def maximum(self) -> int | None:
        """An upper bound of the model's present (maximised) objective; None where there is none."""
        # A maximised objective is stored as its negative, to be minimised.
        objective = self._of.objective
        weights = [-weight for weight in objective.coeffs]
        self._model.maximize(self._linear(list(objective.vars), weights))
        solver = model_builder.Solver("GLOP")
        if solver.solve(self._model) != model_builder.SolveStatus.OPTIMAL:
            return None
        value: float = solver.objective_value
        # GLOP is exact to about 1e-8 of the objective; a whole number hides behind 1e-6 of it.
        bound: int = math.floor(value - objective.offset + 1e-6 * max(1.0, abs(value)))
        return bound
