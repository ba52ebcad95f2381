"""Which tables a plan leaves, for meetings of a length and where they may be held."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from vstrecha.engine.scheduling.check.timetable import Timetable
from vstrecha.engine.scheduling.explain.cells import Cells, Grid

HOST_SIDE = "host"


@dataclass(frozen=True, slots=True)
class Room:
    """Tables for one kind of meeting: `open` in so many tables by slot and venue number.

    `shut` are the cells without an open table, `full` those whose open tables are all taken.
    """

    open: dict[tuple[int, int], int]
    shut: Cells
    full: Cells


class Tables:
    """Looks up tables; each kind of meeting is worked out once."""

    def __init__(self, grid: Grid, timetable: Timetable) -> None:
        self.grid = grid
        self.timetable = timetable
        number = {slot.id: index for index, slot in enumerate(grid.slots)}
        self._closed: dict[str, int] = defaultdict(int)
        for venue in timetable.problem.venues:
            for closure in venue.closed:
                for table in venue.tables if closure.tables is None else closure.tables:
                    self._closed[table] |= 1 << number[closure.slot]
        self._taken: dict[str, int] = defaultdict(int)
        for held in timetable.held:
            for slot in held.slots:
                self._taken[held.placement.table] |= 1 << number[slot.id]
        self._known: dict[tuple[str | None, int], Room] = {}

    @cached_property
    def nowhere(self) -> frozenset[int]:
        """Slots without any open table: they only tell when a session is."""
        everywhere = (1 << len(self.grid.slots)) - 1
        for venue in self.timetable.problem.venues:
            for table in venue.tables:
                everywhere &= self._closed.get(table, 0)
        return frozenset(slot for slot in range(len(self.grid.slots)) if everywhere >> slot & 1)

    def wanted(self, participants: tuple[str, ...], table: str | None) -> str | None:
        """The only table of a meeting: the one it asks for, else its participants' own."""
        if table is not None:
            return table
        people = [self.timetable.participant[name] for name in participants]
        people.sort(key=lambda person: person.side != HOST_SIDE)
        return next((person.table for person in people if person.table is not None), None)

    def room(self, table: str | None, length: int) -> Room:
        """The room for meetings of a length at one table, or at any."""
        key = (table, length)
        if key not in self._known:
            self._known[key] = self._look(table, length)
        return self._known[key]

    def _look(self, table: str | None, length: int) -> Room:
        opens: dict[tuple[int, int], int] = {}
        shut = full = 0
        for first in range(len(self.grid.slots)):
            covered = self.grid.covered(first, length)
            span = sum(1 << slot for slot in covered)
            for number, venue in enumerate(self.timetable.problem.venues):
                tables = [one for one in venue.tables if table in (None, one)]
                if not tables:
                    continue
                there = [one for one in tables if not self._closed.get(one, 0) & span]
                opens[first, number] = len(there)
                if not there:
                    shut |= self.grid.cell(first, number)
                elif all(self._taken.get(one, 0) & span for one in there):
                    full |= self.grid.cell(first, number)
        return Room(opens, shut, full)
