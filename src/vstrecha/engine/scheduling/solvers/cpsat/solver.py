"""The CP-SAT solver: a quick start, the levels in turn, then tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vstrecha.engine.scheduling.plan import Placement, Status
from vstrecha.engine.scheduling.solvers.answer import Answer, OnProgress
from vstrecha.engine.scheduling.solvers.budget import Budget
from vstrecha.engine.scheduling.solvers.cpsat.constraints import Constraints
from vstrecha.engine.scheduling.solvers.cpsat.objective import Level, Objective
from vstrecha.engine.scheduling.solvers.cpsat.relaxation import Relaxation
from vstrecha.engine.scheduling.solvers.cpsat.search import Found, Search
from vstrecha.engine.scheduling.solvers.cpsat.variables import Part, Variables
from vstrecha.engine.scheduling.solvers.facts import Facts
from vstrecha.engine.scheduling.solvers.greedy import construct
from vstrecha.engine.scheduling.solvers.judge import judged, seats_of
from vstrecha.engine.scheduling.solvers.legal import answer_of
from vstrecha.engine.scheduling.solvers.options import Option
from vstrecha.engine.scheduling.solvers.state import State, places_of

# What part of the work that is left each level may take; what it leaves goes to the next.
SHARES = {"near": 0.8, "first": 0.5, "utility": 0.6, "moved": 0.5, "breaks": 0.8, "fairness": 0.8}


# A timetable to start from: the places taken, each with the number of its interpreter.
Start = Mapping[Option, int | None]


class Solver:
    """One run on one problem.

    With a `part` it decides only those meetings; what it finds of bounds is then true of the part
    alone. `start` is a timetable to stay near, as in a repair; without one a quick one is made.
    `known` are then bounds that hold for every plan, by level: `placed`, `utility`, `moved`.
    """

    def __init__(  # noqa: PLR0913 - what to solve, where to start, how long
        self,
        facts: Facts,
        budget: Budget,
        *,
        seed: int,
        workers: int,
        on_progress: OnProgress | None = None,
        part: Part | None = None,
        start: Start | None = None,
        known: Mapping[str, int] | None = None,
    ) -> None:
        self.facts = facts
        self.variables = Variables(facts, part)
        self.start = start
        self.quick: State | None = None
        self.rules = Constraints(self.variables)
        self.rules.add_all()
        self.objective = Objective(self.variables)
        if facts.problem.fairness is not None:
            self.rules.breaks_are_fair(self.objective.breaks_of())
        self.most_placed: int | None = None
        self.known = known or {}
        self.status = Status.FEASIBLE
        self.search = Search(
            self.variables, budget, seed=seed, workers=workers, on_progress=on_progress
        )

    def solve(self, placements: Sequence[Placement] = ()) -> Answer:
        """The best plan found, what is proven of it, or that there is none.

        Without a `start`, `placements` is a plan to begin with, as far as it can be kept.
        """
        found = self.decide(placements)
        if found is not None:
            return self._answer(found)
        if self.status is Status.UNKNOWN and self.quick is not None:
            return answer_of(self.facts, self.quick, {})
        return Answer(self.status)

    def decide(self, placements: Sequence[Placement] = ()) -> dict[str, Found] | None:
        """Decide level after level; None where no plan is found, and `status` says why."""
        for demand in self.rules.demands.values():
            self.variables.model.add_bool_and([demand])
        if self.start is not None:
            self.search.hint(self._hint(self.start))
            found = self._near_start()
            first = found["utility"]
        else:
            self.quick = construct(self.facts, self._options(), placements)
            self.search.hint(self._hint(places_of(self.quick)))
            first = self.search.first_plan(SHARES["first"])
            found = {}
        if first.value is None:
            self.status = Status.INFEASIBLE if first.infeasible else Status.UNKNOWN
            return None
        if not found:
            found["utility"] = self._utility()
        for level in self._later_levels():
            if any(one.value is None for one in found.values()):
                # The level before is not fixed: to improve this one could make that one worse.
                break
            if level.name not in found:
                near = self.start is not None
                found[level.name] = self.search.decide(level, SHARES[level.name], near=near)
        return found

    def _near_start(self) -> dict[str, Found]:
        """Utility and moved meetings at once, starting from what could be kept."""
        utility, moved = self.objective.utility(), self.objective.moved()
        if self.variables.part is None:
            self.variables.model.add(utility.counts <= self.known["utility"])
            self.most_placed = self.known["placed"]
        self.variables.model.add(moved.counts >= self.known["moved"])
        best, fewest = self.search.decide_near(
            utility, moved, len(self.facts.previous), SHARES["near"]
        )
        return {"utility": best, "moved": fewest}

    def chosen(self) -> dict[Option, int | None]:
        """The places taken in the best plan found, each with its interpreter."""
        interpreter_of = {
            option: interpreter
            for (option, interpreter), literal in self.variables.interprets.items()
            if self.search.is_true(literal)
        }
        return {
            option: interpreter_of.get(number)
            for number, option in enumerate(self.variables.options)
            if self.search.is_true(self.variables.takes[number])
        }

    def _options(self) -> list[list[Option]]:
        return [
            [self.variables.options[number] for number in numbers]
            for numbers in self.variables.of_meeting
        ]

    def _hint(self, start: Start) -> dict[int, int]:
        """A timetable as a hint to the literals that it decides."""
        hint = {
            literal.index: int(option in start)
            for option, literal in zip(self.variables.options, self.variables.takes, strict=True)
        }
        for (number, interpreter), literal in self.variables.interprets.items():
            hint[literal.index] = int(start.get(self.variables.options[number]) == interpreter)
        return hint

    def _utility(self) -> Found:
        level = self.objective.utility()
        if all(meeting.mandatory for meeting in self.facts.problem.meetings):
            total = sum(meeting.utility for meeting in self.facts.problem.meetings)
            return Found(total, total, proven=True)
        return self.search.decide(level, SHARES["utility"], target=self._most_utility(level))

    def _most_utility(self, level: Level) -> int | None:
        """The bound of the linear relaxation; along the way that on the meetings placed."""
        holding = {demand.index for demand in self.rules.demands.values()}
        relaxation = Relaxation(self.variables.model, holding)
        if self.variables.part is None:
            self.variables.model.maximize(self.objective.placed().counts)
            self.most_placed = relaxation.maximum()
        self.variables.model.maximize(level.counts)
        return relaxation.maximum()

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
        bound = {name: one.bound for name, one in found.items() if one.bound is not None}
        if self.most_placed is not None:
            bound["placed"] = self.most_placed
        return judged(self.facts, seats_of(self.facts, self.chosen()), bound)
