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
    """What was found and how good it is.

    `objective` and `bound` hold the levels of the objective by name, in their order
    (`mandatory`, `placed`, `utility`, `moved`, `breaks`, …); `proven` names the levels proven.
    `bound` says what no plan can beat: a level that counts what is wanted cannot be higher, one
    that counts what is not wanted cannot be lower while the levels before it stay as they are.
    `conflicts` says, where the status is infeasible, which rules cannot be kept together.
    """

    status: Status
    proven: tuple[str, ...]
    objective: Mapping[str, int]
    bound: Mapping[str, int]
    seconds: float
    seed: int
    placements: tuple[Placement, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    moved: tuple[str, ...] = ()
    conflicts: tuple[Message, ...] = ()
