"""The published set: what is right and wrong, what is summed, who runs when."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.scheduling import published
from benchmarks.scheduling.published import (
    BEST_KNOWN,
    Case,
    Measured,
    Verdict,
    cases,
    measure,
    rotated,
    verdict,
)
from benchmarks.scheduling.report import Sums, sums
from benchmarks.scheduling.run import Run
from benchmarks.scheduling.solvers import LEAD, OURS, SOLVERS
from vstrecha.engine.scheduling.plan import Status
from vstrecha.engine.scheduling.problem import Problem

LIMIT = 300.0
CASE = Case("tic-13.original", Path("tic-13.original.dzn"), 2, 180, 4, 0.4)
CRAFTED = replace(CASE, instance="tic-13.prec15")
PROVEN = Run("CP-SAT", Status.OPTIMAL, 4, 7.0, LIMIT, cpu=13.0)


@pytest.fixture
def instances(tmp_path: Path) -> Path:
    """A folder with an empty file for every instance of the list."""
    lines = BEST_KNOWN.read_text(encoding="utf-8").splitlines()
    for line in lines:
        if not line.startswith(("#", "instance")):
            (tmp_path / f"{line.split(',')[0]}.dzn").touch()
    return tmp_path


def test_it_lists_every_instance_and_bound(instances: Path) -> None:
    found = cases(instances)
    assert len(found) == 84 + 4 * 12  # all at d = 2; the originals at 0, 1, 3 and without bound
    assert sum(case.is_summed for case in found) == 12
    assert {case.difference for case in found} == {0, 1, 2, 3, None}
    hard = next(
        case for case in found if case.is_summed and case.instance.startswith("forum-13crafb")
    )
    assert (hard.optimum, hard.published, hard.meetings) == (6, 23.3, 195)
    assert any(case.optimum is None and case.outcome == "UNSAT" for case in found)


def test_a_missing_instance_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"original\.dzn"):
        cases(tmp_path)


@pytest.mark.parametrize(
    ("optimum", "run", "expected"),
    [
        (4, PROVEN, Verdict.RIGHT),
        (4, replace(PROVEN, breaks=5), Verdict.WRONG),
        (None, PROVEN, Verdict.WRONG),
        (None, replace(PROVEN, status=Status.FEASIBLE), Verdict.WRONG),
        (4, replace(PROVEN, status=Status.FEASIBLE, breaks=4), Verdict.OPEN),
        (4, replace(PROVEN, status=Status.FEASIBLE, breaks=3), Verdict.WRONG),
        (4, replace(PROVEN, status=Status.INFEASIBLE, breaks=None), Verdict.WRONG),
        (None, replace(PROVEN, status=Status.INFEASIBLE, breaks=None), Verdict.RIGHT),
        (None, replace(PROVEN, status=Status.UNKNOWN, breaks=None), Verdict.OPEN),
        (4, replace(PROVEN, mistakes=("A table holds two meetings.",)), Verdict.WRONG),
    ],
)
def test_right_and_wrong(optimum: int | None, run: Run, expected: Verdict) -> None:
    assert verdict(replace(CASE, optimum=optimum), run) == expected


def test_a_case_without_proof_counts_the_whole_limit() -> None:
    stopped = replace(PROVEN, status=Status.FEASIBLE, wall=301.0, breaks=9)
    total = Sums([Measured(CASE, PROVEN), Measured(CASE, stopped)])
    assert (total.seconds, total.cpu, total.worst, total.open) == (307.0, 313.0, LIMIT, 1)
    assert total.verdicts == {Verdict.RIGHT: 1, Verdict.OPEN: 1}


def test_only_originals_with_their_bound_are_summed() -> None:
    measured = [Measured(case, PROVEN) for case in (CASE, CRAFTED, replace(CASE, difference=3))]
    assert sums(measured, originals=True)["CP-SAT"].cases == 1
    assert sums(measured, originals=False)["CP-SAT"].cases == 3


def test_the_latest_first_plan_is_told() -> None:
    runs = [replace(PROVEN, first=first) for first in (0.5, 1.5, None)]
    assert Sums([Measured(CASE, one) for one in runs]).latest_first == 1.5


def never(solver: str, problem: Callable[[], Problem], limit: float) -> Run:
    return Run(solver, Status.UNKNOWN, None, limit, limit)


def test_solvers_take_turns_and_some_run_on_originals_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(published, "run", never)
    solvers = list(SOLVERS)
    found = [one.run.solver for one in measure([CASE, CRAFTED], solvers, LIMIT, all_peers=False)]
    assert found == [*solvers, LEAD, OURS]
    everybody = list(measure([CASE, CRAFTED], solvers, LIMIT, all_peers=True))
    assert len(everybody) == 2 * len(solvers)
    assert everybody[len(solvers)].run.solver == solvers[1]


def test_rotated_begins_with_another() -> None:
    assert rotated(["a", "b", "c"], 4) == ["b", "c", "a"]
    assert rotated([], 4) == []
