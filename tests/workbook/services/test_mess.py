"""Files as people send them: what is understood, and what is said about it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, time

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.workbook.cast import book, cast
from vstrecha.workbook.services import Preview, State, preview_workbook

pytestmark = pytest.mark.django_db


def sheet_of(workbook: Workbook, title: str) -> Worksheet:
    worksheet = workbook[title]
    assert isinstance(worksheet, Worksheet)
    return worksheet


def see(content: bytes) -> Preview:
    preview = preview_workbook(content=content, name="mission.xlsx", mission=None)
    assert [problem.render() for problem in preview.problems] == []
    return preview


def notes_of(preview: Preview) -> str:
    notes = [*preview.notes, *(note for sheet in preview.sheets for note in sheet.notes)]
    return "\n".join(f"{note.sheet}!{note.cell} {note.text.render()}" for note in notes)


GOOD = {"mission": 1, "venues": 2, "travel": 1, "grid": 1, "companies": 5, "opportunities": 2}


def assert_same(preview: Preview) -> None:
    """The whole cast was understood."""
    counts = {sheet.sheet.key: sheet.counts[State.NEW] for sheet in preview.sheets}
    assert counts == GOOD | {"availability": 1, "sessions": 1, "requests": 2}


def edited(edit: Callable[[Workbook], object], *, language: str = "ru") -> Preview:
    def apply(workbook: Workbook) -> None:
        edit(workbook)

    return see(book(language=language, edit=apply))


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_template_in_either_language_is_understood_without_a_word(language: str) -> None:
    preview = see(book(language=language))
    assert_same(preview)
    assert notes_of(preview) == ""


def test_sheet_names_may_be_in_either_language_any_case_and_with_spaces() -> None:
    def edit(workbook: Workbook) -> None:
        workbook["Компании"].title = "  COMPANIES "
        workbook["Запросы"].title = "запросы на встречи"
        workbook["Возможности"].title = "Возможнсти"

    preview = edited(edit)
    assert_same(preview)
    assert "The sheet “Возможнсти” was read as “Возможности”" in notes_of(preview)


def test_a_tab_with_a_strange_name_is_known_by_its_columns() -> None:
    preview = edited(lambda w: setattr(w["Компании"], "title", "Лист1"))
    assert_same(preview)
    assert "“Лист1” was read as “Компании”, by its columns" in notes_of(preview)


def test_an_unknown_tab_is_left_out_and_said() -> None:
    preview = edited(lambda w: w.create_sheet("Черновик").append(["заметки"]))
    assert_same(preview)
    assert "“Черновик” is not known here" in notes_of(preview)


def test_columns_may_be_renamed_reordered_and_misspelt() -> None:
    def edit(workbook: Workbook) -> None:
        worksheet = sheet_of(workbook, "Компании")
        headers = {"A1": "Наименование организации", "D1": "ИНН / INN", "G1": "Горд"}
        for cell, text in headers.items():
            worksheet[cell] = text
        worksheet.move_range("A1:A6", cols=30)

    preview = edited(edit)
    assert_same(preview)
    assert "Компании!G1 The column “Горд” was read as “Город”" in notes_of(preview)


def test_a_two_language_header_in_two_lines_is_understood() -> None:
    preview = edited(lambda w: sheet_of(w, "Компании").cell(1, 1, "Компания\nCompany"))
    assert_same(preview)


def test_an_unknown_column_is_left_out_and_said() -> None:
    preview = edited(lambda w: sheet_of(w, "Компании").cell(1, 20, "Любимый цвет"))
    assert_same(preview)
    assert "Компании!T1 The column “Любимый цвет” is not known here" in notes_of(preview)


def test_titles_above_the_header_empty_rows_and_a_second_header_do_no_harm() -> None:
    def edit(workbook: Workbook) -> None:
        worksheet = sheet_of(workbook, "Компании")
        worksheet.insert_rows(1, 4)
        worksheet["A1"] = "СПИСОК КОМПАНИЙ — УЧАСТНИКОВ МИССИИ"
        worksheet.merge_cells("A1:H2")
        worksheet.insert_rows(8, 3)
        for column in range(1, 20):
            worksheet.cell(9, column, worksheet.cell(5, column).value)

    preview = edited(edit)
    assert_same(preview)


def test_spaces_that_cannot_be_seen_do_no_harm() -> None:
    def edit(workbook: Workbook) -> None:
        sheet_of(workbook, "Компании")["A5"] = "\u00a0Стадион \u200b"
        sheet_of(workbook, "Запросы")["B2"] = "  СТАДИОН\u00a0"

    assert_same(edited(edit))


def test_dates_times_and_flags_may_be_typed_as_texts_and_numbers() -> None:
    def edit(workbook: Workbook) -> None:
        mission, grid = sheet_of(workbook, "Миссия"), sheet_of(workbook, "Сетка времени")
        mission["B11"], mission["B12"] = "10 декабря 2026 г.", 46367
        grid["A2"], grid["B2"], grid["C2"] = "10.12.2026", "09.30", 0.5
        sheet_of(workbook, "Доступность")["E2"] = "НЕТ"

    assert_same(edited(edit))


def test_the_mission_s_sheet_may_lie_on_its_side() -> None:
    def edit(workbook: Workbook) -> None:
        upright = sheet_of(workbook, "Миссия")
        fields = [(upright.cell(r, 1).value, upright.cell(r, 2).value) for r in range(2, 18)]
        upright.delete_rows(1, 20)
        for number, (label, value) in enumerate(fields, start=1):
            upright.cell(1, number, label)
            upright.cell(2, number, value)

    assert_same(edited(edit))


def test_values_beside_the_fields_are_read_without_a_header_too() -> None:
    def edit(workbook: Workbook) -> None:
        upright = sheet_of(workbook, "Миссия")
        upright["A1"] = upright["C1"] = None
        upright["B1"] = "ТОРГОВАЯ МИССИЯ"

    preview = edited(edit)
    assert_same(preview)


def with_marks(content: bytes, part: str, *changes: tuple[str, str]) -> bytes:
    """The file with some of a sheet's XML rewritten, as Excel would have written it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename == part:
                text = data.decode()
                for pattern, replacement in changes:
                    text, count = re.subn(pattern, replacement, text)
                    assert count
                data = text.encode()
            new.writestr(item, data)
    return stream.getvalue()


def part_of(content: bytes, title: str) -> str:
    return (
        f"xl/worksheets/sheet{load_workbook(io.BytesIO(content)).sheetnames.index(title) + 1}.xml"
    )


def test_formulas_are_read_by_their_results_and_hidden_rows_like_others() -> None:
    content = book(edit=lambda w: sheet_of(w, "Компании").__setitem__("H6", "=G4"))
    content = with_marks(
        content,
        part_of(content, "Компании"),
        (r"<f>G4</f><v ?/>|<f>G4</f><v></v>", "<f>G4</f><v>77</v>"),
        (r'<row r="4"', '<row hidden="1" r="4"'),
    )
    preview = see(content)
    assert_same(preview)
    assert "1 formula was read by its last result" in notes_of(preview)
    assert "1 hidden row was read like the others" in notes_of(preview)


def test_companies_are_named_by_inn_e_mail_name_and_name_without_legal_form() -> None:
    rows = cast()
    for number, text in enumerate(
        ("ФЕАЛ", "INFO@feal.example", "Феал, ИНН 7707083893", 7707083893)
    ):
        rows["opportunities"].append(
            {"company": text, "kind": "joint_project", "title": f"Проект {number}"}
        )
    preview = see(book(rows))
    labels = [row.label for sheet in preview.sheets for row in sheet.rows if "Проект" in row.label]
    assert len(labels) == 4
    assert all(label.startswith("ООО «Феал»: ") for label in labels)


def test_participants_may_be_a_side_or_listed() -> None:
    rows = cast()
    rows["sessions"].append(
        {
            "title": "Визит",
            "kind": "visit",
            "date": date(2026, 12, 11),
            "starts": time(9),
            "ends": time(15),
            "venue": "Железногорск",
            "capacity": 3,
            "participants": ["home", "Стадион"],
        }
    )
    preview = see(book(rows))
    assert {sheet.sheet.key: sheet.counts[State.NEW] for sheet in preview.sheets}["sessions"] == 2
