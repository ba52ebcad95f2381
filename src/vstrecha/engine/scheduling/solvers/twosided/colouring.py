"""Slots for a chosen set of meetings: a proper edge colouring, then its classes balanced."""

from __future__ import annotations

from collections.abc import Sequence

from vstrecha.engine.scheduling.solvers.twosided.timetable import NOBODY, Timetable


def colour(timetable: Timetable, meetings: Sequence[int]) -> None:
    """Place the meetings, those with the fewest slots first, in no more than all open tables.

    Where everybody is there in every slot and all slots have as many tables, none is left over
    (see `flow`); else those that are wait for `exchange`.
    """
    allowed = timetable.fair.allowed
    for meeting in sorted(meetings, key=lambda one: (allowed[one].bit_count(), one)):
        timetable.insert(meeting, capped=False)
    balance(timetable)
    _drop(timetable)


def balance(timetable: Timetable) -> None:
    """Swap along chains from slots with more meetings than tables to those with fewer.

    A chain with one more meeting in the over-full slot than in the other takes one there. In a
    proper colouring without absences there always is one, for the larger class has more paths
    that begin and end with it (McDiarmid 1972).
    """
    room = timetable.room
    while True:
        before = [slot for slot, left in enumerate(room) if left < 0]
        swaps = 0
        for here in before:
            for there in sorted(range(len(room)), key=lambda slot: (-room[slot], slot)):
                if room[here] < 0 < room[there]:
                    swaps += _shift(timetable, here, there)
        if not swaps:
            return


def _shift(timetable: Timetable, here: int, there: int) -> int:
    """Take meetings from one slot to another as long as that one has room; how many."""
    swaps = 0
    for person, row in enumerate(timetable.at):
        if timetable.room[here] >= 0 or timetable.room[there] <= 0:
            break
        if row[here] != NOBODY and row[there] == NOBODY:
            chain = timetable.chain(person, here, there)
            if chain is not None and len(chain) & 1:
                timetable.swap(chain, here, there)
                swaps += 1
    return swaps


def _drop(timetable: Timetable) -> None:
    """Take the meetings worth least out of slots that are still over-full."""
    worth = timetable.fair.worth
    for slot, left in enumerate(timetable.room):
        if left < 0:
            here = {row[slot] for row in timetable.at} - {NOBODY}
            for meeting in sorted(here, key=lambda one: (worth[one], one))[:-left]:
                timetable.take_out(meeting)
