"""Where blocks of work are done: in this process, or (`cluster`) in others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

Shared = TypeVar("Shared")
Block = TypeVar("Block")
Result = TypeVar("Result")


class RunnerError(Exception):
    """Workers that cannot be used, or were lost; the message says why and what to do."""


class Runner(Protocol):
    """Does one task on many blocks. The blocks are the same wherever they are done, and so are
    the results."""

    def map(
        self,
        task: Callable[[Shared, Block], Result],
        shared: Shared,
        blocks: Iterable[Block],
    ) -> Iterator[Result]:
        """`task(shared, block)` for each block, in the order of the blocks.

        `shared` is carried to each worker once. Blocks are taken as there is room for them, so
        that they need not all be in memory.
        """
        ...


class Here:
    """One block after another, in this process."""

    def map(
        self,
        task: Callable[[Shared, Block], Result],
        shared: Shared,
        blocks: Iterable[Block],
    ) -> Iterator[Result]:
        for block in blocks:
            yield task(shared, block)
