"""What was measured, line by line, with the load that the machine had meanwhile."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter, process_time


class Report:
    """Prints each figure as soon as it is known."""

    def tell(self, name: str, value: str) -> None:
        """Print one line."""
        load = os.getloadavg()[0]
        print(f"{name:44}{value:>34}   (load {load:.1f})", flush=True)

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Tell how long something took."""
        wall, busy = perf_counter(), process_time()
        yield
        seconds, cpu = perf_counter() - wall, process_time() - busy
        self.tell(name, f"{seconds:,.1f} s, {cpu:,.1f} s of processor")

    def tell_memory(self) -> None:
        """Tell the most memory that this process had, files that it maps included."""
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        self.tell("most memory", f"{most / 2**30:,.1f} GiB")
