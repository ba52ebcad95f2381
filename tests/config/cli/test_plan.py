"""`vstrecha plan` as it is typed: what it prints, where, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from icalendar import Calendar

from tests.programme.exports.rfc5545 import parse

SAMPLE = Path(__file__).parents[3] / "src" / "vstrecha" / "workbook" / "data" / "sample.xlsx"


def vstrecha(*words: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("VSTRECHA_", "DJANGO_", "DATABASE_"))
    }
    return subprocess.run(
        [sys.executable, "-m", "vstrecha.config.cli", *map(str, words)],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )


def test_planned(workbook: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan"
    done = vstrecha("plan", workbook, "--out", out, "--work-limit", "1")
    assert done.returncode == 0, done.stderr
    said = " ".join(done.stdout.split())
    assert "4 requests from the workbook" in said
    assert "4 of 4 meetings placed. Nothing is left out." in said
    assert "Feal-Technology" in said
    assert str(out / "timetable.pdf") in done.stdout
    # Progress is for a terminal, and this is none.
    assert done.stderr == ""


def test_as_json(workbook: Path, tmp_path: Path) -> None:
    done = vstrecha("plan", workbook, "--out", tmp_path / "plan", "--work-limit", "1", "--json")
    assert done.returncode == 0, done.stderr
    summary = json.loads(done.stdout)
    assert summary["objective"]["placed"] == 4
    assert summary["requests_source"] == "workbook"
    assert summary["companies"] == {"home": 2, "host": 3}
    assert {
        "status",
        "proven",
        "bound",
        "seed",
        "unplaced",
        "teams",
        "best_matches",
    } <= summary.keys()
    assert "calendar/feal.ics" in summary["files"]


def test_a_bad_workbook(workbook: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    book["Компании"]["C2"] = "сбоку"
    book["Сетка времени"]["B2"] = "с утра"
    book.save(workbook)
    done = vstrecha("plan", workbook, "--out", tmp_path / "plan")
    assert done.returncode == 2
    assert done.stdout == ""
    for place in ("Компании, C2", "Сетка времени, B2"):
        assert place in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "plan").exists()


@pytest.mark.parametrize("name", ["mission.csv", "mission.xls", "missing.xlsx"])
def test_not_a_workbook_at_all(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if not name.startswith("missing"):
        path.write_text("Компания;Город\n", "utf-8")
    done = vstrecha("plan", path, "--out", tmp_path / "plan")
    assert done.returncode == 2
    assert name in done.stderr
    assert "Traceback" not in done.stderr


def test_impossible(workbook: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    sheet = book["Запросы"]
    names = [str(cell.value).rstrip(" *") for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2, max_row=5):
        row[names.index("Приоритет")].value = "обязательно"
        row[names.index("Только во время")].value = "10:00"
        row[names.index("Только в день")].value = "10.12.2026"
    book.save(workbook)
    done = vstrecha("plan", workbook, "--out", tmp_path / "plan", "--json")
    assert done.returncode == 1, done.stderr
    assert json.loads(done.stdout)["status"] == "infeasible"
    assert "No timetable keeps all of this at once." in done.stderr
    assert "must be held" in done.stderr


def test_a_folder_that_cannot_be_written(workbook: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    done = vstrecha("plan", workbook, "--out", tmp_path / "file" / "plan", "--work-limit", "1")
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.heavy
def test_the_sample(tmp_path: Path) -> None:
    """12 visitors and 40 hosts: all mandatory meetings placed, the same plan twice."""
    first, second = tmp_path / "first", tmp_path / "second"
    for out in (first, second):
        done = vstrecha("plan", SAMPLE, "--out", out, "--work-limit", "8", "--json")
        assert done.returncode == 0, done.stderr
        summary = json.loads(done.stdout)
        objective, bound = summary["objective"], summary["bound"]
        assert objective["mandatory"] == bound["mandatory"] > 0
        assert objective["placed"] + len(summary["unplaced"]) == objective["requested"]
        assert objective["requested"] >= 200
        assert len(summary["unplaced"]) >= objective["requested"] * 0.05
        assert objective["utility"] <= bound["utility"]
        assert all(unplaced["reason"] for unplaced in summary["unplaced"])
        assert len(summary["best_matches"]) == 10
        assert all(match["reasons"] for match in summary["best_matches"])
    plans = [json.loads((out / "plan.json").read_text("utf-8")) for out in (first, second)]
    for plan in plans:
        del plan["seconds"]
        for notice in plan["notices"]:
            del notice["changed_at"]
    assert plans[0] == plans[1]
    calendars = sorted((first / "calendar").iterdir())
    assert len(calendars) == 52
    for path in calendars:
        parse(path.read_bytes())
        assert Calendar.from_ical(path.read_bytes()).events
