"""The sample mission's matches: sensible to a person who reads both texts, and true to them."""

from __future__ import annotations

import pytest

from tests.engine.matching.checks import check_message
from tests.engine.matching.sample import sample_companies, sample_matches, sample_requests
from vstrecha.engine.matching.types import PairMatch, PartName
from vstrecha.engine.matching.weights import Weights

# Read side by side: each offers what the other asks for, in other words or another language.
SENSIBLE = [
    ("АО «ОбнинскЭнергоТех»", "АО «Самородок-Ангара»"),
    ("ООО «Феал-Технология»", "АО «Ледовый Меридиан»"),
    ("ООО «Тарусоид»", "ООО «Германиевое Окно»"),
    ("ООО «Обнинуклид»", "ООО «Центр ядерной медицины „Таволга“»"),
    ("ООО «Лиофилька»", "ООО «Пять Корзин»"),
    ("ООО «Протвалюм»", "АО «Крылатый Слиток»"),
    ("Borovia Coatings LLC", "ООО «Свая и Мерзлота»"),
    ("Ugraflex Harness Systems LLC", "ООО «Вездеход-Кафтан»"),
]
# Nothing that either writes answers the other.
SENSELESS = [
    ("АО «ОбнинскЭнергоТех»", "ООО «Пять Корзин»"),
    ("ООО «Обнинуклид»", "ООО «Пять Корзин»"),
    ("ООО «Протвалюм»", "ООО «Пять Корзин»"),
    ("Kalugana Robotics LLC", "АО «Ледовый Меридиан»"),
]


def found(one: str, other: str) -> PairMatch:
    return next(
        pair
        for pair in sample_matches()
        if {pair.first.company, pair.second.company} == {one, other}
    )


@pytest.mark.parametrize(("one", "other"), SENSIBLE)
def test_what_a_person_would_suggest_ranks_high(one: str, other: str) -> None:
    assert found(one, other).score >= 0.6
    places = []
    for company in (one, other):
        others = [
            pair
            for pair in sample_matches()
            if company in {pair.first.company, pair.second.company}
        ]
        places.append(1 + others.index(found(one, other)))
    # Feal has four equally good partners, the stadium has one.
    assert min(places) == 1
    assert max(places) <= 4


@pytest.mark.parametrize(("one", "other"), SENSELESS)
def test_what_nobody_would_suggest_ranks_low(one: str, other: str) -> None:
    assert found(one, other).score < 0.2


def test_every_reason_is_true_to_its_texts() -> None:
    companies = {company.id: company for company in sample_companies()}
    items = {
        (company.id, item.id): item for company in companies.values() for item in company.items
    }
    told = set()
    for pair in sample_matches():
        for side in (pair.first, pair.second):
            mine, theirs = items[side.company, side.mine], items[side.other, side.theirs]
            assert sum(part.value for part in side.parts) == pytest.approx(pair.score, abs=1e-6)
            for part in side.parts:
                for message in part.messages:
                    assert message.render()
                    check_message(
                        part.name,
                        dict(message.facts),
                        (companies[side.company], mine),
                        (companies[side.other], theirs),
                    )
                    told.add(part.name)
            for phrase in side.phrases:
                for item, span in ((mine, phrase.mine), (theirs, phrase.theirs)):
                    if span is not None:
                        said = item.texts[span.version][span.start : span.end]
                        assert said.strip() == said != ""
    # The sample speaks of every part that a score has.
    assert told == set(PartName)


def test_the_best_pairs_of_every_company_show_where_their_texts_met() -> None:
    for company in sample_companies():
        best = next(
            pair
            for pair in sample_matches()
            if company.id in {pair.first.company, pair.second.company}
        )
        if best.score >= 0.4:
            assert best.first.phrases
            assert best.second.phrases


def test_a_score_reads_as_documented() -> None:
    """In the sample, who scores 40 points and more asked to meet and agreed."""
    agreed = sample_requests()

    def share(least: float, below: float) -> float:
        pairs = [
            frozenset({pair.first.company, pair.second.company}) in agreed
            for pair in sample_matches()
            if least <= pair.score < below
        ]
        assert len(pairs) >= 10
        return sum(pairs) / len(pairs)

    shares = [share(0, 0.1), share(0.1, 0.3), share(0.3, 0.4), share(0.4, 0.6), share(0.6, 1.01)]
    assert shares == sorted(shares)
    assert shares[0] < 0.35
    assert shares[-2] >= 0.95


def test_small_facts_stay_small() -> None:
    """No pair comes to the top by what is beside its texts and kinds."""
    small = {PartName.STAGE, PartName.ROLE, PartName.PARTNERSHIP, PartName.PLACE}
    small |= {PartName.LANGUAGE, PartName.SIZE}
    assert sum(Weights()[name] for name in small) <= 0.15
    for pair in sample_matches()[:50]:
        for side in (pair.first, pair.second):
            assert sum(part.value for part in side.parts if part.name in small) < pair.score / 4
