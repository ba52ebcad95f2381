"""Exact search: every query with every vector, block by block."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.matching.encoders import Float
from vstrecha.engine.matching.neighbours import storage
from vstrecha.engine.matching.neighbours.base import (
    NOWHERE,
    Identity,
    Places,
    Vectors,
    checked,
)

KIND = "exact"
_VECTORS = "vectors.npy"
# Of so many queries and vectors the cosines are held at a time: 32 MiB, with their keys 100.
_QUERIES = 256
_VECTORS_AT_A_TIME = 32_768


class ExactNeighbours:
    """Exact search over vectors as they are; of equal cosines the earlier place comes first.

    Memory beside the vectors does not grow with their number. They may be half floats, and may
    be mapped from a file.
    """

    recall = 1.0

    def __init__(self, vectors: Vectors, identity: Identity) -> None:
        self.identity = identity
        self._vectors = vectors

    @property
    def size(self) -> int:
        return len(self._vectors)

    def search(self, queries: Vectors, top: int) -> tuple[Float, Places]:
        asked = checked(queries, self.identity, top)
        cosines = np.full((len(asked), top), -np.inf, dtype=np.float32)
        places = np.full((len(asked), top), NOWHERE, dtype=np.int64)
        most = min(top, self.size)
        if not most:
            return cosines, places
        for start in range(0, len(asked), _QUERIES):
            run = slice(start, start + _QUERIES)
            cosines[run, :most], places[run, :most] = _parted(self._best(asked[run], most))
        return cosines, places

    def _best(self, queries: Float, most: int) -> NDArray[np.int64]:
        """The highest keys of each query, highest first."""
        best = np.empty((len(queries), 0), dtype=np.int64)
        for start in range(0, self.size, _VECTORS_AT_A_TIME):
            block = np.asarray(self._vectors[start : start + _VECTORS_AT_A_TIME], dtype=np.float32)
            best = np.hstack([best, _highest(_keys(queries @ block.T, start), most)])
            best = _highest(best, most)
        return -np.sort(-best, axis=1)

    def save(self, folder: Path) -> None:
        with storage.replacing(folder, KIND, self.identity, self.size, self.recall) as new:
            np.save(new / _VECTORS, self._vectors)

    @classmethod
    def opened(cls, folder: Path, identity: Identity) -> ExactNeighbours:
        """What was saved in a folder, mapped: memory is taken as it is read."""
        return cls(np.load(folder / _VECTORS, mmap_mode="r"), identity)


def _keys(cosines: Float, start: int) -> NDArray[np.int64]:
    """Cosine and place in one integer that sorts by cosine, of equal ones by place.

    The bits of a float sort as integers do once those of negative numbers are turned round;
    0.0 is added so that there is but one zero.
    """
    bits = (cosines + np.float32(0)).view(np.int32)
    bits ^= (bits >> 31) & np.int32(0x7FFFFFFF)
    places = np.arange(start, start + cosines.shape[1], dtype=np.int64)
    return np.asarray((bits.astype(np.int64) << 32) | (0xFFFFFFFF - places))


def _parted(keys: NDArray[np.int64]) -> tuple[Float, Places]:
    """The cosines and places that the keys were made of."""
    bits = (keys >> 32).astype(np.int32)
    bits ^= (bits >> 31) & np.int32(0x7FFFFFFF)
    return bits.view(np.float32), 0xFFFFFFFF - (keys & 0xFFFFFFFF)


def _highest(keys: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    if keys.shape[1] <= most:
        return keys
    return np.partition(keys, -most, axis=1)[:, -most:]
