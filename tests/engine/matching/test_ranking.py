from __future__ import annotations

import pytest

from tests.engine.matching.cast import LetterEncoder
from vstrecha.engine.matching import ranking
from vstrecha.engine.matching.encoders import NoEncoder, default_encoder
from vstrecha.engine.matching.ranking import Options, rank
from vstrecha.engine.matching.resources import Resources
from vstrecha.engine.matching.types import Kind, PartName, Row

QUERIES = [
    Row("хлеб", "Производство хлеба"),
    Row("медь", "Добыча медной руды"),
    Row("софт", "Разработка программного обеспечения"),
    Row("лес", "Заготовка леса"),
]
CORPUS = [
    Row("software", "Computer programming and software development"),
    Row("bread", "Manufacture of bread"),
    Row("forest", "Forestry and logging"),
    Row("copper", "Mining of copper ores"),
]
RIGHT = ["bread", "copper", "software", "forest"]


@pytest.mark.parametrize("two_sided", [False, True])
def test_it_finds_across_languages(two_sided: bool) -> None:  # noqa: FBT001 - given
    options = Options(top=2, two_sided=two_sided)
    found = list(rank(QUERIES, CORPUS, Resources(default_encoder()), options))
    assert [one.query for one in found] == [row.id for row in QUERIES]
    assert [one.results[0].id for one in found] == RIGHT
    for one in found:
        first, second = one.results
        assert 1 >= first.score > second.score > 0
        for result in one.results:
            values = [part.value for part in result.parts]
            assert sum(values) == pytest.approx(result.score)
            assert min(values) > 0


def test_by_words_alone() -> None:
    found = list(rank(QUERIES, CORPUS, Resources(NoEncoder()), Options(top=1)))
    assert [one.results[0].id for one in found] == RIGHT
    parts = {part.name for one in found for part in one.results[0].parts}
    assert parts == {PartName.WORDS}


def test_reasons_can_be_left_out() -> None:
    options = Options(top=2, reasons=False)
    with_reasons = list(rank(QUERIES, CORPUS, Resources(default_encoder()), Options(top=2)))
    without = list(rank(QUERIES, CORPUS, Resources(default_encoder()), options))
    assert all(not result.parts for one in without for result in one.results)
    assert [[result.score for result in one.results] for one in without] == [
        [result.score for result in one.results] for one in with_reasons
    ]


def test_kinds_and_codes_count_where_they_are_known() -> None:
    queries = [Row("q", "pump", kind=Kind.BUSINESS_REQUEST, codes=("28.13",))]
    corpus = [
        Row("rival", "pump", kind=Kind.BUSINESS_REQUEST),
        Row("supplier", "pump", kind=Kind.BUSINESS_OFFER, codes=("28.13",)),
    ]
    (found,) = rank(queries, corpus, Resources(LetterEncoder()), Options(top=2))
    best = found.results[0]
    assert best.id == "supplier"
    texts = [message.render() for part in best.parts for message in part.messages]
    assert "The same industry code: 28.13." in texts
    assert "A business request and a business offer complete each other." in texts


def test_runs_of_queries_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(rank(QUERIES, CORPUS, Resources(default_encoder()), Options()))
    monkeypatch.setattr(ranking, "RUN", 3)
    in_runs = list(rank(QUERIES, CORPUS, Resources(default_encoder()), Options()))
    for one, other in zip(in_runs, whole, strict=True):
        assert [found.id for found in one.results] == [found.id for found in other.results]
        assert [found.score for found in one.results] == pytest.approx(
            [found.score for found in other.results], abs=1e-5
        )


def test_more_results_than_texts() -> None:
    (found,) = rank(QUERIES[:1], CORPUS, Resources(LetterEncoder()), Options(top=99))
    assert len(found.results) == len(CORPUS)


def test_what_met_is_where_it_is_said_to_be() -> None:
    found = list(rank(QUERIES, CORPUS, Resources(default_encoder()), Options(top=1)))
    pairs = {
        (query.text[slice(*met.mine)], text.text[slice(*met.theirs)])
        for query, one in zip(QUERIES, found, strict=True)
        for result in one.results
        for text in CORPUS
        if text.id == result.id
        for met in result.met
    }
    assert ("хлеба", "bread") in pairs
    assert ("Разработка", "development") in pairs
