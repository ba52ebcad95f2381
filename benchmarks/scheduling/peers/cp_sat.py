"""The published problem as a competent user of CP-SAT would write it in an afternoon.

The time-indexed model: a literal for each meeting and slot, and for each participant and slot;
blocks of meetings, which a participant has one more of than breaks. Two workers, all else as it
comes.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ortools.sat.python import cp_model

from benchmarks.scheduling.peers.published_problem import (
    PeerAnswer,
    Published,
    Status,
    answer,
    published,
)
from vstrecha.engine.scheduling.problem import Problem

_WORKERS = 2
_sum = cp_model.LinearExpr.sum


def solve_peer(problem: Problem, seconds: float) -> PeerAnswer:
    """The fewest breaks within `seconds`."""
    model = _Model(published(problem))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = _WORKERS
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(model.cp)
    if status == cp_model.INFEASIBLE:
        return PeerAnswer(Status.INFEASIBLE)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return PeerAnswer(Status.UNKNOWN)
    return answer(
        problem,
        proven=status == cp_model.OPTIMAL,
        breaks=round(solver.objective_value),
        slot_of={
            meeting: slot
            for meeting, places in enumerate(model.held)
            for slot, literal in places.items()
            if solver.boolean_value(literal)
        },
    )


class _Model:
    def __init__(self, facts: Published) -> None:
        self.facts = facts
        self.cp = cp_model.CpModel()
        self.held = [
            {slot: self.cp.new_bool_var(f"meeting {meeting} in {slot}") for slot in slots}
            for meeting, slots in enumerate(facts.allowed)
        ]
        for places in self.held:
            self.cp.add_exactly_one(places.values())
        self._tables_suffice()
        self._earlier_meetings_come_first()
        breaks = [self._breaks_of(meetings) for meetings in facts.meetings_of]
        if facts.difference is not None:
            self._breaks_are_fair(breaks, facts.difference)
        self.cp.minimize(_sum(breaks))

    def _tables_suffice(self) -> None:
        for slot in range(self.facts.slots):
            here = [places[slot] for places in self.held if slot in places]
            self.cp.add(_sum(here) <= self.facts.tables)

    def _earlier_meetings_come_first(self) -> None:
        for earlier, later in self.facts.before:
            self.cp.add(self._time(earlier) < self._time(later))

    def _time(self, meeting: int) -> cp_model.LinearExprT:
        places = self.held[meeting]
        return cp_model.LinearExpr.weighted_sum(list(places.values()), list(places))

    def _breaks_of(self, meetings: Sequence[int]) -> cp_model.LinearExprT:
        """A participant has one meeting at a time; in each day-part that it uses one break fewer
        than blocks."""
        met = []
        for slot in range(self.facts.slots):
            here = [self.held[one][slot] for one in meetings if slot in self.held[one]]
            meets = self.cp.new_bool_var("meets")
            self.cp.add_exactly_one([*here, meets.negated()])
            met.append(meets)
        return _sum([self._breaks_in([met[slot] for slot in part]) for part in self.facts.parts])

    def _breaks_in(self, met: Sequence[cp_model.IntVar]) -> cp_model.LinearExprT:
        blocks = [met[0]]
        for before, now in pairwise(met):
            starts = self.cp.new_bool_var("a block starts")
            self.cp.add_bool_or([starts, now.negated(), before])
            self.cp.add_implication(starts, now)
            self.cp.add_implication(starts, before.negated())
            blocks.append(starts)
        uses = self.cp.new_bool_var("uses the part")
        self.cp.add_max_equality(uses, met)
        breaks = self.cp.new_int_var(0, len(met) // 2, "breaks")
        self.cp.add(breaks == _sum(blocks) - uses)
        return breaks

    def _breaks_are_fair(self, breaks: Sequence[cp_model.LinearExprT], difference: int) -> None:
        most = self.cp.new_int_var(0, self.facts.slots, "most breaks")
        for own in breaks:
            self.cp.add(own <= most)
            self.cp.add(own >= most - difference)
