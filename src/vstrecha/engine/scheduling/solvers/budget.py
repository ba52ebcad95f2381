"""How long a search may go on: by the clock, by deterministic work, or both."""

from __future__ import annotations

import time
from dataclasses import dataclass, field


@dataclass(slots=True)
class Budget:
    """What is left of a time limit (seconds) and of a work limit (deterministic units).

    Only a work limit gives the same plan twice. None means no limit of that kind.
    """

    time_limit: float | None = None
    work_limit: float | None = None
    worked: float = 0.0
    whole: Budget | None = None
    _started: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._started

    def time_left(self) -> float | None:
        return None if self.time_limit is None else max(0.0, self.time_limit - self.seconds)

    def work_left(self) -> float | None:
        return None if self.work_limit is None else max(0.0, self.work_limit - self.worked)

    def part(self, share: float) -> Budget:
        """A share of what is left, as a budget of its own; work in it counts here too."""
        time_left, work_left = self.time_left(), self.work_left()
        return Budget(
            None if time_left is None else share * time_left,
            None if work_left is None else share * work_left,
            whole=self,
        )

    def at_most(self, limit: float) -> Budget:
        """What is left, but no more than so many seconds or units, as a budget of its own."""
        time_left, work_left = self.time_left(), self.work_left()
        return Budget(
            None if time_left is None else min(limit, time_left),
            None if work_left is None else min(limit, work_left),
            whole=self,
        )

    def spend(self, work: float) -> None:
        """Count deterministic work done."""
        self.worked += work
        if self.whole is not None:
            self.whole.spend(work)

    @property
    def is_spent(self) -> bool:
        """Whether nothing is left."""
        return self.time_left() == 0.0 or self.work_left() == 0.0
