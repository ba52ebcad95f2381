from __future__ import annotations

import math

import numpy as np
import pytest

from vstrecha.engine.matching.texts import bm25
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


def test_a_few_documents_score_what_they_score_among_all() -> None:
    index = Bm25Index(DOCUMENTS)
    query = {"pipe": 0.7, "steel": 1.0, "oven": 0.3, "unknown": 2.0}
    every = index.scores([query])[0]
    for places in ([], [0], [1, 3], [0, 1, 2, 3]):
        assert index.scores_at(query, np.array(places, dtype=np.intp)).tolist() == [
            every[place] for place in places
        ]


def test_the_likely_share_the_rarest_terms(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [["common"]] * 50 + [["common", "rare"], ["rare"], ["common", "rare", "rarest"]]
    index = Bm25Index(documents)
    query = {"common": 1.0, "rare": 1.0, "rarest": 1.0}
    assert sorted(index.likely([query], 3)[0]) == [50, 51, 52]
    assert len(index.likely([query], 100)[0]) == 53
    monkeypatch.setattr(bm25, "_MOST_ENTRIES", 10)
    # The common term is not read, unless it is the rarest that the query has.
    found, alone, nothing = index.likely([query, {"common": 1.0}, {"other": 1.0}], 100)
    assert sorted(found) == [50, 51, 52]
    assert len(alone) == 52
    assert not len(nothing)
    assert index.likely([query], 1)[0].tolist() == [52]
