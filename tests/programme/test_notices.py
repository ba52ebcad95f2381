"""How calendars are told of changes: pure arithmetic of sequence numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vstrecha.programme.notices import Notice, carry_on

THEN = datetime(2026, 11, 1, tzinfo=UTC)
NOW = datetime(2026, 11, 2, tzinfo=UTC)
START = datetime(2026, 12, 10, 3, tzinfo=UTC)

MEETING = Notice(
    uid="feal.kritbi@m.vstrecha",
    kind="meeting",
    subject="feal.kritbi",
    title="«Феал-Технология» ↔ КРИТБИ",
    title_en="Feal-Technology ↔ KRITBI",
    starts_at=START,
    ends_at=START + timedelta(minutes=20),
    venue="КРИТБИ",
    venue_en="KRITBI",
    table="1",
    companies=("feal", "kritbi"),
    changed_at=THEN,
)


def follow(current: list[Notice], earlier: list[Notice]) -> list[Notice]:
    return carry_on(
        current=[replace(notice, changed_at=NOW) for notice in current], earlier=earlier, at=NOW
    )


def test_what_is_new_starts_at_nought() -> None:
    (notice,) = follow([MEETING], [])
    assert (notice.sequence, notice.changed_at) == (0, NOW)


def test_what_stays_says_nothing_new() -> None:
    assert follow([MEETING], [replace(MEETING, sequence=3)]) == [replace(MEETING, sequence=3)]


@pytest.mark.parametrize(
    "change",
    [
        replace(MEETING, starts_at=START - timedelta(minutes=20)),
        replace(MEETING, ends_at=START + timedelta(minutes=40)),
        replace(MEETING, venue="Железногорск"),
        replace(MEETING, table="2"),
    ],
)
def test_another_time_or_place_counts(change: Notice) -> None:
    (notice,) = follow([change], [replace(MEETING, sequence=3)])
    assert (notice.sequence, notice.changed_at) == (4, NOW)


def test_another_title_is_told_without_counting() -> None:
    (notice,) = follow([replace(MEETING, title="Иначе")], [replace(MEETING, sequence=3)])
    assert (notice.sequence, notice.changed_at, notice.title) == (3, NOW, "Иначе")


def test_what_is_gone_is_cancelled_once() -> None:
    (cancelled,) = follow([], [replace(MEETING, sequence=3)])
    assert (cancelled.is_cancelled, cancelled.sequence, cancelled.changed_at) == (True, 4, NOW)
    assert follow([], [cancelled]) == [cancelled]


def test_what_comes_back_counts_on() -> None:
    cancelled = replace(MEETING, sequence=4, is_cancelled=True)
    (notice,) = follow([MEETING], [cancelled])
    assert (notice.is_cancelled, notice.sequence) == (False, 5)


def test_a_company_that_leaves_a_session_is_told_so() -> None:
    session = replace(MEETING, kind="visit", subject="", companies=("feal", "kritbi", "ruda"))
    without = replace(session, companies=("feal", "kritbi"))
    (told,) = follow([without], [session])
    assert (told.left, told.sequence) == (("ruda",), 1)
    assert told.concerns("ruda")
    assert told.is_off_for("ruda")
    assert not told.is_off_for("feal")
    assert follow([without], [told]) == [told]
    (back,) = follow([session], [told])
    assert (back.left, back.is_off_for("ruda")) == ((), False)


PLANS = st.lists(
    st.dictionaries(
        st.sampled_from("abc"), st.tuples(st.integers(0, 2), st.sampled_from("12")), max_size=3
    ),
    min_size=1,
    max_size=6,
)


@given(PLANS)
def test_no_calendar_is_ever_left_believing_what_is_over(
    plans: list[dict[str, tuple[int, str]]],
) -> None:
    told: list[Notice] = []
    calendar: dict[str, tuple[int, object]] = {}  # what a client has kept: sequence, content
    for day, plan in enumerate(plans):
        at = NOW + timedelta(days=day)
        current = [
            replace(
                MEETING,
                uid=uid,
                starts_at=START + timedelta(minutes=20 * slot),
                ends_at=START + timedelta(minutes=20 * slot + 20),
                table=table,
                changed_at=at,
            )
            for uid, (slot, table) in plan.items()
        ]
        told = carry_on(current=current, earlier=told, at=at)
        assert len({notice.uid for notice in told}) == len(told)
        for notice in told:
            content = None if notice.is_cancelled else notice.place
            kept = calendar.get(notice.uid)
            # A client takes a version only if its number is higher than the one it has.
            if kept is None or notice.sequence > kept[0]:
                calendar[notice.uid] = (notice.sequence, content)
        shown = {uid for uid, (_, content) in calendar.items() if content is not None}
        assert shown == set(plan)
        for notice in current:
            assert calendar[notice.uid][1] == notice.place


@given(st.booleans(), st.integers(0, 9), st.lists(st.sampled_from(["a", "b"]), unique=True))
def test_json_and_back(is_cancelled: bool, sequence: int, left: list[str]) -> None:  # noqa: FBT001 - hypothesis gives it
    notice = replace(MEETING, is_cancelled=is_cancelled, sequence=sequence, left=tuple(left))
    assert Notice.from_json(notice.to_json()) == notice


@pytest.mark.parametrize(
    "damage",
    [
        {"sequence": "1"},
        {"companies": "feal"},
        {"starts_at": "tomorrow"},
        {"starts_at": "2026-12-10T10:00:00"},
    ],
)
def test_a_damaged_notice_is_not_read(damage: dict[str, object]) -> None:
    with pytest.raises((TypeError, ValueError)):
        Notice.from_json(MEETING.to_json() | damage)
