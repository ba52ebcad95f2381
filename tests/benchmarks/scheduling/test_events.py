"""Generated events keep what they promise."""

from collections import Counter
from dataclasses import replace

import pytest

from benchmarks.scheduling.events import SLOTS, UNAVAILABLE, event
from vstrecha.engine.scheduling.plan import Status
from vstrecha.engine.scheduling.solve import solve

DRAWN = event(60, 200, 7)


def degrees(side: str) -> list[int]:
    people = {one.id for one in DRAWN.participants if one.side == side}
    met = Counter(name for meeting in DRAWN.meetings for name in meeting.participants)
    return sorted((met[name] for name in people), reverse=True)


def test_it_has_the_size_asked_for() -> None:
    assert (len(DRAWN.participants), len(DRAWN.meetings), len(DRAWN.slots)) == (60, 200, SLOTS)
    assert len({slot.part for slot in DRAWN.slots}) == 2


def test_every_meeting_is_mandatory_between_two_sides_and_not_repeated() -> None:
    side = {one.id: one.side for one in DRAWN.participants}
    assert all(meeting.mandatory for meeting in DRAWN.meetings)
    assert {tuple(side[name] for name in one.participants) for one in DRAWN.meetings} == {
        ("home", "host")
    }
    assert len({meeting.participants for meeting in DRAWN.meetings}) == 200


def test_tables_and_unavailability_have_their_shares() -> None:
    assert len(DRAWN.venues[0].tables) == 19  # 200 meetings are 55 % of 18.2 tables × 20 slots
    closed = sum(len(one.unavailable) for one in DRAWN.participants)
    assert closed == round(UNAVAILABLE * 60 * SLOTS)


@pytest.mark.parametrize("side", ["home", "host"])
def test_a_few_are_sought_after(side: str) -> None:
    counts = degrees(side)
    assert sum(counts) == 200
    assert counts[0] >= 17
    assert counts[0] >= 4 * counts[len(counts) // 2]


@pytest.mark.parametrize("day_parts", [1, 2])
def test_every_meeting_can_be_held(day_parts: int) -> None:
    plan = solve(event(24, 90, 3, day_parts=day_parts), work_limit=1.0)
    assert plan.status in {Status.OPTIMAL, Status.FEASIBLE}
    assert plan.objective["mandatory"] == 90


def test_the_same_seed_gives_the_same_event() -> None:
    assert event(60, 200, 7) == DRAWN
    assert event(60, 200, 8) != DRAWN


def test_with_one_day_part_only_the_grid_differs() -> None:
    whole = event(60, 200, 7, day_parts=1)
    assert {slot.part for slot in whole.slots} == {"day"}
    assert replace(whole, slots=DRAWN.slots) == DRAWN


def test_too_many_meetings_are_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        event(4, 80, 1)
    with pytest.raises(ValueError, match="day_parts"):
        event(4, 4, 1, day_parts=3)
