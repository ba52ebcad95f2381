"""What a solver hands back: places by number, and how good they are proven to be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from vstrecha.engine.scheduling.plan import Status


@dataclass(frozen=True, slots=True)
class Seat:
    """The place of one meeting: its slots, table and interpreter, all by number."""

    meeting: int
    slots: tuple[int, ...]
    table: int
    interpreter: int | None = None


@dataclass(slots=True)
class Answer:
    """A solver's answer. `objective` and `bound` are by level, as in a Plan."""

    status: Status
    seats: list[Seat] = field(default_factory=list)
    objective: dict[str, int] = field(default_factory=dict)
    bound: dict[str, int] = field(default_factory=dict)
    proven: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Demand:
    """Something a problem insists on: a `kind` of rule and the number of what it speaks of."""

    kind: str
    number: int = -1


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a search: the level at work, its best value and bound so far, seconds."""

    level: str
    value: int
    bound: int
    seconds: float


OnProgress = Callable[[Progress], None]
