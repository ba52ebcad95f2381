"""Two-sided fairs of growing size that bind: popularity follows Zipf, so stars are over-asked.

A request joins a delegate and a host, each drawn with a weight of rank^-exponent, no pair twice;
its utility is drawn evenly from 1 to 9. At least one request in twenty cannot be placed, whatever
the plan (`size.py` prints the proven share). The same rung, variant and seed are the same problem.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.scheduling.problem import Meeting, Participant, Problem, Slot, Venue

DELEGATE_EXPONENT, HOST_EXPONENT = 0.4, 0.5
UNAVAILABLE = 0.2
BEST_UTILITY = 9
SLOT, DAY, LUNCH = timedelta(minutes=15), timedelta(days=1), timedelta(hours=1)
FIRST = datetime(2026, 12, 10, 9, tzinfo=UTC)


class Variant(StrEnum):
    """What stands in the way besides popularity."""

    FREE = "free"
    """Everybody is there in every slot."""
    AWAY = "away"
    """A fifth of all participant-slots is unavailable, and lunch halves each day."""


@dataclass(frozen=True, slots=True)
class Rung:
    """A size: delegates × hosts, how many requests, slots and tables, over how many days."""

    delegates: int
    hosts: int
    requests: int
    slots: int
    tables: int
    days: int = 2

    def __str__(self) -> str:
        return f"{self.delegates}x{self.hosts}"


RUNGS = (
    Rung(12, 40, 220, 16, 11, days=1),
    Rung(60, 120, 900, 24, 35),
    Rung(300, 500, 6_000, 32, 200),
    Rung(1_000, 1_600, 15_000, 32, 500),
    Rung(3_000, 5_000, 45_000, 32, 1_500),
)


def fair(rung: Rung, variant: Variant, *, seed: int = 0, levels: tuple[str, ...] = ()) -> Problem:
    """The problem of a rung; `levels` are those of the objective that count after utility."""
    chance = np.random.default_rng([seed, rung.delegates, rung.hosts])
    slots = _grid(rung, has_lunch=variant is Variant.AWAY)
    count = rung.delegates + rung.hosts
    share = UNAVAILABLE if variant is Variant.AWAY else 0.0
    away = chance.random((count, rung.slots)) < share
    names = [slot.id for slot in slots]
    participants = tuple(
        Participant(
            f"d{number}" if number < rung.delegates else f"h{number - rung.delegates}",
            side="home" if number < rung.delegates else "host",
            unavailable=frozenset(
                name for name, missing in zip(names, away[number], strict=True) if missing
            ),
        )
        for number in range(count)
    )
    utility = chance.integers(1, BEST_UTILITY, size=rung.requests, endpoint=True)
    meetings = tuple(
        Meeting(f"m{number}", (f"d{delegate}", f"h{host}"), utility=int(worth))
        for number, ((delegate, host), worth) in enumerate(
            zip(_pairs(rung, chance), utility, strict=True)
        )
    )
    tables = tuple(f"t{number}" for number in range(rung.tables))
    return Problem(slots, (Venue("hall", tables),), participants, meetings, levels=levels)


def _grid(rung: Rung, *, has_lunch: bool) -> tuple[Slot, ...]:
    parts = 2 if has_lunch else 1
    a_day = rung.slots // rung.days
    slots = []
    for number in range(rung.slots):
        day, place = divmod(number, a_day)
        part = place * parts // a_day
        start = FIRST + day * DAY + place * SLOT + part * LUNCH
        slots.append(Slot(f"s{number}", start, start + SLOT, f"day {day} part {part}"))
    return tuple(slots)


def _pairs(rung: Rung, chance: np.random.Generator) -> list[tuple[int, int]]:
    """Distinct pairs in the order in which they were drawn."""
    delegates = _popularity(rung.delegates, DELEGATE_EXPONENT)
    hosts = _popularity(rung.hosts, HOST_EXPONENT)
    found: dict[tuple[int, int], None] = {}
    while len(found) < rung.requests:
        missing = rung.requests - len(found)
        some = chance.choice(rung.delegates, size=missing, p=delegates)
        others = chance.choice(rung.hosts, size=missing, p=hosts)
        found |= dict.fromkeys(zip(some.tolist(), others.tolist(), strict=True))
    return list(found)


def _popularity(count: int, exponent: float) -> NDArray[np.float64]:
    weights = np.arange(1, count + 1, dtype=np.float64) ** -exponent
    return np.asarray(weights / weights.sum(), dtype=np.float64)
