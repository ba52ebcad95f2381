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
    _started: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._started

    def time_left(self) -> float | None:
        return None if self.time_limit is None else max(0.0, self.time_limit - self.seconds)

    def work_left(self) -> float | None:
        return None if self.work_limit is None else max(0.0, self.work_limit - self.worked)

    @property
    def is_deterministic(self) -> bool:
        return self.work_limit is not None and self.time_limit is None
