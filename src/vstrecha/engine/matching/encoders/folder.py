"""Encoders in a local folder: an ONNX export, or a sentence-transformers model."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.matching.encoders.base import (
    Encoder,
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
from vstrecha.engine.matching.encoders.static import StaticEncoder, is_static

_BATCH = 32
_LONGEST_TEXT = 512  # tokens, where the folder does not say
_ONNX = ("model.onnx", "onnx/model.onnx")
_MATRIX = 2


def encoder_in(folder: Path, threads: int = 1) -> Encoder:
    """The encoder of a folder: its ONNX export where it has one (`model.onnx` or
    `onnx/model.onnx` beside `tokenizer.json`), a table of vectors by token, else whatever the
    library sentence-transformers reads.

    Raises EncoderUnavailableError where the folder holds neither, or a library is missing.
    """
    if not folder.is_dir():
        raise EncoderUnavailableError(f"{folder}: there is no such folder. Give that of a model.")
    if any((folder / name).is_file() for name in _ONNX):
        return OnnxEncoder(folder, threads)
    if is_static(folder):
        return StaticEncoder(folder)
    if (folder / "modules.json").is_file() or (folder / "config.json").is_file():
        return SentenceTransformersEncoder(folder, threads)
    raise EncoderUnavailableError(
        f"{folder}: this is no encoder. Expected model.onnx with tokenizer.json, or the files of "
        "a sentence-transformers model (modules.json)."
    )


class OnnxEncoder:
    """A transformer exported to ONNX, run by `onnxruntime`, its texts split by `tokenizers`.

    Pooling, prompts and the most tokens come from the sentence-transformers files beside it
    (`1_Pooling/config.json`, `config_sentence_transformers.json`, `sentence_bert_config.json`);
    without them the mean of the tokens, no prompt, 512 tokens. Raises EncoderUnavailableError on
    construction where a library is missing or the folder cannot be used.
    """

    languages: tuple[str, ...] = ()

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self.name = name_of(folder)
        self._folder = folder
        self._refuse_unknown_modules()
        self._pooling = self._pooling_mode()
        settings = settings_in(folder / "config_sentence_transformers.json")
        self._prompts = settings.get("prompts") or {}
        self._session, self._tokenizer = self._loaded(threads)
        self._inputs = {given.name for given in self._session.get_inputs()}
        names = [output.name for output in self._session.get_outputs()]
        self._output = "sentence_embedding" if "sentence_embedding" in names else names[0]
        self.dimension = self._run(["a"]).shape[1]
        self.blocks = (self.dimension,)
        self.revision = revision_of(folder)

    def encode(self, texts: Sequence[str], role: Role) -> Float:
        """A row of unit length for each text, after the model's own prompt for the role."""
        before = prompt(self._prompts, role)
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(texts), _BATCH):
            batch = [before + readable(text) for text in texts[start : start + _BATCH]]
            rows[start : start + len(batch)] = self._run(batch)
        return unit(rows)

    def _loaded(self, threads: int) -> tuple[Any, Any]:
        folder = self._folder
        try:
            runtime, tokenizers = import_module("onnxruntime"), import_module("tokenizers")
        except ImportError as error:
            raise EncoderUnavailableError(
                f"{folder}: an ONNX model needs more packages ({error}). Install them with "
                "'pip install vstrecha[models]'."
            ) from error
        options = runtime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        path = next(folder / name for name in _ONNX if (folder / name).is_file())
        try:
            tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
            session = runtime.InferenceSession(
                str(path), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # both libraries raise plain exceptions of their own
            raise EncoderUnavailableError(
                f"{folder}: the model or its tokenizer.json cannot be read: {error}. Export it "
                "anew."
            ) from error
        sentence = settings_in(folder / "sentence_bert_config.json")
        tokenizer.enable_truncation(int(sentence.get("max_seq_length") or _LONGEST_TEXT))
        padding = tokenizer.padding or {}
        tokenizer.enable_padding(
            pad_id=padding.get("pad_id", 0), pad_token=padding.get("pad_token", "[PAD]")
        )
        return session, tokenizer

    def _refuse_unknown_modules(self) -> None:
        """Raise where the model has a step after pooling that we do not run (a dense layer)."""
        unknown = {step for step, _path in modules_of(self._folder)} - {
            "Transformer",
            "Pooling",
            "Normalize",
        }
        if unknown:
            raise EncoderUnavailableError(
                f"{self._folder}: the model's step {', '.join(sorted(unknown))} is not in its ONNX "
                "file. Remove model.onnx to use the library sentence-transformers instead."
            )

    def _pooling_mode(self) -> str:
        """Which tokens make a text's vector: "mean", "cls" or "max"."""
        found = settings_in(self._folder / "1_Pooling" / "config.json")
        chosen = {
            name
            for key, name in (
                ("pooling_mode_mean_tokens", "mean"),
                ("pooling_mode_cls_token", "cls"),
                ("pooling_mode_max_tokens", "max"),
            )
            if found.get(key)
        } | ({str(found["pooling_mode"])} if "pooling_mode" in found else set())
        if not chosen:
            return "mean"
        if len(chosen) > 1 or not chosen <= {"mean", "cls", "max"}:
            raise EncoderUnavailableError(
                f"{self._folder}: its pooling ({', '.join(sorted(chosen))}) is not known here. Use "
                "a model that pools by mean, cls or max."
            )
        return chosen.pop()

    def _run(self, texts: Sequence[str]) -> Float:
        """The pooled vectors of a batch, [texts, dimension]."""
        encodings = self._tokenizer.encode_batch(list(texts))
        given = {
            "input_ids": np.array([one.ids for one in encodings], dtype=np.int64),
            "attention_mask": np.array([one.attention_mask for one in encodings], dtype=np.int64),
            "token_type_ids": np.array([one.type_ids for one in encodings], dtype=np.int64),
        }
        fed = {name: values for name, values in given.items() if name in self._inputs}
        try:
            (found,) = self._session.run([self._output], fed)
        except Exception as error:  # the runtime raises plain exceptions of its own
            raise EncoderUnavailableError(
                f"{self._folder}: the model does not run: {error}. Export it anew with its "
                "tokenizer.json, for feature extraction."
            ) from error
        tokens = np.asarray(found, dtype=np.float32)
        return (
            tokens
            if tokens.ndim == _MATRIX
            else _pooled(tokens, given["attention_mask"], self._pooling)
        )


class SentenceTransformersEncoder:
    """A folder that the library sentence-transformers (with PyTorch) loads.

    Raises EncoderUnavailableError on construction where the library is missing or the folder
    cannot be loaded.
    """

    languages: tuple[str, ...] = ()

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self.name = name_of(folder)
        self._folder = folder
        try:
            library = import_module("sentence_transformers")
            import_module("torch").set_num_threads(threads)
        except ImportError as error:
            raise EncoderUnavailableError(
                f"{folder}: this model needs a library ({error}). Install it with 'pip install "
                "vstrecha[sentence-transformers]', or export the model to ONNX."
            ) from error
        try:
            self._model = library.SentenceTransformer(
                str(folder), device="cpu", local_files_only=True
            )
        except Exception as error:  # whatever is wrong with the files
            raise EncoderUnavailableError(
                f"{folder}: sentence-transformers cannot load it: {error}."
            ) from error
        self.dimension = self._run(["a"], "").shape[1]
        self.blocks = (self.dimension,)
        self.revision = revision_of(folder)

    def encode(self, texts: Sequence[str], role: Role) -> Float:
        """A row of unit length for each text, after the model's own prompt for the role."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return unit(self._run(texts, prompt(self._model.prompts, role)))

    def _run(self, texts: Sequence[str], before: str) -> Float:
        try:
            found = self._model.encode(
                [readable(text) for text in texts],
                # An empty one, too, is said: else the library takes the model's usual prompt.
                prompt=before,
                batch_size=_BATCH,
                show_progress_bar=False,
            )
        except Exception as error:  # whatever the model stumbles over
            raise EncoderUnavailableError(
                f"{self._folder}: sentence-transformers cannot run the model: {error}."
            ) from error
        return np.asarray(found, dtype=np.float32)


def _pooled(tokens: Float, mask: NDArray[np.int64], mode: str) -> Float:
    """One vector for each text of [texts, tokens, dimension]; padding does not count."""
    if mode == "cls":
        return tokens[:, 0]
    seen = mask[:, :, None].astype(np.float32)
    if mode == "max":
        return np.asarray(np.where(seen > 0, tokens, np.float32(-1e9)).max(axis=1))
    return np.asarray((tokens * seen).sum(axis=1) / np.maximum(seen.sum(axis=1), 1))
