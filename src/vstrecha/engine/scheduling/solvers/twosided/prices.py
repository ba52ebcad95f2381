"""Prices of people's time and of tables: how many meetings nobody who keeps the worth goes without.

Any prices y of a participant's place, and p of a table's, that are not negative bound what a
timetable is worth (weak duality of the flow): sum of most[v] y[v], plus all tables p, plus for
each meeting what it is worth above the prices it pays, if anything. A timetable that leaves such a
meeting out falls short of that by the difference, one that leaves a place of v empty by y[v]. So
where the bound and the worth to be kept are little apart, some meetings are in every timetable
that keeps it. All numbers are whole; that the prices come from an optimum only makes them good.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.scheduling.solvers.twosided.fair import Fair
from vstrecha.engine.scheduling.solvers.twosided.flow import Chosen, places

Ints = NDArray[np.int64]

_MOST_ROUNDS = 2_000


def least_meetings(fair: Fair, chosen: Chosen, worth: int) -> Ints:
    """For each participant a number of meetings that it has in every timetable of that worth."""
    useful = np.array([bool(mask) for mask in fair.allowed], dtype=np.bool_)
    values = np.where(useful, np.array(fair.worth, dtype=np.int64), 0)
    ends = np.array(fair.ends, dtype=np.int64).reshape(-1, 2)
    most = np.array(fair.most, dtype=np.int64)
    tables = sum(places(fair))
    price, table_price = _prices(fair, chosen, values, ends, tables)
    above = values - price[ends].sum(axis=1) - table_price
    bound = int((most * price).sum() + tables * table_price + above.clip(min=0).sum())
    slack = bound - worth
    kept = np.bincount(ends[above > slack].ravel(), minlength=len(most))
    full = np.where(price > 0, most - slack // np.maximum(price, 1), 0)
    return np.maximum(kept, full)


def _prices(fair: Fair, chosen: Chosen, values: Ints, ends: Ints, tables: int) -> tuple[Ints, int]:
    """Prices by the shortest ways in the residual network of the chosen set (Bellman-Ford)."""
    count = len(fair.side)
    source, sink = count, count + 1
    taken = np.zeros(len(values), dtype=np.bool_)
    taken[list(chosen.meetings)] = True
    used = np.bincount(ends[taken].ravel(), minlength=count)
    most = np.array(fair.most, dtype=np.int64)
    people = np.arange(count)
    first = np.array(fair.side, dtype=np.int64) == 0
    tail = np.where(first, source, people)
    head = np.where(first, people, sink)
    open_, worn = used < most, used > 0
    spare = tables - int(taken.sum())
    arcs = [
        (ends[~taken, 0], ends[~taken, 1], -values[~taken]),
        (ends[taken, 1], ends[taken, 0], values[taken]),
        (tail[open_], head[open_], np.zeros(int(open_.sum()), dtype=np.int64)),
        (head[worn], tail[worn], np.zeros(int(worn.sum()), dtype=np.int64)),
    ]
    bypass = [(source, sink)] * (spare < tables) + [(sink, source)] * (spare > 0)
    arcs += [(np.array([a]), np.array([b]), np.array([0])) for a, b in bypass]
    begin, end, cost = (np.concatenate([arc[k] for arc in arcs]) for k in range(3))
    far = np.zeros(count + 2, dtype=np.int64)
    for _ in range(_MOST_ROUNDS):
        before = far.copy()
        np.minimum.at(far, end, before[begin] + cost)
        if np.array_equal(far, before):
            break
    here = far[:count]
    price = np.where(first, here - far[source], far[sink] - here).clip(min=0)
    return price, max(0, int(far[source] - far[sink]))
