"""The peers solve the published problem: compared with every plan of tiny ones."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.scheduling.events import event
from benchmarks.scheduling.peers import cp_sat, incremental_sat, maxsat, mip
from benchmarks.scheduling.peers.published_problem import PeerAnswer, Status, violations
from tests.engine.scheduling.brute import best
from tests.engine.scheduling.cast import grid, mission, people
from vstrecha.engine.scheduling.problem import Meeting, Participant, Problem
from vstrecha.engine.scheduling.solve import solve

Solver = Callable[[Problem, float], PeerAnswer]
SECONDS = 60.0
PEERS = [cp_sat.solve_peer, incremental_sat.solve_peer, maxsat.solve_peer, mip.solve_peer]
each_peer = pytest.mark.parametrize(
    "solve_peer", PEERS, ids=[solver.__module__.rpartition(".")[2] for solver in PEERS]
)
NAMES = ("feal", "oet", "kritbi", "mine")


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Published problems small enough to try every plan."""
    slots = grid(*draw(st.sampled_from([(4,), (3,), (5,), (2, 2), (3, 2), (1, 3)])))
    names = [slot.id for slot in slots]
    closed = st.frozensets(st.sampled_from(names), max_size=2)
    participants = [Participant(name, unavailable=draw(closed)) for name in NAMES]
    pairs = st.lists(st.sampled_from(NAMES), min_size=2, max_size=2, unique=True)
    count = draw(st.integers(1, 4))
    meetings = [
        Meeting(
            f"m{number}",
            tuple(draw(pairs)),
            mandatory=True,
            allowed_slots=draw(st.none() | st.frozensets(st.sampled_from(names), min_size=1)),
            slot=draw(st.sampled_from([None, None, None, *names])),
            after=draw(st.sampled_from([(), (), ("m0",)])) if number else (),
        )
        for number in range(count)
    ]
    return mission(
        slots,
        participants,
        meetings,
        tables=draw(st.integers(1, 2)),
        fairness=draw(st.sampled_from([None, 0, 1])),
        levels=("breaks",),
    )


@each_peer
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(problem=problems())
def test_it_finds_the_fewest_breaks_of_all_plans(solve_peer: Solver, problem: Problem) -> None:
    found, wanted = solve_peer(problem, SECONDS), best(problem)
    assert violations(problem, found) == ()
    if wanted is None:
        assert found == PeerAnswer(Status.INFEASIBLE)
    else:
        assert (found.status, found.breaks) == (Status.OPTIMAL, wanted["breaks"])


CROSSED = mission(
    grid(7),
    people(*NAMES, "idle"),
    [
        Meeting("m0", ("feal", "oet"), mandatory=True, slot="a0"),
        Meeting("m1", ("feal", "kritbi"), mandatory=True, slot="a3"),
        Meeting("m2", ("feal", "mine"), mandatory=True, slot="a6"),
        Meeting("m3", ("oet", "kritbi"), mandatory=True),
    ],
    levels=("breaks",),
)


@each_peer
def test_a_break_is_one_whatever_its_length(solve_peer: Solver) -> None:
    found = solve_peer(CROSSED, SECONDS)
    assert (found.status, found.breaks) == (Status.OPTIMAL, 3)  # two of feal, one of m3's


@each_peer
@pytest.mark.parametrize(("bound", "status"), [(1, Status.INFEASIBLE), (2, Status.OPTIMAL)])
def test_participants_without_meetings_count_for_fairness(
    solve_peer: Solver, bound: int, status: Status
) -> None:
    assert solve_peer(replace(CROSSED, fairness=bound), SECONDS).status == status


@each_peer
def test_it_agrees_with_the_engine_on_a_small_event(solve_peer: Solver) -> None:
    problem = event(16, 40, 5)
    found, ours = solve_peer(problem, SECONDS), solve(problem, time_limit=SECONDS)
    assert violations(problem, found) == ()
    assert (found.status, ours.status) == (Status.OPTIMAL, Status.OPTIMAL)
    assert found.breaks == ours.objective["breaks"]


@each_peer
def test_a_meeting_without_any_slot_is_infeasible(solve_peer: Solver) -> None:
    problem = replace(
        CROSSED,
        participants=(
            Participant("feal", unavailable=frozenset({"a0"})),
            *CROSSED.participants[1:],
        ),
    )
    assert solve_peer(problem, SECONDS) == PeerAnswer(Status.INFEASIBLE)


def test_a_problem_of_another_kind_is_refused() -> None:
    optional = replace(CROSSED, meetings=(Meeting("m0", ("feal", "oet")),))
    with pytest.raises(ValueError, match="other rules"):
        maxsat.solve_peer(optional, SECONDS)


def test_a_timetable_that_claims_too_few_breaks_is_found_out() -> None:
    found = maxsat.solve_peer(CROSSED, SECONDS)
    assert violations(CROSSED, replace(found, breaks=2))
    assert violations(CROSSED, replace(found, placements=found.placements[1:]))
