"""The CP-SAT solver: a quick start, the levels in turn, then tables."""

from __future__ import annotations

from collections.abc import Sequence

from vstrecha.engine.scheduling.plan import Placement, Status
from vstrecha.engine.scheduling.solvers.answer import Answer, Seat
from vstrecha.engine.scheduling.solvers.budget import Budget
from vstrecha.engine.scheduling.solvers.cpsat.constraints import Constraints
from vstrecha.engine.scheduling.solvers.cpsat.objective import Level, Objective
from vstrecha.engine.scheduling.solvers.cpsat.relaxation import Relaxation
from vstrecha.engine.scheduling.solvers.cpsat.search import Found, OnProgress, Search
from vstrecha.engine.scheduling.solvers.cpsat.variables import Variables
from vstrecha.engine.scheduling.solvers.facts import Facts
from vstrecha.engine.scheduling.solvers.greedy import construct
from vstrecha.engine.scheduling.solvers.measure import measure
from vstrecha.engine.scheduling.solvers.options import Option
from vstrecha.engine.scheduling.solvers.state import State
from vstrecha.engine.scheduling.solvers.tables import assign_tables

# What part of the work that is left each level may take; what it leaves goes to the next.
SHARES = {"first": 0.5, "utility": 0.6, "moved": 0.5, "breaks": 0.8, "fairness": 0.8}


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
            self.rules.breaks_are_fair(self.objective.breaks_of())
        self.most_placed: int | None = None
        self.search = Search(
            self.variables, budget, seed=seed, workers=workers, on_progress=on_progress
        )

    def solve(self, start: Sequence[Placement] = ()) -> Answer:
        """The best plan found, what is proven of it, or that there is none.

        `start` is a plan to begin with, as far as it can be kept.
        """
        for demand in self.rules.demands.values():
            self.variables.model.add_bool_and([demand])
        state = construct(self.facts, self._options(), start)
        self.search.hint(self._start(state))
        first = self.search.first_plan(SHARES["first"])
        if first.infeasible:
            return Answer(Status.INFEASIBLE)
        if first.value is None:
            return Answer(Status.UNKNOWN)
        found = {"utility": self._utility()}
        for level in self._later_levels():
            if any(one.value is None for one in found.values()):
                # The level before is not fixed: to improve this one could make that one worse.
                break
            found[level.name] = self.search.decide(level, SHARES[level.name])
        return self._answer(found)

    def _options(self) -> list[list[Option]]:
        return [
            [self.variables.options[number] for number in numbers]
            for numbers in self.variables.of_meeting
        ]

    def _start(self, state: State) -> dict[int, int]:
        """A timetable as a hint to the literals that it decides."""
        placed = {place.option: place for place in state.placed.values()}
        hint = {
            literal.index: int(option in placed)
            for option, literal in zip(self.variables.options, self.variables.takes, strict=True)
        }
        for (number, interpreter), literal in self.variables.interprets.items():
            place = placed.get(self.variables.options[number])
            hint[literal.index] = int(place is not None and place.interpreter == interpreter)
        return hint

    def _utility(self) -> Found:
        level = self.objective.utility()
        if all(meeting.mandatory for meeting in self.facts.problem.meetings):
            total = sum(meeting.utility for meeting in self.facts.problem.meetings)
            return Found(total, total, proven=True)
        holding = {demand.index for demand in self.rules.demands.values()}
        relaxation = Relaxation(self.variables.model, holding)
        self.variables.model.maximize(self.objective.placed().counts)
        self.most_placed = relaxation.maximum()
        self.variables.model.maximize(level.counts)
        target = relaxation.maximum()
        return self.search.decide(level, SHARES["utility"], target=target)

    def _later_levels(self) -> list[Level]:
        levels = []
        problem = self.facts.problem
        if problem.counts("moved"):
            levels.append(self.objective.moved())
        if problem.counts("breaks"):
            levels.append(self.objective.breaks())
        if problem.counts("fairness"):
            levels.append(self.objective.spread())
        return levels

    def _answer(self, found: dict[str, Found]) -> Answer:
        seats = self._seats()
        objective = measure(self.facts, seats)
        mandatory = sum(meeting.mandatory for meeting in self.facts.problem.meetings)
        asked = len(self.facts.problem.meetings)
        bound = {
            "mandatory": mandatory,
            "placed": asked if self.most_placed is None else self.most_placed,
        }
        for name in objective:
            one = found.get(name)
            if one is not None and one.bound is not None:
                bound[name] = one.bound
            elif name == "utility":
                bound[name] = sum(meeting.utility for meeting in self.facts.problem.meetings)
            elif name not in bound:
                bound[name] = 0  # nothing is fewer than none
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
