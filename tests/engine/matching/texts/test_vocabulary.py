from __future__ import annotations

from vstrecha.engine.matching.texts.vocabulary import Vocabulary

TEXTS = ["Насосы и насосы", "насосы, краны", "", "Кран"]


def test_stems_are_numbered_in_their_order() -> None:
    vocabulary = Vocabulary(TEXTS)
    assert vocabulary.stems == ["насос", "кран"]
    assert [list(document) for document in vocabulary.documents] == [[0], [0, 1], [], [1]]
    assert vocabulary.number("кран") == 1
    assert vocabulary.number("хлеб") is None


def test_a_word_is_shown_as_it_is_mostly_written() -> None:
    assert Vocabulary(TEXTS).forms == ["насосы", "кран"]


def test_a_word_is_rarer_the_fewer_texts_have_it() -> None:
    everywhere, once = Vocabulary(["pump crane", "pump"]).rarity()
    assert 0 < everywhere < once
