"""Two records that are probably one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vstrecha.engine.message import Message


class Verdict(StrEnum):
    """`SAME`: one and the same entered twice. `NAMESAKE`: alike, but told apart by something that
    cannot be equal by chance or differ by mistake, such as the tax number."""

    SAME = "same"
    NAMESAKE = "namesake"


@dataclass(frozen=True, slots=True)
class Finding:
    """Records `first` and `second` (`first` sorts before), `confidence` in 0..1 that the verdict
    holds, and the reasons, the weightiest first."""

    first: str
    second: str
    verdict: Verdict
    confidence: float
    reasons: tuple[Message, ...]


def either_is_not(*independent: float) -> float:
    """The chance that at least one of independent signs is right (noisy or)."""
    wrong = 1.0
    for chance in independent:
        wrong *= 1 - chance
    return 1 - wrong
