"""The encodings of both sides, chunk by chunk into files of half floats that are mapped, not
read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from benchmarks.matching.million.texts import recombined, titles
from vstrecha.engine.matching.encoders import PackagedEncoder

Half = NDArray[np.float16]

# What is found and what it is found by: name, language, seed.
SIDES = (("corpus", "ru", 1), ("queries", "en", 2))
_CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Side:
    """One side's texts and the file of their encodings; `done` rows of it are there."""

    texts: list[str]
    path: Path

    @property
    def state_path(self) -> Path:
        return self.path.with_suffix(".json")

    def state(self) -> dict[str, float | str]:
        """What is known of the encodings; rows 0 where there are none."""
        if not self.state_path.exists():
            return {"rows": 0, "seconds": 0.0, "cpu": 0.0}
        return dict(json.loads(self.state_path.read_text("utf-8")))

    def vectors(self, dimension: int) -> Half:
        """The rows that are encoded, mapped for reading."""
        rows = int(self.state()["rows"])
        if not rows:
            raise FileNotFoundError(f"{self.path}: nothing is encoded yet. Run 'encode' first.")
        return np.memmap(self.path, dtype=np.float16, mode="r", shape=(rows, dimension))


def sides(data: Path, cache: Path, count: int) -> tuple[Side, Side]:
    """What is found, and what it is found by."""
    cache.mkdir(parents=True, exist_ok=True)
    corpus, queries = (
        Side(recombined(titles(data, language), count, seed=seed), cache / f"{name}.f16")
        for name, language, seed in SIDES
    )
    return corpus, queries


def encode(side: Side, encoder: PackagedEncoder) -> None:
    """Encode what is missing. Each chunk is written before it is counted, so that a run that is
    stopped loses one chunk at most."""
    state = side.state()
    identity = f"{encoder.name} {encoder.revision}"
    if state.get("encoder", identity) != identity:
        raise ValueError(
            f"{side.path} holds encodings of {state['encoder']}, not of {identity}. "
            "Remove it, or name another cache."
        )
    shape = (len(side.texts), encoder.dimension)
    mode: Literal["r+", "w+"] = "r+" if side.path.exists() else "w+"
    rows = np.memmap(side.path, dtype=np.float16, mode=mode, shape=shape)
    seconds, cpu = float(state["seconds"]), float(state["cpu"])
    for start in range(int(state["rows"]), len(side.texts), _CHUNK):
        wall, busy = perf_counter(), process_time()
        texts = side.texts[start : start + _CHUNK]
        # Texts of like length are read together: less padding.
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        found = np.empty((len(texts), encoder.dimension), dtype=np.float16)
        found[order] = encoder.encode([texts[place] for place in order], "passage")
        rows[start : start + len(texts)] = found
        rows.flush()
        seconds += perf_counter() - wall
        cpu += process_time() - busy
        done = start + len(texts)
        new = {"rows": done, "seconds": seconds, "cpu": cpu, "encoder": identity}
        side.state_path.write_text(json.dumps(new), "utf-8")
        print(f"{side.path.stem}: {done:,} of {len(side.texts):,}, {done / seconds:.0f} a second")
