"""Fewer breaks for the same meetings' worth, by simulated annealing (Kirkpatrick et al. 1983)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from vstrecha.engine.scheduling.solvers.budget import Budget
from vstrecha.engine.scheduling.solvers.twosided.board import Board
from vstrecha.engine.scheduling.solvers.twosided.swaps import Rule, swap_slots
from vstrecha.engine.scheduling.solvers.twosided.trades import Trades

HOTTEST, COLDEST = 0.4, 0.1  # temperatures, in breaks
SHYEST = 0.1  # breaks an idle slot within a break counts as, at first; none at the end
LAST = 0.05  # share of the budget in which only what helps is taken
BATCH = 64  # passes between two looks at the budget and at the breaks
A_TRADE_IN = 8  # passes
# Seconds of one core, as work: a pass touches a few arrays of all participants.
WORK_A_PASS, WORK_A_PARTICIPANT = 1.2e-4, 1.5e-7


@dataclass(slots=True)
class Best:
    """The fewest breaks so far, and the slot of each meeting then."""

    breaks: int
    slot_of: list[int | None]


def fewer_breaks(  # noqa: PLR0913 - seed and limits are arguments, never globals
    board: Board,
    trades: Trades,
    budget: Budget,
    *,
    seed: int,
    bound: int,
    tell: Callable[[int], None],
) -> Best:
    """Anneal until the budget is spent or `bound` reached; `tell` of each better number."""
    chance = np.random.default_rng(seed)
    slots = len(board.at)
    best = Best(board.breaks(), board.slots())
    work = BATCH * (WORK_A_PASS + WORK_A_PARTICIPANT * board.at.shape[1])
    first = _left(budget)
    while best.breaks > bound and not budget.is_spent and slots > 1:
        rule = _rule(1.0 - _left(budget) / first, chance)
        for number in range(BATCH):
            here, there = chance.choice(slots, size=2, replace=False).tolist()
            swap_slots(board, here, there, rule)
            if number % A_TRADE_IN == 0:
                trades.run(board, int(chance.integers(slots)), rule)
        budget.spend(work)
        now = board.breaks()
        if now < best.breaks:
            best = Best(now, board.slots())
            tell(now)
    return best


def _left(budget: Budget) -> float:
    """What is left, in the unit of the limit that is nearest."""
    left = [one for one in (budget.time_left(), budget.work_left()) if one is not None]
    return min(left, default=0.0)


def _rule(done: float, chance: np.random.Generator) -> Rule:
    """The rule after a share of the search: cooling geometrically, then greedy."""
    share = min(1.0, done / (1.0 - LAST))
    if share >= 1.0:
        return Rule(0.0, 0.0, chance)
    return Rule(HOTTEST * (COLDEST / HOTTEST) ** share, SHYEST * (1.0 - share), chance)
