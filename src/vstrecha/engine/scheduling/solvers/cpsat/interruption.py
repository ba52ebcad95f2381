"""Ending a run of CP-SAT from outside while it works.

A run hears of better solutions only when it finds one, which may be never: so a thread beside it
asks whether to stop. (Stopping from the callback of a solution makes CP-SAT abort where the hint
is the best there is.)
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from ortools.sat.python import cp_model

from vstrecha.engine.scheduling.solvers.budget import Budget

__all__ = ["interruption"]

EVERY = 0.1  # seconds between two questions


@contextmanager
def interruption(solver: cp_model.CpSolver, budget: Budget) -> Iterator[None]:
    """While the solver works, end its run soon after the budget is stopped."""
    if budget.should_stop is None:
        yield
        return
    is_over = threading.Event()

    def watch() -> None:
        # Again and again: a run that has not quite begun does not hear it.
        while not is_over.wait(EVERY):
            if budget.is_stopped:
                solver.stop_search()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        is_over.set()
        watcher.join()
