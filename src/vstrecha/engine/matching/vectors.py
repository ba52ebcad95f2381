"""Vectors of texts, each computed once: a cache by encoder, revision, role and text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import Protocol

import numpy as np

from vstrecha.engine.matching.encoders import Encoder, Float, Role

Progress = Callable[[int, int], None]

_BATCH = 64


class VectorCache(Protocol):
    """Keeps vectors between runs. Vectors of different encoders or revisions never mix."""

    def get_many(self, encoder: Encoder, role: Role, hashes: Sequence[str]) -> Mapping[str, Float]:
        """The vectors kept for these texts (by `text_hash`), without those not kept."""
        ...

    def put_many(self, encoder: Encoder, role: Role, vectors: Mapping[str, Float]) -> None:
        """Keep vectors; one that is there already may be left as it is."""
        ...


class MemoryCache:
    """Vectors in a dictionary, for one run."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, str, str], Float] = {}

    def get_many(self, encoder: Encoder, role: Role, hashes: Sequence[str]) -> Mapping[str, Float]:
        key = (encoder.name, encoder.revision, role)
        return {
            text: self._kept[*key, text] for text in hashes if (*key, text) in self._kept
        }

    def put_many(self, encoder: Encoder, role: Role, vectors: Mapping[str, Float]) -> None:
        for text, vector in vectors.items():
            self._kept[encoder.name, encoder.revision, role, text] = vector


def text_hash(text: str) -> str:
    """SHA-256 of the text's UTF-8 bytes, in hexadecimal."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def encode_cached(
    texts: Sequence[str],
    role: Role,
    encoder: Encoder,
    cache: VectorCache,
    progress: Progress | None = None,
) -> Float:
    """The vectors of texts, [texts, dimension], from the cache where it has them.

    What is new is encoded in batches, shorter texts first, and kept batch by batch: work that
    is broken off is not lost. `progress(done, all)` counts the new texts.
    """
    hashes = [text_hash(text) for text in texts]
    if encoder.dimension == 0 or not texts:
        return np.zeros((len(texts), encoder.dimension), dtype=np.float32)
    kept = dict(cache.get_many(encoder, role, list(dict.fromkeys(hashes))))
    new = {key: text for key, text in zip(hashes, texts, strict=True) if key not in kept}
    order = sorted(new, key=lambda key: (len(new[key]), key))
    for start in range(0, len(order), _BATCH):
        batch = order[start : start + _BATCH]
        vectors = encoder.encode([new[key] for key in batch], role)
        fresh = dict(zip(batch, vectors, strict=True))
        cache.put_many(encoder, role, fresh)
        kept.update(fresh)
        if progress is not None:
            progress(start + len(batch), len(order))
    return np.stack([kept[key] for key in hashes])
