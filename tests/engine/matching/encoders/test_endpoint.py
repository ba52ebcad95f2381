from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from tests.engine.matching.encoders.models import WIDTH, Endpoint, endpoint
from vstrecha.engine.matching.encoders.base import EncoderUnavailableError
from vstrecha.engine.matching.encoders.endpoint import EndpointEncoder


@pytest.fixture
def server() -> Iterator[Endpoint]:
    with endpoint() as told:
        yield told


def made(server: Endpoint, key: str = "", waits: list[float] | None = None) -> EndpointEncoder:
    pauses = [] if waits is None else waits
    return EndpointEncoder(server.address, "org/tiny", key, wait=pauses.append)


def test_it_asks_as_the_protocol_says(server: Endpoint) -> None:
    encoder = made(server, key="secret")
    assert (encoder.name, encoder.dimension) == ("tiny", WIDTH)
    encoder.encode(["pump", "water"], "query")
    assert server.asked[-1] == {"model": "org/tiny", "input": ["pump", "water"]}
    assert set(server.keys) == {"Bearer secret"}


def test_without_a_key_none_is_sent(server: Endpoint) -> None:
    made(server)
    assert server.keys == [None]


def test_the_index_says_which_text_a_vector_belongs_to(server: Endpoint) -> None:
    encoder = made(server)
    texts = [f"text {number}" for number in range(150)]
    together = encoder.encode(texts, "query")
    assert [len(list(asked["input"])) for asked in server.asked[1:]] == [64, 64, 22]  # type: ignore[call-overload]
    for place in (0, 63, 64, 149):
        assert np.allclose(together[place], encoder.encode([texts[place]], "query")[0])


def test_a_busy_server_is_asked_again(server: Endpoint) -> None:
    waits: list[float] = []
    encoder = made(server, waits=waits)
    server.statuses = [429, 503]
    assert encoder.encode(["pump"], "query").shape == (1, WIDTH)
    assert waits == [0.5, 1.0]


def test_a_server_that_stays_down_is_told_and_the_key_is_not(server: Endpoint) -> None:
    encoder = made(server, key="secret")
    server.statuses = [500] * 9
    with pytest.raises(EncoderUnavailableError, match="answers with status 500") as raised:
        encoder.encode(["confidential"], "query")
    assert server.address in str(raised.value)
    assert "secret" not in str(raised.value)
    assert "confidential" not in str(raised.value)


@pytest.mark.parametrize("status", [401, 404, 307])
def test_a_refusal_is_not_asked_again(server: Endpoint, status: int) -> None:
    encoder = made(server)
    server.statuses = [status]
    before = len(server.asked)
    with pytest.raises(EncoderUnavailableError, match=f"status {status}"):
        encoder.encode(["pump"], "query")
    assert len(server.asked) == before + 1


def without_last(answer: dict[str, Any]) -> object:
    return {**answer, "data": answer["data"][1:]}


def shorter(answer: dict[str, Any]) -> object:
    return {**answer, "data": [{**one, "embedding": [1.0]} for one in answer["data"]]}


def not_numbers(answer: dict[str, Any]) -> object:
    return {**answer, "data": [{**one, "embedding": ["x"] * WIDTH} for one in answer["data"]]}


def not_json(answer: dict[str, Any]) -> object:
    return b"<html>"


def no_data(answer: dict[str, Any]) -> object:
    return {"data": None}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (without_last, "no vector for each text"),
        (shorter, "a vector of 1 numbers, not 6"),
        (not_numbers, "no vector for each text"),
        (not_json, "no JSON"),
        (no_data, "no vector for each text"),
    ],
)
def test_an_answer_against_the_protocol_is_told(
    server: Endpoint, change: Any, message: str
) -> None:
    encoder = made(server)
    server.change = change
    with pytest.raises(EncoderUnavailableError, match=message):
        encoder.encode(["pump", "water"], "query")


def test_a_server_that_is_not_there_is_told() -> None:
    waits: list[float] = []
    with pytest.raises(EncoderUnavailableError, match="cannot be reached"):
        EndpointEncoder("http://127.0.0.1:9/v1", "tiny", wait=waits.append)
    assert waits == [0.5, 1.0, 2.0]


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://host/v1", "http://", "host"])
def test_what_is_no_address_is_told(address: str) -> None:
    with pytest.raises(EncoderUnavailableError, match="is no address of an encoder"):
        EndpointEncoder(address, "tiny")


def test_a_model_must_be_named() -> None:
    with pytest.raises(EncoderUnavailableError, match="the model is not named"):
        EndpointEncoder("http://127.0.0.1:9/v1", "")
