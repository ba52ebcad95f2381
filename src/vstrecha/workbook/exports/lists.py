"""Lists that drop down from cells, and limits on dates and numbers."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from vstrecha.workbook.sheets import EVERYONE, SIDES, YES_NO, Column, Sheet, Type, sheet_of

LANGUAGE_CODES = ("ru", "en", "de", "fr", "es", "it", "zh", "tr", "kk", "be")
ZONES = (
    "Europe/Kaliningrad",
    "Europe/Moscow",
    "Europe/Samara",
    "Asia/Yekaterinburg",
    "Asia/Omsk",
    "Asia/Novosibirsk",
    "Asia/Krasnoyarsk",
    "Asia/Irkutsk",
    "Asia/Yakutsk",
    "Asia/Vladivostok",
    "Asia/Magadan",
    "Asia/Kamchatka",
)
_WRONG = {
    "title": {"ru": "Так не получится", "en": "This cannot be read"},
    "choice": {
        "ru": "Выберите значение из списка.",
        "en": "Choose a value from the list.",
    },
    "number": {
        "ru": "Нужно целое число от {least} до {most}.",
        "en": "A whole number from {least} to {most} is needed.",
    },
}
_VENUE_COLUMNS = {
    ("travel", "origin"),
    ("travel", "destination"),
    ("sessions", "venue"),
    ("timetable", "venue"),
}
_FAR = 2_001


def add_lists(
    worksheet: Worksheet, sheet: Sheet, column: Column, cells: str, language: str
) -> None:
    """Give a range of cells, such as `B2:B2001`, the list or limit of their column."""
    validation = _limit(column, language) or _offer(sheet, column, language)
    if validation is not None:
        validation.add(cells)
        worksheet.add_data_validation(validation)


def _limit(column: Column, language: str) -> DataValidation | None:
    """What may stand in the cells, where only that may."""
    match column.type:
        case Type.CHOICE:
            names = [column.choice_name(value, language) for value in column.choices]
            return _strict(_inline(names), language)
        case Type.FLAG:
            return _strict(_inline(YES_NO[language == "ru"]), language)
        case Type.INTEGER:
            return _whole_number(column, language)
        case _:
            return None


def _offer(sheet: Sheet, column: Column, language: str) -> DataValidation | None:
    """What the cells offer, where other texts may be typed too."""
    formula = ""
    if column.type is Type.COMPANY:
        formula = _column_range("companies", language)
    elif (sheet.key, column.key) in _VENUE_COLUMNS:
        formula = _column_range("venues", language)
    elif column.key == "language":
        formula = _inline(LANGUAGE_CODES)
    elif column.key == "time_zone":
        formula = _inline(ZONES)
    elif column.key == "participants":
        sides = (names[language == "ru"] for names in SIDES.values())
        formula = _inline((EVERYONE[language == "ru"], *sides))
    return _open(formula) if formula else None


def _inline(names: Sequence[str]) -> str:
    return '"' + ",".join(names) + '"'


def _column_range(sheet_key: str, language: str) -> str:
    title = quote_sheetname(sheet_of(sheet_key).name(language))
    return f"{title}!$A$2:$A${_FAR}"


def _strict(formula: str, language: str) -> DataValidation:
    """Only what is on the list is taken."""
    validation = DataValidation(type="list", formula1=formula, allow_blank=True)
    validation.showErrorMessage = True
    validation.errorTitle = _WRONG["title"][language]
    validation.error = _WRONG["choice"][language]
    return validation


def _open(formula: str) -> DataValidation:
    """The list is an offer: anything else may be typed too."""
    validation = DataValidation(type="list", formula1=formula, allow_blank=True)
    validation.showErrorMessage = False
    return validation


def _whole_number(column: Column, language: str) -> DataValidation:
    validation = DataValidation(
        type="whole",
        operator="between",
        formula1=str(column.least),
        formula2=str(column.most),
        allow_blank=True,
    )
    validation.showErrorMessage = True
    validation.errorTitle = _WRONG["title"][language]
    validation.error = _WRONG["number"][language].format(least=column.least, most=column.most)
    return validation
