"""A small workbook for the commands that plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cast import ask, at, company, small_mission
from vstrecha.companies.models import Opportunity
from vstrecha.missions.models import Mission
from vstrecha.programme.models import Programme, Session
from vstrecha.workbook.exports.planned import planned_workbook


def forget() -> None:
    """Empty the database: each run of the command has one of its own."""
    Programme.objects.all().delete()
    for mission in Mission.objects.all():
        mission.companies.all().delete()
        mission.delete()


@pytest.fixture
def workbook(db: None, tmp_path: Path) -> Path:
    """A workbook of the small mission with four requests; nothing of it is left in the database."""
    mission = small_mission()
    for key, kind, title in (
        ("feal", "technology_offer", "Тонкослойные нагреватели для трибун стадиона"),
        ("obninsk", "technology_offer", "Системы управления карьерными экскаваторами"),
        ("kritbi", "technology_request", "Обогрев трибун стадиона зимой"),
        ("ruda", "technology_request", "Замена системы управления карьерного экскаватора"),
        ("taiga", "business_offer", "Программы для складов"),
    ):
        Opportunity.objects.create(company=company(mission, key), kind=kind, title=title)
    for home, host in (
        ("feal", "kritbi"),
        ("feal", "ruda"),
        ("obninsk", "ruda"),
        ("obninsk", "taiga"),
    ):
        ask(mission, home, host)
    lunch = Session.objects.create(
        mission=mission,
        kind="meal",
        title="Обед",
        starts_at=at("13:00"),
        ends_at=at("14:00"),
        venue=mission.venues.get(name="КРИТБИ"),
    )
    lunch.participants.set(mission.companies.all())
    path = tmp_path / "mission.xlsx"
    programme = Programme.objects.create(mission=mission, version=1, status="feasible")
    path.write_bytes(planned_workbook(programme=programme, language="ru"))
    forget()
    return path
