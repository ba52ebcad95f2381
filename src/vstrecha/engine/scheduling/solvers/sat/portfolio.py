"""Two searches side by side: one climbs from what is impossible, one halves what is left."""

from __future__ import annotations

import contextlib
import json
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator

from vstrecha.engine.scheduling.solvers.budget import Budget
from vstrecha.engine.scheduling.solvers.sat.descent import Standing
from vstrecha.engine.scheduling.solvers.sat.question import Question
from vstrecha.engine.scheduling.solvers.sat.worker import CLIMBING, HALVING

_WORKER = "vstrecha.engine.scheduling.solvers.sat.worker"
_LOOK = 0.1  # seconds between two looks at the clock
Process = subprocess.Popen[str]


class Portfolio:
    """Workers in processes of their own; where what one proved and one found meet, all end."""

    def __init__(
        self,
        question: Question,
        budget: Budget,
        *,
        workers: int,
        report: Callable[[Standing], None],
    ) -> None:
        self.question = question
        self.budget = budget
        self.roles = (HALVING, CLIMBING)[:workers]
        self.report = report
        self.standing = Standing()
        self._told: queue.Queue[Standing | None] = queue.Queue()

    def run(self) -> Standing:
        """The best standing when it is proven, or when the time is over."""
        with contextlib.ExitStack() as running:
            processes = [running.enter_context(self._worker(role)) for role in self.roles]
            left = len(processes)
            while left and not self._is_done and not self.budget.is_spent:
                try:
                    told = self._told.get(timeout=_LOOK)
                except queue.Empty:
                    continue
                if told is None:
                    left -= 1
                elif self._learn(told):
                    self.report(self.standing)
                    _pass_on(processes, self.standing.bound)
        return self.standing

    @property
    def _is_done(self) -> bool:
        standing = self.standing
        evened_out = not self.question.even_out or standing.spread_bound is not None
        return standing.impossible or (standing.is_met and evened_out)

    def _learn(self, told: Standing) -> bool:
        """Put together what all know; whether that is news."""
        mine = self.standing
        before = (mine.bound, mine.breaks, mine.spread_bound, mine.impossible)
        mine.bound = max(mine.bound, told.bound)
        mine.impossible = mine.impossible or told.impossible
        if told.breaks is not None and (
            mine.breaks is None
            or told.breaks < mine.breaks
            or (told.breaks == mine.breaks and told.spread_bound is not None)
        ):
            mine.breaks, mine.slots = told.breaks, told.slots
            mine.spread_bound = told.spread_bound
        return before != (mine.bound, mine.breaks, mine.spread_bound, mine.impossible)

    @contextlib.contextmanager
    def _worker(self, role: str) -> Iterator[Process]:
        limit = self.budget.time_left()
        arguments = [role] if limit is None else [role, str(limit)]
        process = subprocess.Popen(  # noqa: S603 - this interpreter, this package
            [sys.executable, "-m", _WORKER, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        listener = threading.Thread(target=self._listen, args=(process,), daemon=True)
        listener.start()
        try:
            _write(process, self.question.to_json())
            yield process
        finally:
            process.kill()
            listener.join()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()
            process.wait()

    def _listen(self, process: Process) -> None:
        for line in process.stdout or ():
            self._told.put(Standing(**json.loads(line)))
        self._told.put(None)


def _pass_on(processes: list[Process], bound: int) -> None:
    for process in processes:
        _write(process, str(bound))


def _write(process: Process, line: str) -> None:
    """A line to a worker; one that has ended needs it no more."""
    if process.stdin is not None:
        with contextlib.suppress(OSError):
            process.stdin.write(line + "\n")
            process.stdin.flush()
