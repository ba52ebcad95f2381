from __future__ import annotations

from dataclasses import replace

import pytest

from tests.engine.scheduling.cast import RU_ZH, grid, mission
from vstrecha.engine.scheduling.problem import (
    Interpreter,
    Meeting,
    Participant,
    Previous,
    Problem,
    Session,
    Travel,
    Venue,
)
from vstrecha.engine.scheduling.solvers.facts import Facts
from vstrecha.engine.scheduling.solvers.sat.question import Question, ask, suits

PAIR = ("ann", "bob")


def event() -> Problem:
    return mission(
        grid(3, 2),
        [Participant("ann", unavailable=frozenset({"a1"})), Participant("bob")],
        [
            Meeting("m0", PAIR, mandatory=True),
            Meeting("m1", PAIR, mandatory=True, after=("m0",), allowed_slots=frozenset({"b0"})),
        ],
        sessions=(Session("talk", ("b1",), ("bob",)),),
        fairness=1,
    )


def test_it_asks_all_that_the_problem_says() -> None:
    assert suits(Facts(event()))
    assert ask(Facts(event())) == Question(
        participants=2,
        parts=((0, 1, 2), (3, 4)),
        allowed=((0, 2, 3), (3,)),
        who=((0, 1), (0, 1)),
        before=((0, 1),),
        tables=(2, 2, 2, 2, 2),
        in_session=((), (4,)),
        fairness=1,
        even_out=True,
    )


def test_it_survives_the_way_to_another_process() -> None:
    question = ask(Facts(event()))
    assert Question.from_json(question.to_json()) == question


FAR = (Venue("hall", ("t0",)), Venue("plant", ("t1",)))


@pytest.mark.parametrize(
    "change",
    [
        {"meetings": (Meeting("m0", PAIR),)},
        {"meetings": (Meeting("m0", PAIR, mandatory=True, length=2),)},
        {"meetings": (Meeting("m0", PAIR, mandatory=True, table="t0"),)},
        {
            "meetings": (Meeting("m0", PAIR, mandatory=True, language_pair=RU_ZH),),
            "interpreters": (Interpreter("i", frozenset({RU_ZH})),),
        },
        {"participants": (Participant("ann", representatives=2), Participant("bob"))},
        {"participants": (Participant("ann", buffer_minutes=15), Participant("bob"))},
        {"participants": (Participant("ann", max_consecutive=2), Participant("bob"))},
        {"participants": (Participant("ann", max_meetings=1), Participant("bob"))},
        {"participants": (Participant("ann", min_meetings=3), Participant("bob"))},
        {"participants": (Participant("ann", table="t0"), Participant("bob"))},
        {"venues": FAR, "travel": (Travel("hall", "plant", 30),)},
        {"previous": (Previous("m0", "a0"),)},
        {"sessions": tuple(Session(name, ("b1",), ("bob",)) for name in ("talk", "lunch"))},
        {"levels": ("changes",)},
    ],
)
def test_what_it_cannot_ask_it_leaves_to_others(change: dict[str, object]) -> None:
    assert not suits(Facts(replace(event(), **change)))  # type: ignore[arg-type]  # varied
