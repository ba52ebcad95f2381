"""What the engine said, with names for ids and times for slots."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from tests.engine.scheduling.cast import grid, mission, people
from vstrecha.engine.message import Message
from vstrecha.engine.scheduling.conflicts.given import Given
from vstrecha.engine.scheduling.conflicts.wording import sentence
from vstrecha.engine.scheduling.explain import Case, Clause, Obstacle, Reason, in_words
from vstrecha.engine.scheduling.problem import Meeting
from vstrecha.programme.selectors.wording import Names, parts_of, say

NAMES = Names({"feal": "Feal-Technology", "hall": "Incubator"})
MORNING = ("2026-12-10T09:00:00+07:00", "2026-12-10T09:25:00+07:00")
NEXT_DAY = "2026-12-11T09:00:00+07:00"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_names_stand_in_every_part_of_a_sentence() -> None:
    reason = Reason(
        Case.NOW,
        (*MORNING, NEXT_DAY),
        (
            Clause(Obstacle("busy", "feal"), MORNING),
            Clause(Obstacle("tables", "hall"), (NEXT_DAY,), 12),
        ),
    )
    assert say(in_words(reason).to_json(), NAMES) == (
        "There are 3 slots in which all could meet: Thu 10 Dec, 09:00, 09:25: Feal-Technology "
        "has other meetings; Fri 11 Dec, 09:00: all 12 tables at Incubator are taken."
    )


def test_a_day_is_named_once() -> None:
    reason = Reason(Case.NOW, MORNING, (Clause(Obstacle("busy", "feal"), MORNING),))
    assert say(in_words(reason).to_json(), NAMES) == (
        "There are 2 slots in which all could meet, Thu 10 Dec, 09:00, 09:25; in each "
        "Feal-Technology has other meetings."
    )


def test_within_a_russian_sentence_a_weekday_has_no_capital() -> None:
    reason = Reason(Case.NOW, MORNING, (Clause(Obstacle("busy", "feal"), MORNING),))
    with translation.override("ru"):
        assert "(чт, 10 декабря, 09:00, 09:25)" in say(in_words(reason).to_json(), NAMES)


def test_who_meets_is_said_once() -> None:
    problem = mission(
        grid(2),
        people("feal", "kritbi"),
        (Meeting("m", ("feal", "kritbi"), mandatory=True),),
    )
    must = sentence(problem, Given("mandatory", "m"))
    why = Message("Why: {conflicts}", {"conflicts": (must,)}).to_json()
    names = Names({"m": "Feal-Technology – KRITBI", "feal": "Feal-Technology"})
    expected = "Meeting Feal-Technology – KRITBI must be held."
    assert say(why, names) == f"Why: {expected}"
    assert parts_of(why, "conflicts", names) == (expected,)


def test_a_message_without_parts_has_none() -> None:
    assert parts_of({}, "conflicts", NAMES) == ()
    assert parts_of({"text": "No."}, "conflicts", NAMES) == ()
