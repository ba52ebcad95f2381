"""What an import writes: a new mission, then only what differs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from tests.workbook.cast import DAY, FEAL_INN, MINE_INN, NEXT_DAY, Rows, book, cast
from vstrecha.companies.models import Company, Opportunity
from vstrecha.meetings.models import AvailabilityWindow, Request
from vstrecha.missions.models import Membership, Mission
from vstrecha.people.models import User
from vstrecha.programme.models import Session, Slot, Table, Venue
from vstrecha.workbook.services import (
    ImportResult,
    Preview,
    RowPreview,
    State,
    WorkbookRejectedError,
    import_workbook,
    preview_workbook,
)

pytestmark = pytest.mark.django_db


def take(rows: Rows | None = None, mission: Mission | None = None) -> ImportResult:
    return import_workbook(content=book(rows), name="a.xlsx", mission=mission, user=None)


def look(rows: Rows, mission: Mission) -> Preview:
    return preview_workbook(content=book(rows), name="a.xlsx", mission=mission)


def states(preview: Preview) -> dict[str, dict[str, int]]:
    return {
        sheet.sheet.key: {state.value: count for state, count in sheet.counts.items()}
        for sheet in preview.sheets
        if set(sheet.counts) - {State.UNCHANGED}
    }


def rows_in(preview: Preview, sheet: str, state: State) -> list[RowPreview]:
    return [row for s in preview.sheets if s.sheet.key == sheet for row in s.in_state(state)]


# A new mission


def test_it_makes_the_mission_with_its_sides_and_its_organiser() -> None:
    user = User.objects.create_user(email="org@example.org", can_organise=True)
    result = import_workbook(content=book(), name="a.xlsx", mission=None, user=user)
    mission = Mission.objects.get()
    assert result.mission == mission
    assert (mission.slug, mission.title) == ("krasnoyarsk", "Миссия в Красноярск")
    assert (mission.starts_on, mission.ends_on) == (DAY, NEXT_DAY)
    assert not mission.is_public
    assert dict(mission.sides.values_list("role", "region")) == {
        "home": "Калужская область",
        "host": "Красноярский край",
    }
    membership = Membership.objects.get()
    assert (membership.user, membership.role) == (user, Membership.Role.ORGANISER)


def test_what_exists_and_what_is_missing_are_kept_line_by_line() -> None:
    rows = cast()
    rows["opportunities"][0] |= {
        "exists": ["нагреватели 0,3 мм, серия", "монтажники"],
        "missing": ["стадион-заказчик"],
        "missing_en": ["a stadium as customer"],
    }
    mission = take(rows).mission
    stored = Opportunity.objects.get(title="Обогрев трибун")
    assert stored.exists == ["нагреватели 0,3 мм, серия", "монтажники"]
    assert (stored.exists_en, stored.missing) == ([], ["стадион-заказчик"])
    assert stored.missing_en == ["a stadium as customer"]
    assert states(look(rows, mission)) == {}
    rows["opportunities"][0]["missing"] = ["стадион-заказчик", "банк"]
    assert states(look(rows, mission))["opportunities"]["changed"] == 1
    take(rows, mission)
    stored.refresh_from_db()
    assert stored.missing == ["стадион-заказчик", "банк"]


def test_lines_may_stand_on_lines_of_their_own() -> None:
    rows = cast()
    rows["opportunities"][0]["missing"] = ["стадион\nбанк; лизинг"]
    take(rows)
    assert Opportunity.objects.get(title="Обогрев трибун").missing == ["стадион", "банк", "лизинг"]


def test_it_makes_places_and_cuts_the_grid_in_the_mission_s_zone() -> None:
    mission = take().mission
    assert list(Venue.objects.values_list("name", "name_en")) == [
        ("КРИТБИ", "KRITBI"),
        ("Железногорск", ""),
    ]
    assert list(Table.objects.values_list("venue__name", "label")) == [
        ("КРИТБИ", "1"),
        ("КРИТБИ", "2"),
        ("КРИТБИ", "3"),
    ]
    slots = list(Slot.objects.order_by("starts_at"))
    assert len(slots) == 5
    assert {slot.part for slot in slots} == {"2026-12-10-1"}
    assert slots[0].starts_at == datetime(2026, 12, 10, 2, 30, tzinfo=UTC)
    assert slots[0].ends_at - slots[0].starts_at == timedelta(minutes=25)
    assert slots[1].starts_at - slots[0].starts_at == timedelta(minutes=30)
    assert slots[-1].ends_at.astimezone(mission.zone).time() == time(11, 55)


def test_it_makes_companies_with_keys_that_show_no_e_mail() -> None:
    take()
    keys = dict(Company.objects.values_list("name", "key"))
    assert keys["ООО «Феал»"] == f"inn-{FEAL_INN}"
    assert keys["Стадион"] == "stadion"
    assert keys["ООО «Тишина»"] == "ooo-tishina"
    feal = Company.objects.get(inn=FEAL_INN)
    assert feal.spoken_languages == ["ru", "en"]
    assert feal.industry_codes == ["24.45", "27.51"]
    assert (feal.language, feal.representatives_count, feal.max_meetings) == ("ru", 1, None)
    assert feal.side.role == "home"


def test_texts_without_a_language_have_the_mission_s_or_the_company_s() -> None:
    rows = cast()
    rows["mission"][0]["language"] = "en"
    rows["companies"][3]["language"] = "de"
    take(rows)
    assert Company.objects.get(inn=FEAL_INN).language == "en"
    assert Opportunity.objects.get(company__name="Стадион").language == "de"


def test_it_makes_windows_sessions_and_accepted_requests() -> None:
    mission = take().mission
    window = AvailabilityWindow.objects.get()
    assert window.starts_at.astimezone(mission.zone).time() == time(11)
    assert window.ends_at == datetime(2026, 12, 10, 17, tzinfo=UTC)
    assert not window.is_available
    session = Session.objects.get()
    assert session.venue is not None
    assert (session.venue.name, session.participants.count()) == ("КРИТБИ", 5)
    assert list(Request.objects.values_list("status", "source", "priority", "at_time")) == [
        ("accepted", "workbook", 3, None),
        ("accepted", "workbook", 2, time(10)),
    ]


def test_an_address_left_out_is_made_of_the_title_and_is_free() -> None:
    rows = cast()
    del rows["mission"][0]["address"]
    assert take(rows).mission.slug == "missiya-v-krasnoyarsk-2026"
    assert take(rows).mission.slug == "missiya-v-krasnoyarsk-2026-2"


def test_an_address_that_is_taken_is_refused() -> None:
    take()
    with pytest.raises(WorkbookRejectedError, match="taken by another mission"):
        take()
    assert Mission.objects.count() == 1


# The same file again, and a changed one


def test_the_same_file_again_changes_nothing() -> None:
    mission = take().mission
    before = sorted((m.__name__, sorted(m.objects.values_list())) for m in (Company, Slot, Request))
    again = take(mission=mission)
    assert states(again.preview) == {}
    assert not again.preview.changes_something
    after = sorted((m.__name__, sorted(m.objects.values_list())) for m in (Company, Slot, Request))
    assert before == after


def test_a_preview_writes_nothing_and_tells_each_change() -> None:
    mission = take().mission
    rows = cast()
    rows["companies"][0] |= {"email": "new@feal.example", "city": "Калуга"}
    rows["companies"].append({"name": "Новая", "side": "host"})
    rows["requests"].pop()
    preview = look(rows, mission)
    assert states(preview) == {
        "companies": {"changed": 1, "unchanged": 4, "new": 1},
        "sessions": {"changed": 1},  # all take part: the new company too
        "requests": {"unchanged": 1, "left": 1},
    }
    (changed,) = rows_in(preview, "companies", State.CHANGED)
    assert (changed.label, changed.row) == ("ООО «Феал»", 2)
    assert [(c.old, c.new) for c in changed.changes] == [
        ("info@feal.example", "new@feal.example"),
        ("—", "Калуга"),
    ]
    assert Company.objects.count() == 5
    assert Company.objects.get(inn=FEAL_INN).email == "info@feal.example"


def test_an_import_applies_the_changes_and_leaves_what_is_not_in_the_file() -> None:
    mission = take().mission
    rows = cast()
    rows["mission"][0] |= {"title": "Миссия-2", "host_region": "Край"}
    rows["companies"][0] |= {"city": "Калуга", "industry_codes": []}
    rows["companies"][1]["side"] = "host"
    rows["opportunities"][0]["stage"] = 9
    rows["sessions"][0] |= {"ends": time(9, 45), "participants": ["home"], "venue": None}
    rows["availability"][0]["starts"] = time(10, 30)
    rows["requests"] = [rows["requests"][0] | {"priority": "4", "status": "declined"}]
    rows["travel"][0]["minutes"] = 70
    take(rows, mission)
    mission.refresh_from_db()
    assert mission.title == "Миссия-2"
    assert mission.sides.get(role="host").region == "Край"
    feal = Company.objects.get(inn=FEAL_INN)
    assert (feal.city, feal.industry_codes, feal.key) == ("Калуга", [], f"inn-{FEAL_INN}")
    assert mission.sides.get(role="host").companies.count() == 4
    assert Opportunity.objects.get(title="Обогрев трибун").stage == 9
    session = Session.objects.get()
    assert session.venue is None
    assert list(session.participants.all()) == [feal]
    assert AvailabilityWindow.objects.get().starts_at.astimezone(mission.zone).hour == 10
    assert dict(Request.objects.values_list("priority", "status")) == {
        4: "declined",
        2: "accepted",
    }
    assert states(look(rows, mission)) == {"requests": {"unchanged": 1, "left": 1}}


def test_an_empty_cell_empties_a_field_but_not_one_with_a_default() -> None:
    mission = take().mission
    Request.objects.update(status="declined", priority=4)
    rows = cast()
    rows["companies"][2]["city"] = None
    rows["requests"][0]["priority"] = None
    take(rows, mission)
    assert Company.objects.get(inn=MINE_INN).city == ""
    assert set(Request.objects.values_list("status", "priority")) == {("declined", 4)}


def test_a_column_or_a_sheet_left_out_leaves_its_values_alone() -> None:
    mission = take().mission

    def edit(workbook: Workbook) -> None:
        for title in ("Миссия", "Площадки", "Переезды", "Сетка времени", "События", "Запросы"):
            workbook.remove(workbook[title])
        workbook["Компании"].delete_cols(7)

    content = book(edit=edit)
    result = import_workbook(content=content, name="a.xlsx", mission=mission, user=None)
    assert not result.preview.changes_something
    assert Company.objects.get(inn=MINE_INN).city == "Красноярск"
    assert Slot.objects.count() == 5


def change(number: int, **values: object) -> Callable[[Rows], None]:
    return lambda rows: rows["companies"][number].update(values)


@pytest.mark.parametrize(
    ("edit", "name"),
    [
        (change(0, name="ООО «Феал-Технология»", email="other@feal.example"), "by its INN"),
        (change(3, name="Арена «Енисей»"), "by its e-mail"),
        (change(4, email="hello@tishina.example"), "by its name"),
        (change(4, inn="7702070139"), "by its name, and gets an INN"),
    ],
)
def test_a_company_is_known_again(edit: Callable[[Rows], None], name: str) -> None:
    mission = take().mission
    keys = set(Company.objects.values_list("key", flat=True))
    rows = cast()
    edit(rows)
    rows["opportunities"], rows["availability"], rows["requests"] = [], [], []
    take(rows, mission)
    assert set(Company.objects.values_list("key", flat=True)) == keys, name


def test_another_inn_under_the_same_name_is_another_company() -> None:
    mission = take().mission
    rows = cast()
    rows["companies"].append({"name": "ООО «Феал»", "side": "host", "inn": "7702070139"})
    rows["requests"][0]["sender"] = FEAL_INN
    take(rows, mission)
    assert Company.objects.filter(name="ООО «Феал»").count() == 2


def test_all_or_nothing_holds_for_a_stored_mission_too() -> None:
    mission = take().mission
    rows = cast()
    rows["companies"][0]["city"] = "Калуга"
    rows["requests"][0]["recipient"] = "Никто"
    with pytest.raises(WorkbookRejectedError):
        take(rows, mission)
    assert Company.objects.get(inn=FEAL_INN).city == ""


# Time


def test_a_new_zone_keeps_what_the_clocks_say() -> None:
    mission = take().mission
    rows = cast()
    rows["mission"][0]["time_zone"] = "Asia/Novosibirsk"
    rows["mission"][0]["title"] = "Иначе"
    zone_only = cast()
    zone_only["mission"][0]["time_zone"] = "Asia/Omsk"
    for changed in (rows, zone_only):
        take(changed, mission)
        mission.refresh_from_db()
        starts = Slot.objects.earliest("starts_at").starts_at.astimezone(mission.zone)
        assert (starts.date(), starts.time()) == (DAY, time(9, 30))
        assert Session.objects.get().starts_at.astimezone(mission.zone).time() == time(9)
        assert AvailabilityWindow.objects.get().starts_at.astimezone(mission.zone).hour == 11
        assert states(look(changed, mission)) == {}


def test_the_file_says_the_whole_of_a_day_s_grid_and_nothing_of_other_days() -> None:
    mission = take().mission
    rows = cast()
    rows["grid"].append(
        {"date": NEXT_DAY, "starts": time(14), "ends": time(15), "slot_minutes": 30}
    )
    take(rows, mission)
    first = set(Slot.objects.values_list("pk", flat=True))
    rows["grid"] = [
        {"date": DAY, "starts": time(9, 30), "ends": time(10), "slot_minutes": 25},
        {"date": DAY, "starts": time(15), "ends": time(16), "slot_minutes": 30},
    ]
    del rows["requests"][1]["at_time"]
    preview = take(rows, mission).preview
    assert [row.label[-11:] for row in rows_in(preview, "grid", State.LEFT)] == ["14:00–15:00"]
    parts = [(slot.part, slot.pk in first) for slot in Slot.objects.order_by("starts_at")]
    assert parts == [
        ("2026-12-10-1", True),
        ("2026-12-10-2", False),
        ("2026-12-10-2", False),
        ("2026-12-11-1", True),
        ("2026-12-11-1", True),
    ]


def test_a_removed_part_of_a_day_is_said() -> None:
    mission = take().mission
    rows = cast()
    afternoon = {"date": DAY, "starts": time(14), "ends": time(15), "slot_minutes": 30}
    rows["grid"].append(afternoon)
    take(rows, mission)
    rows["grid"].pop()
    preview = look(rows, mission)
    assert [row.label[-11:] for row in rows_in(preview, "grid", State.REMOVED)] == ["14:00–15:00"]
    assert preview.changes_something


def test_the_mission_cannot_give_up_a_day_that_is_in_use() -> None:
    mission = take().mission
    rows = cast()
    rows["mission"][0] |= {"starts_on": NEXT_DAY}
    for sheet in ("grid", "sessions", "availability", "requests"):
        rows[sheet] = []
    preview = look(rows, mission)
    assert [p.reason.render() for p in preview.problems] == [
        "These days would no longer belong to the mission, but are in use: 2026-12-10."
    ]


def test_a_window_of_several_days_is_cut_up_when_one_of_them_changes() -> None:
    mission = take().mission
    stadium = Company.objects.get(name="Стадион")
    AvailabilityWindow.objects.create(
        company=stadium,
        starts_at=datetime(2026, 12, 10, 15, tzinfo=mission.zone),
        ends_at=datetime(2026, 12, 12, 0, tzinfo=mission.zone),
    )
    rows = cast()
    windows: Rows = {
        "availability": [
            {"company": "Стадион", "date": DAY, "starts": time(15), "is_available": False},
            {"company": "Стадион", "date": NEXT_DAY, "is_available": False},
        ]
    }
    rows["availability"] += windows["availability"]
    assert states(look(rows, mission)) == {}
    rows["availability"][-1]["ends"] = time(12)
    take(rows, mission)
    spans = [
        (w.starts_at.astimezone(mission.zone), w.ends_at.astimezone(mission.zone))
        for w in AvailabilityWindow.objects.filter(company=stadium).order_by("starts_at")
    ]
    assert [(start.day, start.hour, end.day, end.hour) for start, end in spans] == [
        (10, 15, 11, 0),
        (11, 0, 11, 12),
    ]


# Size


def many(count: int) -> Rows:
    """The cast and `count` more companies, each with an opportunity, a window and a request."""
    rows = cast()
    for number in range(count):
        name = f"Компания {number}"
        rows["companies"].append({"name": name, "side": "host"})
        rows["opportunities"].append(
            {"company": name, "kind": "business_offer", "title": "Товар", "description": "О нём"}
        )
        rows["availability"].append(
            {
                "company": name,
                "date": DAY,
                "starts": time(9),
                "ends": time(10),
                "is_available": True,
            }
        )
        rows["requests"].append({"sender": FEAL_INN, "recipient": name})
    return rows


def queries(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def test_the_number_of_queries_does_not_grow_with_the_companies() -> None:
    files = {count: book(many(count)) for count in (1, 100)}

    def first(count: int) -> Callable[[], object]:
        return lambda: import_workbook(content=files[count], name="a.xlsx", mission=None, user=None)

    def again(count: int) -> Callable[[], object]:
        return lambda: import_workbook(
            content=files[count], name="a.xlsx", mission=Mission.objects.get(), user=None
        )

    counts: dict[int, tuple[int, int]] = {}
    for count in (1, 100):
        counts[count] = queries(first(count)), queries(again(count))
        Request.objects.all().delete()
        Session.objects.all().delete()
        Company.objects.all().delete()
        Mission.objects.all().delete()
    batches = 8  # 100 rows of up to 20 fields are a few statements where a database limits one
    assert counts[1][0] <= counts[100][0] <= counts[1][0] + batches
    assert counts[100][1] == counts[1][1]
    assert counts[100][0] < 60
