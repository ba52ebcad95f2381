"""No encoder, and several encoders as one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vstrecha.engine.matching.encoders.base import Encoder, Float, Role


class NoEncoder:
    """No vectors at all: matching then goes by words and facts alone."""

    name = "none"
    revision = "1"
    dimension = 0
    blocks: tuple[int, ...] = ()
    languages: tuple[str, ...] = ()

    def encode(self, texts: Sequence[str], role: Role) -> Float:
        """Rows without columns, [texts, 0]."""
        return np.zeros((len(texts), 0), dtype=np.float32)


class JoinedEncoder:
    """Several encoders side by side: the vectors of each are a block of the row.

    The product of two rows is the sum of the cosines that the encoders give. Raises ValueError
    for fewer than two encoders, or one given twice. `parts` are the encoders in their order.
    """

    def __init__(self, encoders: Sequence[Encoder]) -> None:
        names = [encoder.name for encoder in encoders]
        if len(set(names)) < len(names) or len(names) < 2:  # noqa: PLR2004 - joined means two
            raise ValueError(f"two or more encoders are joined, each once: not {', '.join(names)}")
        self.parts = tuple(encoders)
        self.name = "+".join(names)
        self.revision = "+".join(encoder.revision for encoder in encoders)
        self.blocks = tuple(block for encoder in encoders for block in encoder.blocks)
        self.dimension = sum(self.blocks)
        # What one of them reads can be compared.
        self.languages = tuple(sorted({one for encoder in encoders for one in encoder.languages}))

    def encode(self, texts: Sequence[str], role: Role) -> Float:
        """A row for each text, each block of it of unit length."""
        parts = [encoder.encode(texts, role) for encoder in self.parts]
        return np.concatenate(parts, axis=1)
