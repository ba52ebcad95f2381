"""The best set of meetings by flow: what no timetable can beat, and what to aim at.

The meetings of any timetable form a set in which nobody has more than they have slots for (or
their most) and which is no larger than all slots have tables. Such a set is an integral flow:
source -> side 0 -> meetings -> side 1 -> sink, with these numbers as capacities. So the most that
a flow is worth is an upper bound; costs and capacities are whole numbers and the optimum of the
network simplex or cost scaling is exact (Ahuja, Magnanti, Orlin 1993), so is the bound.
Where everybody can be met in every slot and all slots have as many tables it is reached: a
bipartite graph of degree at most S has a proper edge colouring with S colours (Kőnig 1916) whose
classes differ in size by no more than one (de Werra 1971, McDiarmid 1972).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python.min_cost_flow import (  # type: ignore[import-untyped]  # OR-Tools left it so
    SimpleMinCostFlow,
)

from vstrecha.engine.scheduling.solvers.twosided.fair import Fair, bits


@dataclass(frozen=True, slots=True)
class Chosen:
    """A best set of meetings by number, and what it is worth."""

    meetings: tuple[int, ...]
    worth: int


def best_set(fair: Fair, worth: Sequence[int]) -> Chosen:
    """The set that is worth most, of those that leave each participant and slot its due.

    Meetings without a slot that all could share, or worth nothing, are left out.
    """
    useful = np.array(
        [number for number, one in enumerate(worth) if one > 0 and fair.allowed[number]],
        dtype=np.int64,
    )
    if not len(useful):
        return Chosen((), 0)
    flow = SimpleMinCostFlow()
    count = len(fair.side)
    source, sink = count, count + 1
    ends = np.array(fair.ends, dtype=np.int64)[useful]
    values = np.array(worth, dtype=np.int64)[useful]
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        ends[:, 0], ends[:, 1], np.ones_like(values), -values
    )
    for side in (0, 1):
        people = np.array([v for v in range(count) if fair.side[v] == side], dtype=np.int64)
        hub = np.full_like(people, sink if side else source)
        flow.add_arcs_with_capacity_and_unit_cost(
            people if side else hub,
            hub if side else people,
            np.array([fair.most[v] for v in people.tolist()], dtype=np.int64),
            np.zeros_like(people),
        )
    room = sum(places(fair))
    flow.add_arc_with_capacity_and_unit_cost(source, sink, room, 0)
    flow.set_node_supply(source, room)
    flow.set_node_supply(sink, -room)
    status = flow.solve()
    if status != flow.OPTIMAL:
        raise RuntimeError(f"the flow has no optimum: {status}")
    taken: NDArray[np.int64] = np.asarray(flow.flows(arcs))
    return Chosen(tuple(useful[taken > 0].tolist()), -int(flow.optimal_cost()))


def places(fair: Fair) -> list[int]:
    """The most meetings that each slot can hold: by its tables, and by who is there."""
    here = [[0, 0] for _ in range(fair.slots)]
    for person, mask in enumerate(fair.there):
        for slot in bits(mask):
            here[slot][fair.side[person]] += 1
    return [min(tables, *sides) for tables, sides in zip(fair.tables, here, strict=True)]
