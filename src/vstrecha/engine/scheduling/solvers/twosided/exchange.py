"""Raising what a timetable is worth: ejection chains for meetings that wait (Glover 1996)."""

from __future__ import annotations

from collections.abc import Callable

from vstrecha.engine.scheduling.solvers.twosided.fair import bits
from vstrecha.engine.scheduling.solvers.twosided.timetable import NOBODY, Timetable

MOST_PASSES = 20


def improve(timetable: Timetable, bound: int, go_on: Callable[[], bool]) -> None:
    """Try every waiting meeting, the most worthy first, until a pass gains nothing.

    `go_on` is asked before each try; to reach `bound` ends the search.
    """
    fair = timetable.fair
    for _ in range(MOST_PASSES):
        before = timetable.worth
        waiting = [
            number
            for number, slot in enumerate(timetable.slot_of)
            if slot is None and fair.worth[number] and fair.allowed[number]
        ]
        for meeting in sorted(waiting, key=lambda one: (-fair.worth[one], one)):
            if timetable.worth == bound or not go_on():
                return
            if not timetable.insert(meeting):
                _replace(timetable, meeting) or _eject(timetable, meeting)
        if timetable.worth == before:
            return


def _replace(timetable: Timetable, meeting: int) -> bool:
    """Place a meeting instead of one of the same participants that is worth less."""
    fair = timetable.fair
    rivals = {
        rival
        for person in fair.ends[meeting]
        for rival in timetable.at[person]
        if rival != NOBODY and fair.worth[rival] < fair.worth[meeting]
    }
    for rival in sorted(rivals, key=lambda one: (fair.worth[one], one)):
        timetable.mark()
        timetable.take_out(rival)
        if timetable.insert(meeting):
            timetable.insert(rival)
            return True
        timetable.undo()
    return False


def _eject(timetable: Timetable, meeting: int) -> bool:
    """Place a meeting in a slot by force, and those it pushes out elsewhere."""
    fair = timetable.fair
    if not all(timetable.left[person] for person in fair.ends[meeting]):
        return False
    before = timetable.worth
    for slot in bits(fair.allowed[meeting]):
        timetable.mark()
        pushed = {timetable.at[person][slot] for person in fair.ends[meeting]} - {NOBODY}
        if timetable.room[slot] + len(pushed) <= 0:
            continue
        for other in sorted(pushed):
            timetable.take_out(other)
        timetable.put(meeting, slot)
        for other in sorted(pushed, key=lambda one: (-fair.worth[one], one)):
            timetable.insert(other)
        if timetable.worth > before:
            return True
        timetable.undo()
    return False
