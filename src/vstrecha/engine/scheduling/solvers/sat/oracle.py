"""SAT solvers behind one small interface: may these literals all be true?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from pysat.solvers import Cadical153, Glucose4  # type: ignore[import-untyped]  # it brings no types

from vstrecha.engine.scheduling.solvers.sat.counting import Clauses

CONFLICTS_AT_ONCE = 2000


class StoppedError(Exception):
    """The search was stopped before it had an answer."""


class Oracle(Protocol):
    """An incremental SAT solver."""

    def add(self, clauses: Iterable[list[int]]) -> None:
        """Add rules."""

    def model(self, assumed: Sequence[int]) -> set[int] | None:
        """The true literals of a solution in which all `assumed` are true; None: there is none.

        Raises StoppedError where a limit ends the search first.
        """


class Cadical:
    """CaDiCaL (Biere et al. 2020): the strongest here; only its process's end stops it."""

    def __init__(self, clauses: Clauses) -> None:
        self._solver = Cadical153(bootstrap_with=clauses)

    def add(self, clauses: Iterable[list[int]]) -> None:
        for clause in clauses:
            self._solver.add_clause(clause)

    def model(self, assumed: Sequence[int]) -> set[int] | None:
        return _model(self._solver, found=bool(self._solver.solve(assumptions=list(assumed))))


class Glucose:
    """Glucose (Audemard and Simon 2018): stops after so many conflicts, always the same way.

    `spend` is told of the conflicts of each stretch and says whether to go on.
    """

    def __init__(self, clauses: Clauses, spend: Callable[[int], bool]) -> None:
        self._solver = Glucose4(bootstrap_with=clauses)
        self._spend = spend
        self._spent = 0

    def add(self, clauses: Iterable[list[int]]) -> None:
        for clause in clauses:
            self._solver.add_clause(clause)

    def model(self, assumed: Sequence[int]) -> set[int] | None:
        while True:
            self._solver.conf_budget(CONFLICTS_AT_ONCE)
            found = self._solver.solve_limited(assumptions=list(assumed))
            conflicts = int((self._solver.accum_stats() or {}).get("conflicts", 0))
            goes_on = self._spend(conflicts - self._spent)
            self._spent = conflicts
            if found is not None:
                return _model(self._solver, found=found)
            if not goes_on:
                raise StoppedError


def _model(solver: Cadical153 | Glucose4, *, found: bool) -> set[int] | None:
    return set(solver.get_model()) if found else None
