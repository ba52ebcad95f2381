"""The encoder that an installation has chosen, loaded once and kept."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field

from vstrecha.engine.matching.encoders.base import Encoder, EncoderUnavailableError
from vstrecha.engine.matching.encoders.joined import NoEncoder
from vstrecha.engine.matching.encoders.named import encoder_named
from vstrecha.engine.matching.encoders.packaged import PackagedEncoder

logger = logging.getLogger(__name__)

# A page must not wait for a server that has just failed; a while later it may be back.
_REST = 60.0  # seconds

_WORDS_ALONE = NoEncoder()


@dataclass(frozen=True, slots=True)
class EncoderChoice:
    """Which encoder to use: `name` as `encoder_named` reads it, how many threads it may use, and
    the key of an endpoint."""

    name: str = PackagedEncoder.name
    threads: int = 1
    key: str = field(default="", repr=False)

    def load(self) -> Encoder:
        """The encoder, loaded and tried. Raises EncoderUnavailableError where it does not work."""
        encoder = encoder_named(self.name, threads=self.threads, key=self.key)
        encoder.encode(["a"], "query")
        return encoder


_loaded: dict[EncoderChoice, Encoder] = {}
_resting: dict[EncoderChoice, float] = {}  # until when, by the monotonic clock


def default_encoder(choice: EncoderChoice | None = None) -> Encoder:
    """The encoder chosen (else the packaged one), loaded and ready to use.

    Where it does not work, `NoEncoder`, and a warning in the log; it is tried again a minute
    later.
    """
    choice = choice or EncoderChoice()
    if time.monotonic() < _resting.get(choice, 0):
        return _WORDS_ALONE
    if choice not in _loaded:
        try:
            _loaded[choice] = choice.load()
        except EncoderUnavailableError as error:
            set_aside(choice, error)
            return _WORDS_ALONE
    return _loaded[choice]


def set_aside(choice: EncoderChoice, error: EncoderUnavailableError) -> None:
    """Do without an encoder that has failed, for a minute, and say so in the log."""
    _resting[choice] = time.monotonic() + _REST
    logger.warning(
        "Matching goes by words and facts alone, not by meaning, and is weaker across "
        "languages: %s",
        error,
    )
