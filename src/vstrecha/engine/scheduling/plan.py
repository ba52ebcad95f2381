"""The engine's answer: placements, objective, proven bound, status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from vstrecha.engine.message import Message


class Status(StrEnum):
    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Placement:
    """A meeting's first slot and table (`interpreter` where it needs one)."""

    meeting: str
    slot: str
    table: str
    interpreter: str | None = None


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A meeting that has no place, and why, in words true of this plan."""

    meeting: str
    reason: Message


@dataclass(frozen=True, slots=True)
class Plan:
    """`objective` and `bound` hold the levels of the objective by name, in their order
    (`mandatory`, `placed`, `utility`, `moved`, `breaks`, …); `proven` names the levels proven."""

    status: Status
    proven: tuple[str, ...]
    objective: Mapping[str, int]
    bound: Mapping[str, int]
    seconds: float
    seed: int
    placements: tuple[Placement, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    moved: tuple[str, ...] = ()
