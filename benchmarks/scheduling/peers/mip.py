"""A direct time-indexed mixed-integer program, solved by HiGHS (Huangfu & Hall 2018).

x[m, t] is 1 where meeting m is held in slot t, y[p, t] where participant p meets in slot t, and
z[p, t] where one of p's blocks of meetings starts in t. In a day-part that a participant uses it
has one break fewer than blocks. Where x is whole the rest is too.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from highspy import (
    Highs,
    HighsModelStatus,
    highs_linear_expression,
    highs_var,
    kSolutionStatusFeasible,
)

from benchmarks.scheduling.peers.published_problem import (
    PeerAnswer,
    Published,
    Status,
    answer,
    published,
)
from vstrecha.engine.scheduling.problem import Problem

_WORKERS = 2
_HALF = 0.5


def solve_peer(problem: Problem, seconds: float) -> PeerAnswer:
    """The fewest breaks within `seconds`, on two threads."""
    model = _Model(published(problem))
    highs = model.highs
    highs.setOptionValue("time_limit", seconds)
    highs.setOptionValue("threads", _WORKERS)
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.minimize(model.sum(model.breaks))
    status, info = highs.getModelStatus(), highs.getInfo()
    if status == HighsModelStatus.kInfeasible:
        return PeerAnswer(Status.INFEASIBLE)
    if info.primal_solution_status != kSolutionStatusFeasible:
        return PeerAnswer(Status.UNKNOWN)
    values = highs.getSolution().col_value
    return answer(
        problem,
        proven=status == HighsModelStatus.kOptimal,
        breaks=round(info.objective_function_value),
        slot_of={
            meeting: slot
            for meeting, places in enumerate(model.held)
            for slot, variable in places.items()
            if values[variable.index] > _HALF
        },
    )


class _Model:
    """Variables and rows; `breaks` has an expression for each participant."""

    def __init__(self, facts: Published) -> None:
        self.facts = facts
        self.highs = Highs()  # type: ignore[no-untyped-call]  # it says it is typed
        self.highs.silent()
        self.held = [{slot: self.highs.addBinary() for slot in slots} for slots in facts.allowed]
        self.breaks: list[highs_linear_expression] = []
        self._meetings_are_held_once()
        self._tables_suffice()
        self._earlier_meetings_come_first()
        for meetings in facts.meetings_of:
            met = self._one_meeting_at_a_time(meetings)
            self.breaks.append(self.sum([self._breaks(met, part) for part in facts.parts]))
        if facts.difference is not None:
            self._breaks_are_fair(facts.difference)

    def sum(self, terms: Sequence[highs_var | highs_linear_expression]) -> highs_linear_expression:
        total = highs_linear_expression(0)
        for term in terms:
            total += term
        return total

    def _share(self) -> highs_var:
        """A number between 0 and 1 that the whole ones decide."""
        variable: highs_var = self.highs.addVariable(0, 1)
        return variable

    def _meetings_are_held_once(self) -> None:
        for places in self.held:
            self.highs.addConstr(self.sum([*places.values(), self._none()]) == 1)

    def _none(self) -> highs_var:
        """0: keeps an empty sum a row of the program, which then has no solution."""
        variable: highs_var = self.highs.addVariable(0, 0)
        return variable

    def _tables_suffice(self) -> None:
        for slot in range(self.facts.slots):
            here = [places[slot] for places in self.held if slot in places]
            if len(here) > self.facts.tables:
                self.highs.addConstr(self.sum(here) <= self.facts.tables)

    def _earlier_meetings_come_first(self) -> None:
        """Where the later one is held by slot t, the earlier one is held before t."""
        for earlier, later in self.facts.before:
            for slot in self.held[later]:
                by_now = [one for time, one in self.held[later].items() if time <= slot]
                sooner = [one for time, one in self.held[earlier].items() if time < slot]
                self.highs.addConstr(self.sum(by_now) <= self.sum(sooner))

    def _one_meeting_at_a_time(self, meetings: Sequence[int]) -> list[highs_var]:
        """Whether a participant meets, by slot."""
        met = []
        for slot in range(self.facts.slots):
            variable = self._share()
            here = [self.held[one][slot] for one in meetings if slot in self.held[one]]
            self.highs.addConstr(self.sum(here) == variable)
            met.append(variable)
        return met

    def _breaks(self, met: Sequence[highs_var], part: Sequence[int]) -> highs_linear_expression:
        """A block starts where there is a meeting and none just before."""
        blocks: list[highs_var] = [met[part[0]]]
        for before, slot in pairwise(part):
            starts = self._share()
            self.highs.addConstr(starts >= met[slot] - met[before])
            self.highs.addConstr(starts <= met[slot])
            self.highs.addConstr(starts + met[before] <= 1)
            blocks.append(starts)
        uses = self._share()
        for slot in part:
            self.highs.addConstr(uses >= met[slot])
        self.highs.addConstr(self.sum(blocks) >= uses)
        breaks: highs_linear_expression = self.sum(blocks) - uses
        return breaks

    def _breaks_are_fair(self, difference: int) -> None:
        most = self.highs.addVariable(0, self.facts.slots)
        for own in self.breaks:
            self.highs.addConstr(own <= most)
            self.highs.addConstr(own >= most - difference)
