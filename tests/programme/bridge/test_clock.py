"""Which slots a window, a session or a wish means."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import DAY, ZONE, at
from vstrecha.engine.scheduling.problem import Slot
from vstrecha.meetings.models import AvailabilityWindow
from vstrecha.programme.bridge.clock import (
    Span,
    extra_slots,
    overlapped,
    slot_id,
    unavailable_slots,
    wished_slots,
)

STEP = timedelta(minutes=20)


def grid(start: str, count: int, *, day: int = 0) -> list[Slot]:
    moments = [at(start, day=day) + number * STEP for number in range(count)]
    return [Slot(slot_id(one, ZONE), one, one + STEP, f"{one.date()}-am") for one in moments]


def clocks(names: frozenset[str] | tuple[str, ...] | None) -> list[str] | None:
    return None if names is None else sorted(name[11:16] for name in names)


MORNING = grid("11:20", 4)  # 11:20, 11:40, 12:00, 12:20


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("11:20", "11:40", ["11:20"]),
        ("11:39", "11:41", ["11:20", "11:40"]),
        ("10:00", "11:20", []),
        ("12:40", "13:00", []),
        ("10:00", "13:00", ["11:20", "11:40", "12:00", "12:20"]),
    ],
)
def test_a_session_binds_each_slot_it_touches(start: str, end: str, expected: list[str]) -> None:
    assert clocks(overlapped(Span(at(start), at(end)), MORNING)) == expected


@given(
    st.lists(st.tuples(st.integers(0, 300), st.integers(1, 90)), max_size=5), st.integers(0, 200)
)
def test_extra_slots_are_what_sessions_cover_outside_the_grid(
    stretches: list[tuple[int, int]], offset: int
) -> None:
    spans = [
        Span(
            at("09:00") + timedelta(minutes=start), at("09:00") + timedelta(minutes=start + length)
        )
        for start, length in stretches
    ]
    slots = [
        Slot(slot_id(one, ZONE), one, one + STEP, "part")
        for one in (at("09:00") + timedelta(minutes=offset) + number * STEP for number in range(4))
    ]
    extra = extra_slots(spans, slots, ZONE)
    everything = sorted([*slots, *extra], key=lambda slot: slot.start)
    for one, other in pairwise(everything):
        assert one.end <= other.start
    assert len({slot.part for slot in extra}) == len(extra)
    for minute in range(500):
        moment = Span(
            at("09:00") + timedelta(minutes=minute), at("09:01") + timedelta(minutes=minute)
        )
        in_session = any(span.overlaps(moment) for span in spans)
        in_grid = any(moment.overlaps(slot) for slot in slots)
        assert any(moment.overlaps(slot) for slot in extra) == (in_session and not in_grid)
    for span in spans:
        bound = overlapped(span, everything)
        covered = [slot for slot in everything if slot.id in bound]
        assert covered[0].start <= span.start
        assert covered[-1].end >= span.end


def window(start: str, end: str, *, available: bool, day: int = 0) -> AvailabilityWindow:
    return AvailabilityWindow(
        starts_at=at(start, day=day), ends_at=at(end, day=day), is_available=available
    )


class TestAvailability:
    def test_none_said_is_always_there(self) -> None:
        assert not unavailable_slots([], MORNING)

    def test_an_absence_takes_out_what_it_touches(self) -> None:
        windows = [window("11:50", "12:00", available=False)]
        assert clocks(unavailable_slots(windows, MORNING)) == ["11:40"]

    def test_a_presence_leaves_only_what_it_covers(self) -> None:
        windows = [window("11:30", "12:10", available=True)]
        assert clocks(unavailable_slots(windows, MORNING)) == ["11:20", "12:00", "12:20"]

    def test_presences_that_touch_are_one(self) -> None:
        windows = [
            window("11:50", "12:40", available=True),
            window("11:20", "11:50", available=True),
        ]
        assert not unavailable_slots(windows, MORNING)

    def test_a_presence_speaks_of_its_own_day_only(self) -> None:
        windows = [window("11:20", "11:40", available=True, day=1)]
        days = [*MORNING, *grid("11:20", 2, day=1)]
        assert unavailable_slots(windows, days) == {days[-1].id}

    def test_the_day_is_that_of_the_mission(self) -> None:
        # 23:30 of the first day in Krasnoyarsk is still the afternoon in UTC.
        late = [Slot("late", at("23:00"), at("23:20"), "late")]
        night = AvailabilityWindow(
            starts_at=datetime.fromisoformat("2026-12-10T17:30:00+00:00"),
            ends_at=datetime.fromisoformat("2026-12-10T18:30:00+00:00"),
            is_available=True,
        )
        assert not unavailable_slots([night], late)

    def test_an_absence_wins(self) -> None:
        windows = [
            window("11:20", "12:40", available=True),
            window("11:20", "11:40", available=False),
        ]
        assert clocks(unavailable_slots(windows, MORNING)) == ["11:20"]


class TestWishes:
    def test_none(self) -> None:
        assert wished_slots(MORNING, on_date=None, at_time=None, day_half="") is None

    def test_day(self) -> None:
        days = [*MORNING, *grid("11:20", 1, day=1)]
        wished = wished_slots(days, on_date=DAY, at_time=None, day_half="")
        assert wished == frozenset(slot.id for slot in MORNING)

    def test_half_of_the_day(self) -> None:
        wished = wished_slots(MORNING, on_date=None, at_time=None, day_half="morning")
        assert clocks(wished) == ["11:20", "11:40"]

    def test_time(self) -> None:
        clock = at("11:40").time()
        assert clocks(wished_slots(MORNING, on_date=None, at_time=clock, day_half="")) == ["11:40"]

    def test_a_longer_meeting_may_take_the_slots_that_follow(self) -> None:
        clock = at("11:40").time()
        wished = wished_slots(MORNING, on_date=None, at_time=clock, day_half="morning", length=2)
        assert clocks(wished) == ["11:40", "12:00"]

    def test_a_time_between_slots_leaves_none(self) -> None:
        clock = at("11:45").time()
        assert wished_slots(MORNING, on_date=None, at_time=clock, day_half="") == frozenset()
