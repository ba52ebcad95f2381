"""Text encoders behind one small interface: packaged ones, folders, endpoints."""

from __future__ import annotations

from vstrecha.engine.matching.encoders.base import (
    Encoder,
    EncoderUnavailableError,
    Float,
    Role,
    unit,
)
from vstrecha.engine.matching.encoders.joined import JoinedEncoder, NoEncoder
from vstrecha.engine.matching.encoders.named import (
    ENCODERS,
    EncoderChoice,
    default_encoder,
    encoder_named,
)
from vstrecha.engine.matching.encoders.packaged import PackagedEncoder, SmallE5

__all__ = [
    "ENCODERS",
    "Encoder",
    "EncoderChoice",
    "EncoderUnavailableError",
    "Float",
    "JoinedEncoder",
    "NoEncoder",
    "PackagedEncoder",
    "Role",
    "SmallE5",
    "default_encoder",
    "encoder_named",
    "unit",
]
