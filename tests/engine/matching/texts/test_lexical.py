from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vstrecha.engine.matching.texts.lexical import LexicalIndex, best_shared, shared_words
from vstrecha.engine.matching.texts.lexicon import packaged_lexicon

TEXTS = [
    "Системы управления карьерных экскаваторов",
    "Heating elements for stadium seats",
    "Хлеб и булочки",
]
INDEX = LexicalIndex(TEXTS, packaged_lexicon())
VOCABULARY = [
    "экскаваторы",
    "excavator",
    "стадион",
    "stadiums",
    "сплав",
    "alloys",
    "хлеб",
    "bread",
    "Siemens",
    "критби",
    "kritbi",
    "и",
    "the",
    "6кВ",
    "отопление",
    "heating",
]
WORDS = st.sampled_from(VOCABULARY)
SENTENCES = st.lists(WORDS, max_size=8).map(" ".join)


def test_coverage_is_a_share_of_the_query() -> None:
    coverage = INDEX.coverage(["карьерные экскаваторы", "свежий хлеб", "космос"])
    assert coverage[0].argmax() == 0
    assert coverage[0, 0] > 0.9
    assert 0 < coverage[1, 2] < 0.9
    assert not coverage[2].any()


def test_it_covers_across_languages() -> None:
    coverage = INDEX.coverage(["excavators", "нагревательные элементы стадиона"])
    assert coverage[0].argmax() == 0
    assert coverage[1].argmax() == 1
    assert (coverage.max(axis=1) > 0.2).all()


def test_a_query_without_words_covers_nothing() -> None:
    assert not INDEX.coverage(["", "и"]).any()


def test_words_are_those_of_the_texts() -> None:
    shared = shared_words("карьерный Экскаватор", TEXTS[0], INDEX)
    assert {(word.mine, word.theirs) for word in shared} == {
        ("карьерный", "карьерных"),
        ("Экскаватор", "экскаваторов"),
    }
    assert not any(word.translated for word in shared)


def test_terms_of_two_languages_meet() -> None:
    shared = shared_words("Stadium heating", "Отопление стадионов", INDEX)
    assert ("Stadium", "стадионов") in {(word.mine, word.theirs) for word in shared}
    assert ("heating", "Отопление") in {(word.mine, word.theirs) for word in shared}
    assert all(word.translated for word in shared)


def test_versions_in_one_language_are_compared_with_each_other() -> None:
    russian, english = "Экскаваторы в карьере", "Excavators in the quarry"
    shared = best_shared((russian, english), (russian, english), INDEX)
    assert all(not word.translated for word in shared)
    assert len({word.mine.isascii() for word in shared}) == 1


def test_what_is_typed_is_completed() -> None:
    assert INDEX.completed("экскав") == ["экскаватор"]
    assert INDEX.completed("космос") == ["космос"]


@given(SENTENCES, SENTENCES)
def test_every_shared_word_stands_in_its_text(mine: str, theirs: str) -> None:
    for word in shared_words(mine, theirs, INDEX):
        assert word.mine in mine
        assert word.theirs in theirs


@given(st.lists(SENTENCES, min_size=1, max_size=4), SENTENCES)
def test_words_are_shared_exactly_where_there_is_coverage(texts: list[str], query: str) -> None:
    index = LexicalIndex(texts, packaged_lexicon())
    coverage = index.coverage([query])[0]
    for text, value in zip(texts, coverage, strict=True):
        assert bool(shared_words(query, text, index)) == bool(value > 0)


@given(st.lists(st.sampled_from(VOCABULARY), max_size=6))
def test_a_few_texts_are_covered_as_among_all(query: list[str]) -> None:
    text = " ".join(query)
    every = INDEX.coverage([text])[0]
    assert INDEX.coverage_at(text, np.array([0, 2])).tolist() == [every[0], every[2]]
    likely = INDEX.likely([text], 3)[0]
    assert set(likely) == set(np.flatnonzero(every > 0))
