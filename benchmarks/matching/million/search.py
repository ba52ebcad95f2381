"""Search a million by a million: exactly where that can be waited for, else by the index."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

import numpy as np
from numpy.typing import NDArray

from benchmarks.matching.million.report import Report
from benchmarks.matching.million.vectors import Half, Side
from vstrecha.engine.matching.encoders import PackagedEncoder
from vstrecha.engine.matching.neighbours import (
    NOWHERE,
    ExactNeighbours,
    Identity,
    Neighbours,
    open_neighbours,
)
from vstrecha.engine.matching.neighbours.ivf import IvfNeighbours, shared_share

TOP = 20
_SAMPLED = 2_000
_SINGLE = 1_000
_BLOCK = 8_192
_ROWS = 65_536
_SEED = 7


def search(corpus_side: Side, queries_side: Side, cache: Path, at_most: int) -> None:
    """Print the table. `at_most` is how many queries are asked in the great run."""
    report = Report()
    encoder = PackagedEncoder(threads=1)
    identity = Identity.of(encoder)
    for side in (corpus_side, queries_side):
        _tell_encoding(side, report)
    corpus = centred(corpus_side.vectors(encoder.dimension), cache / "corpus.centred.npy")
    queries = centred(queries_side.vectors(encoder.dimension), cache / "queries.centred.npy")
    generator = np.random.default_rng(_SEED)
    # The index is tuned on some queries and measured on others.
    order = generator.permutation(len(queries))
    sampled, tuned_on = order[:_SAMPLED], np.sort(order[_SAMPLED : 2 * _SAMPLED])

    with report.timed("build (learn cells, sort in, tune)"):
        built = IvfNeighbours.built(corpus, identity, recall=0.97, queries=queries[tuned_on])
    report.tell("cells, looked into for a query", f"{built.cells:,}, {built.probes:,}")
    report.tell("recall@20 on the queries it is tuned on", f"{built.recall:.4f}")
    folder = cache / "index"
    with report.timed("save"):
        built.save(folder)
    used = sum(path.stat().st_size for path in folder.iterdir())
    report.tell("on disk", f"{used / 2**20:,.0f} MiB")
    del built
    with report.timed("open again (mapped)"):
        opened = open_neighbours(folder, identity)

    asked = np.asarray(queries[np.sort(sampled)], dtype=np.float32)
    with report.timed(f"exact search, {len(asked):,} queries"):
        true = ExactNeighbours(corpus, identity).search(asked, TOP)[1]
    with report.timed(f"index, the same {len(asked):,} queries"):
        found = opened.search(asked, TOP)[1]
    recall = shared_share(found, true, np.full(len(asked), NOWHERE))
    report.tell(f"recall@20 against exact, {len(asked):,} queries", f"{recall:.4f}")
    _tell_single("index, a single query", opened, asked, report)
    _tell_single("exact, a single query", ExactNeighbours(corpus, identity), asked[:5], report)

    count = min(at_most, len(queries))
    with report.timed(f"top 20 for {count:,} queries of {len(corpus):,}"):
        places = _all(opened, queries, count, cache / "places.npy")
    missing = int((places == NOWHERE).sum())
    report.tell("neighbours found", f"{places.size - missing:,} of {count * TOP:,}")
    report.tell_memory()


def centred(vectors: Half, path: Path) -> Half:
    """The vectors less the mean of their side, at unit length again, as half floats in a mapped
    file; made once."""
    if path.exists():
        made: Half = np.load(path, mmap_mode="r")
        if made.shape == vectors.shape:
            return made
    total = np.zeros(vectors.shape[1])
    for start in range(0, len(vectors), _ROWS):
        total += vectors[start : start + _ROWS].sum(axis=0, dtype=np.float64)
    mean = (total / len(vectors)).astype(np.float32)
    part = path.with_suffix(".part")
    rows = np.lib.format.open_memmap(part, mode="w+", dtype=np.float16, shape=vectors.shape)
    for start in range(0, len(vectors), _ROWS):
        run = np.asarray(vectors[start : start + _ROWS], dtype=np.float32) - mean
        rows[start : start + len(run)] = run / np.linalg.norm(run, axis=1, keepdims=True)
    rows.flush()
    del rows
    shutil.move(part, path)
    kept: Half = np.load(path, mmap_mode="r")
    return kept


def _all(found_by: Neighbours, queries: Half, count: int, path: Path) -> NDArray[np.int32]:
    """The places of the neighbours of the first queries, in a file."""
    places = np.lib.format.open_memmap(path, mode="w+", dtype=np.int32, shape=(count, TOP))
    for start in range(0, count, _BLOCK):
        run = slice(start, min(start + _BLOCK, count))
        places[run] = found_by.search(queries[run], TOP)[1]
    places.flush()
    return places


def _tell_single(
    name: str, found_by: Neighbours, asked: NDArray[np.float32], report: Report
) -> None:
    def seconds(clock: Callable[[], float]) -> NDArray[np.float64]:
        taken = []
        for row in asked[:_SINGLE]:
            started = clock()
            found_by.search(row[None, :], TOP)
            taken.append(clock() - started)
        return np.array(taken)

    found_by.search(asked[:1], TOP)
    wall, busy = seconds(perf_counter), seconds(process_time)
    report.tell(
        f"{name}: p50, p99; processor",
        f"{np.median(wall) * 1e3:.2f} ms, {np.quantile(wall, 0.99) * 1e3:.2f} ms; "
        f"{busy.mean() * 1e3:.2f} ms",
    )


def _tell_encoding(side: Side, report: Report) -> None:
    state = side.state()
    report.tell(
        f"encoding, {int(state['rows']):,} {side.path.stem} (apart)",
        f"{float(state['seconds']):,.0f} s, {float(state['cpu']):,.0f} s of processor",
    )
