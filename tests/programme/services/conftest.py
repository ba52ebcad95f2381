"""A small mission in which everybody wants to meet everybody."""

from __future__ import annotations

import pytest

from tests.cast import ask, small_mission
from vstrecha.missions.models import Mission
from vstrecha.programme.models import Programme


@pytest.fixture
def mission(db: None) -> Mission:
    mission = small_mission()
    for home in ("feal", "obninsk"):
        for host in ("kritbi", "ruda", "taiga"):
            ask(mission, home, host)
    return mission


def places(programme: Programme) -> dict[str, tuple[str, str]]:
    return {
        placement.meeting.key: (
            placement.slot.starts_at.astimezone(programme.mission.zone).strftime("%d %H:%M"),
            f"{placement.table.venue.name} {placement.table.label}",
        )
        for placement in programme.placements.select_related("meeting", "slot", "table__venue")
    }
