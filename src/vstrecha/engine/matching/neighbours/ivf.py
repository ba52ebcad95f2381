"""Search in the nearest of many cells, by FAISS: an inverted file of vectors in bytes.

The vectors are sorted into cells by k-means; a query looks into the few cells whose centres are
nearest to it (Jégou, Douze and Schmid 2011, "Product Quantization for Nearest Neighbor Search",
section IV). Each number of a vector is kept in one byte (`SQ8`): a quarter of the memory, and as
fast to read. Here alone is `faiss` imported; it comes with the extra `large`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from vstrecha.engine.matching.encoders import Float
from vstrecha.engine.matching.neighbours import storage
from vstrecha.engine.matching.neighbours.base import (
    Identity,
    NeighboursError,
    Places,
    Vectors,
    checked,
)
from vstrecha.engine.matching.neighbours.exact import ExactNeighbours

KIND = "ivf-sq8"
_INDEX = "index.faiss"
_SEED = 1
# Cells for n vectors: 4 √n, the middle of what FAISS's authors advise (4 to 16 √n); it balances
# looking for cells with looking through them.
_CELLS = 4
# So many vectors a cell are enough to find its centre.
_LEARNED_FROM = 64
_ROUNDS = 10
_ADDED_AT_A_TIME = 65_536
# From so many queries on a search is shared out to threads.
_SHARED_OUT_FROM = 16
# How many queries measure the recall, and of how many neighbours.
SAMPLE = 500
NEIGHBOURS = 20
# The recall of other queries than those that it was measured on may be lower by so much.
_MARGIN = 0.005


class IvfNeighbours:
    """Approximate search. Cosines are good to about 0.005: compute them anew where it matters.

    `probes` is the number of cells looked into, `cells` how many there are.
    """

    def __init__(
        self,
        index: Any,
        identity: Identity,
        probes: int,
        recall: float,
        mapped_from: Path | None = None,
    ) -> None:
        self.identity = identity
        self.recall = recall
        self.probes = probes
        # FAISS's own classes have no types.
        self._index: Any = index
        self._mapped_from = mapped_from

    @classmethod
    def built(
        cls, vectors: Vectors, identity: Identity, *, recall: float, queries: Vectors | None = None
    ) -> IvfNeighbours:
        """An index of these vectors that finds at least the share `recall` of the true 20
        nearest, measured against exact search on a sample of 500: of `queries`, or, where none
        are given, of the vectors themselves (each then without itself).

        The same vectors give the same index. Raises NeighboursError where no number of probes
        reaches the recall.
        """
        cells = max(1, min(int(_CELLS * len(vectors) ** 0.5), len(vectors) // _LEARNED_FROM))
        generator = np.random.default_rng(_SEED)
        index = faiss.IndexIVFScalarQuantizer(
            faiss.IndexFlatIP(identity.dimension),
            identity.dimension,
            cells,
            faiss.ScalarQuantizer.QT_8bit,
            faiss.METRIC_INNER_PRODUCT,
            False,
        )
        index.cp.niter, index.cp.seed, index.cp.spherical = _ROUNDS, _SEED, True
        sample = generator.permutation(len(vectors))[: cells * _LEARNED_FROM]
        index.train(_single(vectors[np.sort(sample)]))
        for start in range(0, len(vectors), _ADDED_AT_A_TIME):
            index.add(_single(vectors[start : start + _ADDED_AT_A_TIME]))
        built = cls(index, identity, probes=1, recall=0.0)
        built._tune(vectors, queries, recall)
        return built

    @property
    def size(self) -> int:
        return int(self._index.ntotal)

    @property
    def cells(self) -> int:
        """The number of cells."""
        return int(self._index.nlist)

    def search(self, queries: Vectors, top: int) -> tuple[Float, Places]:
        return self._search(checked(queries, self.identity, top), top, self.probes)

    def _search(self, queries: Float, top: int, probes: int) -> tuple[Float, Places]:
        parameters = faiss.SearchParametersIVF()
        parameters.nprobe = probes
        with _threads_for(len(queries)):
            cosines, places = self._index.search(queries, top, params=parameters)
        cosines[places < 0] = -np.inf
        return cosines, places

    def _tune(self, vectors: Vectors, queries: Vectors | None, recall: float) -> None:
        """Set the least number of probes, in steps of a quarter, that reaches the recall."""
        source = vectors if queries is None else queries
        rows = np.sort(np.random.default_rng(_SEED + 1).permutation(len(source))[:SAMPLE])
        asked = _single(source[rows])
        own = rows if queries is None else np.full(len(rows), -2)
        top = min(NEIGHBOURS + 1, len(vectors))
        true = ExactNeighbours(vectors, self.identity).search(asked, top)[1]
        probes = 1
        while True:
            found = self._search(asked, top, probes)[1]
            self.probes, self.recall = probes, shared_share(found, true, own)
            if self.recall >= min(1.0, recall + _MARGIN):
                return
            if probes >= self.cells:
                break
            probes = min(self.cells, max(probes + 1, probes * 5 // 4))
        if self.recall < recall:
            raise NeighboursError(
                f"The index finds {self.recall:.1%} of the nearest at most, less than the "
                f"{recall:.1%} asked for. Ask for less, or search exactly."
            )

    def save(self, folder: Path) -> None:
        with storage.replacing(folder, KIND, self.identity, self.size, self.recall) as new:
            self._index.nprobe = self.probes
            faiss.write_index(self._index, os.fspath(new / _INDEX))

    @classmethod
    def opened(cls, folder: Path, manifest: storage.Manifest) -> IvfNeighbours:
        """What was saved in a folder; the vectors are mapped, and memory is taken as they are
        read, once for all processes that read them."""
        try:
            # Its type says only that it is some index.
            index: Any = faiss.read_index(
                os.fspath(folder / _INDEX), faiss.IO_FLAG_MMAP | faiss.IO_FLAG_READ_ONLY
            )
        except RuntimeError as error:
            raise NeighboursError(
                f"{folder / _INDEX} cannot be read. Build the index anew."
            ) from error
        return cls(index, manifest.identity, int(index.nprobe), manifest.recall, folder / _INDEX)

    def __getstate__(self) -> dict[str, object]:
        """What another process needs; the index itself as bytes. A mapped one would name its
        file, which the other may not have: what is in the file is sent."""
        mapped = self._mapped_from
        return {
            "index": np.fromfile(mapped, dtype=np.uint8)
            if mapped
            else faiss.serialize_index(self._index),
            "identity": self.identity,
            "probes": self.probes,
            "recall": self.recall,
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._index = faiss.deserialize_index(state["index"])
        self._mapped_from = None
        self.identity = state["identity"]
        self.probes = state["probes"]
        self.recall = state["recall"]


@contextmanager
def _threads_for(queries: int) -> Iterator[None]:
    """One thread for a few queries: to share out one costs more than it gains, and on a busy
    machine makes it wait for the slowest."""
    threads = faiss.omp_get_max_threads()
    if queries < _SHARED_OUT_FROM:
        faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(threads)


def shared_share(found: Places, true: Places, without: Places) -> float:
    """The mean share of the true neighbours that were found, each query's own place left out."""
    shares = []
    for ours, theirs, own in zip(found, true, without, strict=True):
        best = [place for place in theirs if place != own][:NEIGHBOURS]
        ours_best = [place for place in ours if place != own][: len(best)]
        shares.append(len(set(best) & set(ours_best)) / max(1, len(best)))
    return float(np.mean(shares))


def _single(vectors: Vectors) -> Float:
    return np.ascontiguousarray(vectors, dtype=np.float32)
