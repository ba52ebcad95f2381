"""What matching works with: an encoder, the vectors it has made before, a lexicon."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from vstrecha.engine.matching.encoders import Encoder, Float, Role
from vstrecha.engine.matching.texts.lexicon import Lexicon, packaged_lexicon
from vstrecha.engine.matching.vectors import MemoryCache, VectorCache, text_hash

Progress = Callable[[int, int], None]

_BATCH = 64


@dataclass(frozen=True, slots=True)
class Resources:
    """`progress(done, all)`, where given, counts the texts that have to be encoded anew."""

    encoder: Encoder
    cache: VectorCache = field(default_factory=MemoryCache)
    lexicon: Lexicon = field(default_factory=packaged_lexicon)
    progress: Progress | None = None


def encode_cached(texts: Sequence[str], role: Role, resources: Resources) -> Float:
    """The vectors of texts, [texts, dimension], from the cache where it has them.

    What is new is encoded in batches, shorter texts first, and kept batch by batch: work that
    is broken off is not lost.
    """
    encoder, cache = resources.encoder, resources.cache
    if encoder.dimension == 0 or not texts:
        return np.zeros((len(texts), encoder.dimension), dtype=np.float32)
    hashes = [text_hash(text) for text in texts]
    kept = dict(cache.get_many(encoder, role, list(dict.fromkeys(hashes))))
    new = {key: text for key, text in zip(hashes, texts, strict=True) if key not in kept}
    order = sorted(new, key=lambda key: (len(new[key]), key))
    for start in range(0, len(order), _BATCH):
        batch = order[start : start + _BATCH]
        vectors = encoder.encode([new[key] for key in batch], role)
        fresh = dict(zip(batch, vectors, strict=True))
        cache.put_many(encoder, role, fresh)
        kept.update(fresh)
        if resources.progress is not None:
            resources.progress(start + len(batch), len(order))
    return np.stack([kept[key] for key in hashes])
