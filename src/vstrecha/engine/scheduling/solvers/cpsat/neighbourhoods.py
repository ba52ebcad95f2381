"""Which meetings a step of large-neighbourhood search may move (Shaw, CP 1998).

All other meetings stay where the best plan so far has them. A neighbourhood is made of some
participants' meetings, or of the meetings of some slots, so that what is freed can change places.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping

from vstrecha.engine.scheduling.solvers.cpsat.variables import Variables
from vstrecha.engine.scheduling.solvers.options import Option

SMALLEST, FIRST, LARGEST = 8, 48, 400


class Neighbourhoods:
    """Draws neighbourhoods; their size follows how hard the last one was."""

    def __init__(self, variables: Variables, seed: int) -> None:
        self.facts = variables.facts
        self.chance = random.Random(seed)  # noqa: S311 - a seeded search, no secret
        self.size = FIRST

    def draw(self, placed: Mapping[int, Option]) -> set[int]:
        """The meetings that may move; those without a place always may, up to the size."""
        waiting = [
            number for number in range(len(self.facts.problem.meetings)) if number not in placed
        ]
        free = set(self.chance.sample(waiting, min(self.size, len(waiting))))
        groups = self._people() if self.chance.random() < 0.5 else self._slots(placed)  # noqa: PLR2004 - evenly
        self.chance.shuffle(groups)
        limit = len(free) + self.size
        for group in groups:
            if len(free) >= limit:
                break
            free.update(group)
        return free

    def learn(self, *, solved: bool) -> None:
        """Larger steps where the last was solved to the end, smaller ones where it was not."""
        self.size = (
            min(LARGEST, self.size + self.size // 8) if solved else max(SMALLEST, self.size // 2)
        )

    def _people(self) -> list[list[int]]:
        return [meetings for meetings in self.facts.meetings_of if meetings]

    @staticmethod
    def _slots(placed: Mapping[int, Option]) -> list[list[int]]:
        by_slot: dict[int, list[int]] = defaultdict(list)
        for number, option in placed.items():
            by_slot[option.first].append(number)
        return list(by_slot.values())
