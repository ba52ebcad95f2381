from __future__ import annotations

import numpy as np

from tests.engine.matching.cast import LetterEncoder
from vstrecha.engine.matching.encoders import NoEncoder
from vstrecha.engine.matching.resources import Resources, encode_cached
from vstrecha.engine.matching.texts.lexicon import Lexicon
from vstrecha.engine.matching.vectors import MemoryCache, text_hash


def test_each_text_is_encoded_once() -> None:
    encoder = LetterEncoder()
    resources = Resources(encoder, MemoryCache(), Lexicon())
    first = encode_cached(["pump", "valve", "pump"], "passage", resources)
    second = encode_cached(["valve", "pump"], "passage", resources)
    assert sorted(encoder.seen) == ["pump", "valve"]
    assert np.array_equal(first[0], first[2])
    assert np.array_equal(second, first[[1, 0]])


def test_rows_are_in_the_order_of_the_texts() -> None:
    texts = ["long text about pumps", "a", "middle text"]
    resources = Resources(LetterEncoder(), lexicon=Lexicon())
    assert np.allclose(
        encode_cached(texts, "query", resources), LetterEncoder().encode(texts, "query")
    )


def test_roles_and_revisions_do_not_mix() -> None:
    cache = MemoryCache()
    encoder, newer = LetterEncoder(), LetterEncoder()
    newer.revision = "2"
    for used, role in ((encoder, "query"), (encoder, "passage"), (newer, "query")):
        encode_cached(["pump"], role, Resources(used, cache, Lexicon()))  # type: ignore[arg-type]  # the loop widens the literals
    assert encoder.seen == ["pump", "pump"]
    assert newer.seen == ["pump"]


def test_progress_counts_new_texts() -> None:
    told: list[tuple[int, int]] = []
    resources = Resources(
        LetterEncoder(), lexicon=Lexicon(), progress=lambda done, whole: told.append((done, whole))
    )
    encode_cached([f"text {number}" for number in range(100)], "query", resources)
    encode_cached(["text 5"], "query", resources)
    assert told == [(64, 100), (100, 100)]


def test_without_an_encoder_there_are_no_columns() -> None:
    assert encode_cached(["pump"], "query", Resources(NoEncoder())).shape == (1, 0)


def test_hashes_take_any_text() -> None:
    assert len(text_hash("насос")) == 64
    assert text_hash("\ud800") != text_hash("")
