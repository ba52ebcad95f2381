"""Tables: each meeting has one that is open and its own, and people change few."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engine.scheduling.cast import grid, mission, people
from vstrecha.engine.scheduling.problem import Closure, Meeting, Participant, Problem, Venue
from vstrecha.engine.scheduling.solvers import tables
from vstrecha.engine.scheduling.solvers.answer import Seat
from vstrecha.engine.scheduling.solvers.facts import Facts
from vstrecha.engine.scheduling.solvers.greedy import construct
from vstrecha.engine.scheduling.solvers.measure import changes
from vstrecha.engine.scheduling.solvers.options import Option, options_of


def fair(seed: int, *, venues: int = 1) -> Problem:
    """Eight companies with six others, eight slots, four tables in all."""
    chance = random.Random(seed)
    guests, hosts = [f"g{n}" for n in range(8)], [f"h{n}" for n in range(6)]
    pairs = chance.sample(list(product(guests, hosts)), 28)
    return mission(
        grid(4, 4),
        [
            *people(*guests[1:], *hosts),
            Participant("g0", representatives=2),
        ],
        [Meeting(f"{one}-{other}", (one, other)) for one, other in pairs],
        venues=tuple(
            Venue(f"v{venue}", tuple(f"t{venue}{n}" for n in range(4 // venues)))
            for venue in range(venues)
        ),
    )


def places(facts: Facts) -> list[Option]:
    options = [options_of(facts, meeting) for meeting in range(len(facts.problem.meetings))]
    return [place.option for place in construct(facts, options).placed.values()]


def changes_of(facts: Facts, chosen: list[Option], table_of: dict[int, int]) -> int:
    return changes(facts, [Seat(one.meeting, one.slots, table_of[one.meeting]) for one in chosen])


@pytest.mark.parametrize("venues", [1, 2])
def test_to_deal_anew_saves_changes(venues: int, monkeypatch: pytest.MonkeyPatch) -> None:
    before = after = 0
    for seed in range(6):
        facts = Facts(fair(seed, venues=venues))
        chosen = places(facts)
        with monkeypatch.context() as patch:
            patch.setattr(tables, "MOST_SWEEPS", 0)
            first = changes_of(facts, chosen, tables.assign_tables(facts, chosen))
        dealt = changes_of(facts, chosen, tables.assign_tables(facts, chosen))
        assert dealt <= first
        before, after = before + first, after + dealt
    assert after < before


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.integers(0, 10_000), st.booleans())
def test_one_table_one_meeting(seed: int, closed: bool) -> None:  # noqa: FBT001 - drawn
    problem = fair(seed, venues=2)
    if closed:
        shut = replace(problem.venues[0], closed=(Closure("a1", ("t00",)), Closure("b0")))
        problem = replace(problem, venues=(shut, problem.venues[1]))
    facts = Facts(problem)
    chosen = places(facts)
    table_of = tables.assign_tables(facts, chosen)
    taken = [(table_of[one.meeting], slot) for one in chosen for slot in one.slots]
    assert len(set(taken)) == len(taken)
    assert all(slot in facts.rooms.open[table] for table, slot in taken)


def test_few_changes_of_a_tiny_fair_are_the_fewest() -> None:
    """Compared with every way to share out the tables."""
    for seed in range(20):
        chance = random.Random(seed)
        pairs = chance.sample(list(product(("g0", "g1", "g2"), ("h0", "h1", "h2"))), 6)
        problem = mission(
            grid(3),
            people("g0", "g1", "g2", "h0", "h1", "h2"),
            [Meeting(f"{one}-{other}", (one, other)) for one, other in pairs],
            tables=3,
        )
        facts = Facts(problem)
        chosen = places(facts)
        fewest = min(
            changes_of(facts, chosen, dict(zip([one.meeting for one in chosen], ways, strict=True)))
            for ways in product(range(3), repeat=len(chosen))
            if len({(one.first, table) for one, table in zip(chosen, ways, strict=True)})
            == len(chosen)
        )
        assert changes_of(facts, chosen, tables.assign_tables(facts, chosen)) == fewest
