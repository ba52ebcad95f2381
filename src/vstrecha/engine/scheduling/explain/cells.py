"""Sets of places as whole numbers: one bit for each slot and venue.

A cell is a first slot at a venue. Sets of cells are united, cut and counted by the thousands
when a plan is explained; as bits of a number that takes no time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from vstrecha.engine.scheduling.problem import Problem, Slot

Cells = int
_EXACT = 3  # up to so many obstacles the smallest set is found by trying all


class Grid:
    """The cells of a problem: slots in the problem's order, each with every venue."""

    def __init__(self, problem: Problem) -> None:
        self.slots = problem.slots
        self.venues = tuple(venue.id for venue in problem.venues)
        self.width = len(self.venues)
        parts: dict[str, list[int]] = defaultdict(list)
        self._place: list[tuple[list[int], int]] = []
        for number, slot in enumerate(problem.slots):
            part = parts[slot.part]
            self._place.append((part, len(part)))
            part.append(number)

    def cell(self, slot: int, venue: int) -> Cells:
        return 1 << (slot * self.width + venue)

    def slot(self, slot: int) -> Cells:
        """All venues in a slot."""
        return ((1 << self.width) - 1) << (slot * self.width)

    def covered(self, first: int, length: int) -> list[int]:
        """The slots of a meeting that starts in `first`; fewer where its day-part ends before."""
        part, place = self._place[first]
        return part[place : place + length]

    def stay(self, first: int, length: int) -> tuple[Slot, ...]:
        return tuple(self.slots[number] for number in self.covered(first, length))

    def slots_of(self, cells: Cells) -> Iterator[int]:
        """The slots that have a cell in the set."""
        full = (1 << self.width) - 1
        for number in range(len(self.slots)):
            if cells >> (number * self.width) & full:
                yield number

    def names(self, cells: Cells) -> tuple[str, ...]:
        return tuple(self.slots[number].id for number in self.slots_of(cells))


def union(some: Iterable[Cells]) -> Cells:
    """All cells of these sets."""
    total = 0
    for cells in some:
        total |= cells
    return total


def fewest(goal: Cells, sets: Sequence[Cells]) -> list[int]:
    """The numbers of as few sets as cover `goal`, which all of them together do.

    Exact for answers of up to three sets; else greedy, and then none can be left out.
    """
    useful = [number for number, cells in enumerate(sets) if cells & goal]
    for count in range(1, _EXACT + 1):
        for some in combinations(useful, count):
            if not goal & ~union(sets[number] for number in some):
                return list(some)
    chosen: list[int] = []
    left = goal
    while left:
        best = max(useful, key=lambda number: (sets[number] & left).bit_count())
        chosen.append(best)
        left &= ~sets[best]
    for number in list(chosen):
        others = union(sets[one] for one in chosen if one != number)
        if not goal & ~others:
            chosen.remove(number)
    return sorted(chosen)
