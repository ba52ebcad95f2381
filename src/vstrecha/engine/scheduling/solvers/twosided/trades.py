"""Trading a placed meeting for a waiting one of the same worth, in the same slot.

One of the two participants stays; the other leaves the slot and the waiting one's comes.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vstrecha.engine.scheduling.solvers.twosided.board import Board, Ints, Reals
from vstrecha.engine.scheduling.solvers.twosided.fair import Fair
from vstrecha.engine.scheduling.solvers.twosided.swaps import Rule


class Trades:
    """The meetings that wait, and the worth of all."""

    def __init__(self, fair: Fair, slot_of: Sequence[int | None]) -> None:
        self.worth = np.array([*fair.worth, 0])
        self.waiting = np.array(
            [m for m, slot in enumerate(slot_of) if slot is None and fair.allowed[m]],
            dtype=np.int64,
        )

    def run(self, board: Board, slot: int, rule: Rule) -> None:
        """Trade what a rule takes, in one slot."""
        for stays in (0, 1):
            self._trade(board, slot, stays, rule)

    def _trade(self, board: Board, slot: int, stays: int, rule: Rule) -> None:
        ends = board.ends[self.waiting]
        stay, comes = ends[:, stays], ends[:, 1 - stays]
        rival = board.at[slot, stay]
        fits = np.flatnonzero(
            (rival < len(board.ends))
            & (self.worth[rival] == self.worth[self.waiting])
            & board.may[slot, self.waiting]
            & (board.at[slot, comes] == len(board.ends))
            & (board.left[comes] > 0)
        )
        if not len(fits):
            return
        goes = board.mate[slot, stay[fits]]
        change = _change(board, slot, goes, rule.shyness)
        change += _change(board, slot, comes[fits], rule.shyness)
        touched: set[int] = set()
        for one in np.flatnonzero(rule.accepts(change)).tolist():
            place = int(fits[one])
            people = {int(stay[place]), int(comes[place]), int(goes[one])}
            if touched.isdisjoint(people):
                touched |= people
                old = int(rival[place])
                board.take_out(old, slot)
                board.put(int(self.waiting[place]), slot)
                self.waiting[place] = old


def _change(board: Board, slot: int, people: Ints, shyness: float) -> Reals:
    """What it costs people to begin or cease to meet in a slot."""
    counter = board.counter
    part = int(counter.part_of[slot])
    meets = board.meets[part, people]
    after = meets ^ counter.bit_of[slot]
    return counter.cost(part, people, after, shyness) - counter.cost(part, people, meets, shyness)
