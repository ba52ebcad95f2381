"""Swapping two slots along all chains at once.

The meetings of two slots form paths and cycles: the chains (Kempe 1879). Nobody is in more than
one chain, so what a swap does to the breaks of its people does not depend on the other swaps, and
any choice of chains can be swapped together, as far as the tables go.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vstrecha.engine.scheduling.solvers.twosided.board import Board, Flags, Ints, Reals, Words

EVENLY = 0.5


@dataclass(frozen=True, slots=True)
class Rule:
    """When a change is taken: the Metropolis rule at a temperature (in breaks).

    `shyness` is what an idle slot within a break costs besides the break itself: it draws the
    ends of a break together before the break can close.
    """

    temperature: float
    shyness: float
    chance: np.random.Generator

    def accepts(self, change: Reals) -> Flags:
        """All that helps; half of what changes nothing; of the rest the fewer the worse it is."""
        drawn = self.chance.random(len(change))
        if self.temperature <= 0:
            taken: Flags = (change < 0) | ((change == 0) & (drawn < EVENLY))
        else:
            taken = (change < 0) | (drawn < EVENLY * np.exp(-change / self.temperature))
        return taken


def chains(board: Board, here: int, there: int) -> Ints:
    """For each participant the least number of one in the same chain.

    To follow the meeting of one slot and then that of the other is a permutation; along a path
    it is one cycle, along a cycle it makes two, which one more step joins. The least number of
    a cycle is found by doubling the step (pointer jumping, Wyllie 1979).
    """
    first, second = board.mate[here], board.mate[there]
    step = first[second]
    least = np.minimum(np.arange(len(step)), step)
    while True:
        step = step[step]
        least, before = np.minimum(least, least[step]), least
        if np.array_equal(least, before):
            break
    joined: Ints = np.minimum(least, least[first])
    return joined


def swap_slots(board: Board, here: int, there: int, rule: Rule) -> None:
    """Swap two slots along chains drawn by a rule; what each is worth stays the same."""
    nothing = len(board.ends)
    at_here, at_there = board.at[here], board.at[there]
    in_there = at_there != nothing
    people = np.flatnonzero((at_here != nothing) != in_there)
    if not len(people):
        return
    chain_of = chains(board, here, there)
    own = chain_of[people]
    turned, cost = _turned(board, here, there, people, rule.shyness)
    change: Reals = np.bincount(own, weights=cost, minlength=len(chain_of)).astype(np.float64)
    steps = np.where(in_there[people], 1, -1) * board.first_side[people]
    more_here: Reals = np.bincount(own, weights=steps, minlength=len(chain_of)).astype(np.float64)
    stuck = ~(board.may[there, at_here] & board.may[here, at_there])
    change[chain_of[stuck]] = np.inf
    roots = np.unique(own)
    accepted = roots[rule.accepts(change[roots])]
    # Where tables forbid some, the best go first.
    accepted = accepted[np.argsort(change[accepted], kind="stable")]
    accepted = _within_tables(accepted, more_here, board.room[here], board.room[there])
    if len(accepted):
        swapped = np.zeros(len(chain_of), dtype=np.bool_)
        swapped[accepted] = True
        _swap(board, here, there, np.flatnonzero(swapped[chain_of]))
        moved = swapped[own]
        for part, meets in turned:
            board.meets[part, people[moved]] = meets[moved]
        board.room[here] -= int(more_here[accepted].sum())
        board.room[there] += int(more_here[accepted].sum())


def _turned(
    board: Board, here: int, there: int, people: Ints, shyness: float
) -> tuple[list[tuple[int, Words]], Reals]:
    """By day-part touched, the slots of people that swap; and what that costs each of them."""
    counter = board.counter
    turned = []
    cost = np.zeros(len(people))
    for part in sorted({int(counter.part_of[here]), int(counter.part_of[there])}):
        bits = np.uint64(0)
        for slot in (here, there):
            if counter.part_of[slot] == part:
                bits |= counter.bit_of[slot]
        meets = board.meets[part, people]
        after = meets ^ bits
        cost += counter.cost(part, people, after, shyness)
        cost -= counter.cost(part, people, meets, shyness)
        turned.append((part, after))
    return turned, cost


def _within_tables(accepted: Ints, more_here: Reals, here: int, there: int) -> Ints:
    """Leave out chains, the last first, until neither slot has more meetings than tables."""
    steps = more_here[accepted]
    total = steps.sum()
    for sign, excess in ((1, total - here), (-1, -total - there)):
        if excess > 0:
            last = np.flatnonzero(steps == sign)[-int(excess) :]
            return np.delete(accepted, last)
    return accepted


def _swap(board: Board, here: int, there: int, people: Ints) -> None:
    """Swap the two slots of whole chains (who meets nobody has itself for mate in every slot)."""
    for rows in (board.at, board.mate):
        kept = rows[here, people]
        rows[here, people] = rows[there, people]
        rows[there, people] = kept
