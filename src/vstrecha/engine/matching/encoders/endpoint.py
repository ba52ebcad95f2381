"""An encoder behind an address that speaks the OpenAI protocol (`POST …/embeddings`)."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from hashlib import sha256
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import numpy as np

from vstrecha.engine.matching.encoders.base import (
    EncoderUnavailableError,
    Float,
    Role,
    readable,
    unit,
)

_BATCH = 64
_TIMEOUT = 60.0  # seconds
_TRIES = 4
_FIRST_WAIT = 0.5  # seconds; doubled after each try
_LONGEST_WAIT = 30.0
_LONGEST_NAME = 30
_TOO_MANY = 429
_SERVER_FAILS = 500


class _NoRedirects(HTTPRedirectHandler):
    """The key and the texts go to the address that was set, and to no other."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


_OPENER = build_opener(_NoRedirects)


def checked_address(address: str, model: str) -> None:
    """Raise EncoderUnavailableError where the address is none, or no model is named."""
    if urlsplit(address).scheme not in {"http", "https"} or not urlsplit(address).hostname:
        raise EncoderUnavailableError(
            f"'{address}' is no address of an encoder. Write it like "
            "http://localhost:8080/v1#model."
        )
    if not model:
        raise EncoderUnavailableError(
            f"{address}: the model is not named. Write it behind the address: {address}#model."
        )


class EndpointEncoder:
    """A model of a server that the organiser runs or trusts: each text is sent to it.

    `address` is the base of the protocol, as in `http://localhost:8080/v1`; `key`, where given,
    is sent as a bearer token and told to nobody else. Busy and failing servers are asked again,
    a few times, ever later. Raises EncoderUnavailableError on construction where the address is
    none, or does not answer as the protocol says.
    """

    languages: tuple[str, ...] = ()

    def __init__(
        self, address: str, model: str, key: str = "", wait: Callable[[float], None] = time.sleep
    ) -> None:
        checked_address(address, model)
        self._address, self._model, self._key, self._wait = address.rstrip("/"), model, key, wait
        self.name = model.rpartition("/")[2][:_LONGEST_NAME]
        self.dimension = len(self._vectors(["a"])[0])
        self.blocks = (self.dimension,)
        place = sha256(f"{self._address}#{model}".encode()).hexdigest()[:12]
        self.revision = f"{place}-{self.dimension}"

    def encode(self, texts: Sequence[str], role: Role) -> Float:
        """A row of unit length for each text; the protocol knows no `role`.

        Raises EncoderUnavailableError where the server does not answer, or not as it should.
        """
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(texts), _BATCH):
            # The protocol takes no empty text.
            batch = [readable(text) or " " for text in texts[start : start + _BATCH]]
            for row, vector in enumerate(self._vectors(batch), start=start):
                if len(vector) != self.dimension:
                    raise self._wrong(f"a vector of {len(vector)} numbers, not {self.dimension}")
                rows[row] = vector
        return unit(rows)

    def _vectors(self, texts: Sequence[str]) -> list[list[float]]:
        answer = self._asked({"model": self._model, "input": list(texts)})
        try:
            found = {int(one["index"]): one["embedding"] for one in answer["data"]}
            vectors = [[float(value) for value in found[number]] for number in range(len(texts))]
        except (KeyError, TypeError, ValueError) as error:
            raise self._wrong(f"no vector for each text ({error})") from error
        if not all(vectors) or not np.isfinite(np.concatenate(vectors)).all():
            raise self._wrong("numbers that are none")
        return vectors

    def _asked(self, question: dict[str, object]) -> Any:
        """The server's answer; asked again where it is busy, fails, or cannot be reached."""
        request = Request(  # noqa: S310 - the scheme was looked at
            f"{self._address}/embeddings",
            data=json.dumps(question).encode("utf-8"),
            headers={"Content-Type": "application/json", "Accept": "application/json"},
            method="POST",
        )
        if self._key:
            request.add_unredirected_header("Authorization", f"Bearer {self._key}")
        pause, problem = _FIRST_WAIT, ""
        for turn in range(_TRIES):
            if turn:
                self._wait(min(pause, _LONGEST_WAIT))
                pause *= 2
            try:
                with _OPENER.open(request, timeout=_TIMEOUT) as response:
                    return json.load(response)
            except HTTPError as error:
                problem = f"it answers with status {error.code}"
                if error.code != _TOO_MANY and error.code < _SERVER_FAILS:
                    break
                pause = max(pause, _seconds(error.headers.get("Retry-After")))
            except json.JSONDecodeError as error:
                raise self._wrong("no JSON") from error
            except (OSError, HTTPException) as error:
                problem = f"it cannot be reached ({error})"
        raise EncoderUnavailableError(
            f"The encoder at {self._address} does not work: {problem}. Look at the address, the "
            "model's name and the key, and whether the server runs."
        )

    def _wrong(self, what: str) -> EncoderUnavailableError:
        return EncoderUnavailableError(
            f"The encoder at {self._address} sent {what}. It must speak the OpenAI protocol: "
            "'data' with 'index' and 'embedding' for each text."
        )


def _seconds(text: str | None) -> float:
    """The pause that a server asks for; 0 where it names none in seconds."""
    return float(text) if text and text.isdecimal() else 0.0
