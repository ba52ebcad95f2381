from __future__ import annotations

from vstrecha.engine.matching.encoders import NoEncoder, default_encoder
from vstrecha.engine.matching.resources import Resources
from vstrecha.engine.matching.texts.glossary import glossary
from vstrecha.engine.matching.texts.lexicon import Lexicon
from vstrecha.engine.matching.texts.words import stem

RUSSIAN = ["Производство хлеба и молока", "Насосы для воды", "Сварка и медь", "Банк, лес, школа"]
ENGLISH = ["Bread and milk", "Water pumps", "Welding, copper", "A bank, a forest, a school"]


def test_words_of_two_languages_find_each_other() -> None:
    found = glossary(RUSSIAN, ENGLISH, Resources(default_encoder()))
    for russian, english in [("хлеба", "bread"), ("насосы", "pumps"), ("школа", "school")]:
        assert found.translations(stem(russian))[0][0] == stem(english)
        assert found.agrees(stem(russian), stem(english))


def test_trust_is_in_0_to_1_and_no_word_translates_itself() -> None:
    found = glossary(ENGLISH, ENGLISH, Resources(default_encoder()))
    for source, targets in found.entries.items():
        assert all(0 < trust <= 1 and target != source for target, trust in targets)


def test_without_an_encoder_or_texts_it_is_empty() -> None:
    assert glossary(RUSSIAN, ENGLISH, Resources(NoEncoder())) == Lexicon()
    assert glossary([], ENGLISH, Resources(default_encoder())) == Lexicon()


def test_joining_keeps_the_greater_trust() -> None:
    one = Lexicon({"сплав": (("alloy", 0.4), ("metal", 0.3))})
    other = Lexicon({"сплав": (("alloy", 0.8),), "медь": (("copper", 0.9),)})
    joined = one.joined(other)
    assert joined.translations("сплав") == (("alloy", 0.8), ("metal", 0.3))
    assert joined.translations("медь") == (("copper", 0.9),)
