"""The bound by flow is met by a proper colouring within the tables."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings

from tests.engine.scheduling.solvers.twosided.fairs import fairs
from vstrecha.engine.scheduling.problem import Problem
from vstrecha.engine.scheduling.solvers.facts import Facts
from vstrecha.engine.scheduling.solvers.twosided.colouring import colour
from vstrecha.engine.scheduling.solvers.twosided.exchange import improve
from vstrecha.engine.scheduling.solvers.twosided.fair import fair_of
from vstrecha.engine.scheduling.solvers.twosided.flow import best_set
from vstrecha.engine.scheduling.solvers.twosided.timetable import NOBODY, Timetable

QUICK = settings(max_examples=100, deadline=None, derandomize=True)


def _coloured(problem: Problem) -> tuple[Timetable, int]:
    fair = fair_of(Facts(problem))
    chosen = best_set(fair, fair.worth)
    timetable = Timetable(fair)
    colour(timetable, chosen.meetings)
    return timetable, chosen.worth


def _is_right(timetable: Timetable) -> bool:
    fair = timetable.fair
    placed = {m: slot for m, slot in enumerate(timetable.slot_of) if slot is not None}
    busy = Counter((v, slot) for m, slot in placed.items() for v in fair.ends[m])
    counts = Counter(v for m in placed for v in fair.ends[m])
    shown = {(m, slot) for row in timetable.at for slot, m in enumerate(row) if m != NOBODY}
    return (
        all(count == 1 for count in busy.values())
        and all(fair.allowed[m] >> slot & 1 for m, slot in placed.items())
        and all(counts[v] <= most for v, most in enumerate(fair.most))
        and all(count <= fair.tables[slot] for slot, count in Counter(placed.values()).items())
        and shown == set(placed.items())
        and timetable.worth == sum(fair.worth[m] for m in placed)
        and all(
            left == most - counts[v]
            for v, (left, most) in enumerate(zip(timetable.left, fair.most, strict=True))
        )
    )


@QUICK
@given(fairs(people=8, meetings=40, restricted=False))
def test_with_free_availability_the_bound_is_met(problem: Problem) -> None:
    timetable, bound = _coloured(problem)
    assert _is_right(timetable)
    assert timetable.worth == bound


@QUICK
@given(fairs(people=8, meetings=40))
def test_with_absences_the_colouring_is_proper_and_within_the_tables(problem: Problem) -> None:
    timetable, bound = _coloured(problem)
    assert _is_right(timetable)
    assert timetable.worth <= bound


@QUICK
@given(fairs(people=8, meetings=40))
def test_exchanges_only_gain_and_keep_the_rules(problem: Problem) -> None:
    timetable, bound = _coloured(problem)
    before = timetable.worth
    improve(timetable, bound, lambda: True)
    assert _is_right(timetable)
    assert before <= timetable.worth <= bound
