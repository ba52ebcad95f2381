from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.matching.cast import LetterEncoder
from vstrecha.engine.matching.encoders import NoEncoder
from vstrecha.engine.matching.resources import Resources
from vstrecha.engine.matching.texts.alignment import Alignment
from vstrecha.engine.matching.texts.words import words

VOCABULARY = ["хлеб", "bread", "экскаватор", "excavators", "Siemens", "Сименс", "чпу", "CNC", "и"]
SENTENCES = st.lists(st.sampled_from(VOCABULARY), max_size=6).map(" ".join)
COLLECTIONS = st.lists(SENTENCES, min_size=1, max_size=4)
WITHOUT = Resources(NoEncoder())
WHOLE = slice(None)


def nearest(query: str, texts: list[str]) -> int:
    return int(Alignment([query], texts, WITHOUT).run(WHOLE).similarity()[0].argmax())


def test_words_meet_across_languages() -> None:
    assert nearest("карьерный экскаватор", ["bread and pastry", "mining excavator"]) == 1


def test_abbreviations_and_what_they_stand_for_meet() -> None:
    texts = ["pumps for water", "CNC milling machines"]
    assert nearest("станки с ЧПУ", texts) == 1
    assert nearest("числовое программное управление", texts) == 1


def test_an_abbreviation_that_a_text_explains_meets_its_meaning() -> None:
    texts = ["частотно-управляемый насос (ЧУН)", "мостовой кран"]
    assert Alignment(["ЧУН"], texts, WITHOUT).run(WHOLE).similarity()[0].argmax() == 0
    explained = Alignment(["частотно-управляемый насос (ЧУН)"], ["кран", "ЧУН"], WITHOUT)
    assert explained.run(WHOLE).similarity()[0].argmax() == 1


def test_a_slip_of_the_pen_is_forgiven() -> None:
    assert nearest("феррохромовый сплав", ["феррохромвый концентрат", "мостовой кран"]) == 0


def test_a_text_with_little_beside_the_query_is_nearer() -> None:
    short, long = (
        Alignment(["bread"], ["bread", "bread, pumps, cranes and excavators"], WITHOUT)
        .run(WHOLE)
        .similarity()[0]
    )
    assert short == pytest.approx(1)
    assert 2 / 3 < long < 1


@given(COLLECTIONS, COLLECTIONS)
def test_words_are_shared_exactly_where_there_is_similarity(
    queries: list[str], texts: list[str]
) -> None:
    run = Alignment(queries, texts, WITHOUT).run(WHOLE)
    similarity = run.similarity()
    assert similarity.shape == (len(queries), len(texts))
    assert 0 <= similarity.min() <= similarity.max() <= 1
    for row, mine in enumerate(queries):
        for column, theirs in enumerate(texts):
            shared = run.shared(row, column, mine, theirs)
            assert bool(shared) == bool(similarity[row, column] > 0)
            for word in shared:
                assert mine[word.mine_at :].startswith(word.mine)
                assert theirs[word.theirs_at :].startswith(word.theirs)
                assert word.mine in {mine[one.start : one.end] for one in words(mine)}


@given(COLLECTIONS, COLLECTIONS)
def test_runs_of_queries_change_nothing(queries: list[str], texts: list[str]) -> None:
    alignment = Alignment(queries, texts, Resources(LetterEncoder()))
    whole = alignment.run(WHOLE).similarity()
    for row in range(len(queries)):
        one = alignment.run(slice(row, row + 1)).similarity()
        np.testing.assert_allclose(one[0], whole[row], atol=1e-5)
