"""The planned workbook: written, read back unchanged, and with rows moved by hand."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.workbook.cast import DAY, book, cast
from vstrecha.companies.models import Company, Opportunity
from vstrecha.engine.message import Message
from vstrecha.matches.models import Match, TeamSuggestion
from vstrecha.meetings.models import Meeting, Request
from vstrecha.meetings.services import form_meetings
from vstrecha.missions.models import Mission
from vstrecha.programme.models import Placement, Programme, Slot, Table, Unplaced
from vstrecha.programme.services import Pin
from vstrecha.workbook.exports import workbook_bytes
from vstrecha.workbook.exports.planned import planned_workbook
from vstrecha.workbook.services import (
    Preview,
    State,
    WorkbookRejectedError,
    import_workbook,
    preview_workbook,
)

pytestmark = pytest.mark.django_db

FEAL, ENERGO, MINE = "inn-7707083893", "inn-7736050003", "inn-7728168971"


@pytest.fixture
def programme() -> Programme:
    """Feal meets the stadium in the first slot; the other meeting has no place."""
    mission = import_workbook(content=book(), name="a.xlsx", mission=None, user=None).mission
    form_meetings(mission=mission)
    programme = Programme.objects.create(
        mission=mission, version=1, status=Programme.Status.OPTIMAL
    )
    slot = Slot.objects.earliest("starts_at")
    Placement.objects.create(
        programme=programme,
        meeting=Meeting.objects.get(key=f"{FEAL}.stadion"),
        slot=slot,
        ends_at=slot.ends_at,
        table=Table.objects.get(label="1"),
    )
    Unplaced.objects.create(
        programme=programme,
        meeting=Meeting.objects.get(key=f"{MINE}.{ENERGO}"),
        reason=Message("{company} is busy then.", {"company": MINE}).to_json(),
    )
    first, second = sorted(Company.objects.filter(key__in=(FEAL, "stadion")), key=lambda c: c.pk)
    Match.objects.create(
        mission=mission,
        first=first,
        second=second,
        score=0.87,
        reasons={
            reader.role: {
                "mine": str(reader.company.opportunities.get().pk),
                "theirs": str(reader.other.opportunities.get().pk),
                "parts": [
                    {"name": "words", "value": 0.87, "messages": [{"text": f"For {reader.role}."}]}
                ],
            }
            for reader in (Reader("first", first, second), Reader("second", second, first))
        },
    )
    return programme


class Reader:
    def __init__(self, role: str, company: Company, other: Company) -> None:
        self.role, self.company, self.other = role, company, other


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def sheet_of(workbook: Workbook, title: str) -> Worksheet:
    worksheet = workbook[title]
    assert isinstance(worksheet, Worksheet)
    return worksheet


def cells(worksheet: Worksheet) -> list[tuple[object, ...]]:
    return list(worksheet.iter_rows(values_only=True))


def edited(programme: Programme, edit: Callable[[Worksheet], object]) -> bytes:
    workbook = opened(planned_workbook(programme=programme, language="ru"))
    edit(sheet_of(workbook, "Расписание"))
    return workbook_bytes(workbook)


def look(content: bytes, mission: Mission | None) -> Preview:
    return preview_workbook(content=content, name="a.xlsx", mission=mission)


def pins(content: bytes, mission: Mission) -> tuple[Pin, ...]:
    return import_workbook(content=content, name="a.xlsx", mission=mission, user=None).pins


def test_the_results_stand_before_the_sheets_that_were_filled_in(programme: Programme) -> None:
    workbook = opened(planned_workbook(programme=programme, language="ru"))
    assert workbook.sheetnames[:7] == [
        "Расписание",
        "По компаниям",
        "Без места",
        "Рекомендации",
        "Команды",
        "Инструкция",
        "Миссия",
    ]


def test_the_teams_have_a_row_for_each_member(programme: Programme) -> None:
    content = planned_workbook(programme=programme, language="en")
    rows = cells(sheet_of(opened(content), "Teams"))
    assert rows[1][0] == "No teams have been suggested yet."
    feal, stadium = (Company.objects.get(key=key) for key in (FEAL, "stadion"))
    team = TeamSuggestion.objects.create(
        mission=programme.mission,
        initiator=Opportunity.objects.create(company=stadium, kind="joint_project", title="Тепло"),
        score=0.46,
        bound=0.5,
        gap=0.08,
        reasons={
            "covered": 0.5,
            "gained": 0.01,
            "cost": 0.05,
            "members": [
                {"company": str(stadium.pk), "brings": [], "gain": None},
                {
                    "company": str(feal.pk),
                    "brings": [{"strength": 1, "messages": [{"text": "Heaters."}]}],
                    "gain": {"by": str(stadium.pk), "messages": [{"text": "A stadium."}]},
                },
            ],
            "missing": [
                {"need": {"language": "ru", "text": "деньги", "text_en": "money"}, "nobody": True}
            ],
        },
    )
    team.members.add(feal, stadium)
    content = planned_workbook(programme=programme, language="en")
    first, second = cells(sheet_of(opened(content), "Teams"))[1:]
    assert first[:4] == ("Тепло", 1, 46, 50)
    assert first[5] == "Brings the project."
    assert second[5:8] == ("Heaters.", "A stadium.", "money")


def test_the_timetable_has_a_row_for_each_meeting(programme: Programme) -> None:
    content = planned_workbook(programme=programme, language="en")
    worksheet = sheet_of(opened(content), "Timetable")
    header, row = cells(worksheet)
    assert header[:7] == ("Date", "From", "To", "Venue", "Table", "Delegation", "Host side")
    assert row[:7] == (
        datetime(2026, 12, 10),  # noqa: DTZ001 - Excel knows no zones
        time(9, 30),
        time(9, 55),
        "КРИТБИ",
        "1",
        "ООО «Феал»",
        "Стадион",
    )
    assert worksheet.column_dimensions["I"].hidden
    assert worksheet.column_dimensions["J"].hidden


def test_the_matrix_shows_meetings_and_sessions_company_by_company(programme: Programme) -> None:
    rows = cells(
        sheet_of(opened(planned_workbook(programme=programme, language="ru")), "По компаниям")
    )
    clocks = rows[1][2:]
    assert clocks[:2] == ("09:00–09:30", "09:30–09:55")
    by_name = {row[0]: row[2:] for row in rows[2:]}
    assert list(by_name)[:2] == ["АО «ЭнергоТех»", "ООО «Феал»"]
    assert by_name["ООО «Феал»"][0] == "Открытие\nКРИТБИ"
    assert str(by_name["ООО «Феал»"][1]).startswith("Стадион\nКРИТБИ")
    assert str(by_name["Стадион"][1]).startswith("ООО «Феал»\n")
    assert by_name["ООО «Тишина»"][1] is None


def test_what_has_no_place_is_listed_with_its_reason(programme: Programme) -> None:
    rows = cells(sheet_of(opened(planned_workbook(programme=programme, language="en")), "Unplaced"))
    assert rows[1] == ("АО «ЭнергоТех»", "АО «Карьер»", None, "АО «Карьер» is busy then.")


def test_recommendations_say_why_for_either_side(programme: Programme) -> None:
    rows = cells(sheet_of(opened(planned_workbook(programme=programme, language="en")), "Matches"))
    points, home, host, mine, theirs, why_home, why_host = rows[1]
    assert (points, home, host) == (87, "ООО «Феал»", "Стадион")
    assert (mine, theirs) == ("Обогрев трибун", "Тёплые места")
    assert {why_home, why_host} == {"For first.", "For second."}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_read_back_it_changes_nothing(programme: Programme, language: str) -> None:
    content = planned_workbook(programme=programme, language=language)
    preview = look(content, programme.mission)
    assert preview.problems == ()
    assert {
        s.sheet.key: dict(s.counts) for s in preview.sheets if set(s.counts) - {State.UNCHANGED}
    } == {}
    assert not [note for sheet in preview.sheets for note in sheet.notes]
    assert pins(content, programme.mission) == ()


def test_read_into_an_empty_house_it_makes_the_same_mission(programme: Programme) -> None:
    Company.objects.filter(key="stadion").update(name="Арена", email="")
    content = planned_workbook(programme=programme, language="ru")
    Programme.objects.all().delete()
    Request.objects.all().delete()
    Company.objects.all().delete()
    Mission.objects.all().delete()
    mission = import_workbook(content=content, name="a.xlsx", mission=None, user=None).mission
    assert mission.slug == "krasnoyarsk"
    assert Company.objects.get(name="Арена").key == "stadion"
    assert form_meetings(mission=mission) == 2
    assert Meeting.objects.filter(key=f"{FEAL}.stadion").exists()


def test_a_moved_row_comes_back_as_a_pin(programme: Programme) -> None:
    def move(worksheet: Worksheet) -> None:
        worksheet["B2"], worksheet["E2"] = "10:30", 3

    mission = programme.mission
    content = edited(programme, move)
    start = datetime(2026, 12, 10, 10, 30, tzinfo=mission.zone)
    assert pins(content, mission) == (Pin(f"{FEAL}.stadion", start, "КРИТБИ", "3"),)
    (row,) = [r for s in look(content, mission).sheets for r in s.in_state(State.PINNED)]
    assert row.changes[0].old == "2026-12-10 09:30 | КРИТБИ | 1"
    assert "10:30" in row.changes[0].new


def test_a_row_marked_to_stay_comes_back_as_a_pin_where_it_is(programme: Programme) -> None:
    content = edited(programme, lambda w: w.__setitem__("H2", "да"))
    start = datetime(2026, 12, 10, 9, 30, tzinfo=programme.mission.zone)
    assert pins(content, programme.mission) == (Pin(f"{FEAL}.stadion", start, "КРИТБИ", "1"),)


def test_a_row_added_by_hand_is_the_meeting_of_its_companies(programme: Programme) -> None:
    row = [date(2026, 12, 10), "11:00", None, "KRITBI", "2", "ЭнергоТех", "Карьер"]
    content = edited(programme, lambda w: w.append(row))
    start = datetime(2026, 12, 10, 11, tzinfo=programme.mission.zone)
    assert pins(content, programme.mission) == (Pin(f"{MINE}.{ENERGO}", start, "КРИТБИ", "2"),)


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("B", "10:10", "No slot starts at 10:10"),
        ("D", "Луна", "There is no venue “Луна”"),
        ("E", "4", "There is no table 4 at КРИТБИ"),
        ("D", "Железногорск", "There is no table 1 at Железногорск"),
        ("A", "24.12.2026", "is no day of the mission"),
        ("I", "inn-1.inn-2", "no meeting of two companies"),
    ],
)
def test_a_row_moved_to_where_nothing_is_is_refused(
    programme: Programme, column: str, value: str, reason: str
) -> None:
    content = edited(programme, lambda w: w.__setitem__(f"{column}2", value))
    with pytest.raises(WorkbookRejectedError) as caught:
        pins(content, programme.mission)
    (problem,) = caught.value.problems
    assert reason in problem.reason.render()
    assert problem.sheet == "Расписание"
    assert problem.cell.endswith("2")


def test_two_meetings_are_not_pinned_to_one_table_or_one_company_twice(
    programme: Programme,
) -> None:
    def same_table(worksheet: Worksheet) -> None:
        worksheet["B2"] = "11:00"
        worksheet.append([DAY, "11:00", None, "КРИТБИ", "1", "ЭнергоТех", "Карьер"])

    def same_company(worksheet: Worksheet) -> None:
        worksheet["B2"] = "11:00"
        worksheet.append([DAY, "11:00", None, "КРИТБИ", "2", "Феал", "Карьер"])

    for edit, reason in ((same_table, "repeats row 2"), (same_company, "ООО «Феал» is pinned")):
        (problem,) = look(edited(programme, edit), programme.mission).problems
        assert reason in problem.reason.render()


def test_a_company_with_two_people_may_be_pinned_twice(programme: Programme) -> None:
    Company.objects.filter(key=FEAL).update(representatives_count=2)

    def edit(worksheet: Worksheet) -> None:
        worksheet["B2"] = "11:00"
        worksheet.append([DAY, "11:00", None, "КРИТБИ", "2", "Феал", "Карьер"])

    assert len(pins(edited(programme, edit), programme.mission)) == 2


def test_no_text_becomes_a_formula() -> None:
    rows = cast()
    rows["companies"][4]["name"] = '=HYPERLINK("x","y")'
    workbook = opened(book(rows))
    cell = sheet_of(workbook, "Компании")["A6"]
    assert (cell.value, cell.data_type) == ('=HYPERLINK("x","y")', "s")
