"""Text encoders behind one small interface: packaged ones, folders, endpoints."""

from __future__ import annotations

from vstrecha.engine.matching.encoders.base import (
    Encoder,
    EncoderUnavailableError,
    Float,
    Role,
    unit,
)
from vstrecha.engine.matching.encoders.chosen import EncoderChoice, default_encoder, set_aside
from vstrecha.engine.matching.encoders.joined import JoinedEncoder, NoEncoder
from vstrecha.engine.matching.encoders.named import ENCODERS, GRAMMAR, check_name, encoder_named
from vstrecha.engine.matching.encoders.packaged import PackagedEncoder, SmallE5

__all__ = [
    "ENCODERS",
    "GRAMMAR",
    "Encoder",
    "EncoderChoice",
    "EncoderUnavailableError",
    "Float",
    "JoinedEncoder",
    "NoEncoder",
    "PackagedEncoder",
    "Role",
    "SmallE5",
    "check_name",
    "default_encoder",
    "encoder_named",
    "set_aside",
    "unit",
]
