from __future__ import annotations

import numpy as np
import pytest

from vstrecha.engine.matching.encoders import unit
from vstrecha.engine.matching.geometry import centred, csls, normalised, shares

RANDOM = np.random.default_rng(7)


def test_what_a_group_shares_is_taken_away() -> None:
    content = RANDOM.normal(size=(40, 16)).astype(np.float32)
    russian = unit(content + 5 * np.eye(16, dtype=np.float32)[0])
    english = unit(content + 5 * np.eye(16, dtype=np.float32)[1])
    vectors = centred(np.concatenate([russian, english]), ["ru"] * 40 + ["en"] * 40)
    nearest = (vectors[:40] @ vectors[40:].T).argmax(axis=1)
    assert (nearest == np.arange(40)).mean() > 0.9
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_group_of_one_keeps_its_direction() -> None:
    vector = unit(RANDOM.normal(size=(1, 8)).astype(np.float32))
    assert np.allclose(centred(vector, ["ru"]), vector, atol=1e-6)


def test_small_groups_are_believed_less() -> None:
    ones = np.ones((8, 2), dtype=np.float32)
    assert group_means(ones, ["a"] * 8)["a"] == pytest.approx([0.5, 0.5])


def test_no_vectors() -> None:
    assert centred(np.zeros((0, 4), dtype=np.float32), []).shape == (0, 4)


def test_csls_is_the_published_formula() -> None:
    scores = np.array([[0.9, 0.5], [0.8, 0.1]], dtype=np.float32)
    expected = 2 * scores - scores.mean(axis=1, keepdims=True) - scores.mean(axis=0)
    assert np.allclose(csls(scores), expected)
    one = csls(scores, neighbours=1)
    assert one[1, 0] == pytest.approx(2 * 0.8 - 0.8 - 0.9, abs=1e-6)


def test_csls_takes_the_crown_from_everybodys_first() -> None:
    scores = np.array([[0.6, 0.55], [0.9, 0.2]], dtype=np.float32)
    assert scores.argmax(axis=1).tolist() == [0, 0]
    assert csls(scores).argmax(axis=1).tolist() == [1, 0]


def test_shares_leave_no_text_everybodys_first() -> None:
    scores = np.array([[0.9, 0.8], [0.85, 0.2]], dtype=np.float32)
    found = shares(scores)
    assert scores.argmax(axis=1).tolist() == [0, 0]
    assert found.argmax(axis=1).tolist() == [1, 0]
    assert found.sum(axis=1) == pytest.approx([1, 1])


def test_blocks_of_joined_encoders_count_the_same() -> None:
    vectors = np.array([[3, 0, 0.1, 0], [0, 5, 0.2, 0]], dtype=np.float32)
    rows = normalised(vectors, (2, 2))
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1])
    assert rows[0] @ rows[1] == pytest.approx((0 + 1) / 2)
