"""Breaks in rows of slots given as bits, of many participants at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.scheduling.solvers.facts import Facts

Ints = NDArray[np.int64]
Reals = NDArray[np.float64]
Words = NDArray[np.uint64]

_ONE = np.uint64(1)
_LONGEST_TABLE, _LARGEST_TABLE = 16, 1 << 22  # slots of a day-part; entries


def idle_in(meets: Words, busy: Words) -> Words:
    """The idle slots that lie between two meetings; `busy` are the slots of sessions."""
    upto = meets.copy()  # all bits from the highest meeting down
    for shift in (1, 2, 4, 8, 16, 32):
        upto |= upto >> np.uint64(shift)
    since = meets | (~meets + _ONE)  # all bits from the lowest meeting up (none of none)
    return upto & since & ~(meets | busy)


def runs_in(idle: Words) -> Ints:
    """How many runs of idle slots there are."""
    return np.bitwise_count(idle & ~(idle << _ONE)).astype(np.int64)


class Counter:
    """Breaks by participant and day-part; looked up where a table of all rows is small.

    `part_of[t]` is the day-part of slot t and `bit_of[t]` its bit there; `sessions[p, v]` are
    the slots of day-part p in which participant v is in sessions.
    """

    def __init__(self, facts: Facts) -> None:
        parts, count = facts.grid.parts, len(facts.problem.participants)
        self.part_of = np.array([facts.grid.part_of(slot) for slot in range(len(facts.grid))])
        self.bit_of = np.zeros(len(facts.grid), dtype=np.uint64)
        for slots in parts:
            self.bit_of[list(slots)] = _ONE << np.arange(len(slots), dtype=np.uint64)
        self.sessions = np.zeros((len(parts), count), dtype=np.uint64)
        for person, sessions in enumerate(facts.bound):
            for session in sessions:
                for slot in session.slots:
                    self.sessions[self.part_of[slot], person] |= self.bit_of[slot]
        self._kinds: list[Ints] = []
        self._tables: list[tuple[Ints, Ints] | None] = []
        for part, slots in enumerate(parts):
            kinds, kind_of = np.unique(self.sessions[part], return_inverse=True)
            small = len(slots) <= _LONGEST_TABLE and len(kinds) << len(slots) <= _LARGEST_TABLE
            self._kinds.append(kind_of.astype(np.int64) << len(slots))
            self._tables.append(_table(len(slots), kinds) if small else None)

    def breaks(self, part: int, people: Ints, meets: Words) -> Ints:
        """The breaks of some people in a day-part, had they meetings in the slots of `meets`."""
        return self._counts(part, people, meets)[0]

    def cost(self, part: int, people: Ints, meets: Words, shyness: float) -> Reals:
        """The same, with so much more for each further idle slot of a break."""
        breaks, idle = self._counts(part, people, meets)
        return breaks + shyness * (idle - breaks)

    def _counts(self, part: int, people: Ints, meets: Words) -> tuple[Ints, Ints]:
        table = self._tables[part]
        if table is None:
            idle = idle_in(meets, self.sessions[part, people])
            return runs_in(idle), np.bitwise_count(idle).astype(np.int64)
        rows = self._kinds[part][people] + meets.astype(np.int64)
        return table[0][rows], table[1][rows]


def _table(length: int, kinds: Words) -> tuple[Ints, Ints]:
    """Breaks and idle slots of every row of a day-part, for each kind of sessions in turn."""
    rows = np.arange(1 << length, dtype=np.uint64)
    idle = np.concatenate([idle_in(rows, np.full_like(rows, busy)) for busy in kinds])
    return runs_in(idle), np.bitwise_count(idle).astype(np.int64)
