from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from pysat.formula import IDPool  # type: ignore[import-untyped]  # it brings no types
from pysat.solvers import Cadical153  # type: ignore[import-untyped]  # it brings no types

from vstrecha.engine.scheduling.solvers.sat import counting


def ways(count: int, pool: IDPool, clauses: counting.Clauses) -> Iterator[tuple[bool, ...]]:
    """The values of the first literals for which the clauses can hold."""
    with Cadical153(bootstrap_with=clauses) as solver:
        for values in product((False, True), repeat=count):
            assumed = [place if value else -place for place, value in enumerate(values, 1)]
            if solver.solve(assumptions=assumed):
                yield values


def literals(count: int) -> tuple[list[int], IDPool]:
    return list(range(1, count + 1)), IDPool(start_from=count + 1)


@pytest.mark.parametrize("count", [0, 1, 2, 5, 6, 9])
def test_at_most_one(count: int) -> None:
    some, pool = literals(count)
    clauses = counting.at_most_one(some, pool)
    expected = {values for values in product((False, True), repeat=count) if sum(values) <= 1}
    assert set(ways(count, pool, clauses)) == expected


@pytest.mark.parametrize(("count", "most"), [(3, 0), (3, 3), (6, 2), (7, 5)])
def test_at_most(count: int, most: int) -> None:
    some, pool = literals(count)
    clauses = counting.at_most(some, most, pool)
    expected = {values for values in product((False, True), repeat=count) if sum(values) <= most}
    assert set(ways(count, pool, clauses)) == expected


@pytest.mark.parametrize(("count", "wanted"), [(3, 0), (3, 3), (6, 2), (2, 3)])
def test_exactly(count: int, wanted: int) -> None:
    some, pool = literals(count)
    clauses = counting.exactly(some, wanted, pool)
    expected = {values for values in product((False, True), repeat=count) if sum(values) == wanted}
    assert set(ways(count, pool, clauses)) == expected


def test_unary_outputs_say_how_many_both_ways() -> None:
    some, pool = literals(4)
    outputs, clauses = counting.unary(some, pool)
    with Cadical153(bootstrap_with=clauses) as solver:
        for values in product((False, True), repeat=4):
            assumed = [place if value else -place for place, value in enumerate(values, 1)]
            assert solver.solve(assumptions=assumed)
            true = set(solver.get_model())
            assert [output in true for output in outputs] == [
                sum(values) > number for number in range(4)
            ]
