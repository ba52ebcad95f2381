"""The timetable as arrays, for changes to many participants at once.

Rows are slots and columns participants, so that what happens in a slot lies together in memory.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.scheduling.solvers.facts import Facts
from vstrecha.engine.scheduling.solvers.twosided.fair import Fair
from vstrecha.engine.scheduling.solvers.twosided.rows import Counter

Ints = NDArray[np.int64]
Reals = NDArray[np.float64]
Words = NDArray[np.uint64]
Flags = NDArray[np.bool_]


class Board:
    """Who meets whom in each slot.

    `at[t, v]` is the meeting of participant v in slot t (the number of meetings where it has
    none), `mate[t, v]` the other participant (v itself where there is none), `meets[p, v]` the
    slots of day-part p in which v has meetings, as bits. `may[t, m]` says whether meeting m may
    be in slot t, `room[t]` how many tables are left, `left[v]` how many meetings more v can have.
    """

    def __init__(self, facts: Facts, fair: Fair, slot_of: Sequence[int | None]) -> None:
        self.counter = Counter(facts)
        count, meetings = len(fair.side), len(fair.ends)
        self.ends = np.array(fair.ends, dtype=np.int64).reshape(-1, 2)
        self.at = np.full((fair.slots, count), meetings, dtype=np.int64)
        self.mate = np.tile(np.arange(count), (fair.slots, 1))
        self.meets = np.zeros((len(facts.grid.parts), count), dtype=np.uint64)
        self.may = np.ones((fair.slots, meetings + 1), dtype=np.bool_)
        for slot in range(fair.slots):
            self.may[slot, :meetings] = [mask >> slot & 1 for mask in fair.allowed]
        self.room = np.array(fair.tables, dtype=np.int64)
        self.left = np.array(fair.most, dtype=np.int64)
        self.first_side = np.array(fair.side) == 0
        for meeting, place in enumerate(slot_of):
            if place is not None:
                self.put(meeting, place)

    def put(self, meeting: int, slot: int) -> None:
        """Place a meeting of two who are free."""
        one, other = self.ends[meeting]
        self.mate[slot, one], self.mate[slot, other] = other, one
        self._turn(meeting, meeting, slot, 1)

    def take_out(self, meeting: int, slot: int) -> None:
        """The reverse of `put`."""
        one, other = self.ends[meeting]
        self.mate[slot, one], self.mate[slot, other] = one, other
        self._turn(meeting, len(self.ends), slot, -1)

    def _turn(self, meeting: int, now: int, slot: int, step: int) -> None:
        people = self.ends[meeting]
        self.at[slot, people] = now
        self.meets[self.counter.part_of[slot], people] ^= self.counter.bit_of[slot]
        self.left[people] -= step
        self.room[slot] -= step

    def slots(self) -> list[int | None]:
        """The slot of each meeting."""
        slot_of: list[int | None] = [None] * len(self.ends)
        for slot, row in enumerate(self.at):
            for meeting in row[self.first_side & (row < len(self.ends))].tolist():
                slot_of[meeting] = slot
        return slot_of

    def breaks(self) -> int:
        """All breaks of all participants."""
        people = np.arange(self.at.shape[1])
        return sum(
            int(self.counter.breaks(part, people, meets).sum())
            for part, meets in enumerate(self.meets)
        )
