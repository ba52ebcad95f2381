"""Encoding, shared out to workers that each load the encoder once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from threading import Lock

import numpy as np

from vstrecha.engine.matching.encoders import (
    Encoder,
    EncoderUnavailableError,
    Float,
    Role,
    encoder_named,
)
from vstrecha.engine.matching.large.runner import Here, Runner
from vstrecha.engine.matching.neighbours import Identity
from vstrecha.engine.matching.resources import Resources
from vstrecha.engine.matching.vectors import text_hash

MakeEncoder = Callable[[], Encoder]

# Texts a task, and texts that the encoder reads together (as `resources.encode_cached` does).
_BLOCK = 2048
_BATCH = 64

# The encoders of this process, so that a worker loads its own once.
_loaded: dict[Identity, Encoder] = {}
_loading = Lock()


@dataclass(frozen=True, slots=True)
class Source:
    """How a worker comes by the encoder, and which revision it has to be."""

    identity: Identity
    make: MakeEncoder
    role: Role

    def encoder(self) -> Encoder:
        """The encoder, made at the first call in a process.

        Raises EncoderUnavailableError where what is installed here makes other vectors.
        """
        with _loading:
            if self.identity not in _loaded:
                encoder = self.make()
                if Identity.of(encoder) != self.identity:
                    raise EncoderUnavailableError(
                        f"A worker has the encoder {Identity.of(encoder)}, but {self.identity} "
                        "is asked for. Install the same versions on all machines."
                    )
                _loaded[self.identity] = encoder
            return _loaded[self.identity]


def source_of(encoder: Encoder, make: MakeEncoder | None = None, role: Role = "query") -> Source:
    """A source that workers can use: `make` makes the encoder anew (and can be pickled); where
    it is left out, the encoder is one of those that the package knows by name."""
    return Source(Identity.of(encoder), make or partial(encoder_named, encoder.name), role)


def encode_block(source: Source, texts: Sequence[str]) -> Float:
    """The vectors of a block of texts: the task of a worker."""
    encoder = source.encoder()
    return np.vstack(
        [
            encoder.encode(texts[start : start + _BATCH], source.role)
            for start in range(0, len(texts), _BATCH)
        ]
    )


def encode_all(
    texts: Sequence[str], resources: Resources, runner: Runner, make: MakeEncoder | None
) -> Float:
    """The vectors of texts, [texts, dimension]; each text is encoded once, and none is kept in
    the cache of the resources."""
    source = _source(resources, runner, make)
    places: dict[str, int] = {}
    for text in texts:
        places.setdefault(text, len(places))
    vectors = np.zeros((len(places), resources.encoder.dimension), dtype=np.float32)
    if source is not None:
        order = sorted(places, key=lambda text: (len(text), text))
        done = 0
        for block, found in _encoded(order, source, runner):
            vectors[[places[text] for text in block]] = found
            done += len(block)
            if resources.progress is not None:
                resources.progress(done, len(order))
    if len(places) == len(texts):
        return vectors
    return vectors[[places[text] for text in texts]]


def fill_cache(
    texts: Sequence[str], resources: Resources, runner: Runner, make: MakeEncoder | None
) -> None:
    """Have workers encode what the cache lacks, in the batches of `encode_cached`."""
    source = _source(resources, runner, make)
    if source is None:
        return
    encoder, cache = resources.encoder, resources.cache
    hashes = {text_hash(text): text for text in texts}
    kept = cache.get_many(encoder, source.role, list(hashes))
    new = sorted(set(hashes) - set(kept), key=lambda key: (len(hashes[key]), key))
    done = 0
    for block, found in _encoded([hashes[key] for key in new], source, runner):
        keys = new[done : done + len(block)]
        cache.put_many(encoder, source.role, dict(zip(keys, found, strict=True)))
        done += len(block)
        if resources.progress is not None:
            resources.progress(done, len(new))


def _encoded(
    texts: Sequence[str], source: Source, runner: Runner
) -> Iterator[tuple[Sequence[str], Float]]:
    blocks = [texts[start : start + _BLOCK] for start in range(0, len(texts), _BLOCK)]
    yield from zip(blocks, runner.map(encode_block, source, blocks), strict=True)


def _source(resources: Resources, runner: Runner, make: MakeEncoder | None) -> Source | None:
    """Where vectors come from; None without an encoder."""
    encoder = resources.encoder
    if not encoder.dimension:
        return None
    source = source_of(encoder, make)
    if isinstance(runner, Here):
        with _loading:
            _loaded[source.identity] = encoder
        source = replace(source, make=lambda: encoder)
    return source
