"""A run in a process of its own: what it hands back, and that nothing outlives it."""

import time
from dataclasses import replace
from functools import partial

import pytest

from benchmarks.scheduling import run as run_module
from benchmarks.scheduling.events import event
from benchmarks.scheduling.run import Run, run
from benchmarks.scheduling.solvers import LEAD, OURS, SOLVERS
from vstrecha.engine.scheduling.plan import Status
from vstrecha.engine.scheduling.problem import Problem

SMALL = partial(event, 16, 40, 5)


@pytest.mark.parametrize("solver", [OURS, LEAD])
def test_it_hands_back_the_answer(solver: str) -> None:
    found = run(solver, SMALL, 60.0)
    assert (found.status, found.mistakes) == (Status.OPTIMAL, ())
    assert found.breaks is not None
    assert found.cpu is not None
    assert (found.first is not None) == (solver == OURS)


def endless() -> Problem:
    time.sleep(600)
    return SMALL()


def unknown() -> Problem:
    raise SystemExit(3)


def test_a_process_that_does_not_end_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_module, "_READING", 0.5)
    assert run(OURS, endless, 1.0) == Run(OURS, Status.UNKNOWN, None, 0.5, 1.0)


def test_a_process_that_dies_is_a_mistake() -> None:
    found = run(OURS, unknown, 1.0)
    assert found.status == Status.UNKNOWN
    assert found.mistakes == ("The process ended without an answer.",)
    assert found.seconds == 1.0


def with_a_buffer() -> Problem:
    problem = SMALL()
    first, *others = problem.participants
    return replace(problem, participants=(replace(first, buffer_minutes=5), *others))


def test_a_solver_that_fails_is_a_mistake() -> None:
    found = run(LEAD, with_a_buffer, 60.0)
    assert found.mistakes[0].startswith("ValueError: The peers solve the published problem only")


def test_every_solver_has_a_name_of_its_own() -> None:
    assert list(SOLVERS)[:2] == [OURS, LEAD]
