"""What the published programme stands on cannot be taken away by a file."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.utils import timezone

from tests.workbook.cast import DAY, Rows, book, cast
from vstrecha.meetings.models import Meeting
from vstrecha.missions.models import Mission
from vstrecha.programme.models import Placement, Programme, Slot, Table
from vstrecha.workbook.services import (
    Preview,
    WorkbookRejectedError,
    import_workbook,
    preview_workbook,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def mission() -> Mission:
    return import_workbook(content=book(), name="a.xlsx", mission=None, user=None).mission


def place(mission: Mission, *, published: bool) -> Placement:
    """One meeting in the second slot, at the second table."""
    programme = Programme.objects.create(
        mission=mission,
        version=1,
        status=Programme.Status.OPTIMAL,
        published_at=timezone.now() if published else None,
    )
    slot = Slot.objects.order_by("starts_at")[1]
    return Placement.objects.create(
        programme=programme,
        meeting=Meeting.objects.create(mission=mission, key="inn-1.inn-2"),
        slot=slot,
        ends_at=slot.ends_at,
        table=Table.objects.get(label="2"),
    )


def with_grid(**values: object) -> Rows:
    rows = cast()
    rows["grid"][0].update(values)
    del rows["requests"][1]["at_time"]
    return rows


def look(rows: Rows, mission: Mission) -> Preview:
    return preview_workbook(content=book(rows), name="a.xlsx", mission=mission)


@pytest.mark.parametrize(
    "grid",
    [
        {"starts": time(11)},
        {"slot_minutes": 20, "pause_minutes": 10},
        {"date": DAY, "starts": time(9, 35), "ends": time(12, 5)},
    ],
)
def test_a_slot_of_the_published_programme_is_neither_lost_nor_changed(
    mission: Mission, grid: dict[str, object]
) -> None:
    place(mission, published=True)
    slots = sorted(Slot.objects.values_list())
    with pytest.raises(WorkbookRejectedError) as caught:
        import_workbook(content=book(with_grid(**grid)), name="a.xlsx", mission=mission, user=None)
    (problem,) = caught.value.problems
    assert problem.sheet == "Сетка времени"
    assert "lost: 2026-12-10 10:00" in problem.reason.render()
    assert sorted(Slot.objects.values_list()) == slots


def test_slots_beside_it_may_go_and_others_be_added(mission: Mission) -> None:
    placement = place(mission, published=True)
    rows = with_grid(starts=time(10), ends=time(11, 30))
    import_workbook(content=book(rows), name="a.xlsx", mission=mission, user=None)
    assert Slot.objects.count() == 3
    assert Placement.objects.get() == placement


def test_a_later_slot_of_a_long_meeting_is_in_use_too(mission: Mission) -> None:
    placement = place(mission, published=True)
    placement.ends_at += timedelta(minutes=30)
    placement.save()
    (problem,) = look(with_grid(ends=time(10, 30)), mission).problems
    assert "lost: 2026-12-10 10:30" in problem.reason.render()


def test_a_plan_that_was_not_published_gives_way_and_that_is_said(mission: Mission) -> None:
    place(mission, published=False)
    rows = with_grid(starts=time(11))
    preview = look(rows, mission)
    assert "lose the meetings" in preview.notes[0].text.render()
    import_workbook(content=book(rows), name="a.xlsx", mission=mission, user=None)
    assert not Placement.objects.exists()


def test_tables_in_use_are_not_taken_away(mission: Mission) -> None:
    place(mission, published=True)
    rows = cast()
    rows["venues"][0]["tables"] = 1
    (problem,) = look(rows, mission).problems
    assert (problem.sheet, problem.cell) == ("Площадки", "D2")
    assert "meetings at 2 tables" in problem.reason.render()
    rows["venues"][0]["tables"] = 2
    import_workbook(content=book(rows), name="a.xlsx", mission=mission, user=None)
    assert list(Table.objects.values_list("label", flat=True)) == ["1", "2"]


def test_the_zone_of_a_published_programme_stays(mission: Mission) -> None:
    place(mission, published=True)
    rows = cast()
    rows["mission"][0]["time_zone"] = "Europe/Moscow"
    (problem,) = look(rows, mission).problems
    assert "published in the time zone Asia/Krasnoyarsk" in problem.reason.render()
