"""`vstrecha solve`: why not, and what if."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.engine.scheduling.cast import grid, mission, people
from vstrecha.config.cli import main
from vstrecha.config.cli.solve import BAD_INPUT
from vstrecha.engine.scheduling.files.problem_json import problem_to_json
from vstrecha.engine.scheduling.problem import Meeting, Problem

ONE = Meeting("one", ("feal", "kritbi"), utility=3)
TWO = Meeting("two", ("feal", "mine"), utility=2)
DZN = """
nBusiness = 2; nMeetings = 2; nTables = 1; nTotalSlots = 1; nMorningSlots = 1;
requested = [| 1, 2, 3 | 1, 2, 3 |];
"""


def short_of_slots(*meetings: Meeting) -> Problem:
    return mission(grid(1), people("feal", "kritbi", "mine"), meetings, levels=())


def run(tmp_path: Path, problem: Problem | str, *options: str) -> tuple[int, str]:
    path = tmp_path / ("problem.dzn" if isinstance(problem, str) else "problem.json")
    text = problem if isinstance(problem, str) else json.dumps(problem_to_json(problem))
    path.write_text(text, "utf-8")
    result = CliRunner().invoke(main, ["solve", str(path), "--work-limit", "1", *options])
    return result.exit_code, result.stdout


@pytest.fixture
def impossible() -> Problem:
    return short_of_slots(replace(ONE, mandatory=True), replace(TWO, mandatory=True))


def test_what_collides_is_named(tmp_path: Path, impossible: Problem) -> None:
    status, output = run(tmp_path, impossible, "--json")
    assert status == 1
    assert json.loads(output)["conflicts"] == [
        "Meeting one must be held (feal, kritbi).",
        "Meeting two must be held (feal, mine).",
        "There is one slot.",
    ]


def test_what_collides_is_printed(tmp_path: Path, impossible: Problem) -> None:
    status, output = run(tmp_path, impossible)
    assert status == 1
    assert "These cannot be kept together:\n- Meeting one must be held" in output


def test_a_published_file_that_cannot_be_planned_is_explained(tmp_path: Path) -> None:
    status, output = run(tmp_path, DZN, "--json")
    assert status == 1
    assert "Meeting 1 must be held (1, 2)." in json.loads(output)["conflicts"]


def test_advice_is_given_when_asked_for(tmp_path: Path) -> None:
    problem = short_of_slots(ONE, TWO)
    assert "advice" not in json.loads(run(tmp_path, problem, "--json")[1])
    status, output = run(tmp_path, problem, "--json", "--advise")
    assert status == 0
    advice = json.loads(output)["advice"]
    assert {
        "change": {"kind": "representative", "whom": "feal"},
        "meetings": 1,
        "utility": 2,
        "most_utility": 2,
        "objective": {"mandatory": 0, "placed": 2, "utility": 5},
        "text": "One more representative of feal: +1 meeting, utility +2.",
    } in advice


def test_advice_is_printed(tmp_path: Path) -> None:
    _, output = run(tmp_path, short_of_slots(ONE, TWO), "--advise")
    assert "What would help most" in output
    assert "- One more representative of feal: +1 meeting, utility +2." in output
    assert "No change would help." in run(tmp_path, short_of_slots(ONE), "--advise")[1]
    assert "What would" not in run(tmp_path, short_of_slots(ONE, TWO))[1]


@pytest.mark.parametrize("option", ["--time-limit", "--work-limit"])
def test_a_limit_is_a_number(tmp_path: Path, option: str) -> None:
    code, _ = run(tmp_path, short_of_slots(ONE), option, "nan")
    assert code == BAD_INPUT


def test_a_file_that_begins_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(problem_to_json(short_of_slots(ONE))), "utf-8-sig")
    assert CliRunner().invoke(main, ["solve", str(path), "--json"]).exit_code == 0


def test_what_is_refused_is_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "problem.json"
    data = problem_to_json(short_of_slots(ONE))
    text = json.dumps(data).replace('["feal", "kritbi"]', '["feal", "mi\\nne"]')
    path.write_text(text, "utf-8")
    result = CliRunner().invoke(main, ["solve", str(path)])
    assert result.exit_code == BAD_INPUT
    assert result.stderr.count("\n") == 1
    assert "mi ne" in result.stderr
