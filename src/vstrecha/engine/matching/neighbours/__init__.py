"""Nearest neighbours among any number of vectors: exact for a mission, indexed for a country."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from vstrecha.engine.matching.neighbours import exact, storage
from vstrecha.engine.matching.neighbours.base import (
    NOWHERE,
    Identity,
    Neighbours,
    NeighboursError,
    Places,
    Vectors,
)
from vstrecha.engine.matching.neighbours.exact import ExactNeighbours

__all__ = [
    "EXACT_UP_TO",
    "NOWHERE",
    "ExactNeighbours",
    "Identity",
    "Neighbours",
    "NeighboursError",
    "Places",
    "Vectors",
    "neighbours_of",
    "open_neighbours",
]

# Up to so many vectors exact search is quick enough for anything a mission asks.
EXACT_UP_TO = 200_000
RECALL = 0.97


def neighbours_of(
    vectors: Vectors,
    identity: Identity,
    *,
    queries: Vectors | None = None,
    recall: float = RECALL,
    exact_up_to: int = EXACT_UP_TO,
) -> Neighbours:
    """The search that suits the number of vectors (rows of unit length, [texts, dimension]).

    Up to `exact_up_to` of them it is exact. Beyond, it is an index that finds at least the share
    `recall` of the true nearest 20; `queries`, where they are known, are what that is measured
    on. Raises NeighboursError where the dimension is not that of the identity, or FAISS is
    needed and not installed.
    """
    if vectors.ndim != 2 or vectors.shape[1] != identity.dimension:  # noqa: PLR2004 - a table
        raise NeighboursError(
            f"Vectors of shape {vectors.shape} cannot be those of {identity}. "
            "Give the encoder that made them."
        )
    if len(vectors) <= exact_up_to:
        return ExactNeighbours(vectors, identity)
    built: Neighbours = _ivf().IvfNeighbours.built(
        vectors, identity, recall=recall, queries=queries
    )
    return built


def open_neighbours(folder: Path, identity: Identity) -> Neighbours:
    """The search saved in a folder, mapped from its files.

    Raises NeighboursError where there is none, where it holds vectors of another encoder or
    revision, or where FAISS is needed and not installed.
    """
    manifest = storage.read_manifest(folder, identity)
    try:
        opened: Neighbours = (
            ExactNeighbours.opened(folder, identity)
            if manifest.kind == exact.KIND
            else _ivf().IvfNeighbours.opened(folder, manifest)
        )
    except (OSError, ValueError, EOFError) as error:
        raise NeighboursError(
            f"{folder}: the vectors cannot be read ({error}). Build the index anew."
        ) from error
    if opened.size != manifest.size:
        raise NeighboursError(
            f"{folder} says that it holds {manifest.size} vectors, and holds {opened.size}. "
            "Build the index anew."
        )
    return opened


def _ivf() -> Any:
    """The module that needs FAISS; only those pay for it who need it."""
    try:
        return import_module("vstrecha.engine.matching.neighbours.ivf")
    except ImportError as error:
        raise NeighboursError(
            f"More than {EXACT_UP_TO:,} texts need FAISS, which is not installed. Install it with "
            "'pip install vstrecha[large]'."
        ) from error
