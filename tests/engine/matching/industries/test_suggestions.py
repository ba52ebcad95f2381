from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.matching.cast import LetterEncoder
from vstrecha.engine.matching.encoders import Encoder, NoEncoder, default_encoder
from vstrecha.engine.matching.industries import IndustryIndex, IndustryTable, packaged_table
from vstrecha.engine.matching.industries.chances import WITH_VECTORS, Curve
from vstrecha.engine.matching.industries.table import ClassText
from vstrecha.engine.matching.resources import Resources
from vstrecha.engine.matching.texts.words import words

TABLE = IndustryTable(
    (
        ClassText("24.10", "en", "Manufacture of basic iron and steel", is_title=True),
        ClassText("24.10", "ru", "Производство чугуна и стали", is_title=True),
        ClassText("24.10", "en", "ferro-alloys production"),
        ClassText("28.92", "en", "Manufacture of machinery for mining", is_title=True),
        ClassText(
            "28.92", "ru", "Производство машин для добычи полезных ископаемых", is_title=True
        ),
        ClassText("28.92", "ru", "экскаваторы карьерные"),
    )
)


def index(encoder: Encoder | None = None, table: IndustryTable = TABLE) -> IndustryIndex:
    return IndustryIndex(table, Resources(encoder or NoEncoder()))


@pytest.mark.parametrize("encoder", [NoEncoder(), LetterEncoder()], ids=["words", "vectors"])
def test_a_text_finds_its_class_in_either_language(encoder: Encoder) -> None:
    found = index(encoder).suggest(
        [("Ремонтируем карьерные экскаваторы",), ("We sell steel and ferro-alloys",)], limit=2
    )
    assert [one[0].code for one in found] == ["28.92", "24.10"]
    assert all(len(one) == 2 for one in found)
    assert found[0][0].words == ("карьерные", "экскаваторы")
    assert found[1][0].confidence > found[1][1].confidence


def test_the_words_given_as_the_reason_stand_in_the_text() -> None:
    text = "Ищем подрядчика: производство чугуна, добыча, экскаваторы"
    for one in index().suggest([(text,)])[0]:
        stems = {word.stem for word in words(text)}
        assert {word.stem for met in one.words for word in words(met)} <= stems
        assert all(met in text.lower() for met in one.words)


def test_a_text_that_says_nothing_gets_no_suggestion() -> None:
    assert index().suggest([(), ("  ",), ("сталь",)], limit=1)[:2] == [[], []]
    assert index().suggest([]) == []


def test_two_versions_count_as_one_text() -> None:
    both = index().scores([("экскаваторы карьерные", "steel")])
    alone = index().scores([("экскаваторы карьерные",), ("steel",)])
    assert np.allclose(both[0], alone.mean(axis=0))


def test_the_packaged_classes_have_titles_in_both_languages() -> None:
    table = packaged_table()
    assert len(table.codes) == 615
    assert table.title("28.92", "ru").startswith("Производство машин")
    assert table.title("28.92", "en").startswith("Manufacture of machinery")
    assert table.title("99.99", "en") == ""


def test_shipped_vectors_serve_only_the_encoder_that_made_them() -> None:
    table = packaged_table()
    encoder = default_encoder()
    assert encoder.name == "use-m3"
    shipped = table.vectors_by(encoder.name, encoder.revision)
    assert shipped is not None
    assert table.vectors_by(encoder.name, "another") is None
    places = range(0, len(table.texts), 400)
    fresh = encoder.encode([table.texts[place].text for place in places], "passage")
    assert (np.sum(fresh * shipped[list(places)], axis=1) > 0.999).all()


def test_another_encoder_makes_its_own_vectors() -> None:
    encoder = LetterEncoder()
    IndustryIndex(TABLE, Resources(encoder))
    assert set(encoder.seen) == {text.text for text in TABLE.texts}


def test_meaning_alone_finds_a_class_across_languages() -> None:
    best = index(default_encoder(), packaged_table()).suggest([("Пекарня, хлеб и булочки",)])[0]
    assert "10.71" in [one.code for one in best]


@given(st.lists(st.floats(-1, 2, width=32), min_size=2, max_size=9))
def test_chances_rise_with_scores_and_stay_chances(scores: list[float]) -> None:
    row = np.array([scores], dtype=np.float32)
    chances = WITH_VECTORS.chances(row)[0]
    assert ((chances >= 0) & (chances <= 1)).all()
    order = np.argsort(row[0], kind="stable")
    assert (np.diff(chances[order]) >= 0).all()


def test_a_plain_curve_shares_out_one() -> None:
    chances = Curve(width=0.5).chances(np.array([[0.1, 0.2, 0.9]], dtype=np.float32))
    assert chances.sum() == pytest.approx(1)


def test_texts_of_a_class_must_stand_together() -> None:
    first, other = TABLE.texts[0], TABLE.texts[3]
    with pytest.raises(ValueError, match="together"):
        IndustryTable((first, other, first))
    with pytest.raises(ValueError, match="one vector"):
        IndustryTable((first,), np.zeros((2, 3), dtype=np.float32))
