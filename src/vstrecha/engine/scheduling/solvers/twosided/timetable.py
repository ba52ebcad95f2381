"""A timetable as a partial edge colouring, and the moves that keep it proper.

A chain (Kempe 1879) is a path whose meetings are in two slots by turns; to swap the two along it
keeps everybody in one meeting at a time.
"""

from __future__ import annotations

from vstrecha.engine.scheduling.solvers.twosided.fair import Fair, bits

NOBODY = -1


class Timetable:
    """Which meeting each participant has in each slot; `work` counts the steps done."""

    def __init__(self, fair: Fair) -> None:
        self.fair = fair
        self.at = [[NOBODY] * fair.slots for _ in fair.side]
        self.slot_of: list[int | None] = [None] * len(fair.ends)
        self.free = list(fair.there)
        self.left = list(fair.most)
        self.room = list(fair.tables)
        self.worth = 0
        self.work = 0
        self._journal: list[tuple[int, int | None]] = []

    def put(self, meeting: int, slot: int) -> None:
        for person in self.fair.ends[meeting]:
            self.at[person][slot] = meeting
            self.free[person] &= ~(1 << slot)
            self.left[person] -= 1
        self.room[slot] -= 1
        self.slot_of[meeting] = slot
        self.worth += self.fair.worth[meeting]
        self._journal.append((meeting, None))

    def take_out(self, meeting: int) -> int:
        slot = self.slot_of[meeting]
        if slot is None:
            raise ValueError(f"meeting {meeting} has no place to be taken from")
        for person in self.fair.ends[meeting]:
            self.at[person][slot] = NOBODY
            self.free[person] |= 1 << slot
            self.left[person] += 1
        self.room[slot] += 1
        self.slot_of[meeting] = None
        self.worth -= self.fair.worth[meeting]
        self._journal.append((meeting, slot))
        return slot

    def mark(self) -> None:
        """A point to go back to; the one before it is forgotten."""
        self._journal.clear()

    def undo(self) -> None:
        """Go back to the last mark."""
        for meeting, slot in reversed(self._journal.copy()):
            if slot is None:
                self.take_out(meeting)
            else:
                self.put(meeting, slot)
        self._journal.clear()

    def chain(self, person: int, here: int, there: int) -> list[int] | None:
        """The meetings in two slots by turns from `person`'s in `here` on; None where one of
        them cannot change to the other slot."""
        meetings: list[int] = []
        ends, allowed = self.fair.ends, self.fair.allowed
        while (meeting := self.at[person][here]) != NOBODY:
            self.work += 1
            if not allowed[meeting] >> there & 1:
                return None
            meetings.append(meeting)
            one, other = ends[meeting]
            person = one + other - person
            here, there = there, here
        return meetings

    def swap(self, chain: list[int], here: int, there: int) -> None:
        """Swap two slots along a chain whose first meeting is in `here`."""
        for meeting in chain:
            self.take_out(meeting)
        for number, meeting in enumerate(chain):
            self.put(meeting, here if number & 1 else there)
        self.work += 2 * len(chain)

    def insert(self, meeting: int, *, capped: bool = True) -> bool:
        """Place a meeting: in a slot that both have free, else after a swap along a chain.

        With `capped` no slot gets more meetings than tables; a slot with most room is preferred.
        """
        one, other = self.fair.ends[meeting]
        if not (self.left[one] and self.left[other]):
            return False
        common = bits(self.free[one] & self.free[other] & self.fair.allowed[meeting])
        self.work += 1 + len(common)
        best = max(common, key=self.room.__getitem__, default=None)
        if best is not None and (not capped or self.room[best] > 0):
            self.put(meeting, best)
            return True
        return self._insert_after_swap(meeting, one, other, capped=capped) or (
            self._insert_after_swap(meeting, other, one, capped=capped)
        )

    def _insert_after_swap(self, meeting: int, one: int, other: int, *, capped: bool) -> bool:
        """Place it where `one` is free, `other` swapping that slot for one of its free ones.

        The chain from `other` reaches the side of `one` only through the slot that `one` has
        free, so it never ends there: in a bipartite graph this is Kőnig's argument.
        """
        allowed, free = self.fair.allowed[meeting], self.free
        for here in bits(free[one] & allowed & self.fair.there[other] & ~free[other]):
            for there in bits(free[other]):
                chain = self.chain(other, here, there)
                if chain is None:
                    continue
                fuller = there if len(chain) & 1 else here
                if capped and self.room[fuller] <= 0:
                    continue
                self.swap(chain, here, there)
                self.put(meeting, here)
                return True
        return False
