"""Models that only the library sentence-transformers reads.

It brings PyTorch, too heavy for every test run: where it is not installed, these are skipped.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.engine.matching.encoders.models import VOCABULARY, word_tokenizer, write_static_folder
from vstrecha.engine.matching.encoders.folder import SentenceTransformersEncoder, encoder_in

library: Any = pytest.importorskip(
    "sentence_transformers", reason="sentence-transformers (with PyTorch) is not installed"
)

TEXTS = ["pump", "Pump water a", "насос", "query water", "", "pump " * 700]


@pytest.fixture(scope="module")
def transformer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of one layer, with weights that mean nothing, as the library saves it."""
    transformers: Any = pytest.importorskip("transformers")
    path = tmp_path_factory.mktemp("model")
    tokenizer = transformers.PreTrainedTokenizerFast(
        tokenizer_object=word_tokenizer(), pad_token="[PAD]", unk_token="[UNK]"
    )
    config = transformers.BertConfig(
        vocab_size=len(VOCABULARY),
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=64,
    )
    tokenizer.model_max_length = 64
    tokenizer.save_pretrained(path / "bert")
    transformers.BertModel(config).save_pretrained(path / "bert")
    steps = library.sentence_transformer.modules
    bert = steps.Transformer(str(path / "bert"))
    model = library.SentenceTransformer(
        modules=[bert, steps.Pooling(8)], device="cpu", prompts={"query": "query "}
    )
    model.save(str(path / "tiny"))
    return path / "tiny"


def test_a_transformer_is_read_and_keeps_the_contract(transformer: Path) -> None:
    encoder = encoder_in(transformer)
    assert isinstance(encoder, SentenceTransformersEncoder)
    found = encoder.encode(TEXTS[:-2], "query")
    assert found.shape == (4, 8)
    assert encoder.blocks == (8,)
    assert found.dtype == np.float32
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)
    assert np.allclose(found[:1], encoder.encode(["pump"], "query"), atol=1e-5)
    assert np.allclose(found[0], encoder.encode(["query pump"], "passage")[0], atol=1e-5)
    assert encoder.encode([], "query").shape == (0, 8)
    assert encoder.encode(TEXTS, "passage").shape == (len(TEXTS), 8)


def test_a_static_model_has_the_vectors_that_the_library_gives(tmp_path: Path) -> None:
    folder = write_static_folder(tmp_path / "table")
    theirs = SentenceTransformersEncoder(folder).encode(TEXTS, "passage")
    assert np.allclose(encoder_in(folder).encode(TEXTS, "passage"), theirs, atol=1e-6)
