"""Which problems the solver for large fairs takes on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.engine.scheduling.cast import RU_ZH, grid, mission, people
from vstrecha.engine.scheduling.problem import (
    Meeting,
    Participant,
    Previous,
    Problem,
    Travel,
    Venue,
)
from vstrecha.engine.scheduling.solvers.facts import Facts
from vstrecha.engine.scheduling.solvers.twosided.fair import bits, has_structure, suits

PAIR = Meeting("m0", ("feal", "kritbi"))
PLAIN = mission(grid(3), people("feal", "kritbi", "mine"), [PAIR])
HALLS = (Venue("hall", ("t0",)), Venue("plant", ("u0",)))


def _with_first(**fields: object) -> Problem:
    first = replace(Participant("feal"), **fields)  # type: ignore[arg-type]  # a test's keywords
    return replace(PLAIN, participants=(first, *PLAIN.participants[1:]))


def test_a_small_plain_problem_has_the_structure_and_not_the_size() -> None:
    facts = Facts(PLAIN)
    assert has_structure(facts)
    assert not suits(facts)


@pytest.mark.parametrize(
    "problem",
    [
        replace(PLAIN, fairness=1),
        replace(PLAIN, previous=(Previous("m0", "a0"),)),
        replace(PLAIN, venues=HALLS, travel=(Travel("hall", "plant", 10),)),
        replace(PLAIN, meetings=(replace(PAIR, length=2),)),
        replace(PLAIN, meetings=(replace(PAIR, language_pair=RU_ZH),)),
        replace(PLAIN, meetings=(replace(PAIR, table="t0"),)),
        replace(PLAIN, meetings=(replace(PAIR, participants=("feal", "kritbi", "mine")),)),
        replace(PLAIN, meetings=(PAIR, Meeting("m1", ("feal", "mine"), after=("m0",)))),
        _with_first(representatives=2),
        _with_first(min_meetings=1),
        _with_first(max_consecutive=2),
        _with_first(buffer_minutes=5),
        _with_first(table="t0"),
        replace(
            PLAIN,
            meetings=(PAIR, Meeting("m1", ("kritbi", "mine")), Meeting("m2", ("mine", "feal"))),
        ),
    ],
)
def test_what_it_does_not_handle_it_leaves_to_the_general_solver(problem: Problem) -> None:
    assert not has_structure(Facts(problem))


def test_venues_without_travel_between_them_are_one() -> None:
    assert has_structure(Facts(replace(PLAIN, venues=HALLS)))


def test_bits_are_the_slots_of_a_mask() -> None:
    assert bits(0b10110) == [1, 2, 4]
