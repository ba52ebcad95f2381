"""The best lists of suggestions as a flow of least cost, solved exactly."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow  # type: ignore[import-untyped]  # it has none

__all__ = ["SCALE", "best_lists"]

# Scores are counted in millionths: the solver wants whole numbers.
SCALE = 1_000_000

Ints = NDArray[np.int64]


def best_lists(  # noqa: PLR0913 - the constraints, by name
    *,
    reader: Ints,
    shown: Ints,
    scores: NDArray[np.float64],
    wanted: Ints,
    most_shown: Ints,
    least: Ints,
    least_shown: Ints,
) -> NDArray[np.bool_]:
    """Which arcs (`shown` is suggested to `reader`, worth its score in 0..1) to choose.

    In this order: as many readers' places up to `least` filled as can be; `most_shown` exceeded
    as rarely as that allows (elsewhere never); as many places up to `least_shown` as can be; the
    total of the scores. No list is longer than `wanted`. The order is kept by weights that no sum
    of what stands lower can outweigh: a cycle of the residual network passes the source and the
    sink once, so that it changes at most two places of each kind and, over 2n companies, the
    scores by less than W.

    Arrays of companies have one number a company, arrays of arcs one an arc. Raises RuntimeError
    where the solver gives up, which it does only on numbers too large for it.
    """
    companies = len(wanted)
    weight = (2 * companies + 1) * SCALE
    source, sink = 2 * companies, 2 * companies + 1
    every = np.arange(companies)
    floor = np.minimum(least, wanted)
    shown_floor = np.minimum(least_shown, most_shown)
    total = int(wanted.sum())
    # Each part of the network: tails, heads, capacities, costs.
    parts = (
        (reader, shown + companies, np.ones(len(reader)), -np.rint(scores * SCALE)),
        (np.full(companies, source), every, floor, np.full(companies, -16 * weight)),
        (np.full(companies, source), every, wanted - floor, np.zeros(companies)),
        (every + companies, np.full(companies, sink), shown_floor, np.full(companies, -weight)),
        (
            every + companies,
            np.full(companies, sink),
            most_shown - shown_floor,
            np.zeros(companies),
        ),
        (
            every + companies,
            np.full(companies, sink),
            np.full(companies, companies),
            np.full(companies, 4 * weight),
        ),
        # What no list takes.
        (np.array([source]), np.array([sink]), np.array([total]), np.array([0])),
    )
    tails, heads, capacities, costs = (
        np.concatenate([np.asarray(part[place], dtype=np.int64) for part in parts])
        for place in range(4)
    )
    flow = min_cost_flow.SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(tails, heads, capacities, costs)
    flow.set_node_supply(source, total)
    flow.set_node_supply(sink, -total)
    if (status := flow.solve()) != flow.OPTIMAL:
        raise RuntimeError(f"the flow of suggestions was not solved: {status}")
    return np.asarray(flow.flows(arcs[: len(reader)]) > 0, dtype=np.bool_)
