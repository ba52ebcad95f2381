"""The CP-SAT solver: levels in turn, then tables."""

from __future__ import annotations

from vstrecha.engine.scheduling.plan import Status
from vstrecha.engine.scheduling.solvers.answer import Answer, Seat
from vstrecha.engine.scheduling.solvers.budget import Budget
from vstrecha.engine.scheduling.solvers.cpsat.constraints import Constraints
from vstrecha.engine.scheduling.solvers.cpsat.objective import Level, Objective
from vstrecha.engine.scheduling.solvers.cpsat.search import Found, OnProgress, Search
from vstrecha.engine.scheduling.solvers.cpsat.variables import Variables
from vstrecha.engine.scheduling.solvers.facts import Facts
from vstrecha.engine.scheduling.solvers.measure import measure
from vstrecha.engine.scheduling.solvers.tables import assign_tables

# What part of the work that is left each level may take; what it leaves goes to the next.
SHARES = {"utility": 0.6, "moved": 0.5, "breaks": 0.7, "fairness": 0.5}


class Solver:
    """One run on one problem."""

    def __init__(
        self,
        facts: Facts,
        budget: Budget,
        *,
        seed: int,
        workers: int,
        on_progress: OnProgress | None = None,
    ) -> None:
        self.facts = facts
        self.variables = Variables(facts)
        self.rules = Constraints(self.variables)
        self.rules.add_all()
        self.objective = Objective(self.variables)
        if facts.problem.fairness is not None:
            breaks = self.objective.breaks_of()
            self.rules.breaks_are_fair(breaks)
        for demand in self.rules.demands.values():
            self.variables.model.add_bool_and([demand])
        self.search = Search(
            self.variables, budget, seed=seed, workers=workers, on_progress=on_progress
        )

    def solve(self) -> Answer:
        """The best plan found, what is proven of it, or that there is none."""
        found = {level.name: self._decide(level) for level in self._first_levels()}
        if any(one.infeasible for one in found.values()):
            return Answer(Status.INFEASIBLE)
        if self.search.values is None:
            return Answer(Status.UNKNOWN)
        found |= {level.name: self._decide(level) for level in self._later_levels()}
        return self._answer(found)

    def _decide(self, level: Level) -> Found:
        return self.search.decide(level, SHARES[level.name])

    def _first_levels(self) -> list[Level]:
        return [self.objective.utility()]

    def _later_levels(self) -> list[Level]:
        levels = []
        if self.facts.previous:
            levels.append(self.objective.moved())
        levels.append(self.objective.breaks())
        if self.facts.problem.fairness is not None:
            levels.append(self.objective.spread())
        return levels

    def _answer(self, found: dict[str, Found]) -> Answer:
        seats = self._seats()
        objective = measure(self.facts, seats)
        mandatory = sum(meeting.mandatory for meeting in self.facts.problem.meetings)
        bound = {"mandatory": mandatory, "placed": len(self.facts.problem.meetings)}
        for name, one in found.items():
            if one.bound is not None:
                bound[name] = one.bound
        bound["changes"] = 0
        proven = [
            name for name in objective if name != "placed" and objective[name] == bound.get(name)
        ]
        optimal = all(name in proven for name in objective if name != "placed")
        status = Status.OPTIMAL if optimal else Status.FEASIBLE
        return Answer(status, seats, objective, bound, proven)

    def _seats(self) -> list[Seat]:
        chosen = {
            number: option
            for number, option in enumerate(self.variables.options)
            if self.search.is_true(self.variables.takes[number])
        }
        table_of = assign_tables(self.facts, list(chosen.values()))
        interpreter_of = {
            option: interpreter
            for (option, interpreter), literal in self.variables.interprets.items()
            if self.search.is_true(literal)
        }
        return [
            Seat(option.meeting, option.slots, table_of[option.meeting], interpreter_of.get(number))
            for number, option in chosen.items()
        ]
