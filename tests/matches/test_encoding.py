from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from tests.engine.matching.encoders.models import Endpoint, endpoint
from vstrecha.engine.matching.encoders import Encoder, NoEncoder, chosen
from vstrecha.matches.bridge.encoding import (
    encoder_choice,
    refuse_unknown_encoder,
    with_encoder,
)


@pytest.fixture(autouse=True)
def nothing_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chosen, "_loaded", {})
    monkeypatch.setattr(chosen, "_resting", {})


def test_the_settings_choose(settings: Settings) -> None:
    settings.ENCODER = "none"
    assert isinstance(with_encoder(lambda encoder: encoder), NoEncoder)
    settings.ENCODER, settings.ENCODER_THREADS, settings.ENCODER_KEY = "use-m3", 2, "secret"
    choice = encoder_choice()
    assert (choice.name, choice.threads, choice.key) == ("use-m3", 2, "secret")


def test_an_encoder_that_cannot_be_here_stops_the_start(settings: Settings) -> None:
    settings.ENCODER = "folder:/no/such/model"
    with pytest.raises(ImproperlyConfigured, match=r"^VSTRECHA_ENCODER: .*no such folder"):
        refuse_unknown_encoder()


def test_a_server_that_fails_on_the_way_leaves_words(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with endpoint() as server:
        settings.ENCODER = f"{server.address}#tiny"
        settings.ENCODER_KEY = "secret"
        names: list[str] = []
        done = with_encoder(lambda encoder: _read(encoder, server, names))
    assert done == (1, 0)
    assert names == ["tiny", "none"]
    assert "words and facts alone" in caplog.text
    assert "status 403" in caplog.text
    assert "secret" not in caplog.text
    assert "confidential" not in caplog.text


def _read(encoder: Encoder, server: Endpoint, names: list[str]) -> tuple[int, ...]:
    """Work that the server refuses when it has already begun."""
    names.append(encoder.name)
    server.statuses = [403]
    return encoder.encode(["confidential"], "query").shape
