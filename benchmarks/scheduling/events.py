"""Generated two-sided events that can be planned, because a timetable stood at the beginning.

A timetable is drawn first. The tables are then counted so that it fills 55 % of them, and 5 % of
all participants' slots, none of which it uses, are closed. So every meeting can be held; how few
breaks are possible the generator does not know.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from vstrecha.engine.scheduling.problem import Meeting, Participant, Problem, Slot, Venue

SLOTS = 20
TABLES_FULL = 0.55
UNAVAILABLE = 0.05
MOST_OF_THE_DAY = 0.9  # the most sought-after meet in so much of their slots

# Participants, meetings.
SIZES = ((110, 428), (220, 989), (350, 1585))

_FIRST = datetime(2026, 12, 10, 9, tzinfo=UTC)
_STEP = timedelta(minutes=20)
_LUNCH = timedelta(hours=1)


def event(participants: int, meetings: int, seed: int, *, day_parts: int = 2) -> Problem:
    """An event of two sides of equal size, all of whose meetings are mandatory.

    How sought-after a participant is follows Zipf's law within its side (exponent 1, cut at nine
    tenths of the slots). With `day_parts` 2 the slots are a morning and an afternoon, and a break
    does not span noon; with 1 it does, and all else is the same. Only breaks count.
    Raises ValueError where so many meetings do not fit.
    """
    random = Random(seed)  # noqa: S311 - a drawing to be repeated, not a secret
    drawn = _Drawing(participants, meetings, random)
    grid = _grid(day_parts)
    closed = drawn.closed()
    return Problem(
        slots=grid,
        venues=(Venue("hall", tuple(f"t{number}" for number in range(drawn.tables))),),
        participants=tuple(
            Participant(
                f"p{person}",
                side="home" if person < drawn.homes else "host",
                unavailable=frozenset(grid[slot].id for slot in closed[person]),
            )
            for person in range(participants)
        ),
        meetings=tuple(
            Meeting(f"m{number}", (f"p{pair.home}", f"p{pair.host}"), mandatory=True)
            for number, pair in enumerate(drawn.pairs)
        ),
        levels=("breaks",),
    )


@dataclass(frozen=True, slots=True)
class _Pair:
    home: int
    host: int
    slot: int


class _Drawing:
    """The hidden timetable: pairs with their slots, in random order."""

    def __init__(self, participants: int, meetings: int, random: Random) -> None:
        self.random = random
        self.homes = participants // 2
        self.tables = math.ceil(meetings / (SLOTS * TABLES_FULL))
        self.free = [set(range(SLOTS)) for _ in range(participants)]
        self._room = [self.tables] * SLOTS
        most = int(SLOTS * MOST_OF_THE_DAY)
        hosts = participants - self.homes
        self._wanted = [*_zipf(self.homes, meetings, most), *_zipf(hosts, meetings, most)]
        self._met: set[tuple[int, int]] = set()
        self.pairs = [self._draw() for _ in range(meetings)]
        random.shuffle(self.pairs)

    def closed(self) -> list[set[int]]:
        """The slots in which each participant is unavailable, out of those it does not use."""
        cells = [(person, slot) for person, slots in enumerate(self.free) for slot in sorted(slots)]
        count = round(UNAVAILABLE * len(self.free) * SLOTS)
        closed: list[set[int]] = [set() for _ in self.free]
        for person, slot in self.random.sample(cells, count):
            closed[person].add(slot)
        return closed

    def _draw(self) -> _Pair:
        """A pair that has not met and has a slot in common, and that slot."""
        homes = list(range(self.homes))
        while homes:
            home = self._one_of(homes)
            hosts = [
                host
                for host in range(self.homes, len(self.free))
                if (home, host) not in self._met and self._common(home, host)
            ]
            if hosts:
                return self._take(home, self._one_of(hosts))
            homes.remove(home)
        raise ValueError("So many meetings do not fit; ask for fewer, or for more participants.")

    def _one_of(self, people: Sequence[int]) -> int:
        """The more meetings one still wants the likelier; those who want none hardly ever."""
        weights = [max(self._wanted[person], 1e-3) for person in people]
        return self.random.choices(people, weights)[0]

    def _common(self, home: int, host: int) -> list[int]:
        return [slot for slot in sorted(self.free[home] & self.free[host]) if self._room[slot]]

    def _take(self, home: int, host: int) -> _Pair:
        slot = self.random.choice(self._common(home, host))
        self._room[slot] -= 1
        self._met.add((home, host))
        for person in (home, host):
            self.free[person].remove(slot)
            self._wanted[person] -= 1
        return _Pair(home, host, slot)


def _zipf(people: int, meetings: int, most: int) -> list[float]:
    """How many meetings each wants: c / rank, but no more than `most`, `meetings` in all."""
    if people * most < meetings:
        raise ValueError("So many meetings do not fit; ask for fewer, or for more participants.")
    low, high = 0.0, float(people * most)
    for _ in range(60):  # the sum grows with c: halve to the precision of a float
        middle = (low + high) / 2
        total = sum(min(most, middle / rank) for rank in range(1, people + 1))
        low, high = (middle, high) if total < meetings else (low, middle)
    return [min(most, high / rank) for rank in range(1, people + 1)]


def _grid(day_parts: int) -> tuple[Slot, ...]:
    """Twenty slots with an hour for lunch in their middle."""
    if day_parts not in {1, 2}:
        raise ValueError("day_parts must be 1 or 2.")
    slots = []
    for index in range(SLOTS):
        afternoon = index >= SLOTS // 2
        start = _FIRST + index * _STEP + (_LUNCH if afternoon else timedelta())
        part = "afternoon" if afternoon and day_parts > 1 else "morning"
        slots.append(Slot(f"s{index}", start, start + _STEP, part if day_parts > 1 else "day"))
    return tuple(slots)
