"""A bound on breaks: each participant alone, with the meetings it cannot go without.

A participant with at least k meetings in the slots in which it is there has no fewer breaks than
the best row of such slots. The sum over participants bounds the breaks of every timetable that
keeps the worth; what people ask of each other is left out.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.scheduling.solvers.facts import Facts
from vstrecha.engine.scheduling.solvers.twosided.fair import Fair

Ints = NDArray[np.int64]

_NEVER = 1 << 20


def fewest_breaks(facts: Facts, fair: Fair, least: Ints) -> int:
    """The sum of the fewest breaks of all participants, each with `least` meetings or more."""
    total = np.full((len(least), 1), 0, dtype=np.int64)
    for part in facts.grid.parts:
        total = _both(total, _rows(facts, fair, part))
    enough = np.arange(total.shape[1]) >= least[:, None]
    fewest = np.where(enough, total, _NEVER).min(axis=1)
    if (fewest >= _NEVER).any():
        raise ValueError("a participant must have more meetings than there are slots for it")
    return int(fewest.sum())


def _rows(facts: Facts, fair: Fair, part: tuple[int, ...]) -> Ints:
    """The fewest breaks in a day-part, by participant and number of meetings.

    From slot to slot a participant is before its first meeting, busy or idle between two
    (`busy`, `idle`: another meeting will come), or after its last (`done`). A break is counted
    where it begins.
    """
    count = len(fair.there)
    shape = (count, len(part) + 1)
    busy, idle, done = (np.full(shape, _NEVER, dtype=np.int64) for _ in range(3))
    none = np.full(shape, _NEVER, dtype=np.int64)
    none[:, 0] = 0
    for slot in part:
        can = np.array([[bool(mask >> slot & 1)] for mask in fair.there])
        sits = np.array([[facts.in_session(person, slot) > 0] for person in range(count)])
        before = np.minimum(np.minimum(busy, idle), none)
        meets = np.full(shape, _NEVER, dtype=np.int64)
        meets[:, 1:] = before[:, :-1]
        meets[~can[:, 0]] = _NEVER
        carried = np.where(sits, np.minimum(busy, idle), _NEVER)
        waits = np.where(sits, _NEVER, np.minimum(idle, busy + 1))
        busy, idle = np.minimum(meets, carried), waits
        done = np.minimum(done, meets)
    return np.minimum(done, none)


def _both(one: Ints, other: Ints) -> Ints:
    """The fewest of two day-parts together, by number of meetings."""
    sums = np.full((len(one), one.shape[1] + other.shape[1] - 1), _NEVER, dtype=np.int64)
    for meetings in range(other.shape[1]):
        window = sums[:, meetings : meetings + one.shape[1]]
        np.minimum(window, one + other[:, [meetings]], out=window)
    return sums
