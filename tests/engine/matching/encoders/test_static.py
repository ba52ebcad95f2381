from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from tests.engine.matching.encoders.models import VOCABULARY, WIDTH, table, write_static_folder
from vstrecha.engine.matching.encoders.base import EncoderUnavailableError
from vstrecha.engine.matching.encoders.folder import encoder_in


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return write_static_folder(tmp_path / "table")


def test_the_vector_is_the_mean_of_the_tokens(model: Path) -> None:
    encoder = encoder_in(model)
    (found,) = encoder.encode(["Pump water"], "query")
    mean = (table()[VOCABULARY["pump"]] + table()[VOCABULARY["water"]]) / 2
    assert encoder.dimension == WIDTH
    assert np.allclose(found, mean / np.linalg.norm(mean), atol=1e-6)


def test_a_text_without_a_token_is_zeros(model: Path) -> None:
    assert not encoder_in(model).encode([""], "query").any()


def test_another_table_is_another_revision(model: Path) -> None:
    before = encoder_in(model).revision
    save_file({"embedding.weight": 2 * table()}, str(model / "model.safetensors"))
    assert encoder_in(model).revision != before


@pytest.mark.parametrize(
    "tensors", [{"weights": table()}, {"embeddings": table(), "mapping": np.arange(7)}]
)
def test_a_table_that_is_made_otherwise_is_told(
    model: Path, tensors: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float32]]]
) -> None:
    save_file(tensors, str(model / "model.safetensors"))
    with pytest.raises(EncoderUnavailableError, match="not one table"):
        encoder_in(model)


def test_a_folder_without_its_table_is_told(model: Path) -> None:
    (model / "model.safetensors").unlink()
    with pytest.raises(EncoderUnavailableError, match="cannot be read"):
        encoder_in(model)
