"""The plan as data, and what the next run reads of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from vstrecha.missions.models import Mission
from vstrecha.programme.exports import UnreadablePlanError, plan_data, plan_json, read_plan
from vstrecha.programme.models import Programme
from vstrecha.programme.notices import notices_of


def test_it_says_what_solve_says_and_names_it(programme: Programme) -> None:
    data = plan_data(programme=programme, language="en")
    assert (data["status"], data["seed"], data["seconds"]) == ("feasible", 5, 1.25)
    assert data["objective"] == {"requested": 3, "placed": 2, "utility": 48, "breaks": 1}
    assert data["bound"] == {"placed": 3, "utility": 68, "breaks": 0}
    assert data["proven"] == ["mandatory"]
    assert data["placements"] == [
        {
            "meeting": "feal.kritbi",
            "slot": "2026-12-10T10:00+07:00",
            "ends": "2026-12-10T10:20+07:00",
            "venue": "КРИТБИ",
            "table": "1",
            "interpreter": None,
            "companies": ["feal", "kritbi"],
            "uid": "feal.kritbi@kaluga-krasnoyarsk.vstrecha",
            "sequence": 0,
        },
        {
            "meeting": "feal.ruda",
            "slot": "2026-12-10T11:20+07:00",
            "ends": "2026-12-10T11:40+07:00",
            "venue": "КРИТБИ",
            "table": "2",
            "interpreter": None,
            "companies": ["feal", "ruda"],
            "uid": "feal.ruda@kaluga-krasnoyarsk.vstrecha",
            "sequence": 0,
        },
    ]
    assert data["unplaced"] == [
        {
            "meeting": "obninsk.ruda",
            "companies": ["obninsk", "ruda"],
            "reason": "ObninskEnergoTech, Northern Ore have no free slot in common.",
        }
    ]


def test_the_next_run_reads_what_was_told(programme: Programme, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_bytes(plan_json(programme=programme, language="ru"))
    earlier = read_plan(path)
    assert earlier is not None
    assert (earlier.slug, earlier.version) == ("kaluga-krasnoyarsk", 1)
    assert set(earlier.companies) == {"feal", "obninsk", "kritbi", "ruda", "taiga"}
    assert set(earlier.notices) == set(notices_of(programme))
    assert "Феал" in path.read_text("utf-8")


def test_no_earlier_run(tmp_path: Path) -> None:
    assert read_plan(tmp_path / "plan.json") is None


@pytest.mark.parametrize(
    "damage",
    [
        "not json",
        "[]",
        "{}",
        '{"format": 2}',
        '{"format": 1}',
        '{"format": 1, "mission": {}, "version": 1, "companies": [], "notices": []}',
        '{"format": 1, "mission": {"slug": "a"}, "version": "1", "companies": [], "notices": []}',
        '{"format": 1, "mission": {"slug": "a"}, "version": 1, "companies": [], "notices": [{}]}',
        '{"format": 1, "mission": {"slug": "a"}, "version": 1, "companies": [1], "notices": []}',
        '{"format": 1, "mission": {"slug": "a"}, "version": 1, "companies": {}, "notices": []}',
        '{"format": 1, "mission": [], "version": 1, "companies": [], "notices": []}',
    ],
)
def test_a_damaged_file_is_not_taken_for_none(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "plan.json"
    path.write_text(damage, "utf-8")
    with pytest.raises(UnreadablePlanError):
        read_plan(path)


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_bytes("{«}".encode("cp1251"))
    with pytest.raises(UnreadablePlanError):
        read_plan(path)


def test_it_is_stable(programme: Programme, mission: Mission) -> None:
    first, second = (plan_json(programme=programme, language="ru") for _ in range(2))
    assert first == second
    assert json.loads(first)["mission"]["title"] == mission.title
