"""What an encoder is to the rest of matching."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float32]
Role = Literal["query", "passage"]


class EncoderUnavailableError(Exception):
    """The encoder asked for cannot be used here; the message says why and what to do."""


class Encoder(Protocol):
    """Turns texts into vectors whose cosine says how near they are in meaning.

    `name` and `revision` together say which vectors may be compared; `dimension` is 0 for an
    encoder that gives none. `languages` are ISO 639-1 codes, empty where nobody has said.
    `blocks` are the dimensions of the encoders that this one is joined of, in their order: one
    for a plain encoder, none for one that gives no vectors.
    """

    @property
    def name(self) -> str: ...

    @property
    def revision(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    @property
    def languages(self) -> tuple[str, ...]: ...

    @property
    def blocks(self) -> tuple[int, ...]: ...

    def encode(self, texts: Sequence[str], role: Role) -> Float:
        """A row for each text, [texts, dimension]; each block of a row has unit length.

        `role` tells an encoder that has two ways of reading which one is meant. A text's vector
        does not depend on the texts beside it. Raises EncoderUnavailableError where the encoder
        turns out not to work.
        """
        ...


def unit(vectors: Float) -> Float:
    """The rows at unit length; a row of zeros stays so."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, np.float32(1e-9)), dtype=np.float32)


def readable(text: str) -> str:
    """A text that every tokenizer takes: half characters and zero bytes become spaces."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
