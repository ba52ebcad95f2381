from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from vstrecha.config.cli import main


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["template", *map(str, arguments)])


@pytest.mark.parametrize(("language", "title"), [("ru", "Компании"), ("en", "Companies")])
def test_it_writes_the_empty_workbook(tmp_path: Path, language: str, title: str) -> None:
    out = tmp_path / "mission.xlsx"
    result = run(out, "--language", language)
    assert result.exit_code == 0, result.output
    assert result.output == f"Wrote {out}.\n"
    assert load_workbook(out)[title]["A2"].value is None


def test_it_speaks_russian_by_default(tmp_path: Path) -> None:
    run(tmp_path / "a.xlsx")
    assert "Миссия" in load_workbook(tmp_path / "a.xlsx").sheetnames


def test_it_writes_the_sample(tmp_path: Path) -> None:
    result = run(tmp_path / "a.xlsx", "--sample")
    assert result.exit_code == 0, result.output
    companies = load_workbook(tmp_path / "a.xlsx")["Компании"]
    assert companies.max_row == 53


def test_it_overwrites_only_when_told_to(tmp_path: Path) -> None:
    out = tmp_path / "a.xlsx"
    out.write_text("mine")
    result = run(out)
    assert result.exit_code == 2
    assert "overwrite it with --force" in result.stderr
    assert out.read_text() == "mine"
    assert run(out, "--force").exit_code == 0
    assert "Миссия" in load_workbook(out).sheetnames


def test_another_ending_is_refused(tmp_path: Path) -> None:
    result = run(tmp_path / "a.xls")
    assert result.exit_code == 2
    assert "does not end in .xlsx" in result.stderr


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    result = run(tmp_path / "nowhere" / "a.xlsx")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def test_help_teaches() -> None:
    result = run("--help")
    assert "--language" in result.output
    assert "vstrecha plan" in result.output
