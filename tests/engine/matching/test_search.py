from __future__ import annotations

import pytest

from vstrecha.engine.matching.encoders import NoEncoder, default_encoder
from vstrecha.engine.matching.resources import Resources
from vstrecha.engine.matching.search import Entry, SearchIndex

ENTRIES = [
    Entry("control", ("Системы управления карьерными экскаваторами\nНа мощных транзисторах",)),
    Entry("heating", ("Heating of stadium stands\nThin-layer heating elements",)),
    Entry("kritbi", ("КРИТБИ\nИнновационный бизнес-инкубатор",)),
    Entry("cheese", ("Сыры длительной выдержки\nПоставки в торговые сети",)),
    Entry("software", ("Разработка программного обеспечения для складов",)),
    Entry("timber", ("Заготовка и распиловка леса",)),
]


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return SearchIndex(ENTRIES, Resources(default_encoder()))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("экскаваторы", "control"),
        ("excavator control systems", "control"),
        ("экскав", "control"),
        ("обогрев трибун стадиона", "heating"),
        ("kritbi", "kritbi"),
        ("cheese", "cheese"),
        ("software development", "software"),
    ],
)
def test_it_finds_in_either_language(index: SearchIndex, query: str, expected: str) -> None:
    hits = index.search(query, 3)
    assert hits[0].id == expected
    assert 0 < hits[0].score <= 1
    assert hits[0].words or hits[0].close


def test_words_found_stand_in_the_text(index: SearchIndex) -> None:
    texts = {entry.id: "\n".join(entry.texts) for entry in ENTRIES}
    for query in ("экскаваторы", "stadium heating", "лес"):
        for hit in index.search(query, 10):
            assert all(word in texts[hit.id] for word in hit.words)


@pytest.mark.parametrize("query", ["", "  ", "и", "qwrtzx plmkn"])
def test_nothing_is_found_for_nothing(index: SearchIndex, query: str) -> None:
    assert index.search(query, 10) == []


def test_the_limit_holds(index: SearchIndex) -> None:
    assert len(index.search("разработка систем управления", 1)) == 1
    assert index.search("сыр", 0) == []


def test_it_works_by_words_alone() -> None:
    bare = SearchIndex(ENTRIES, Resources(NoEncoder()))
    assert bare.search("excavators", 3)[0].id == "control"
    assert bare.search("qwrtzx", 3) == []


def test_an_empty_catalogue() -> None:
    assert SearchIndex([], Resources(NoEncoder())).search("сыр", 3) == []
