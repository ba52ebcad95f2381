from __future__ import annotations

import io
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.workbook.cast import cast
from vstrecha.workbook.exports import build_workbook, workbook_bytes
from vstrecha.workbook.exports.values import cell_value
from vstrecha.workbook.guidance import GUIDES
from vstrecha.workbook.reading import Value, read_workbook
from vstrecha.workbook.reading.words import clean
from vstrecha.workbook.sheets import SHEETS, Column, Sheet, Type, sheet_of

LANGUAGES = ["ru", "en"]


def reread(rows: dict[str, list[dict[str, object]]], language: str) -> list[Worksheet]:
    content = workbook_bytes(build_workbook(rows, language=language))
    return list(load_workbook(io.BytesIO(content)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_has_every_sheet_and_every_column_with_a_note(language: str) -> None:
    worksheets = reread({}, language)
    assert [w.title for w in worksheets][1:] == [sheet.name(language) for sheet in SHEETS]
    for worksheet, sheet in zip(worksheets[1:], SHEETS, strict=True):
        if sheet.upright:
            labels = [worksheet.cell(row, 1) for row in range(2, 2 + len(sheet.columns))]
        else:
            columns = [column for column in sheet.columns if not column.hidden]
            labels = [worksheet.cell(1, number) for number in range(1, 1 + len(columns))]
            assert all(cell.comment is not None for cell in labels)
            assert worksheet.freeze_panes == "B2"
        for cell, column in zip(labels, sheet.columns, strict=False):
            assert str(cell.value) == column.name(language) + (" *" if column.required else "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_and_flag_drops_a_list_down(language: str) -> None:
    for worksheet, sheet in zip(reread({}, language)[1:], SHEETS, strict=True):
        lists = [v for v in worksheet.data_validations.dataValidation if v.type == "list"]
        strict = [v for v in lists if v.showErrorMessage]
        wanted = [c for c in sheet.columns if c.type in {Type.CHOICE, Type.FLAG}]
        assert len(strict) == len(wanted)
        for validation in strict:
            assert len(str(validation.formula1)) <= 255 + 2  # what Excel takes, and its quotes


def test_the_instructions_explain_every_column() -> None:
    worksheet = reread({}, "ru")[0]
    texts = {str(cell) for row in worksheet.iter_rows(values_only=True) for cell in row if cell}
    for sheet in SHEETS:
        for column in sheet.columns:
            if not column.hidden:
                assert column.ru in texts
                assert GUIDES[sheet.key, column.key].ru in texts


def test_values_are_written_in_the_language_and_dates_as_dates() -> None:
    russian, english = ({w.title: w for w in reread(cast(), language)} for language in LANGUAGES)
    assert russian["Компании"]["C2"].value == "делегация"
    assert english["Companies"]["C2"].value == "delegation"
    assert russian["События"]["I2"].value == "все"
    assert english["Sessions"]["I2"].value == "all"
    assert russian["Доступность"]["E2"].value == "нет"
    assert russian["Сетка времени"]["A2"].is_date
    assert russian["Сетка времени"]["A2"].number_format == "dd.mm.yyyy"
    assert russian["Компании"]["D2"].number_format == "@"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ({"weather": []}, "no sheet 'weather'"),
        ({"companies": [{"colour": "red"}]}, "no column 'colour'"),
        ({"companies": [{"side": "left"}]}, "'left' is no choice"),
    ],
)
def test_it_refuses_what_it_does_not_know(
    rows: dict[str, list[dict[str, object]]], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        build_workbook(rows, language="ru")


def test_it_writes_two_languages_only() -> None:
    with pytest.raises(ValueError, match="not in 'fr'"):
        build_workbook({}, language="fr")


def test_a_hidden_column_is_written_only_where_rows_have_it() -> None:
    rows = cast()
    assert "Ключ" not in [cell.value for cell in reread(rows, "ru")[5][1]]
    rows["companies"][0]["key"] = "feal"
    worksheet = reread(rows, "ru")[5]
    assert worksheet["R1"].value == "Максимум встреч"
    assert worksheet["T1"].value == "Ключ"
    assert worksheet.column_dimensions["T"].hidden


def test_a_value_of_another_type_is_refused() -> None:
    with pytest.raises(TypeError):
        cell_value(sheet_of("grid").column("date"), 3.5, "ru")
    with pytest.raises(TypeError):
        cell_value(sheet_of("companies").column("industry_codes"), 7, "ru")


# Written and read back

WORDS = st.text(st.sampled_from("абвгдеёжABC =+@'<&> «»"), min_size=2, max_size=30).map(
    lambda text: clean(f"ы{text}")
)
_LINES = st.lists(WORDS, min_size=1, unique=True).map(tuple)
_ITEMS = st.lists(st.sampled_from(["ru", "en", "de", "zh"]), min_size=1, unique=True).map(tuple)
_CODES = st.lists(st.from_regex(r"[0-9]{2}\.[0-9]{2}", fullmatch=True), min_size=1, unique=True)


def values_of(sheet: Sheet, column: Column) -> st.SearchStrategy[Value]:
    """Any value that a column may hold."""
    match column.type:
        case Type.CHOICE:
            return st.sampled_from(list(column.choices))
        case Type.FLAG:
            return st.booleans()
        case Type.INTEGER:
            return st.integers(column.least, column.most)
        case Type.DATE:
            return st.dates(date(2000, 1, 1), date(2099, 12, 31))
        case Type.TIME:
            return st.times().map(lambda at: time(at.hour, at.minute))
    special: dict[str, st.SearchStrategy[Value]] = {
        "inn": st.sampled_from(["7707083893", "500100732259"]),
        "email": st.just("info@company.example"),
        "website": st.just("https://company.example/a"),
        "language": st.sampled_from(["ru", "en", "kk"]),
        "time_zone": st.sampled_from(["Asia/Krasnoyarsk", "Europe/Moscow"]),
        "spoken_languages": _ITEMS,
        "industry_codes": _CODES.map(tuple),
        "participants": _LINES,
        "exists": _LINES,
        "exists_en": _LINES,
        "missing": _LINES,
        "missing_en": _LINES,
        "key": st.just("inn-7707083893"),
    }
    if sheet.key == "mission":
        special["address"] = st.just("kaluga-2026")
    return special.get(column.key, WORDS)


def row_of(sheet: Sheet) -> st.SearchStrategy[dict[str, Value]]:
    filled = {c.key: values_of(sheet, c) for c in sheet.columns if c.required}
    optional = {c.key: st.none() | values_of(sheet, c) for c in sheet.columns if not c.required}
    return st.fixed_dictionaries(filled | optional)


@given(
    language=st.sampled_from(LANGUAGES),
    rows=st.fixed_dictionaries(
        {
            sheet.key: st.lists(row_of(sheet), min_size=1, max_size=1 if sheet.upright else 3)
            for sheet in SHEETS
        }
    ),
)
@hypothesis_settings(max_examples=25)
def test_what_is_written_is_read_back(
    language: str, rows: dict[str, list[dict[str, Value]]]
) -> None:
    reading = read_workbook(workbook_bytes(build_workbook(rows, language=language)), "mission.xlsx")
    assert [problem.render() for problem in reading.all_problems()] == []
    assert [note.text.render() for note in reading.all_notes()] == []
    assert reading.language == language
    for sheet in SHEETS:
        found = [dict(row.values) for row in reading.sheets[sheet.key].rows]
        keys = {key for row in found for key in row}
        assert found == [{key: row[key] for key in row if key in keys} for row in rows[sheet.key]]
