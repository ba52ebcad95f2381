"""A real Dask cluster on this machine: a scheduler and workers, each a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

ROOT = Path(__file__).parents[4]
_PATIENCE = 60


class DaskCluster:
    """The scheduler takes a free port; workers go by names, so that a test can kill one."""

    def __init__(self, folder: Path, allowed_failures: int) -> None:
        self._folder = folder
        self._failures = str(allowed_failures)
        self._file = folder / "scheduler.json"
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self._start(
            "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show",
            "--scheduler-file", str(self._file),
        )  # fmt: skip
        self.address = self._address()

    def add_worker(self, name: str) -> None:
        """Start a worker of one thread, without a nanny that would start it again."""
        self._start(
            "worker", self.address, "--name", name, "--nthreads", "1", "--no-nanny",
            "--no-dashboard", "--local-directory", str(self._folder / name),
            name=name,
        )  # fmt: skip

    def kill(self, name: str) -> None:
        """End a process at once, as a machine that loses its power."""
        process = self.processes.pop(name)
        process.kill()
        process.wait()

    def close(self) -> None:
        for name in list(self.processes):
            self.kill(name)

    def _start(self, *command: str, name: str = "scheduler") -> None:
        with (self._folder / f"{name}.log").open("wb") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, "-m", "dask", *command],
                cwd=self._folder,
                env={
                    **os.environ,
                    "PYTHONPATH": str(ROOT),
                    "OMP_NUM_THREADS": "1",
                    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": self._failures,
                },
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def _address(self) -> str:
        until = monotonic() + _PATIENCE
        while monotonic() < until:
            try:
                return str(json.loads(self._file.read_text("utf-8"))["address"])
            except (OSError, ValueError):
                sleep(0.1)
        self.close()
        raise TimeoutError((self._folder / "scheduler.log").read_text("utf-8"))


@contextmanager
def dask_cluster(folder: Path, *workers: str, allowed_failures: int = 3) -> Iterator[DaskCluster]:
    """A cluster of these workers, all ended at the end. A block may be on so many workers that
    die before it is given up."""
    cluster = DaskCluster(folder, allowed_failures)
    try:
        for name in workers:
            cluster.add_worker(name)
        yield cluster
    finally:
        cluster.close()
