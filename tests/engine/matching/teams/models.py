"""Small models of teams for tests, and the answer by trying everything."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import strategies as st

from vstrecha.engine.matching.teams.model import TeamModel


def brute(model: TeamModel) -> int | None:
    """The greatest value that any allowed choice has; None where none is allowed."""
    values = [
        model.value(chosen)
        for size in range(model.most + 1)
        for chosen in combinations(range(model.size), size)
        if model.allows(chosen)
    ]
    return max(values, default=None)


@st.composite
def models(draw: st.DrawFn, *, free: bool = False) -> TeamModel:
    """A model with up to four needs and seven candidates; `free` of all rules but the size."""
    needs = draw(st.integers(1, 4))
    size = draw(st.integers(0, 7))
    points = st.one_of(st.just(0), st.integers(0, 400_000))
    gains = st.one_of(st.just(0), st.integers(0, 40_000))
    cover = draw(st.lists(points, min_size=needs * size, max_size=needs * size))
    base = draw(st.lists(st.one_of(st.just(0), points), min_size=needs, max_size=needs))
    width = size + 1
    gain = np.array(
        draw(st.lists(gains, min_size=size * width, max_size=size * width)), dtype=np.int64
    ).reshape(size, width)
    gain[range(size), range(size)] = 0
    most = draw(st.integers(1, 4))
    least = draw(st.integers(0, 2))
    some = st.frozensets(st.integers(0, size - 1), max_size=4) if size else st.just(frozenset())
    pairs = (
        st.frozensets(
            st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)).filter(
                lambda pair: pair[0] < pair[1]
            ),
            max_size=5,
        )
        if size > 1
        else st.just(frozenset())
    )
    return TeamModel(
        cover=np.array(cover, dtype=np.int64).reshape(needs, size),
        base=np.array(base, dtype=np.int64),
        gain=gain,
        cost=50_000,
        least=0 if free else min(least, most),
        most=most,
        apart=frozenset() if free else draw(pairs),
        needed=None if free else draw(st.none() | some),
        limits=()
        if free
        else tuple(draw(st.lists(st.tuples(some, st.integers(0, 2)), max_size=2))),
    )
