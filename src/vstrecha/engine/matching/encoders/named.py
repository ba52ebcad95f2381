"""Encoders by name, as settings and the command line write them."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from vstrecha.engine.matching.encoders.base import Encoder, EncoderUnavailableError
from vstrecha.engine.matching.encoders.endpoint import EndpointEncoder
from vstrecha.engine.matching.encoders.folder import encoder_in
from vstrecha.engine.matching.encoders.joined import JoinedEncoder, NoEncoder
from vstrecha.engine.matching.encoders.packaged import PackagedEncoder, SmallE5

logger = logging.getLogger(__name__)

# The encoders that need no more than their name; each is made with a number of threads.
ENCODERS: Mapping[str, Callable[[int], Encoder]] = {
    PackagedEncoder.name: PackagedEncoder,
    SmallE5.name: SmallE5,
    NoEncoder.name: lambda _threads: NoEncoder(),
}

_FOLDER = "folder:"
# Between two encoders; within an address or a path, + and comma join nothing.
_STARTS = "|".join([*(rf"{re.escape(name)}(?![\w-])" for name in ENCODERS), _FOLDER, "https?://"])
_JOINT = re.compile(rf"\s*[+,]\s*(?={_STARTS})")
_ANY_JOINT = re.compile(r"\s*[+,]\s*")


@dataclass(frozen=True, slots=True)
class EncoderChoice:
    """Which encoder to use: `name` as `encoder_named` reads it, how many threads it may use, and
    the key of an endpoint."""

    name: str = PackagedEncoder.name
    threads: int = 1
    key: str = field(default="", repr=False)


def encoder_named(name: str, *, threads: int = 1, key: str = "") -> Encoder:
    """The encoder of that name.

    A name is one of `ENCODERS`, `folder:PATH`, or `http(s)://…/v1#MODEL`; several joined by `+`
    or a comma are used together. Raises EncoderUnavailableError where there is none such, or it
    cannot be used here.
    """
    parts = (_JOINT if ":" in name else _ANY_JOINT).split(name.strip())
    if len(parts) == 1:
        return _one(parts[0], threads, key)
    if NoEncoder.name in parts or len(set(parts)) < len(parts):
        raise EncoderUnavailableError(
            f"'{name}' cannot be used together. Join different encoders, and 'none' with no other."
        )
    return JoinedEncoder([_one(part, threads, key) for part in parts])


def _one(name: str, threads: int, key: str) -> Encoder:
    if name in ENCODERS:
        return ENCODERS[name](threads)
    if name.startswith(_FOLDER):
        return encoder_in(Path(name.removeprefix(_FOLDER)).expanduser(), threads)
    if name.startswith(("http://", "https://")):
        address, _, model = name.partition("#")
        return EndpointEncoder(address, model, key)
    known = ", ".join(sorted(ENCODERS))
    raise EncoderUnavailableError(
        f"There is no encoder '{name}'. Choose one of: {known}; or folder:PATH; or "
        "http(s)://HOST/v1#MODEL; or several, joined by +."
    )


_loaded: dict[EncoderChoice, Encoder] = {}


def default_encoder(choice: EncoderChoice | None = None) -> Encoder:
    """The encoder chosen (else the packaged one), loaded and ready to use.

    Where it does not work, `NoEncoder`, and a warning in the log; it is tried again the next
    time.
    """
    choice = choice or EncoderChoice()
    if choice not in _loaded:
        try:
            encoder = encoder_named(choice.name, threads=choice.threads, key=choice.key)
            encoder.encode(["a"], "query")
        except EncoderUnavailableError as error:
            logger.warning(
                "Matching goes by words and facts alone, not by meaning, and is weaker across "
                "languages: %s",
                error,
            )
            return NoEncoder()
        _loaded[choice] = encoder
    return _loaded[choice]
