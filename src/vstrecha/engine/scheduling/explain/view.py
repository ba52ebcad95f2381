"""The plan as one meeting without a place sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vstrecha.engine.scheduling.check.timetable import Timetable
from vstrecha.engine.scheduling.explain.cells import Cells, Grid, fewest, union
from vstrecha.engine.scheduling.explain.fairness import Fairness
from vstrecha.engine.scheduling.explain.persons import Found, Persons
from vstrecha.engine.scheduling.explain.reason import ALWAYS, Case, Clause, Obstacle, Reason
from vstrecha.engine.scheduling.explain.tables import Room, Tables
from vstrecha.engine.scheduling.plan import Placement, Plan, Status
from vstrecha.engine.scheduling.problem import Meeting, Problem


@dataclass(frozen=True, slots=True)
class Sight:
    """What stands in a meeting's way: `cells` are the places that come into question at all,
    `found` says of each obstacle in which cells it alone keeps the meeting out."""

    cells: Cells
    found: Found
    room: Room

    @property
    def never(self) -> Found:
        """The obstacles that no plan removes."""
        return {one: cells for one, cells in self.found.items() if one.kind in ALWAYS}

    @property
    def now(self) -> Found:
        """The obstacles that this plan has."""
        return {one: cells for one, cells in self.found.items() if one.kind not in ALWAYS}


class View:
    """Explains one plan; what meetings share is worked out once."""

    def __init__(self, problem: Problem, placements: Sequence[Placement]) -> None:
        self.problem = problem
        self.grid = Grid(problem)
        plan = Plan(Status.FEASIBLE, (), {}, {}, 0.0, 0, tuple(placements))
        self.timetable = Timetable(problem, plan)
        self.persons = Persons(self.grid, self.timetable)
        self.tables = Tables(self.grid, self.timetable)
        self.fairness = Fairness(self.grid, self.timetable)
        self.pinned = {one.meeting: one for one in problem.previous if one.pinned}
        self.followers: dict[str, list[str]] = {}
        for meeting in problem.meetings:
            for name in meeting.after:
                self.followers.setdefault(name, []).append(meeting.id)

    def reason(self, meeting: Meeting) -> Reason:
        """Why a meeting has no place."""
        sight = self.sight(meeting)
        if not sight.cells:
            return Reason(Case.NOWHERE)
        left = sight.cells & ~union(sight.never.values())
        if not left:
            return self._reason(Case.NEVER, sight.cells, sight.never, sight.room)
        full = next((one for one in sight.found if one.kind == "most"), None)
        if full is not None:
            slots = self.grid.names(left)
            return Reason(Case.FULL, slots, (self._clause(full, slots, sight.room),))
        free = left & ~union(sight.now.values())
        if free:
            case = Case.FREE if meeting.utility else Case.WORTHLESS
            return Reason(case, self.grid.names(free))
        return self._reason(Case.NOW, left, sight.now, sight.room)

    def _reason(self, case: Case, goal: Cells, found: Found, room: Room) -> Reason:
        """The fewest obstacles that account for all cells, each with its share of the slots."""
        known = list(found.items())
        chosen = [known[number] for number in fewest(goal, [cells for _, cells in known])]
        chosen.sort(key=lambda pair: (-(pair[1] & goal).bit_count(), pair[1] & -pair[1]))
        clauses = []
        left = goal
        for obstacle, cells in chosen:
            slots = self.grid.names(cells & left)
            clauses.append(self._clause(obstacle, slots, room))
            left &= ~cells
        return Reason(case, self.grid.names(goal), tuple(clauses))

    def _clause(self, obstacle: Obstacle, slots: tuple[str, ...], room: Room) -> Clause:
        clause = Clause(obstacle, slots)
        if obstacle.kind in {"most", "representatives"}:
            person = self.timetable.participant[obstacle.whom]
            most = person.max_meetings if obstacle.kind == "most" else person.representatives
            return replace(clause, count=most or 0)
        if obstacle.kind == "tables":
            number = {slot.id: index for index, slot in enumerate(self.grid.slots)}
            counts = {
                sum(
                    room.open.get((number[name], venue), 0)
                    for venue, known in enumerate(self.grid.venues)
                    if obstacle.whom in ("", known)
                )
                for name in slots
            }
            return replace(clause, count=counts.pop() if len(counts) == 1 else 0)
        return clause

    def sight(self, meeting: Meeting) -> Sight:
        """All that stands in a meeting's way, cell by cell."""
        table = self.tables.wanted(meeting.participants, meeting.table)
        pinned = self.pinned.get(meeting.id)
        if table is None and pinned is not None:
            table = pinned.table
        room = self.tables.room(table, meeting.length)
        cells = self._cells(meeting, room)
        found: Found = {}
        for name in meeting.participants:
            found |= self.persons.of(name, meeting.length)
        if meeting.language_pair is not None:
            found |= self.persons.interpreters(meeting.language_pair, meeting.length)
        found[Obstacle("closed")] = room.shut
        found |= self._wishes(meeting, table)
        found |= self._full(table, room, cells)
        found |= self._order(meeting)
        found[Obstacle("fairness")] = self.fairness.unfair(meeting)
        for name in meeting.participants:
            most = self.timetable.participant[name].max_meetings
            if most is not None and len(self.timetable.meetings_of[name]) >= most:
                found[Obstacle("most", name)] = cells
        return Sight(cells, {one: it & cells for one, it in found.items() if it & cells}, room)

    def _cells(self, meeting: Meeting, room: Room) -> Cells:
        """The places that come into question: venues with a table for it, in slots in which a
        table is open anywhere; a venue without one only where no other has one either."""
        cells = 0
        for first in range(len(self.grid.slots)):
            if not self.tables.nowhere.isdisjoint(self.grid.covered(first, meeting.length)):
                continue
            here = union(
                self.grid.cell(first, venue)
                for venue in range(self.grid.width)
                if (first, venue) in room.open
            )
            cells |= here & ~room.shut or here
        return cells

    def _wishes(self, meeting: Meeting, table: str | None) -> Found:
        """Where the meeting itself does not want to be."""
        found: Found = {}
        pinned = self.pinned.get(meeting.id)
        for first, slot in enumerate(self.grid.slots):
            stay = self.grid.stay(first, meeting.length)
            here = self.grid.slot(first)
            wrong = {
                "day-part": len(stay) < meeting.length,
                "fixed": meeting.slot not in (None, slot.id),
                "pinned": pinned is not None
                and (pinned.slot != slot.id or pinned.table not in (None, table)),
                "allowed": meeting.allowed_slots is not None
                and any(one.id not in meeting.allowed_slots for one in stay),
            }
            for kind, holds in wrong.items():
                if holds:
                    found[Obstacle(kind)] = found.get(Obstacle(kind), 0) | here
        return found

    def _full(self, table: str | None, room: Room, cells: Cells) -> Found:
        """Where its table, or every table, of a venue or of all, is taken."""
        if table is not None:
            return {Obstacle("table", table): room.full}
        everywhere = union(
            self.grid.slot(slot)
            for slot in self.grid.slots_of(room.full & cells)
            if not self.grid.slot(slot) & cells & ~room.full
        )
        found = {Obstacle("tables"): everywhere & room.full}
        if self.grid.width > 1:
            for number, venue in enumerate(self.grid.venues):
                column = union(self.grid.cell(slot, number) for slot in range(len(self.grid.slots)))
                found[Obstacle("tables", venue)] = column & room.full
        return found

    def _order(self, meeting: Meeting) -> Found:
        """Where it would not end before, or start after, the meetings it should."""
        found: Found = {}
        for first, slot in enumerate(self.grid.slots):
            stay = self.grid.stay(first, meeting.length)
            for name in meeting.after:
                earlier = self.timetable.place_of.get(name)
                if earlier is not None and earlier.slots[-1].end > slot.start:
                    one = Obstacle("order", name)
                    found[one] = found.get(one, 0) | self.grid.slot(first)
            for name in self.followers.get(meeting.id, ()):
                later = self.timetable.place_of.get(name)
                if later is not None and stay[-1].end > later.slots[0].start:
                    one = Obstacle("order", name)
                    found[one] = found.get(one, 0) | self.grid.slot(first)
        return found
