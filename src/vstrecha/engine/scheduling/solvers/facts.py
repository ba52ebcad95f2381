"""What every solver needs to know of a problem, by number instead of by name.

Slots are numbered in the order of time, everything else in the order of the problem's lists.
Times are in seconds.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from vstrecha.engine.scheduling.problem import Meeting, Problem

HOST = "host"


@dataclass(frozen=True, slots=True)
class Bound:
    """A session of one participant: the slots that bind a representative, and where."""

    slots: tuple[int, ...]
    pool: int | None

    @property
    def is_interrupted(self) -> bool:
        """Whether there are slots between its slots."""
        return self.slots[-1] - self.slots[0] >= len(self.slots)


class Grid:
    """The slots in the order of time and their day-parts."""

    def __init__(self, problem: Problem) -> None:
        order = sorted(problem.slots, key=lambda slot: slot.start)
        self.ids = tuple(slot.id for slot in order)
        self.number = {name: number for number, name in enumerate(self.ids)}
        self.start = tuple(int(slot.start.timestamp()) for slot in order)
        self.end = tuple(int(slot.end.timestamp()) for slot in order)
        parts: dict[str, list[int]] = defaultdict(list)
        for number, slot in enumerate(order):
            parts[slot.part].append(number)
        self.parts = tuple(tuple(numbers) for numbers in parts.values())
        self._place = {
            slot: (part, place)
            for part, numbers in enumerate(self.parts)
            for place, slot in enumerate(numbers)
        }

    def __len__(self) -> int:
        return len(self.ids)

    def part_of(self, slot: int) -> int:
        return self._place[slot][0]

    def covered(self, start: int, length: int) -> tuple[int, ...] | None:
        """The slots a meeting takes from `start`, or None where its day-part ends before."""
        part, place = self._place[start]
        slots = self.parts[part][place : place + length]
        return slots if len(slots) == length else None

    def gap(self, earlier: int, later: int) -> int:
        """Seconds from the end of one slot to the start of a later one."""
        return self.start[later] - self.end[earlier]


class Rooms:
    """Tables, grouped where a solver need not tell them apart.

    A pool is a set of venues that nobody needs time to travel between. A class is a set of
    tables of one pool that are open in the same slots; a table that some meeting asks for by
    name is a class of its own.
    """

    def __init__(self, problem: Problem, grid: Grid, special: set[str]) -> None:
        self.venue_number = {venue.id: number for number, venue in enumerate(problem.venues)}
        self._minutes = _travel_minutes(problem)
        self.pool_of_venue = self._group_venues(len(problem.venues))
        self.pools = max(self.pool_of_venue) + 1
        self.tables: list[str] = []
        self.venue_of_table: list[int] = []
        self.open: list[frozenset[int]] = []
        for number, venue in enumerate(problem.venues):
            closed: dict[str, set[int]] = defaultdict(set)
            for closure in venue.closed:
                for table in venue.tables if closure.tables is None else closure.tables:
                    closed[table].add(grid.number[closure.slot])
            for table in venue.tables:
                self.tables.append(table)
                self.venue_of_table.append(number)
                self.open.append(frozenset(range(len(grid))) - closed[table])
        self.table_number = {name: number for number, name in enumerate(self.tables)}
        self._classify(special)
        self.capacity = [
            [sum(slot in self.open[table] for table in pool) for slot in range(len(grid))]
            for pool in self.tables_of_pool
        ]

    def _group_venues(self, count: int) -> tuple[int, ...]:
        pool_of: list[int] = []
        seen: list[int] = []
        for venue in range(count):
            for pool, other in enumerate(seen):
                if self._alike(venue, other, count):
                    pool_of.append(pool)
                    break
            else:
                pool_of.append(len(seen))
                seen.append(venue)
        self._venue_of_pool = tuple(seen)
        return tuple(pool_of)

    def _alike(self, one: int, other: int, count: int) -> bool:
        minutes = self._minutes
        if minutes.get((one, other), 0) or minutes.get((other, one), 0):
            return False
        return all(
            minutes.get((one, third), 0) == minutes.get((other, third), 0)
            and minutes.get((third, one), 0) == minutes.get((third, other), 0)
            for third in range(count)
        )

    def _classify(self, special: set[str]) -> None:
        self.tables_of_pool: list[list[int]] = [[] for _ in range(self.pools)]
        self.classes: list[list[int]] = []
        self.class_of_table: list[int] = []
        self.classes_of_pool: list[list[int]] = [[] for _ in range(self.pools)]
        known: dict[tuple[object, ...], int] = {}
        for table, name in enumerate(self.tables):
            pool = self.pool_of_venue[self.venue_of_table[table]]
            self.tables_of_pool[pool].append(table)
            key = (pool, self.open[table], name if name in special else None)
            if key not in known:
                known[key] = len(self.classes)
                self.classes.append([])
                self.classes_of_pool[pool].append(known[key])
            self.classes[known[key]].append(table)
            self.class_of_table.append(known[key])

    def pool_of_table(self, table: int) -> int:
        return self.pool_of_venue[self.venue_of_table[table]]

    def travel(self, origin: int, destination: int) -> int:
        """Seconds from one pool to another."""
        venues = self._venue_of_pool
        return 60 * self._minutes.get((venues[origin], venues[destination]), 0)

    @property
    def far_apart(self) -> bool:
        """Whether any two venues need time to travel between."""
        return self.pools > 1


def _travel_minutes(problem: Problem) -> dict[tuple[int, int], int]:
    number = {venue.id: index for index, venue in enumerate(problem.venues)}
    minutes = {
        (number[travel.origin], number[travel.destination]): travel.minutes
        for travel in problem.travel
    }
    for (origin, destination), value in list(minutes.items()):
        minutes.setdefault((destination, origin), value)
    return minutes


class Facts:
    """A problem by number."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.grid = Grid(problem)
        self.participant_number = {
            participant.id: number for number, participant in enumerate(problem.participants)
        }
        self.meeting_number = {
            meeting.id: number for number, meeting in enumerate(problem.meetings)
        }
        self.who = tuple(
            tuple(self.participant_number[name] for name in meeting.participants)
            for meeting in problem.meetings
        )
        table_names = tuple(self._table_of(meeting) for meeting in problem.meetings)
        self.previous = {
            self.meeting_number[previous.meeting]: previous for previous in problem.previous
        }
        special = {name for name in table_names if name is not None}
        special |= {place.table for place in problem.previous if place.table is not None}
        self.rooms = Rooms(problem, self.grid, special)
        self.fixed_table = tuple(
            None if name is None else self.rooms.table_number[name] for name in table_names
        )
        self.unavailable = tuple(
            frozenset(self.grid.number[name] for name in participant.unavailable)
            for participant in problem.participants
        )
        self.bound = self._sessions()
        self.meetings_of: list[list[int]] = [[] for _ in problem.participants]
        for meeting, people in enumerate(self.who):
            for person in people:
                self.meetings_of[person].append(meeting)

    def _table_of(self, meeting: Meeting) -> str | None:
        """The only table a meeting may be held at: its own, else its participants'."""
        if meeting.table is not None:
            return meeting.table
        owners = [
            participant
            for name in meeting.participants
            if (participant := self.problem.participants[self.participant_number[name]]).table
        ]
        hosts = [owner for owner in owners if owner.side == HOST]
        return next((owner.table for owner in hosts + owners), None)

    def previous_table(self, meeting: int) -> int | None:
        """The table of a meeting in the plan to repair, where that plan names one."""
        previous = self.previous.get(meeting)
        if previous is None or previous.table is None:
            return None
        return self.rooms.table_number[previous.table]

    def _sessions(self) -> list[list[Bound]]:
        bound: list[list[Bound]] = [[] for _ in self.problem.participants]
        for session in self.problem.sessions:
            slots = tuple(sorted(self.grid.number[name] for name in session.slots))
            pool = None
            if session.venue is not None:
                pool = self.rooms.pool_of_venue[self.rooms.venue_number[session.venue]]
            if slots:
                for name in session.participants:
                    bound[self.participant_number[name]].append(Bound(slots, pool))
        return bound

    def team(self, person: int) -> int:
        """How many representatives of a participant can have anything to do at all."""
        errands = len(self.meetings_of[person]) + len(self.bound[person])
        return max(1, min(self.problem.participants[person].representatives, errands))

    def in_session(self, person: int, slot: int) -> int:
        """How many representatives a participant has in sessions in a slot."""
        return sum(slot in session.slots for session in self.bound[person])
