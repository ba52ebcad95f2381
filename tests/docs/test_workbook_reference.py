from __future__ import annotations

import pytest

from scripts.workbook_reference import PAGE, reference
from vstrecha.workbook.reading.files import MOST_BYTES
from vstrecha.workbook.reading.grids import MOST_ROWS
from vstrecha.workbook.reading.headers import SEARCHED_ROWS
from vstrecha.workbook.sheets import SHEETS, TIMETABLE, Sheet


def test_the_workbook_page_is_what_its_description_says() -> None:
    assert PAGE.read_text("utf-8") == reference(), "run python -m scripts.workbook_reference"


def test_the_limits_are_those_of_the_reader() -> None:
    text = PAGE.read_text("utf-8")
    assert f"up to {MOST_BYTES // 2**20} MB and {MOST_ROWS:,} filled rows" in text
    assert f"among the first {SEARCHED_ROWS}" in text


@pytest.mark.parametrize("sheet", [*SHEETS, TIMETABLE], ids=lambda sheet: sheet.key)
def test_every_column_is_documented_under_its_sheet(sheet: Sheet) -> None:
    (section,) = [
        part
        for part in PAGE.read_text("utf-8").split("\n### ")
        if part.startswith(f"{sheet.en} / {sheet.ru}")
    ]
    for column in sheet.columns:
        rows = [line for line in section.splitlines() if line.startswith(f"| {column.en}")]
        assert any(f"| {column.ru} |" in row for row in rows), column.key
