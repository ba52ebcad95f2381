"""The levels of the objective, in the order in which they are decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from vstrecha.engine.scheduling.solvers.cpsat.variables import Literal, Variables
from vstrecha.engine.scheduling.solvers.measure import breaks_in
from vstrecha.engine.scheduling.solvers.options import stands_still

_sum = cp_model.LinearExpr.sum


@dataclass(frozen=True, slots=True)
class Level:
    """One level: its name, what it counts, and whether more of it is better.

    `scale` is what one of it is worth in `counts`, where that weighs a second level too.
    """

    name: str
    counts: cp_model.LinearExprT
    more_is_better: bool
    scale: int = 1


class Objective:
    """Builds what each level counts; the break variables are made only when asked for."""

    def __init__(self, variables: Variables) -> None:
        self.variables = variables
        self.facts = variables.facts
        self.model = variables.model
        self._breaks: dict[int, list[Literal]] | None = None

    def utility(self) -> Level:
        """Utility of the meetings placed."""
        weights = [
            self.facts.problem.meetings[option.meeting].utility for option in self.variables.options
        ]
        counts = cp_model.LinearExpr.weighted_sum(self.variables.takes, weights)
        return Level("utility", counts, more_is_better=True)

    def placed(self) -> Level:
        """How many meetings are placed, whatever they are worth."""
        return Level("placed", _sum(self.variables.takes), more_is_better=True)

    def moved(self) -> Level:
        """Meetings of the previous plan that stand elsewhere now, or nowhere."""
        kept = [
            literal
            for option, literal in zip(self.variables.options, self.variables.takes, strict=True)
            if stands_still(self.facts, option)
        ]
        return Level("moved", len(self.facts.previous) - _sum(kept), more_is_better=False)

    def breaks(self) -> Level:
        """Breaks of all participants."""
        ends = [literal for literals in self.breaks_of().values() for literal in literals]
        return Level("breaks", _sum(ends), more_is_better=False)

    def spread(self) -> Level:
        """The most breaks of any participant less the fewest of any."""
        most = max((len(part) for part in self.facts.grid.parts), default=0)
        most *= len(self.facts.grid.parts)
        highest = self.model.new_int_var(0, most, "most breaks")
        lowest = self.model.new_int_var(0, most, "fewest breaks")
        breaks = self.breaks_of()
        for number in range(len(self.facts.problem.participants)):
            own = _sum(breaks.get(number, []))
            self.model.add(own <= highest)
            self.model.add(own >= lowest)
        return Level("fairness", highest - lowest, more_is_better=False)

    def breaks_of(self) -> dict[int, list[Literal]]:
        """For each participant the literals of which each true one ends a break."""
        if self._breaks is None:
            found: dict[int, list[Literal]] = defaultdict(list)
            for person, by_slot in enumerate(self.variables.covering):
                for part in self.facts.grid.parts:
                    if self.variables.stays(person):
                        count = breaks_in(self.facts, person, part, set(by_slot))
                        found[person] += [self.variables.true] * count
                    else:
                        found[person] += self._breaks_in(person, part, by_slot)
            self._breaks = dict(found)
        return self._breaks

    def _breaks_in(
        self, person: int, part: Sequence[int], by_slot: dict[int, list[int]]
    ) -> list[Literal]:
        """A break ends in a slot that is not idle, after an idle one, where the participant has
        a meeting before the idle one and in this slot or later."""
        meets = [self._meets(person, slot, by_slot.get(slot, [])) for slot in part]
        busy: list[Literal] = [
            self.variables.true if self.facts.in_session(person, slot) else meets[place]
            for place, slot in enumerate(part)
        ]
        before = self._had(meets)
        after = self._had(meets[::-1])[::-1]
        ends: list[Literal] = []
        for place in range(2, len(part)):
            needs = [busy[place], busy[place - 1].Not(), before[place - 2], after[place]]
            if any(self.variables.is_false(literal) for literal in needs):
                continue
            end = self.model.new_bool_var(f"{person} ends break {part[place]}")
            self.model.add_bool_and(needs).only_enforce_if(end)
            self.model.add_bool_or([*(literal.Not() for literal in needs), end])
            ends.append(end)
        return ends

    def _meets(self, person: int, slot: int, numbers: list[int]) -> Literal:
        """Whether a participant has a meeting in a slot."""
        if not numbers:
            return self.variables.false
        meets = self.model.new_bool_var(f"{person} meets {slot}")
        chosen = self.variables.chosen(numbers)
        if self.facts.problem.participants[person].representatives == 1:
            self.model.add(_sum(chosen) == meets)
        else:
            self.model.add_max_equality(meets, chosen)
        return meets

    def _had(self, meets: list[Literal]) -> list[Literal]:
        """For each place whether there was a meeting there or before."""
        had: list[Literal] = []
        for place, now in enumerate(meets):
            if place == 0 or self.variables.is_false(had[-1]):
                had.append(now)
                continue
            if self.variables.is_false(now):
                had.append(had[-1])
                continue
            literal = self.model.new_bool_var("had a meeting")
            self.model.add_bool_or([had[-1], now, literal.Not()])
            self.model.add_implication(had[-1], literal)
            self.model.add_implication(now, literal)
            had.append(literal)
        return had
