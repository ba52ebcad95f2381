"""Vectors of texts kept in the database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from vstrecha.engine.matching.encoders import Encoder, Float, Role
from vstrecha.matches.models import EncodedText

__all__ = ["DatabaseCache"]

# SQLite takes some hundreds of values in one query.
_BATCH = 500


class DatabaseCache:
    """Vectors kept in the database, by encoder, revision, role and the text's hash."""

    def get_many(self, encoder: Encoder, role: Role, hashes: Sequence[str]) -> Mapping[str, Float]:
        """The vectors kept for these texts."""
        kept: dict[str, Float] = {}
        for some in _batches(hashes):
            rows = EncodedText.objects.filter(
                encoder=encoder.name, revision=encoder.revision, role=role, text_hash__in=some
            ).values_list("text_hash", "vector")
            for text, vector in rows:
                kept[text] = np.frombuffer(bytes(vector), dtype="<f4").astype(np.float32)
        return kept

    def put_many(self, encoder: Encoder, role: Role, vectors: Mapping[str, Float]) -> None:
        """Keep vectors; one that another process has kept meanwhile stays as it is."""
        EncodedText.objects.bulk_create(
            [
                EncodedText(
                    encoder=encoder.name,
                    revision=encoder.revision,
                    role=role,
                    text_hash=text,
                    vector=vector.astype("<f4").tobytes(),
                )
                for text, vector in vectors.items()
            ],
            ignore_conflicts=True,
            batch_size=_BATCH,
        )


def _batches(hashes: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(hashes), _BATCH):
        yield hashes[start : start + _BATCH]
