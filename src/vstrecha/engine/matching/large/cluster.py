"""Blocks of work on the workers of a Dask cluster, by its scheduler's address.

Here alone is `distributed` imported; it comes with the extra `cluster`. A worker that dies loses
nothing: the scheduler gives its blocks to others, and what all share is carried anew where it is
lost. Only some blocks are on their way at any time, so that neither scheduler nor client has to
hold all.
"""

from __future__ import annotations

import platform
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from types import TracebackType
from typing import Any, Self

from distributed import Client, Future, KilledWorker
from distributed.client import ClosedClientError, FutureCancelledError
from distributed.comm.core import CommClosedError

from vstrecha import __version__
from vstrecha.engine.matching.large.runner import Block, Result, RunnerError, Shared

# Seconds to reach the scheduler, and to wait for a first worker.
_CONNECT = 10
_FIRST_WORKER = 30
# Seconds that all workers may be away while there is work.
_PATIENCE = 60
# Blocks on their way for each thread of a worker: one being done, the next ones at hand.
_AHEAD = 3
# How often a block is tried again after an error of the connection, and how often what all share
# is carried anew.
_RETRIES = 3
_MOST_SHARINGS = 20
_SHORTEST_WAIT = 0.5
# What is raised where the scheduler answers no more.
_GONE = (OSError, ClosedClientError)


class ClusterError(RunnerError):
    """A cluster that cannot be used, or was lost; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class _Sent:
    """A block on its way; `sharing` is the number of the carrying that it relies on."""

    block: Any
    future: Future[Any]
    sharing: int


class Cluster:
    """A runner over a Dask cluster, to be used in a `with` statement.

    Raises ClusterError where no scheduler answers at the address, where it has no workers within
    half a minute, or where a worker has another version of this program or of Python.
    """

    def __init__(self, address: str, *, patience: float = _PATIENCE) -> None:
        self.address = address
        self.patience = patience
        try:
            # Half of its methods have no types.
            self._client: Any = Client(  # type: ignore[no-untyped-call]  # it says it is typed
                address, timeout=_CONNECT, set_as_default=False
            )
        except (OSError, ValueError, TypeError, ImportError) as error:
            raise ClusterError(
                f"No Dask scheduler answers at {address}. Start one with 'dask scheduler' and "
                "give the address that it prints, such as tcp://192.0.2.10:8786."
            ) from error
        try:
            self._check_workers()
        except BaseException:
            self._client.close()  # type: ignore[no-untyped-call]  # it says it is typed
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close(timeout=_CONNECT)

    def map(
        self,
        task: Callable[[Shared, Block], Result],
        shared: Shared,
        blocks: Iterable[Block],
    ) -> Iterator[Result]:
        """As `Runner.map` has it. Raises what the task raises, and ClusterError where the
        scheduler or all workers are lost and do not come back, or where a block kills worker
        after worker."""
        work = _Work(self, task, shared)
        ahead: deque[_Sent] = deque()
        try:
            for block in blocks:
                ahead.append(work.send(block))
                if len(ahead) >= self._room():
                    yield work.result(ahead.popleft())
            while ahead:
                yield work.result(ahead.popleft())
        finally:
            with suppress(*_GONE):
                self._client.cancel([sent.future for sent in ahead])

    def _room(self) -> int:
        """How many blocks may be on their way, by the workers that there are."""
        try:
            threads: dict[str, int] = self._client.nthreads()
        except _GONE as error:
            raise self.lost() from error
        return _AHEAD * max(1, sum(threads.values()))

    def workers(self) -> list[str]:
        """The addresses of the workers that the scheduler knows."""
        try:
            return sorted(self._client.scheduler_info(n_workers=-1)["workers"])
        except _GONE as error:
            raise self.lost() from error

    def share(self, value: object) -> Future[Any]:
        """A value carried to every worker. Waits for a worker where all are away; where one
        dies while it is carried, it is carried again."""
        for _ in range(_RETRIES):
            self.await_workers(self.patience)
            with suppress(*_GONE):
                held: Future[Any] = self._client.scatter(value, broadcast=True, hash=False)
                return held
        raise self.lost()

    def submit(
        self, task: Callable[[Any, Any], Any], holder: Future[Any], block: object
    ) -> Future[Any]:
        """A block given to the scheduler."""
        try:
            future: Future[Any] = self._client.submit(
                task, holder, block, pure=False, retries=_RETRIES
            )
        except _GONE as error:
            raise self.lost() from error
        return future

    def await_workers(self, seconds: float) -> None:
        """Go on once there is a worker. Raises ClusterError where none comes."""
        try:
            self._client.wait_for_workers(1, timeout=seconds)
        except TimeoutError as error:
            raise ClusterError(
                f"The Dask scheduler at {self.address} has no workers. Start some with "
                f"'dask worker {self.address}'."
            ) from error
        except _GONE as error:
            raise self.lost() from error

    def _check_workers(self) -> None:
        self.await_workers(_FIRST_WORKER)
        mine = versions()
        # What a worker that lacks this program says is an error of unpickling, of any kind.
        told = self._client.run(versions, on_error="return")
        for worker, theirs in sorted(told.items()):
            if theirs != mine:
                said = "cannot load it" if isinstance(theirs, BaseException) else f"has {theirs}"
                raise ClusterError(
                    f"The worker {worker} {said}; here runs {mine}. Install the same version "
                    "of vstrecha and of Python on every machine of the cluster."
                )

    def lost(self) -> ClusterError:
        """What to say where the scheduler answers no more."""
        return ClusterError(
            f"The Dask scheduler at {self.address} was lost on the way. See that it runs, and "
            "start again."
        )


class _Work:
    """One task on many blocks, and what they share."""

    def __init__(self, cluster: Cluster, task: Callable[[Any, Any], Any], shared: object) -> None:
        self._cluster = cluster
        self._task = task
        self._shared = shared
        self._sharing = 1
        self._holder = cluster.share(shared)

    def send(self, block: object) -> _Sent:
        """Put a block on its way."""
        future = self._cluster.submit(self._task, self._holder, block)
        return _Sent(block, future, self._sharing)

    def result(self, sent: _Sent) -> Any:
        """What came of a block, however often it has to be sent."""
        while True:
            try:
                return self._waited(sent.future)
            except CommClosedError as error:
                raise self._cluster.lost() from error
            except FutureCancelledError as error:
                # The last worker that held what all share has died.
                sent = self._sent_again(sent, error)
            except KilledWorker as error:
                raise ClusterError(
                    f"A block of work was on several workers when they died ({error}). See "
                    "that each has memory enough, and start again with more of it or with "
                    "fewer workers a machine."
                ) from error

    def _waited(self, future: Future[Any]) -> Any:
        away_since: float | None = None
        while True:
            try:
                return future.result(timeout=_SHORTEST_WAIT)
            except TimeoutError:
                if self._cluster.workers():
                    away_since = None
                    continue
                away_since = away_since or monotonic()
                if monotonic() - away_since > self._cluster.patience:
                    self._cluster.await_workers(_SHORTEST_WAIT)

    def _sent_again(self, sent: _Sent, error: Exception) -> _Sent:
        if sent.sharing == self._sharing:
            if self._sharing == _MOST_SHARINGS:
                raise ClusterError(
                    f"The workers of {self._cluster.address} die faster than work can be given "
                    "to them. See what they say in their logs."
                ) from error
            self._holder = self._cluster.share(self._shared)
            self._sharing += 1
        return self.send(sent.block)


def versions() -> str:
    """What has to be the same on all machines."""
    python = ".".join(platform.python_version_tuple()[:2])
    return f"vstrecha {__version__} on Python {python}"
