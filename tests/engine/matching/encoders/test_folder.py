from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tests.engine.matching.encoders.models import (
    WIDTH,
    word_tokenizer,
    write_onnx_folder,
    write_pooling,
)
from vstrecha.engine.matching.encoders.base import EncoderUnavailableError
from vstrecha.engine.matching.encoders.files import revision_of
from vstrecha.engine.matching.encoders.folder import OnnxEncoder, encoder_in


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return write_onnx_folder(tmp_path / "tiny")


def test_the_vector_is_the_mean_of_the_tokens(model: Path) -> None:
    encoder = encoder_in(model)
    pump, water, both = encoder.encode(["pump", "water", "pump water"], "query")
    tokens = OnnxEncoder(model)._run(["pump", "water"])
    mean = tokens.mean(axis=0)
    assert encoder.dimension == WIDTH
    assert np.allclose(both, mean / np.linalg.norm(mean), atol=1e-6)
    assert not np.allclose(pump, water)


def test_pooling_is_read_from_the_folder(model: Path) -> None:
    write_pooling(model, "cls")
    first, both = encoder_in(model).encode(["pump", "pump water"], "query")
    assert np.allclose(first, both, atol=1e-6)
    write_pooling(model, "max")
    greatest = OnnxEncoder(model)._run(["pump", "water"]).max(axis=0)
    (found,) = encoder_in(model).encode(["pump water"], "query")
    assert np.allclose(found, greatest / np.linalg.norm(greatest), atol=1e-6)


def test_an_unknown_pooling_is_told(model: Path) -> None:
    (model / "1_Pooling").mkdir()
    (model / "1_Pooling" / "config.json").write_text('{"pooling_mode": "lasttoken"}', "utf-8")
    with pytest.raises(EncoderUnavailableError, match=r"pooling \(lasttoken\) is not known"):
        encoder_in(model)


def test_a_prompt_of_the_model_stands_before_a_query(tmp_path: Path) -> None:
    encoder = encoder_in(write_onnx_folder(tmp_path / "prompted", prompts=True))
    asked = encoder.encode(["pump"], "query")
    assert np.allclose(asked, encoder.encode(["query pump"], "passage"), atol=1e-6)
    assert not np.allclose(asked, encoder.encode(["pump"], "passage"))


def test_another_model_is_another_revision(model: Path) -> None:
    before = revision_of(model)
    assert encoder_in(model).revision == before
    write_pooling(model, "max")
    assert encoder_in(model).revision != before


def test_a_step_that_is_not_in_the_onnx_file_is_told(model: Path) -> None:
    steps = [{"idx": 0, "type": "sentence_transformers.models.Dense", "path": "2_Dense"}]
    (model / "modules.json").write_text(json.dumps(steps), "utf-8")
    with pytest.raises(EncoderUnavailableError, match=r"step Dense is not in its ONNX file"):
        encoder_in(model)


def test_a_broken_tokenizer_is_told(model: Path) -> None:
    (model / "tokenizer.json").write_text("{", "utf-8")
    with pytest.raises(EncoderUnavailableError, match=r"tokenizer\.json cannot be read"):
        encoder_in(model)


def test_a_folder_without_a_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(EncoderUnavailableError, match="there is no such folder"):
        encoder_in(tmp_path / "nowhere")
    with pytest.raises(EncoderUnavailableError, match="this is no encoder"):
        encoder_in(tmp_path)


def test_a_model_that_does_not_run_is_told(model: Path) -> None:
    """The tokenizer of another model counts tokens that this one has not."""
    tokens = word_tokenizer().to_str().replace('"[UNK]":1', '"[UNK]":99')
    (model / "tokenizer.json").write_text(tokens, "utf-8")
    encoder = encoder_in(model)
    with pytest.raises(EncoderUnavailableError, match="the model does not run"):
        encoder.encode(["unknown"], "query")


def test_broken_settings_of_a_model_are_told(model: Path) -> None:
    (model / "config_sentence_transformers.json").write_text("{", "utf-8")
    with pytest.raises(EncoderUnavailableError, match="this is no JSON"):
        encoder_in(model)


def test_a_sentence_transformers_folder_says_what_it_needs(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text("[]", "utf-8")
    # With the library: it cannot be loaded. Without it: the library is asked for.
    with pytest.raises(EncoderUnavailableError, match="sentence-transformers"):
        encoder_in(tmp_path)
