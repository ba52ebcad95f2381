"""Models that are a table of vectors, one for each token: no network to run, no PyTorch."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from vstrecha.engine.matching.encoders.base import (
    EncoderUnavailableError,
    Float,
    Role,
    readable,
    unit,
)
from vstrecha.engine.matching.encoders.files import (
    modules_of,
    name_of,
    prompt,
    revision_of,
    settings_in,
)

_STEP = "StaticEmbedding"
_TABLES = ("embedding.weight", "embeddings")
_MATRIX = 2


def is_static(folder: Path) -> bool:
    """Whether the folder holds such a model, as sentence-transformers writes it."""
    steps = [step for step, _path in modules_of(folder)]
    return steps[:1] == [_STEP] and set(steps[1:]) <= {"Normalize"}


class StaticEncoder:
    """The mean of the vectors of a text's tokens (`StaticEmbedding` of sentence-transformers).

    Such models are small and very fast. Raises EncoderUnavailableError on construction where a
    library is missing or the folder cannot be used.
    """

    languages: tuple[str, ...] = ()

    def __init__(self, folder: Path) -> None:
        self.name = name_of(folder)
        self._tokenizer, self._table = _loaded(folder, modules_of(folder)[0][1])
        self._prompts = settings_in(folder / "config_sentence_transformers.json").get("prompts")
        self.dimension = int(self._table.shape[1])
        self.blocks = (self.dimension,)
        self.revision = revision_of(folder)

    def encode(self, texts: Sequence[str], role: Role) -> Float:
        """A row of unit length for each text, after the model's own prompt for the role; zeros
        for a text without a token."""
        before = prompt(self._prompts or {}, role)
        encodings = self._tokenizer.encode_batch(
            [before + readable(text) for text in texts], add_special_tokens=False
        )
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, encoding in enumerate(encodings):
            if encoding.ids:
                rows[row] = self._table[encoding.ids].mean(axis=0)
        return unit(rows)


def _loaded(folder: Path, place: Path) -> tuple[Any, Float]:
    try:
        tokenizers, numbers = import_module("tokenizers"), import_module("safetensors.numpy")
    except ImportError as error:
        raise EncoderUnavailableError(
            f"{folder}: this model needs more packages ({error}). Install them with 'pip install "
            "vstrecha[models]'."
        ) from error
    try:
        tokenizer = tokenizers.Tokenizer.from_file(str(place / "tokenizer.json"))
        tensors = numbers.load_file(str(place / "model.safetensors"))
    except Exception as error:  # both libraries raise plain exceptions of their own
        raise EncoderUnavailableError(
            f"{folder}: model.safetensors or tokenizer.json cannot be read: {error}. Copy the "
            "model anew."
        ) from error
    table = next((tensors[name] for name in _TABLES if name in tensors), None)
    if table is None or table.ndim != _MATRIX or len(tensors) > 1:
        raise EncoderUnavailableError(
            f"{folder}: model.safetensors holds {', '.join(sorted(tensors))}, not one table of "
            "vectors by token. Save the model anew with sentence-transformers."
        )
    tokenizer.no_padding()
    return tokenizer, np.asarray(table, dtype=np.float32)
