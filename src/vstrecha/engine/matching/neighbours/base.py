"""What all kinds of nearest-neighbour search have in common."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.matching.encoders import Encoder, Float

# Vectors as they are kept: half floats take half the memory, and cosines lose less than 0.001.
Vectors = NDArray[np.float32] | NDArray[np.float16]
Places = NDArray[np.int64]

# In a result, the place of a neighbour that there is not.
NOWHERE = -1


class NeighboursError(Exception):
    """An index that cannot be built, read or used here; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Which vectors an index holds: those of one encoder in one revision. Vectors of others have
    nothing in common with them, though the numbers would go through."""

    encoder: str
    revision: str
    dimension: int

    @classmethod
    def of(cls, encoder: Encoder) -> Identity:
        """The identity of an encoder's vectors."""
        return cls(encoder.name, encoder.revision, encoder.dimension)

    def __str__(self) -> str:
        return f"{self.encoder} {self.revision} ({self.dimension} dimensions)"


class Neighbours(Protocol):
    """Vectors of unit length, ready to be searched by others of the same encoder.

    `size` is their number. `recall` is the share of the true nearest that a search finds: 1 for
    an exact one, else what was measured when it was built.
    """

    @property
    def identity(self) -> Identity: ...

    @property
    def size(self) -> int: ...

    @property
    def recall(self) -> float: ...

    def search(self, queries: Vectors, top: int) -> tuple[Float, Places]:
        """For each query the `top` vectors of the highest cosine, best first: their cosines and
        their places in the order in which they were given, both [queries, top].

        Where there are not so many, the cosine is -inf and the place NOWHERE. Raises
        NeighboursError where the queries have another dimension.
        """
        ...

    def save(self, folder: Path) -> None:
        """Keep it in a folder, for `open_neighbours`. The folder is made; what it held before
        is replaced only when all is written."""
        ...


def checked(queries: Vectors, identity: Identity, top: int) -> Float:
    """The queries in single precision, if they can be such."""
    if queries.ndim != 2 or queries.shape[1] != identity.dimension:  # noqa: PLR2004 - rows, columns
        raise NeighboursError(
            f"The index holds vectors of {identity}; the queries are of shape {queries.shape}. "
            "Encode them with the encoder of the index."
        )
    if top < 1:
        raise NeighboursError(f"Ask for one neighbour or more, not {top}.")
    return np.ascontiguousarray(queries, dtype=np.float32)
