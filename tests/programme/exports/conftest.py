"""A published programme with a lunch and a visit, its plan made by hand."""

from __future__ import annotations

import pytest

from tests.cast import ask, at, company, fit, small_mission
from vstrecha.meetings.services import form_meetings
from vstrecha.missions.models import Mission
from vstrecha.programme.models import Placement, Programme, Session, Table, Unplaced, Venue
from vstrecha.programme.services import publish_programme

WHY = "Ваш запрос «Обогрев трибун» ↔ их предложение «Тонкоплёночные нагреватели»"


@pytest.fixture
def mission(db: None) -> Mission:
    mission = small_mission()
    fit(mission, "feal", "kritbi", 0.8, WHY)
    ask(mission, "feal", "kritbi", cooperation="Совместные испытания,\nзимой; на стенде")
    ask(mission, "feal", "ruda")
    ask(mission, "obninsk", "ruda")
    form_meetings(mission=mission)
    lunch = Session.objects.create(
        mission=mission,
        kind="meal",
        title="Обед",
        title_en="Lunch",
        starts_at=at("13:00"),
        ends_at=at("14:00"),
        venue=Venue.objects.get(name="КРИТБИ", mission=mission),
    )
    visit = Session.objects.create(
        mission=mission,
        kind="visit",
        title="Визит на завод",
        starts_at=at("15:30"),
        ends_at=at("17:00"),
        venue=Venue.objects.get(name="Железногорск", mission=mission),
    )
    lunch.participants.set(mission.companies.all())
    visit.participants.set(mission.companies.filter(side__role="home"))
    return mission


def place(programme: Programme, key: str, slot: int, table: str) -> None:
    """Put a meeting into the slot of that number, at a table of КРИТБИ."""
    slots = list(programme.mission.slots.all())
    Placement.objects.create(
        programme=programme,
        meeting=programme.mission.meetings.get(key=key),
        slot=slots[slot],
        ends_at=slots[slot].ends_at,
        table=Table.objects.get(venue__mission=programme.mission, venue__position=0, label=table),
    )


def new_version(mission: Mission) -> Programme:
    """A feasible version without placements yet."""
    return Programme.objects.create(
        mission=mission,
        version=mission.programmes.count() + 1,
        status=Programme.Status.FEASIBLE,
        objective={"requested": 3, "placed": 2, "utility": 48, "breaks": 1},
        bound={"placed": 3, "utility": 68, "breaks": 0},
        proven=["mandatory"],
        seed=5,
        seconds=1.25,
    )


@pytest.fixture
def programme(mission: Mission) -> Programme:
    """Published: feal meets КРИТБИ at 10:00 and «Северная руда» at 11:20; one has no place."""
    programme = new_version(mission)
    place(programme, "feal.kritbi", 0, "1")
    place(programme, "feal.ruda", 4, "2")
    Unplaced.objects.create(
        programme=programme,
        meeting=mission.meetings.get(key="obninsk.ruda"),
        reason={
            "text": "{companies} have no free slot in common.",
            "facts": {"companies": ["obninsk", "ruda"]},
        },
    )
    return publish_programme(programme=programme)


__all__ = ["WHY", "company", "mission", "new_version", "place", "programme"]
