"""`vstrecha solve` on a problem with a previous plan says what changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.engine.scheduling.cast import grid, mission, people
from vstrecha.config.cli import main
from vstrecha.engine.scheduling.files.problem_json import problem_to_json
from vstrecha.engine.scheduling.problem import Closure, Meeting, Previous, Problem, Venue

MEETINGS = [
    Meeting("stays", ("feal", "kritbi"), mandatory=True),
    Meeting("moves", ("oet", "kritbi"), mandatory=True, slot="a2"),
    Meeting("falls", ("feal", "mine"), slot="b0"),
    Meeting("comes", ("oet", "mine"), slot="a0"),
]


def problem(*previous: Previous) -> Problem:
    hall = Venue("hall", ("t0", "t1"), (Closure("b0"),))
    everyone = people("feal", "oet", "kritbi", "mine")
    return mission(grid(3, 1), everyone, MEETINGS, venues=(hall,), previous=previous)


OLD = (Previous("stays", "a0", "t0"), Previous("moves", "a1", "t0"), Previous("falls", "b0", "t1"))


@pytest.fixture
def solved(tmp_path: Path) -> Result:
    return run(tmp_path, problem(*OLD), "--json")


def run(folder: Path, asked: Problem, *options: str) -> Result:
    path = folder / "problem.json"
    path.write_text(json.dumps(problem_to_json(asked)), encoding="utf-8")
    return CliRunner().invoke(main, ["solve", str(path), *options])


def test_the_object_lists_ids_and_sentences(solved: Result) -> None:
    assert solved.exit_code == 0
    data = json.loads(solved.output)
    assert sorted(data["moved"]) == ["falls", "moves"]
    dropped, moved, new = data["changes"]
    assert dropped.startswith("falls, planned for b0, has no place any more. ")
    assert moved.startswith("moves moves from a1 to a2, table t")
    assert new == "comes is new: a0, table t1."


def test_people_read_the_same(tmp_path: Path, solved: Result) -> None:
    printed = run(tmp_path, problem(*OLD)).output
    for sentence in json.loads(solved.output)["changes"]:
        assert sentence[:30] in printed


def test_nothing_changed_is_said_too(tmp_path: Path) -> None:
    asked = problem(Previous("stays", "a0"))
    alone = Problem(
        asked.slots, asked.venues, asked.participants, asked.meetings[:1], previous=asked.previous
    )
    assert "every meeting stays where it was" in run(tmp_path, alone).output
    assert json.loads(run(tmp_path, alone, "--json").output)["changes"] == []


def test_without_a_previous_plan_there_are_no_changes(tmp_path: Path) -> None:
    assert "changes" not in json.loads(run(tmp_path, problem(), "--json").output)
