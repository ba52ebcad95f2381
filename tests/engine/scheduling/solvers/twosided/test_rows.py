"""Breaks counted in bits are those of the rule: idle runs between two meetings of a day-part."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.scheduling.cast import grid, mission, people
from vstrecha.engine.scheduling.problem import Session
from vstrecha.engine.scheduling.solvers.facts import Facts
from vstrecha.engine.scheduling.solvers.twosided.rows import Counter, idle_in, runs_in


@given(st.text("M.s", min_size=1, max_size=64))
def test_breaks_are_runs_of_idle_slots_between_meetings(row: str) -> None:
    meets, sits = (
        np.array([sum(1 << place for place, one in enumerate(row) if one == kind)], dtype=np.uint64)
        for kind in "Ms"
    )
    runs = re.findall(r"\.+", row.strip("s."))
    idle = idle_in(meets, sits)
    assert runs_in(idle).tolist() == [len(runs)]
    assert np.bitwise_count(idle).tolist() == [sum(map(len, runs))]


@pytest.mark.parametrize("slots", [6, 20])  # looked up, and counted
def test_each_participant_has_its_own_sessions(slots: int) -> None:
    visit = Session("visit", ("a2",), ("oet",))
    problem = mission(grid(slots), people("feal", "oet"), [], sessions=(visit,))
    counter = Counter(Facts(problem))
    meets = np.array([0b10001, 0b10001], dtype=np.uint64)
    both = np.array([0, 1])
    assert counter.breaks(0, both, meets).tolist() == [1, 2]
    assert counter.cost(0, both, meets, 0.1) == pytest.approx([1.2, 2.0])
