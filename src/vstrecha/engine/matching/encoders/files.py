"""What the files of a model's folder say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from vstrecha.engine.matching.encoders.base import EncoderUnavailableError, Role

_CHUNK = 1 << 20
_LONGEST_NAME = 30
# What changes the vectors when it changes.
_TELLING = ("*.onnx", "*.onnx_data", "*.safetensors", "*.bin", "*.json", "*.txt", "*.model")


def revision_of(folder: Path) -> str:
    """A short hash of the folder's models and their configuration: another model, another
    revision, so that their vectors never mix."""
    digest = sha256()
    paths = sorted({path for pattern in _TELLING for path in folder.rglob(pattern)})
    for path in paths:
        digest.update(path.relative_to(folder).as_posix().encode())
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    return digest.hexdigest()[:16]


def name_of(folder: Path) -> str:
    """The folder's own name, short enough to be kept with each vector."""
    return folder.resolve().name[:_LONGEST_NAME]


def modules_of(folder: Path) -> list[tuple[str, Path]]:
    """The steps of a sentence-transformers model, each with its folder; none where it is none."""
    listed = _parsed(folder / "modules.json") or []
    return [
        (str(module["type"]).rpartition(".")[2], folder / str(module.get("path", "")))
        for module in listed
    ]


def settings_in(path: Path) -> dict[str, Any]:
    """A file of settings; empty where there is none."""
    return dict(_parsed(path) or {})


def prompt(prompts: Mapping[str, str], role: Role) -> str:
    """What the model wants before a text in this role; a passage is called a document by some."""
    names = ("query",) if role == "query" else ("passage", "document")
    return next((prompts[name] for name in names if prompts.get(name)), "")


def _parsed(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8")) if path.is_file() else None
    except ValueError as error:
        raise EncoderUnavailableError(
            f"{path}: this is no JSON ({error}). Copy the model anew."
        ) from error
