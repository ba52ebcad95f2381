"""A workbook planned into a folder, with the real matching and the real engine."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from tests.cast import at
from tests.config.cli.conftest import forget
from tests.programme.exports.rfc5545 import Block, parse
from vstrecha.config.cli.pipeline import Limits
from vstrecha.config.cli.planning import (
    CannotPlanFileError,
    NoTimetableError,
    Result,
    plan_workbook,
)
from vstrecha.meetings.models import Request

Change = Callable[[openpyxl.Workbook], None]
TIMED = ("seconds",)


def plan(workbook: Path, out: Path, **facts: object) -> Result:
    forget()
    return plan_workbook(workbook=workbook, out=out, limits=Limits(work=2.0), **facts)  # type: ignore[arg-type]  # only the language is ever given


def edit(workbook: Path, change: Change) -> None:
    book = openpyxl.load_workbook(workbook)
    change(book)
    content = io.BytesIO()
    book.save(content)
    workbook.write_bytes(content.getvalue())


def rows_of(sheet: Worksheet) -> Iterator[dict[str, Cell]]:
    """A sheet's rows below its header, by the header's names."""
    names = [str(cell.value).rstrip(" *") for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        cells = {
            name: cell for name, cell in zip(names, row, strict=True) if isinstance(cell, Cell)
        }
        if any(cell.value for cell in cells.values()):
            yield cells


def plan_of(out: Path) -> dict[str, object]:
    data: dict[str, object] = json.loads((out / "plan.json").read_text("utf-8"))
    return {key: value for key, value in data.items() if key not in TIMED}


def events_of(out: Path, key: str) -> dict[str, Block]:
    """The events of a company's calendar by their subject, checked."""
    calendar = parse((out / "calendar" / f"{key}.ics").read_bytes())
    return {
        block.one("UID").value.split("@")[0]: block
        for block in calendar.blocks
        if block.name == "VEVENT"
    }


def test_all_files(workbook: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan"
    result = plan(workbook, out)
    written = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert written == set(result.files)
    assert len([name for name in written if name.startswith("calendar/")]) == 5
    assert (out / "timetable.pdf").read_bytes().startswith(b"%PDF")
    assert openpyxl.load_workbook(out / "planned.xlsx").sheetnames
    assert result.summary.requests_source == "workbook"
    assert result.summary.requests == 4
    assert result.summary.objective["placed"] == 4
    assert result.summary.best_matches[0].reasons


def test_the_same_again(workbook: Path, tmp_path: Path) -> None:
    out, other = tmp_path / "plan", tmp_path / "other"
    plan(workbook, out)
    plan(workbook, other)
    first, second = plan_of(out), plan_of(other)
    for data in (first, second):
        for notice in data["notices"]:  # type: ignore[attr-defined]  # a list by the format
            del notice["changed_at"]
    assert first == second
    before = {path.name: path.read_bytes() for path in (out / "calendar").iterdir()}
    again = plan(workbook, out)
    after = {path.name: path.read_bytes() for path in (out / "calendar").iterdir()}
    assert after == before
    assert again.summary.version == 1


def test_requests_are_proposed_where_there_are_none(workbook: Path, tmp_path: Path) -> None:
    def none(book: openpyxl.Workbook) -> None:
        book["Запросы"].delete_rows(2, book["Запросы"].max_row)

    edit(workbook, none)
    result = plan(workbook, tmp_path / "plan")
    assert result.summary.requests_source == "proposed"
    assert result.summary.requests > 0
    assert "feal.kritbi" in {
        placement["meeting"]
        for placement in plan_of(tmp_path / "plan")["placements"]  # type: ignore[attr-defined]  # as above
    }


def test_a_moved_row_comes_back_as_a_pin_and_calendars_learn_of_it(
    workbook: Path, tmp_path: Path
) -> None:
    out = tmp_path / "plan"
    plan(workbook, out)
    before = events_of(out, "feal")["feal.kritbi"]
    target = "2026-12-10T11:40+07:00"
    assert before.one("DTSTART").value != "20261210T114000"

    def move(book: openpyxl.Workbook) -> None:
        for row in rows_of(book["Расписание"]):
            if row["Ключ встречи"].value == "feal.kritbi":
                row["Дата"].value = at("11:40").date()
                row["С"].value = at("11:40").time()

    edit(out / "planned.xlsx", move)
    result = plan(out / "planned.xlsx", out)
    places = {one["meeting"]: one for one in plan_of(out)["placements"]}  # type: ignore[attr-defined]  # as above
    assert places["feal.kritbi"]["slot"] == target
    after = events_of(out, "feal")["feal.kritbi"]
    assert after.one("DTSTART").value == "20261210T114000"
    assert int(after.one("SEQUENCE").value) == int(before.one("SEQUENCE").value) + 1
    assert result.summary.version == 2
    # The others were asked to stay, and a small mission leaves them the room to.
    assert result.summary.objective["moved"] <= 1


def test_a_planned_workbook_planned_again_keeps_every_meeting(
    workbook: Path, tmp_path: Path
) -> None:
    out = tmp_path / "plan"
    plan(workbook, out)
    before = plan_of(out)["placements"]
    plan(out / "planned.xlsx", out)
    assert plan_of(out)["placements"] == before


def test_a_declined_meeting_is_cancelled(workbook: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan"
    plan(workbook, out)

    def decline(book: openpyxl.Workbook) -> None:
        for row in rows_of(book["Запросы"]):
            if "Тайга" in str(row["Кому"].value):
                row["Статус"].value = "отклонён"

    edit(workbook, decline)
    plan(workbook, out)
    for key in ("obninsk", "taiga"):
        event = events_of(out, key)["obninsk.taiga"]
        assert event.one("STATUS").value == "CANCELLED"
        assert event.one("SEQUENCE").value == "1"


def test_a_bad_workbook_writes_nothing(
    workbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def spoil(book: openpyxl.Workbook) -> None:
        book["Компании"]["C2"] = "сбоку"

    edit(workbook, spoil)
    with pytest.raises(CannotPlanFileError) as caught:
        plan(workbook, tmp_path / "plan")
    caught.value.show()
    said = capsys.readouterr()
    assert "Компании, C2" in said.err
    assert not said.out
    assert not (tmp_path / "plan").exists()


def test_an_impossible_mission(workbook: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan"
    plan(workbook, out)
    before = (out / "plan.json").read_bytes()

    def impossible(book: openpyxl.Workbook) -> None:
        for row in rows_of(book["Запросы"]):
            row["Приоритет"].value = "обязательно"
            row["Только во время"].value = at("10:00").time()
            row["Только в день"].value = at("10:00").date()

    edit(workbook, impossible)
    with pytest.raises(NoTimetableError) as caught:
        plan(workbook, out)
    assert caught.value.is_proven
    assert caught.value.summary.status == "infeasible"
    assert (out / "plan.json").read_bytes() == before


@pytest.mark.parametrize("content", ["{", '{"format": 1}'])
def test_a_damaged_earlier_plan_is_not_overwritten(
    workbook: Path, tmp_path: Path, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plan.json").write_text(content, "utf-8")
    with pytest.raises(CannotPlanFileError) as caught:
        plan(workbook, tmp_path)
    caught.value.show()
    assert "plan.json is not a plan of this program" in capsys.readouterr().err
    assert (tmp_path / "plan.json").read_text("utf-8") == content


def test_another_missions_folder_is_not_overwritten(
    workbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "plan"
    plan(workbook, out)
    before = (out / "plan.json").read_bytes()

    def rename(book: openpyxl.Workbook) -> None:
        for row in rows_of(book["Миссия"]):
            if str(row["Поле"].value).startswith("Адрес страницы"):
                row["Значение"].value = "another"

    edit(workbook, rename)
    with pytest.raises(CannotPlanFileError) as caught:
        plan(workbook, out)
    caught.value.show()
    assert "plan of another mission (kaluga-krasnoyarsk" in capsys.readouterr().err
    assert (out / "plan.json").read_bytes() == before


def test_a_company_that_has_gone_has_no_file(workbook: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan"
    plan(workbook, out)

    def remove(book: openpyxl.Workbook) -> None:
        for name, column in (
            ("Компании", "Компания"),
            ("Возможности", "Компания"),
            ("Запросы", "Кому"),
        ):
            gone = [row for row in rows_of(book[name]) if "Тайга" in str(row[column].value)]
            for row in reversed(gone):
                book[name].delete_rows(row[column].row)
        for row in rows_of(book["События"]):
            row["Участники"].value = "делегация"

    edit(workbook, remove)
    plan(workbook, out)
    assert not (out / "calendar" / "taiga.ics").exists()
    assert events_of(out, "obninsk")["obninsk.taiga"].one("STATUS").value == "CANCELLED"


def test_files_in_the_language_asked_for(workbook: Path, tmp_path: Path) -> None:
    plan(workbook, tmp_path / "plan", language="en")
    assert "Timetable" in openpyxl.load_workbook(tmp_path / "plan" / "planned.xlsx").sheetnames
    event = events_of(tmp_path / "plan", "feal")["feal.kritbi"]
    assert event.text("SUMMARY") == "Meeting: KRITBI"


def test_no_request_accepted_is_a_plan_without_meetings(workbook: Path, tmp_path: Path) -> None:
    def waiting(book: openpyxl.Workbook) -> None:
        for row in rows_of(book["Запросы"]):
            row["Статус"].value = "ожидает"

    edit(workbook, waiting)
    result = plan(workbook, tmp_path / "plan")
    assert result.summary.objective["requested"] == 0
    assert Request.objects.filter(status="pending").count() == 4
