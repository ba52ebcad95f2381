from __future__ import annotations

import pytest

from vstrecha.engine.matching.texts.lexicon import Lexicon, packaged_lexicon, read_lexicon
from vstrecha.engine.matching.texts.words import stem

TABLE = """# a remark
ru\ten\tp_en_given_ru\tp_ru_given_en
сплав\talloy\t0.900\t0.800
сплав\tmetal\t0.100\t0.000
металл\tmetal\t0.900\t0.900
"""


def test_it_reads_both_directions() -> None:
    lexicon = read_lexicon(TABLE)
    assert lexicon.translations("сплав") == (("alloy", 0.9), ("metal", 0.1))
    assert lexicon.translations("metal") == (("металл", 0.9),)


def test_it_shows_only_what_holds_both_ways() -> None:
    lexicon = read_lexicon(TABLE)
    assert lexicon.agrees("сплав", "alloy")
    assert lexicon.agrees("alloy", "сплав")
    assert not lexicon.agrees("сплав", "metal")


def test_an_unknown_cyrillic_word_is_tried_as_a_name() -> None:
    assert dict(Lexicon().translations("критби")) == {"kritbi": pytest.approx(0.6)}
    assert Lexicon().agrees("критби", "kritbi")
    assert Lexicon().translations("siemens") == ()
    assert Lexicon().translations("ооо") == ()


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("экскаваторы", "excavators"),
        ("сплавы", "alloys"),
        ("спортивный", "sports"),
        ("стадион", "stadium"),
        ("отопление", "heating"),
        ("нагревательные", "heating"),
        ("управление", "control"),
        ("уголь", "coal"),
        ("лесной", "forest"),
    ],
)
def test_the_packaged_lexicon_knows_the_words_of_trade(russian: str, english: str) -> None:
    lexicon = packaged_lexicon()
    assert stem(english) in dict(lexicon.translations(stem(russian)))
    assert lexicon.agrees(stem(russian), stem(english))


def test_trust_is_a_share() -> None:
    for source, targets in packaged_lexicon().entries.items():
        assert source
        assert all(0 < probability <= 1 for _, probability in targets)
