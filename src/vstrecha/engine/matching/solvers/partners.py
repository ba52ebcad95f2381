"""The best partners by OR-Tools' CP-SAT: exact, or with a bound where the work runs out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from vstrecha.engine.matching.teams.model import TeamModel

# Of two choices of the same value the smaller one is better: every joining counts one against
# this many of the smallest unit of value.
_TIE = 8

# A variable and what it brings.
_Term = tuple[cp_model.IntVar, int]


@dataclass(frozen=True, slots=True)
class Answer:
    """The candidates chosen, and a value that no choice exceeds; None where none was found."""

    chosen: tuple[int, ...] | None
    bound: int | None


def choose(
    model: TeamModel, *, hint: Sequence[int] = (), seed: int = 0, work_limit: float = 1.0
) -> Answer:
    """The choice of candidates with the greatest value.

    `work_limit` is CP-SAT's deterministic time: the same limit and seed give the same answer on
    every machine. Raises ValueError where more may join than ties can be told apart for.
    """
    if model.most >= _TIE:
        raise ValueError(f"at most {_TIE - 1} candidates can join, not {model.most}")
    program = cp_model.CpModel()
    joins = [program.new_bool_var(f"joins_{one}") for one in range(model.size)]
    _add_rules(program, model, joins)
    terms = [*_coverage(program, model, joins), *_gains(program, model, joins)]
    terms += [(joined, -model.cost) for joined in joins]
    value = [(one, _TIE * points) for one, points in terms] + [(joined, -1) for joined in joins]
    constant = int(model.base.sum())
    program.maximize(
        cp_model.LinearExpr.weighted_sum([one for one, _ in value], [points for _, points in value])
        + _TIE * constant
    )
    for one, joined in enumerate(joins):
        program.add_hint(joined, one in hint)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = work_limit
    status = solver.solve(program)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        # There is no choice, or none was found in time; CP-SAT's bound then means nothing.
        return Answer(None, None)
    bound = (int(solver.best_objective_bound) + model.most) // _TIE
    chosen = tuple(one for one, joined in enumerate(joins) if solver.boolean_value(joined))
    return Answer(chosen, bound)


def _add_rules(
    program: cp_model.CpModel, model: TeamModel, joins: Sequence[cp_model.IntVar]
) -> None:
    program.add_linear_constraint(cp_model.LinearExpr.sum(joins), model.least, model.most)
    for one, other in sorted(model.apart):
        program.add_at_most_one(joins[one], joins[other])
    if model.needed is not None:
        program.add_bool_or([joins[one] for one in sorted(model.needed)])
    for some, most in model.limits:
        chosen = cp_model.LinearExpr.sum([joins[one] for one in sorted(some)])
        program.add_linear_constraint(chosen, 0, most)


def _coverage(
    program: cp_model.CpModel, model: TeamModel, joins: Sequence[cp_model.IntVar]
) -> Iterator[_Term]:
    """What the needs get beyond what the core covers: of each need, one candidate's share."""
    for need, base in enumerate(model.base):
        serves = []
        for one, joined in enumerate(joins):
            more = int(model.cover[need, one] - base)
            if more > 0:
                chosen = program.new_bool_var(f"serves_{need}_{one}")
                program.add_implication(chosen, joined)
                serves.append(chosen)
                yield chosen, more
        program.add_at_most_one(serves)


def _gains(
    program: cp_model.CpModel, model: TeamModel, joins: Sequence[cp_model.IntVar]
) -> Iterator[_Term]:
    """What the candidates gain: from the core, or from another candidate that gives more."""
    for one, joined in enumerate(joins):
        from_core = int(model.gain[one, model.size])
        yield joined, from_core
        sources = []
        for other, other_joined in enumerate(joins):
            more = int(model.gain[one, other]) - from_core
            if more > 0 and other != one:
                chosen = program.new_bool_var(f"gives_{other}_{one}")
                program.add_implication(chosen, joined)
                program.add_implication(chosen, other_joined)
                sources.append(chosen)
                yield chosen, more
        program.add_at_most_one(sources)
