"""Vectors of texts, each computed once: a cache by encoder, revision, role and text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Protocol

from vstrecha.engine.matching.encoders import Encoder, Float, Role


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
        return {text: self._kept[*key, text] for text in hashes if (*key, text) in self._kept}

    def put_many(self, encoder: Encoder, role: Role, vectors: Mapping[str, Float]) -> None:
        for text, vector in vectors.items():
            self._kept[encoder.name, encoder.revision, role, text] = vector


def text_hash(text: str) -> str:
    """SHA-256 of the text's UTF-8 bytes, in hexadecimal."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
