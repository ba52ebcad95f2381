"""The ways of participants from table to table, and how to shorten them slot by slot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from ortools.graph.python import linear_sum_assignment  # type: ignore[import-untyped]  # untyped

from vstrecha.engine.scheduling.solvers.facts import Facts
from vstrecha.engine.scheduling.solvers.measure import change
from vstrecha.engine.scheduling.solvers.options import Option


class Walks:
    """Who comes from which tables to which meeting; changes `table_of` in place."""

    def __init__(self, facts: Facts, chosen: Sequence[Option], table_of: dict[int, int]) -> None:
        self.facts = facts
        self.table_of = table_of
        # Each step: a meeting, and the meetings of the same participant just before it.
        self.steps: list[tuple[int, list[int]]] = []
        self.steps_of: dict[int, list[int]] = defaultdict(list)
        by_person: dict[tuple[int, int], dict[int, list[int]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for option in chosen:
            part = facts.grid.part_of(option.first)
            for person in facts.who[option.meeting]:
                by_person[person, part][option.first].append(option.meeting)
        for by_slot in by_person.values():
            for earlier, later in pairwise(sorted(by_slot)):
                for meeting in by_slot[later]:
                    for one in (meeting, *by_slot[earlier]):
                        self.steps_of[one].append(len(self.steps))
                    self.steps.append((meeting, by_slot[earlier]))

    def deal(self, meetings: Sequence[int], tables: Sequence[int]) -> int:
        """Share `tables` among meetings of one slot at the least cost, the others as they are.

        Returns how many changes that saves. The cost is exact where no participant has two of
        these meetings at once; where one has, a deal that saves nothing is taken back.
        """
        if not meetings or len(tables) < len(meetings):
            return 0
        touched = {step for meeting in meetings for step in self.steps_of[meeting]}
        if not touched:
            return 0
        before = {meeting: self.table_of[meeting] for meeting in meetings}
        cost = self._cost(touched)
        for meeting, table in zip(meetings, self._cheapest(meetings, tables), strict=True):
            self.table_of[meeting] = table
        saved = cost - self._cost(touched)
        if saved <= 0:
            self.table_of.update(before)
            return 0
        return saved

    def _cost(self, steps: Iterable[int]) -> int:
        return sum(
            change(self.facts, self.table_of[meeting], [self.table_of[one] for one in earlier])
            for meeting, earlier in (self.steps[step] for step in steps)
        )

    def _cheapest(self, meetings: Sequence[int], tables: Sequence[int]) -> list[int]:
        """The cheapest assignment; rows beyond the meetings stand for tables left empty."""
        size = len(tables)
        costs = np.zeros((size, size), dtype=np.int64)
        venues = np.array([self.facts.rooms.venue_of_table[table] for table in tables])
        place = {table: column for column, table in enumerate(tables)}
        for row, meeting in enumerate(meetings):
            for step in self.steps_of[meeting]:
                now, earlier = self.steps[step]
                near = [self.table_of[one] for one in earlier if one != meeting]
                if now == meeting:
                    self._stay_near(costs[row], near, venues, place)
                elif change(self.facts, self.table_of[now], near):
                    self._stay_near(costs[row], [self.table_of[now]], venues, place)
            # Between equal tables, the one it has.
            costs[row] = 2 * costs[row] + 1
            if self.table_of[meeting] in place:
                costs[row, place[self.table_of[meeting]]] -= 1
        solver = linear_sum_assignment.SimpleLinearSumAssignment()
        rows, columns = np.divmod(np.arange(size * size), size)
        solver.add_arcs_with_cost(rows, columns, costs.ravel())
        if solver.solve() != solver.OPTIMAL:
            raise RuntimeError("tables cannot be shared out")
        return [tables[solver.right_mate(row)] for row in range(len(meetings))]

    def _stay_near(
        self,
        costs: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
        near: Sequence[int],
        venues: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
        place: dict[int, int],
    ) -> None:
        """Add what each table costs as the next (or last) one of a participant."""
        away = np.ones(len(venues), dtype=np.int64)
        for venue in {self.facts.rooms.venue_of_table[table] for table in near}:
            away[venues == venue] = 0
        costs += 1 + away
        for table in set(near):
            if table in place:
                costs[place[table]] -= 1
