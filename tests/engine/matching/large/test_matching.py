from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.engine.matching.cast import LetterEncoder
from tests.engine.matching.large.collections import english, russian
from tests.engine.matching.large.reference import full_ranking
from vstrecha.engine.matching.encoders import Encoder, NoEncoder, default_encoder
from vstrecha.engine.matching.large import matching
from vstrecha.engine.matching.large.matching import Place, match
from vstrecha.engine.matching.large.pool import Breadth
from vstrecha.engine.matching.ranking import Options, rank
from vstrecha.engine.matching.resources import Resources
from vstrecha.engine.matching.types import PartName, Ranking

ALL = Breadth(1000, 1000, 1000)


def in_large(breadth: Breadth) -> Place:
    return Place(whole_up_to=0, breadth=breadth)


def assert_the_same(ours: Sequence[Ranking], theirs: Sequence[Ranking]) -> None:
    for one, other in zip(ours, theirs, strict=True):
        assert one.query == other.query
        assert [found.id for found in one.results] == [found.id for found in other.results]
        for mine, yours in zip(one.results, other.results, strict=True):
            assert mine.score == pytest.approx(yours.score, abs=1e-5)
            assert [part.name for part in mine.parts] == [part.name for part in yours.parts]
            for part, same in zip(mine.parts, yours.parts, strict=True):
                assert part.value == pytest.approx(same.value, abs=1e-5)
                assert part.messages == same.messages


@pytest.mark.parametrize("facts", [False, True])
@pytest.mark.parametrize("two_sided", [False, True])
@pytest.mark.parametrize("encoder", [default_encoder(), NoEncoder()], ids=lambda one: one.name)
def test_with_all_as_candidates_it_is_the_full_ranking(
    encoder: Encoder,
    two_sided: bool,  # noqa: FBT001 - given
    facts: bool,  # noqa: FBT001 - given
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(matching, "_BLOCK", 7)
    monkeypatch.setattr(matching, "_REVERSE_BLOCK", 11)
    queries, corpus = russian(60, facts=facts), english(80, facts=facts)
    options = Options(top=5, two_sided=two_sided)
    theirs = full_ranking(queries, corpus, Resources(encoder), options)
    ours = list(match(queries, corpus, Resources(encoder), options, in_large(ALL)))
    assert_the_same(ours, theirs)


@pytest.mark.parametrize("two_sided", [False, True])
def test_few_candidates_score_what_they_score_among_all(
    two_sided: bool,  # noqa: FBT001 - given
) -> None:
    queries, corpus = russian(150), english(400)
    options, resources = Options(top=3, two_sided=two_sided), Resources(default_encoder())
    place = in_large(Breadth(vectors=40, words=40, reverse=40))
    ours = list(match(queries, corpus, resources, options, place))
    wide = Options(top=400, two_sided=two_sided, reasons=False)
    for one, other in zip(ours, full_ranking(queries, corpus, resources, wide), strict=True):
        scores = {found.id: found.score for found in other.results}
        best = [found.score for found in other.results[:3]]
        # Scaled by neighbours, a score depends on ten neighbours that may have been missed.
        close = 0.02 if two_sided else 1e-5
        assert [found.score for found in one.results] == pytest.approx(best, abs=close)
        assert all(
            found.score == pytest.approx(scores[found.id], abs=close) for found in one.results
        )


@pytest.mark.parametrize(
    ("pairs", "two_sided", "whole"),
    [
        (900, True, True),
        (899, True, False),
        (150, False, True),
        (149, False, False),
    ],
)
def test_up_to_so_many_pairs_at_a_time_all_are_compared(
    pairs: int,
    two_sided: bool,  # noqa: FBT001 - given
    whole: bool,  # noqa: FBT001 - given
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(matching, "RUN", 5)
    queries, corpus = russian(30), english(30)
    resources, options = Resources(LetterEncoder()), Options(two_sided=two_sided)
    place = Place(whole_up_to=pairs, breadth=Breadth(1, 1, 1))
    found = list(match(queries, corpus, resources, options, place))
    assert (found == list(rank(queries, corpus, resources, options))) == whole


def test_a_word_that_is_rare_finds_what_meaning_does_not() -> None:
    queries, corpus = russian(20), english(200)
    corpus[150] = replace(corpus[150], text="Deep space telescope XK440 for hire")
    queries[3] = replace(queries[3], text="Хлеб и булки, печь XK440")
    place = in_large(Breadth(vectors=1, words=3))
    found = list(match(queries, corpus, Resources(default_encoder()), Options(top=3), place))
    names = {part.name for one in found[3].results if one.id == "e150" for part in one.parts}
    assert PartName.WORDS in names


def test_progress_counts_texts_and_queries() -> None:
    told: list[tuple[int, int]] = []
    resources = Resources(
        default_encoder(), progress=lambda done, whole: told.append((done, whole))
    )
    list(match(russian(30), english(40), resources, Options(two_sided=True), in_large(ALL)))
    assert told[-1] == (100, 100)
    assert all(done <= whole for done, whole in told)


def test_equal_texts_are_encoded_once() -> None:
    encoder = LetterEncoder()
    queries = [replace(row, text="насосы") for row in russian(5)]
    found = list(match(queries, english(9), Resources(encoder), Options(top=2), in_large(ALL)))
    assert encoder.seen.count("насосы") <= 2  # as a text, and as a word of the glossary
    assert len({tuple(one.id for one in ranking.results) for ranking in found}) == 1


def test_what_is_not_known_of_any_text_makes_no_part() -> None:
    queries, corpus = russian(10, facts=True), english(10)
    found = list(match(queries, corpus, Resources(default_encoder()), Options(), in_large(ALL)))
    names = {part.name for one in found for result in one.results for part in result.parts}
    assert names <= {PartName.MEANING, PartName.WORDS}


@pytest.mark.parametrize("queries", [0, 3])
def test_an_empty_collection_finds_nothing(queries: int) -> None:
    asked, corpus = russian(queries), english(3 if not queries else 0)
    found = list(match(asked, corpus, Resources(default_encoder()), Options(), in_large(ALL)))
    assert [one.results for one in found] == [()] * queries
