"""Clauses that count: at most one, exactly so many, and how many are true, in unary."""

from __future__ import annotations

import math
from collections.abc import Sequence

from pysat.card import CardEnc, EncType  # type: ignore[import-untyped]  # it brings no types
from pysat.formula import IDPool  # type: ignore[import-untyped]  # it brings no types

Clauses = list[list[int]]
FEW = 5  # up to so many literals every pair gets its clause


def at_most_one(literals: Sequence[int], pool: IDPool) -> Clauses:
    """Not two of the literals: pairs, or the product encoding (Chen 2010) for many."""
    count = len(literals)
    if count <= FEW:
        return [
            [-literals[one], -literals[other]] for other in range(count) for one in range(other)
        ]
    width = math.isqrt(count - 1) + 1
    columns = [pool.id() for _ in range(width)]
    rows = [pool.id() for _ in range(-(-count // width))]
    clauses: Clauses = []
    for place, literal in enumerate(literals):
        clauses += [[-literal, columns[place % width]], [-literal, rows[place // width]]]
    return clauses + at_most_one(columns, pool) + at_most_one(rows, pool)


def at_most(literals: Sequence[int], most: int, pool: IDPool) -> Clauses:
    """No more than `most` of the literals (totalizer: Bailleux and Boufkhad 2003)."""
    if len(literals) <= most:
        return []
    if most == 0:
        return [[-literal] for literal in literals]
    found: Clauses = CardEnc.atmost(
        list(literals), bound=most, vpool=pool, encoding=EncType.totalizer
    ).clauses
    return found


def exactly(literals: Sequence[int], count: int, pool: IDPool) -> Clauses:
    """Just `count` of the literals; an empty clause where there are too few."""
    if len(literals) < count:
        return [[]]
    if len(literals) == count:
        return [[literal] for literal in literals]
    found: Clauses = CardEnc.equals(
        list(literals), bound=count, vpool=pool, encoding=EncType.totalizer
    ).clauses
    return found


def unary(literals: Sequence[int], pool: IDPool) -> tuple[list[int], Clauses]:
    """Outputs of which number j (from 0) says, both ways, that more than j literals are true.

    A sequential counter (Sinz 2005) with its registers defined as equivalences.
    """
    clauses: Clauses = []
    last: list[int] = []
    for literal in literals:
        now = [pool.id() for _ in range(len(last) + 1)]
        for place, output in enumerate(now):
            kept = [last[place]] if place < len(last) else []
            below = [last[place - 1]] if place else []
            clauses += [[-one, output] for one in kept]
            clauses.append([-literal, *(-one for one in below), output])
            clauses.append([-output, *kept, literal])
            clauses += [[-output, *kept, one] for one in below]
        last = now
    return last, clauses
