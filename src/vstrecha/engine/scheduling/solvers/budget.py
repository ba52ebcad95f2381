"""How long a search may go on: by the clock, by deterministic work, or until somebody says stop."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Budget:
    """What is left of a time limit (seconds) and of a work limit (deterministic units).

    Only a work limit gives the same plan twice. None means no limit of that kind. Once
    `should_stop` says so, no time is left.
    """

    time_limit: float | None = None
    work_limit: float | None = None
    worked: float = 0.0
    whole: Budget | None = None
    should_stop: Callable[[], bool] | None = None
    _started: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._started

    @property
    def is_stopped(self) -> bool:
        """Whether somebody has said stop."""
        return self.should_stop is not None and self.should_stop()

    def time_left(self) -> float | None:
        return 0.0 if self.is_stopped else self._clock_left()

    def _clock_left(self) -> float | None:
        return None if self.time_limit is None else max(0.0, self.time_limit - self.seconds)

    def work_left(self) -> float | None:
        return None if self.work_limit is None else max(0.0, self.work_limit - self.worked)

    def part(self, share: float, *, even_if_stopped: bool = False) -> Budget:
        """A share of what is left, as a budget of its own; work in it counts here too.

        `even_if_stopped` is for a short look that nobody needs to stop.
        """
        time_left = self._clock_left() if even_if_stopped else self.time_left()
        work_left = self.work_left()
        return Budget(
            None if time_left is None else share * time_left,
            None if work_left is None else share * work_left,
            whole=self,
            should_stop=None if even_if_stopped else self.should_stop,
        )

    def at_most(self, limit: float) -> Budget:
        """What is left, but no more than so many seconds or units, as a budget of its own."""
        time_left, work_left = self.time_left(), self.work_left()
        return Budget(
            None if time_left is None else min(limit, time_left),
            None if work_left is None else min(limit, work_left),
            whole=self,
            should_stop=self.should_stop,
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
