from __future__ import annotations

import math

import numpy as np
import pytest

from vstrecha.engine.matching.texts.bm25 import Bm25Index

DOCUMENTS = [["steel", "pipe", "pipe"], ["steel"], ["bread", "oven", "steel", "pipe"], []]


def test_it_is_the_published_formula() -> None:
    index = Bm25Index(DOCUMENTS)
    rarity = math.log(1 + (4 - 2 + 0.5) / (2 + 0.5))
    length, average, times = 3, 8 / 4, 2
    expected = rarity * times * 2.2 / (times + 1.2 * (0.25 + 0.75 * length / average))
    assert index.scores([{"pipe": 1.0}])[0, 0] == pytest.approx(expected, rel=1e-5)


def test_rare_terms_weigh_more() -> None:
    index = Bm25Index(DOCUMENTS)
    assert index.idf("bread") > index.idf("pipe") > index.idf("steel") > 0


def test_unknown_terms_score_nothing() -> None:
    assert not Bm25Index(DOCUMENTS).scores([{"tea": 1.0}, {}]).any()


def test_a_run_of_documents_scores_as_in_the_whole() -> None:
    index = Bm25Index(DOCUMENTS)
    query = {"steel": 1.0, "pipe": 0.5}
    whole = index.scores([query])
    assert np.array_equal(index.scores([query], slice(1, 3)), whole[:, 1:3])


def test_no_documents() -> None:
    assert Bm25Index([]).scores([{"steel": 1.0}]).shape == (1, 0)


def test_terms_like_what_is_typed() -> None:
    index = Bm25Index([["экскаватор", "экскаваторн", "критб"]])
    assert index.terms_like("экскав") == ["экскаватор", "экскаваторн"]
    assert index.terms_like("krit") == ["критб"]
    assert index.terms_like("эк") == []
