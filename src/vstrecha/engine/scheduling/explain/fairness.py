"""Where one more meeting would make the breaks of participants too unequal."""

from __future__ import annotations

from functools import cached_property

from vstrecha.engine.scheduling.check.claims import breaks_of
from vstrecha.engine.scheduling.check.timetable import Timetable
from vstrecha.engine.scheduling.explain.cells import Cells, Grid
from vstrecha.engine.scheduling.problem import Meeting


class Fairness:
    """Counts breaks anew with one more meeting."""

    def __init__(self, grid: Grid, timetable: Timetable) -> None:
        self.grid = grid
        self.timetable = timetable
        self.bound = timetable.problem.fairness

    @cached_property
    def _breaks(self) -> list[tuple[int, str]]:
        """All participants by their breaks."""
        return sorted(
            (breaks_of(self.timetable, one.id), one.id)
            for one in self.timetable.problem.participants
        )

    def unfair(self, meeting: Meeting) -> Cells:
        """The cells in which placing the meeting would break the fairness bound."""
        if self.bound is None:
            return 0
        others = [
            next((count for count, name in some if name not in meeting.participants), None)
            for some in (self._breaks, reversed(self._breaks))
        ]
        ends = [count for count in others if count is not None]
        unfair = 0
        for first in range(len(self.grid.slots)):
            stay = {slot.id for slot in self.grid.stay(first, meeting.length)}
            counts = [*ends, *(self._with(name, stay) for name in meeting.participants)]
            if max(counts) - min(counts) > self.bound:
                unfair |= self.grid.slot(first)
        return unfair

    def _with(self, name: str, more: set[str]) -> int:
        """The breaks of a participant who has a meeting in some slots besides."""
        meets = {slot.id for held in self.timetable.meetings_of[name] for slot in held.slots} | more
        busy = meets | {
            slot for session in self.timetable.sessions_of[name] for slot in session.slots
        }
        total = 0
        for part in self.timetable.parts.values():
            places = [place for place, slot in enumerate(part) if slot.id in meets]
            if not places:
                continue
            idle = False
            for slot in part[places[0] : places[-1] + 1]:
                total += slot.id not in busy and not idle
                idle = slot.id not in busy
        return total
