"""Each kind of bad workbook: the problem names sheet, cell, reason and mend; nothing is written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.workbook.cast import DAY, ENERGO_INN, FEAL_INN, Rows, book, cast
from vstrecha.companies.models import Company, Opportunity
from vstrecha.meetings.models import AvailabilityWindow, Request
from vstrecha.missions.models import Membership, Mission, Side
from vstrecha.programme.models import Session, Slot, Table, Travel, Venue
from vstrecha.workbook.services import WorkbookRejectedError, import_workbook, preview_workbook

pytestmark = pytest.mark.django_db

TABLES = (
    Mission,
    Side,
    Membership,
    Venue,
    Table,
    Travel,
    Slot,
    Company,
    Opportunity,
    AvailabilityWindow,
    Session,
    Request,
)


@dataclass(frozen=True)
class Bad:
    """One kind: how the good file is spoilt, and what must be said of it."""

    reason: str
    sheet: str = ""
    cell: str = ""
    rows: Callable[[Rows], object] | None = None
    edit: Callable[[Workbook], object] | None = None
    mend: str = ""


def sheet_of(workbook: Workbook, title: str) -> Worksheet:
    worksheet = workbook[title]
    assert isinstance(worksheet, Worksheet)
    return worksheet


def put(title: str, cell: str, value: object) -> Callable[[Workbook], None]:
    """An edit of one cell."""

    def edit(workbook: Workbook) -> None:
        sheet_of(workbook, title)[cell] = value  # type: ignore[assignment]  # spoilt on purpose

    return edit


def add(sheet: str, **values: object) -> Callable[[Rows], None]:
    """One more row."""
    return lambda rows: rows[sheet].append(values)


def change(sheet: str, number: int, **values: object) -> Callable[[Rows], None]:
    """Other values in a row."""
    return lambda rows: rows[sheet][number].update(values)


BAD = {
    # sheets and columns
    "no sheet of companies": Bad(
        "There is no sheet “Компании”", "Компании", edit=lambda w: w.remove(w["Компании"])
    ),
    "two sheets for companies": Bad(
        "may both be “Компании”", "Companies", edit=lambda w: w.create_sheet("Companies")
    ),
    "a sheet without headers": Bad(
        "No row with the names of the columns",
        "Площадки",
        edit=lambda w: sheet_of(w, "Площадки").delete_rows(1),
    ),
    "a needed sheet without rows": Bad(
        "has no rows", "Сетка времени", rows=lambda rows: rows.update(grid=[])
    ),
    "a needed column missing": Bad(
        "There is no column “Сторона”",
        "Компании",
        edit=lambda w: sheet_of(w, "Компании").delete_cols(3),
        mend="“Side”",
    ),
    "a column twice": Bad(
        "means the same as column A", "Компании", "G1", edit=put("Компании", "G1", "Организация")
    ),
    "a field of the mission missing": Bad(
        "There is no field “Часовой пояс”",
        "Миссия",
        edit=lambda w: sheet_of(w, "Миссия").delete_rows(13),
    ),
    # cells
    "an empty cell that is needed": Bad(
        "is empty, but is needed", "Компании", "A6", edit=put("Компании", "A6", None)
    ),
    "a formula without its result": Bad(
        "formula whose result is not in the file",
        "Компании",
        "A6",
        edit=put("Компании", "A6", '=CONCATENATE("ООО ","Тишина")'),
    ),
    "an error of Excel's": Bad(
        "shows Excel's error #N/A", "Компании", "J2", edit=put("Компании", "J2", "#N/A")
    ),
    "a text too long": Bad(
        "has 300 characters; 250 is the most",
        "Компании",
        "A6",
        rows=change("companies", 4, name="Ы" * 300),
    ),
    "an unknown side": Bad(
        "“Томск” is none of the values", "Компании", "C3", edit=put("Компании", "C3", "Томск")
    ),
    "a wrong number of digits in an INN": Bad(
        "has 8 digits", "Компании", "D5", edit=put("Компании", "D5", "12345678")
    ),
    "wrong check digits in an INN": Bad(
        "check digits of the INN 7707083894",
        "Компании",
        "D5",
        edit=put("Компании", "D5", "7707083894"),
    ),
    "no e-mail address": Bad(
        "is no e-mail address", "Компании", "E2", edit=put("Компании", "E2", "по телефону")
    ),
    "no address of a site": Bad(
        "is no address of a site", "Компании", "F2", edit=put("Компании", "F2", "есть сайт")
    ),
    "an unknown language": Bad(
        "is no language", "Компании", "M2", edit=put("Компании", "M2", "ru; эльфийский")
    ),
    "an industry code that Excel made a date": Bad(
        "made a date of the text", "Компании", "N2", edit=put("Компании", "N2", date(2026, 1, 10))
    ),
    "no whole number": Bad(
        "“много” is no whole number", "Компании", "R3", edit=put("Компании", "R3", "много")
    ),
    "a stage beyond nine": Bad(
        "10 is not possible here", "Возможности", "L2", edit=put("Возможности", "L2", 10)
    ),
    "neither yes nor no": Bad(
        "neither yes nor no", "Доступность", "E2", edit=put("Доступность", "E2", "по пятницам")
    ),
    "no date": Bad(
        "“послезавтра” is no date", "События", "D2", edit=put("События", "D2", "послезавтра")
    ),
    "an ambiguous date": Bad(
        "may be either of two days", "События", "D2", edit=put("События", "D2", "10/12/2026")
    ),
    "no time": Bad("is no time of day", "События", "E2", edit=put("События", "E2", "утром")),
    "no time zone": Bad(
        "“Сибирь” is no time zone", "Миссия", "B13", edit=put("Миссия", "B13", "Сибирь")
    ),
    "no web address": Bad(
        "cannot be part of an address", "Миссия", "B6", edit=put("Миссия", "B6", "Наша миссия")
    ),
    # the mission's days and grid
    "a last day before the first": Bad(
        "is before the first", "Миссия", "B12", rows=change("mission", 0, ends_on=date(2026, 12, 9))
    ),
    "a mission of half a year": Bad(
        "would last 183 days", "Миссия", "B12", rows=change("mission", 0, ends_on=date(2027, 6, 10))
    ),
    "a day that is not the mission's": Bad(
        "2026-12-24 is no day of the mission",
        "События",
        "D2",
        rows=change("sessions", 0, date=date(2026, 12, 24)),
        mend="2026-12-10",
    ),
    "an end before its start": Bad(
        "not after the start, 09:00",
        "События",
        "F2",
        rows=change("sessions", 0, ends=time(8, 30)),
    ),
    "parts of the grid that overlap": Bad(
        "overlaps that of row 2",
        "Сетка времени",
        "B3",
        rows=add("grid", date=DAY, starts=time(11), ends=time(13), slot_minutes=30),
    ),
    "a slot longer than its part": Bad(
        "Not one slot of this length fits",
        "Сетка времени",
        "D2",
        rows=change("grid", 0, slot_minutes=200),
    ),
    # venues
    "a venue twice": Bad(
        "repeats row 2", "Площадки", "A4", rows=add("venues", name='"Критби"', tables=1)
    ),
    "no table anywhere": Bad(
        "No venue has a table", "Площадки", "D2", rows=change("venues", 0, tables=None)
    ),
    "travel to an unknown venue": Bad(
        "There is no venue “Железногрск”",
        "Переезды",
        "B2",
        rows=change("travel", 0, destination="Железногрск"),
        mend="Did you mean “Железногорск”?",
    ),
    "travel to where one is": Bad(
        "from a venue to itself", "Переезды", "B2", rows=change("travel", 0, destination="КРИТБИ")
    ),
    "a session at an unknown venue": Bad(
        "There is no venue “Луна”", "События", "G2", rows=change("sessions", 0, venue="Луна")
    ),
    # companies
    "a company twice by its INN": Bad(
        "repeats row 2",
        "Компании",
        "D7",
        rows=add("companies", name="Другое имя", side="host", inn=FEAL_INN),
    ),
    "a company twice by its e-mail": Bad(
        "repeats row 5",
        "Компании",
        "E7",
        rows=add("companies", name="Арена", side="host", email="STADIUM@host.example"),
    ),
    "a company twice by its name": Bad(
        "repeats row 5", "Компании", "A7", rows=add("companies", name=" стадион ", side="host")
    ),
    "fewest meetings above the most": Bad(
        "The fewest meetings, 5, are more than the most, 4",
        "Компании",
        "Q3",
        rows=change("companies", 1, min_meetings=5),
    ),
    # what companies say
    "an opportunity of an unknown company": Bad(
        "There is no company “ООО Фиал”",
        "Возможности",
        "A4",
        rows=add("opportunities", company="ООО Фиал", kind="joint_project", title="Проект"),
        mend="Did you mean “ООО «Феал»”?",
    ),
    "a company's title twice": Bad(
        "repeats row 2",
        "Возможности",
        "C4",
        rows=add("opportunities", company="Феал", kind="joint_project", title="обогрев трибун"),
    ),
    "availability said twice": Bad(
        "repeats row 2",
        "Доступность",
        "A3",
        rows=lambda rows: rows["availability"].append(dict(rows["availability"][0])),
    ),
    "availability that contradicts itself": Bad(
        "says the opposite of row 2",
        "Доступность",
        "E3",
        rows=lambda rows: rows["availability"].append(
            rows["availability"][0] | {"is_available": True}
        ),
    ),
    "a session twice": Bad(
        "repeats row 2",
        "События",
        "A3",
        rows=lambda rows: rows["sessions"].append(dict(rows["sessions"][0])),
    ),
    "an unknown participant": Bad(
        "There is no company “Никто”",
        "События",
        "I2",
        rows=change("sessions", 0, participants=["Стадион", "Никто"]),
    ),
    "more participants than places": Bad(
        "5 companies take part, but there are 4 places",
        "События",
        "H2",
        rows=change("sessions", 0, capacity=4),
    ),
    # requests
    "a request to an unknown company": Bad(
        "There is no company “7701234567”",
        "Запросы",
        "B2",
        rows=change("requests", 0, recipient="7701234567"),
    ),
    "a request to oneself": Bad(
        "asks to meet itself", "Запросы", "B2", rows=change("requests", 0, recipient="Феал")
    ),
    "a request within a side": Bad(
        "on the same side",
        "Запросы",
        "B2",
        rows=change("requests", 0, recipient=ENERGO_INN),
        mend="allow meetings within a side",
    ),
    "a request twice": Bad(
        "repeats row 2",
        "Запросы",
        "B4",
        rows=add("requests", sender="info@feal.example", recipient="стадион"),
    ),
    "a time at which no slot starts": Bad(
        "No slot starts at 10:10",
        "Запросы",
        "J3",
        rows=change("requests", 1, at_time=time(10, 10)),
        mend="10:00",
    ),
    "a day without slots": Bad(
        "no slots on this day",
        "Запросы",
        "I3",
        rows=change("requests", 1, on_date=date(2026, 12, 11), at_time=None),
    ),
    "a time in the other half of the day": Bad(
        "is not in this half", "Запросы", "K3", rows=change("requests", 1, day_half="afternoon")
    ),
    "a half of the day without slots": Bad(
        "no slots in this half",
        "Запросы",
        "K2",
        rows=change("requests", 0, day_half="afternoon"),
    ),
    "a meeting longer than any run of slots": Bad(
        "Nowhere are there 6 slots in a row",
        "Запросы",
        "H2",
        rows=change("requests", 0, length=6),
    ),
}


def spoilt(bad: Bad) -> bytes:
    rows = cast()
    if bad.rows is not None:
        bad.rows(rows)

    def edit(workbook: Workbook) -> None:
        if bad.edit is not None:
            bad.edit(workbook)

    return book(rows, edit=edit)


def assert_nothing_written() -> None:
    assert {table.__name__: table.objects.count() for table in TABLES} == {
        table.__name__: 0 for table in TABLES
    }


@pytest.mark.parametrize("kind", BAD)
def test_it_says_where_why_and_how_to_mend_and_writes_nothing(kind: str) -> None:
    bad = BAD[kind]
    content = spoilt(bad)
    with pytest.raises(WorkbookRejectedError) as caught:
        import_workbook(content=content, name="mission.xlsx", mission=None, user=None)
    found = [p for p in caught.value.problems if bad.reason in p.reason.render()]
    assert found, [problem.render() for problem in caught.value.problems]
    assert (found[0].sheet, found[0].cell) == (bad.sheet, bad.cell)
    assert len(caught.value.problems) == 1, [p.render() for p in caught.value.problems]
    assert bad.mend in found[0].mend.render()
    assert len(found[0].mend.render()) > 10
    assert_nothing_written()


def test_there_are_well_over_25_kinds() -> None:
    assert len(BAD) >= 50


def test_the_good_file_has_none_of_these_problems() -> None:
    assert preview_workbook(content=book(), name="mission.xlsx", mission=None).problems == ()


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
STRICT = b'<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'

NO_WORKBOOKS: dict[str, tuple[str, bytes, str, str]] = {
    "an empty file": ("a.xlsx", b"", "The file is empty", "template"),
    "old Excel": ("a.xls", OLE + "Workbook".encode("utf-16-le"), "old Excel (.xls)", "save it as"),
    "a password": (
        "a.xlsx",
        OLE + "EncryptedPackage".encode("utf-16-le"),
        "protected by a password",
        "take the password off",
    ),
    "old Word": ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "Word", "template"),
    "a table of texts": ("a.csv", "Компания;ИНН\n".encode("cp1251"), "(.csv)", "“Companies”"),
    "a web page": ("a.xls", b"<html><table></table></html>", "web page", "save it as"),
    "old XML": ("a.xls", b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", "XML", "save it as"),
    "a PDF": ("a.pdf", b"%PDF-1.7\n\x00", "PDF", "template"),
    "a picture": ("a.png", b"\x89PNG\r\n\x1a\n\x00\x00", "no Excel workbook", "template"),
    "LibreOffice": (
        "a.ods",
        zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
        "LibreOffice workbook (.ods)",
        "save it as",
    ),
    "Word": ("a.docx", zipped(word__document_dot_xml=b"<w/>"), "Word", "template"),
    "a presentation": (
        "a.pptx",
        zipped(ppt__presentation_dot_xml=b"<p/>"),
        "presentation",
        "template",
    ),
    "a binary workbook": ("a.xlsb", zipped(xl__workbook_dot_bin=b"\0"), ".xlsb", "save it as"),
    "a strict workbook": ("a.xlsx", zipped(xl__workbook_dot_xml=STRICT), "Strict", "save it as"),
    "an archive": ("a.zip", zipped(mission_dot_xlsx=b""), "archive", "Unpack it"),
    "half a file": ("a.xlsx", book()[:4000], "damaged", "repaired"),
    "a workbook without its parts": (
        "a.xlsx",
        zipped(xl__workbook_dot_xml=b"<workbook/>"),
        "damaged",
        "repaired",
    ),
}


@pytest.mark.parametrize("kind", NO_WORKBOOKS)
def test_what_is_no_workbook_is_named_and_nothing_written(kind: str) -> None:
    name, content, reason, mend = NO_WORKBOOKS[kind]
    with pytest.raises(WorkbookRejectedError) as caught:
        import_workbook(content=content, name=name, mission=None, user=None)
    (problem,) = caught.value.problems
    assert reason in problem.reason.render()
    assert mend in problem.mend.render()
    assert preview_workbook(content=content, name=name, mission=None).problems == (problem,)
    assert_nothing_written()


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = zipped(xl__workbook_dot_xml=b"<workbook/>", xl__bomb_dot_xml=bytes(400 * 2**20))
    assert len(bomb) < 2**20
    with pytest.raises(WorkbookRejectedError, match="Unpacked, the file would take 400 MB"):
        import_workbook(content=bomb, name="a.xlsx", mission=None, user=None)
    assert_nothing_written()


def test_a_file_beyond_20_mb_is_refused() -> None:
    with pytest.raises(WorkbookRejectedError, match="20 MB can be read"):
        import_workbook(content=bytes(20 * 2**20 + 1), name="a.xlsx", mission=None, user=None)
    assert_nothing_written()


def test_more_than_20000_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vstrecha.workbook.reading.grids.MOST_ROWS", 4)
    with pytest.raises(WorkbookRejectedError, match=r"Миссия: .* more than 4 filled rows"):
        import_workbook(content=book(), name="a.xlsx", mission=None, user=None)
    assert_nothing_written()


def test_all_problems_are_said_at_once() -> None:
    def edit(workbook: Workbook) -> None:
        for kind in ("an unknown side", "no e-mail address", "no time"):
            spoil = BAD[kind].edit
            assert spoil is not None
            spoil(workbook)

    with pytest.raises(WorkbookRejectedError) as caught:
        import_workbook(content=book(edit=edit), name="a.xlsx", mission=None, user=None)
    places = [(problem.sheet, problem.cell) for problem in caught.value.problems]
    assert places == [("Компании", "E2"), ("Компании", "C3"), ("События", "E2")]
