from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.matching.cast import ARENA, BAKERY, CAST, DRIVES, HEATERS, MINE, LetterEncoder
from tests.engine.matching.checks import check_message
from vstrecha.engine.matching import pairs
from vstrecha.engine.matching.encoders import Encoder, NoEncoder, default_encoder
from vstrecha.engine.matching.pairs import match_companies
from vstrecha.engine.matching.resources import Resources
from vstrecha.engine.matching.types import Company, Item, Kind, PairMatch, PartName, Side, Size
from vstrecha.engine.matching.weights import Weights


def matched(companies: Sequence[Company], encoder: Encoder | None = None) -> list[PairMatch]:
    return match_companies(companies, resources=Resources(encoder or default_encoder()))


def by_pair(found: Sequence[PairMatch]) -> dict[frozenset[str], PairMatch]:
    return {frozenset({pair.first.company, pair.second.company}): pair for pair in found}


def messages(side: Side) -> list[str]:
    return [message.render() for part in side.parts for message in part.messages]


def test_it_works() -> None:
    found = by_pair(matched(CAST))
    assert found[frozenset({"drives", "mine"})].score > 0.6
    assert found[frozenset({"heaters", "arena"})].score > 0.6
    assert len(found) == 6
    unrelated = [pair.score for key, pair in found.items() if "bakery" in key]
    assert max(unrelated) < 0.2


def test_it_works_by_words_alone() -> None:
    found = matched(CAST, NoEncoder())
    best = [{pair.first.company, pair.second.company} for pair in found[:2]]
    assert {"drives", "mine"} in best
    assert {"heaters", "arena"} in best
    assert not any(part.name is PartName.MEANING for pair in found for part in pair.first.parts)


def test_each_side_reads_its_own_reasons() -> None:
    pair = by_pair(matched(CAST))[frozenset({"drives", "mine"})]
    drives, mine = pair.first, pair.second
    assert (drives.company, drives.other, drives.mine, drives.theirs) == (
        "drives",
        "mine",
        "control",
        "excavators",
    )
    assert (
        "Their request «Модернизация приводов карьерных экскаваторов» meets your offer «Системы "
        "управления приводами карьерных экскаваторов»."
    ) in messages(drives)
    assert (
        "Their offer «Системы управления приводами карьерных экскаваторов» answers your request "
        "«Модернизация приводов карьерных экскаваторов»."
    ) in messages(mine)
    assert (
        "They look for «Горнодобывающие предприятия»; what you say of yourself fits."
    ) in messages(mine)


def test_terms_of_two_languages_are_shown_as_they_stand() -> None:
    pair = by_pair(matched(CAST))[frozenset({"heaters", "arena"})]
    text = " ".join(messages(pair.first))
    assert "стадионов – stadium" in text


def test_the_score_does_not_depend_on_the_order() -> None:
    forward, backward = by_pair(matched(CAST)), by_pair(matched(CAST[::-1]))
    assert forward.keys() == backward.keys()
    for key, pair in forward.items():
        assert backward[key].score == pytest.approx(pair.score, abs=1e-5)


def test_both_must_gain() -> None:
    """The harmonic mean lies between the two gains, nearer to the smaller."""
    for pair in matched(CAST):
        low, high = sorted((pair.first.gain, pair.second.gain))
        assert low - 1e-6 <= pair.score <= (low + high) / 2 + 1e-6


def test_sides_meet_only_each_other() -> None:
    sides = {company.id: company.side for company in CAST}
    for pair in matched(CAST):
        assert sides[pair.first.company] != sides[pair.second.company]


def test_within_a_side_each_pair_comes_once() -> None:
    found = match_companies(CAST, resources=Resources(default_encoder()), same_side=True)
    assert len(found) == len(by_pair(found)) == 10
    assert all(pair.first.company != pair.second.company for pair in found)


def test_a_company_keeps_its_best() -> None:
    found = match_companies(CAST, resources=Resources(default_encoder()), keep=1, threshold=0.99)
    keys = set(by_pair(found))
    assert {frozenset({"drives", "mine"}), frozenset({"heaters", "arena"})} <= keys
    assert {company.id for company in CAST} == {one for key in keys for one in key}
    assert len(keys) < 6


def test_all_above_the_threshold_are_kept() -> None:
    found = match_companies(CAST, resources=Resources(default_encoder()), keep=0, threshold=0.6)
    assert set(by_pair(found)) == {
        frozenset({"drives", "mine"}),
        frozenset({"heaters", "arena"}),
    }


def test_large_missions_are_compared_in_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = matched(CAST)
    monkeypatch.setattr(pairs, "_RUN", 1)
    in_runs = matched(CAST)

    # Products of other shapes may round otherwise: equal up to the precision of the vectors.
    def told(found: Sequence[PairMatch]) -> list[object]:
        return [(part.name, part.messages) for pair in found for part in pair.first.parts]

    def values(found: Sequence[PairMatch]) -> list[float]:
        return [part.value for pair in found for part in pair.first.parts]

    assert told(in_runs) == told(whole)
    assert values(in_runs) == pytest.approx(values(whole), rel=1e-5)
    assert [pair.score for pair in in_runs] == pytest.approx([pair.score for pair in whole])


def test_competitors_score_low_however_near_their_texts() -> None:
    offer = DRIVES.items[1]
    rival = Company("rival", "host", ("27.11",), (offer,))
    seeker = Company("seeker", "host", ("27.11",), (replace(offer, kind=Kind.TECHNOLOGY_REQUEST),))
    drives = Company("drives", "home", ("27.11",), (replace(offer, partner_sought=""),))
    found = by_pair(matched([drives, rival, seeker, BAKERY, MINE, ARENA, HEATERS]))
    assert (
        found[frozenset({"drives", "rival"})].score
        < found[frozenset({"drives", "seeker"})].score - 0.3
    )


def test_facts_raise_the_score() -> None:
    plain = by_pair(matched([DRIVES, MINE]))[frozenset({"drives", "mine"})]
    coded = replace(MINE, items=(MINE.items[0], replace(MINE.items[1], codes=("27.11",))))
    better = by_pair(matched([DRIVES, coded]))[frozenset({"drives", "mine"})]
    assert better.score > plain.score
    assert "The same industry code: 27.11." in messages(better.second)


def test_one_company_or_none_has_nobody_to_meet() -> None:
    assert matched([]) == []
    assert matched([DRIVES]) == []
    assert matched([DRIVES, HEATERS]) == []


VOCABULARY = [
    "сплавы",
    "alloys",
    "экскаваторы",
    "excavators",
    "управление",
    "control",
    "хлеб",
    "bread",
    "стадион",
    "stadium",
    "обогрев",
    "heating",
    "6кВ",
    "6kV",
    "Siemens",
    "и",
    "the",
]
TEXTS = st.lists(
    st.sampled_from(VOCABULARY),
    max_size=6,
).map(" ".join)
CODES = st.lists(st.sampled_from(["25.50", "25.61", "62.01", "01.11", "?"]), max_size=2).map(tuple)

WISHES = TEXTS | st.sampled_from(["Изготовитель сплавов", "a laboratory", "дилер в Сибири"])
AGREEMENTS = st.sampled_from(["", "поставка", "licence", "совместный проект", "research"])
PLACES = st.sampled_from([(), ("Томск", "Томская область"), ("Kaluga", "Калуга"), ("Siemens",)])
LANGUAGES = st.lists(st.sampled_from(["ru", "en", "xx"]), max_size=2, unique=True).map(tuple)


@st.composite
def companies(draw: st.DrawFn) -> list[Company]:
    count = draw(st.integers(2, 5))
    return [
        Company(
            id=f"company {number}",
            side=draw(st.sampled_from(["home", "host"])),
            codes=draw(CODES),
            items=tuple(
                Item(
                    id=str(place),
                    kind=draw(st.sampled_from(list(Kind))),
                    title=(title := draw(TEXTS)),
                    texts=(title + "\n" + draw(TEXTS),),
                    headings=(title,) if title else (),
                    codes=draw(CODES),
                    stage=draw(st.none() | st.integers(1, 9)),
                    partner_sought=draw(WISHES),
                    partnership=draw(AGREEMENTS),
                )
                for place in range(draw(st.integers(1, 3)))
            ),
            places=draw(PLACES),
            languages=draw(LANGUAGES),
            size=draw(st.none() | st.sampled_from(list(Size))),
        )
        for number in range(count)
    ]


@settings(max_examples=60)
@given(companies(), st.booleans())
def test_what_is_said_is_true(cast: list[Company], same_side: bool) -> None:  # noqa: FBT001 - given
    """Parts add up, scores are symmetric and bounded, every quotation stands in its source."""
    items = {(company.id, item.id): item for company in cast for item in company.items}
    everyone = {company.id: company for company in cast}
    found = match_companies(cast, resources=Resources(LetterEncoder()), same_side=same_side)
    for pair in found:
        assert 0 <= pair.score <= 1 + 1e-6
        assert (pair.first.other, pair.second.other) == (pair.second.company, pair.first.company)
        for side in (pair.first, pair.second):
            assert sum(part.value for part in side.parts) == pytest.approx(pair.score, abs=1e-6)
            assert all(part.value > 0 for part in side.parts)
            mine, theirs = items[side.company, side.mine], items[side.other, side.theirs]
            me, them = everyone[side.company], everyone[side.other]
            for part in side.parts:
                for message in part.messages:
                    assert message.render()
                    check_message(part.name, dict(message.facts), (me, mine), (them, theirs))


BLANKS: dict[PartName, tuple[dict[str, object], dict[str, object]]] = {
    # What is taken from the reader's company, and from the reader's item.
    PartName.CODES: ({"codes": ()}, {"codes": ()}),
    PartName.STAGE: ({}, {"stage": None}),
    PartName.PARTNERSHIP: ({}, {"partnership": ""}),
    PartName.LANGUAGE: ({"languages": ()}, {}),
    PartName.SIZE: ({"size": None}, {}),
}


@settings(max_examples=60)
@given(companies())
def test_without_the_fact_the_gain_is_lower(cast: list[Company]) -> None:
    """Never a reason that was not used: who takes its fact away takes its value away."""
    for pair in match_companies(cast, resources=Resources(LetterEncoder())):
        for side in (pair.first, pair.second):
            for name in BLANKS.keys() & side.strengths.keys():
                poorer = [_without(name, company, side.company) for company in cast]
                again = by_pair(match_companies(poorer, resources=Resources(LetterEncoder())))
                other = again[frozenset({side.company, side.other})]
                after = other.first if other.first.company == side.company else other.second
                assert name not in after.strengths
                # Who has no codes is counted out of those that share a branch, or a role told by
                # its code: what others share becomes a little rarer.
                if name is PartName.CODES:
                    assert after.gain < side.gain + 0.01
                    continue
                assert after.gain < side.gain + 1e-6
                if (after.mine, after.theirs) == (side.mine, side.theirs):
                    assert after.gain == pytest.approx(
                        side.gain - Weights()[name] * side.strengths[name], abs=1e-5
                    )


def _without(name: PartName, company: Company, poorer: str) -> Company:
    if company.id != poorer:
        return company
    of_company, of_items = BLANKS[name]
    items = tuple(replace(item, **of_items) for item in company.items)  # type: ignore[arg-type]
    return replace(company, items=items, **of_company)  # type: ignore[arg-type]


def test_what_is_not_known_never_counts_against() -> None:
    """A fact that fits raises the gain; one that is missing leaves it as one that does not fit."""
    known = replace(DRIVES, size=Size.SMALL, languages=("ru",), places=("Калуга",))
    mine = replace(MINE, size=Size.SMALL, languages=("ru",), places=("Красноярск",))
    far = replace(MINE, size=Size.LARGE, languages=("zh",), places=("Красноярск",))
    gains = [
        by_pair(matched([known, other]))[frozenset({"drives", "mine"})].first.gain
        for other in (mine, MINE, far)
    ]
    assert gains[0] > gains[2] >= gains[1] - 1e-6


def test_what_the_partner_should_be_is_told_with_both_quotations() -> None:
    seeker = replace(
        DRIVES.items[1], partner_sought="Изготовитель в Сибири", partnership="поставка"
    )
    offer = replace(
        MINE.items[1],
        kind=Kind.TECHNOLOGY_REQUEST,
        partnership="supply agreement",
    )
    maker = Item("profile", Kind.PROFILE, "Завод", ("Завод\nПроизводит приводы экскаваторов",))
    found = by_pair(
        matched(
            [
                replace(DRIVES, items=(DRIVES.items[0], seeker), places=("Калуга",)),
                replace(MINE, items=(maker, offer), places=("Красноярский край",)),
                HEATERS,
                ARENA,
                BAKERY,
            ]
        )
    )
    said = messages(found[frozenset({"drives", "mine"})].first)
    assert "You look for «Изготовитель»; of themselves they write «Завод»." in said
    assert "The agreement fits: you want «поставка», they want «supply agreement»." in said
    assert "You write of «Сибири», where they are at home." in said
