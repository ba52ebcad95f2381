from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.matching.cast import ARENA, BAKERY, CAST, DRIVES, HEATERS, MINE
from vstrecha.engine.matching.carriers import LEAST_DROP, clauses
from vstrecha.engine.matching.encoders import NoEncoder, default_encoder
from vstrecha.engine.matching.highlights import phrases
from vstrecha.engine.matching.pairs import match_companies
from vstrecha.engine.matching.resources import Resources
from vstrecha.engine.matching.texts.lexical import LexicalIndex
from vstrecha.engine.matching.texts.lexicon import Lexicon, packaged_lexicon
from vstrecha.engine.matching.types import Company, Item, Kind, MetBy, Side, Span

ITEMS = {(company.id, item.id): item for company in CAST for item in company.items}


def index(*texts: str) -> LexicalIndex:
    fillers = ("хлеб и булочки", "bread and buns", "свежая рыба", "fresh fish")
    return LexicalIndex([*texts, *fillers], packaged_lexicon())


def said(mine: str, theirs: str) -> list[tuple[str, str, MetBy]]:
    return [
        (
            mine[phrase.mine.start : phrase.mine.end],
            theirs[phrase.theirs.start : phrase.theirs.end],
            phrase.met_by,
        )
        for phrase in phrases(mine, theirs, index(mine, theirs))
        if phrase.mine and phrase.theirs
    ]


def test_adjoining_words_are_one_phrase() -> None:
    assert said("Привод карьерных экскаваторов", "Ремонт: карьерные экскаваторы и краны") == [
        ("карьерных экскаваторов", "карьерные экскаваторы", MetBy.WORD)
    ]


def test_words_that_stand_apart_are_phrases_of_their_own() -> None:
    found = said("Экскаваторы. Ленты", "Ленты для шахт, а ещё краны, насосы и экскаваторы")
    assert {one for one, _other, _by in found} == {"Экскаваторы", "Ленты"}


def test_terms_meet_across_languages() -> None:
    found = said("Системы обогрева и насосы", "Heating systems and pumps for a stadium")
    assert found == [("Системы обогрева и насосы", "Heating systems and pumps", MetBy.TERM)]


@pytest.mark.parametrize("text", ["Срок 40 дней", "12 м"])
def test_a_number_alone_says_nothing(text: str) -> None:
    assert said(text, "40 тонн, 12 метров") == []


def test_texts_that_share_nothing_have_no_phrases() -> None:
    assert said("Сплавы", "Хлеб") == []
    assert said("", "") == []


WORDS = st.sampled_from(
    ["сплавы", "экскаватор", "excavator", "quarry", "карьер", "6 кВ", "6kV", "и", ".", "\n", "40"]
)
TEXTS = st.lists(WORDS, max_size=9).map(" ".join)


@given(TEXTS, TEXTS)
def test_phrases_stand_in_their_texts(mine: str, theirs: str) -> None:
    for phrase in phrases(mine, theirs, LexicalIndex([mine, theirs, "хлеб"], Lexicon())):
        assert phrase.mine
        assert phrase.theirs
        one = mine[phrase.mine.start : phrase.mine.end]
        other = theirs[phrase.theirs.start : phrase.theirs.end]
        assert one.strip() == one != ""
        assert other.strip() == other != ""
        assert "\n" not in one + other


@given(TEXTS | st.text(max_size=300))
def test_clauses_cover_the_text_in_order_and_do_not_overlap(text: str) -> None:
    found = clauses(text)
    assert len(found) <= 8
    ends = [0, *(end for _start, end in found)]
    assert all(start >= before for (start, _end), before in zip(found, ends, strict=False))
    assert all(text[start:end].strip() for start, end in found)
    left = text
    for start, end in reversed(found):
        left = left[:start] + left[end:]
    assert not left.strip()


def test_a_title_is_a_clause() -> None:
    text = "Обогрев трибун\nТонкослойные нагреватели из сплава. Нужен пилотный стадион; зимой"
    assert [text[start:end] for start, end in clauses(text)] == [
        "Обогрев трибун",
        "Тонкослойные нагреватели из сплава.",
        "Нужен пилотный стадион; зимой",
    ]


def quoted(side: Side, span: Span | None, whose: str) -> str:
    key = (side.company, side.mine) if whose == "mine" else (side.other, side.theirs)
    return ITEMS[key].texts[span.version][span.start : span.end] if span else ""


def test_pairs_are_marked_in_both_texts() -> None:
    found = match_companies([DRIVES, MINE, HEATERS, ARENA], resources=Resources(default_encoder()))
    drives = next(pair.first for pair in found if pair.second.company == "mine")
    marks = [
        (quoted(drives, phrase.mine, "mine"), quoted(drives, phrase.theirs, "theirs"))
        for phrase in drives.phrases
    ]
    assert ("приводами карьерных экскаваторов", "приводов карьерных экскаваторов") in marks


THERMO = (
    "Our company\nWe were founded in 1998 in a small town. Heated seats keep the spectators "
    "of a stadium warm in winter. The office is open on weekdays."
)
NEAR = (
    Company(
        "thermo",
        "home",
        items=(
            Item(
                "offer",
                Kind.TECHNOLOGY_OFFER,
                "Warm seats",
                (THERMO,),
            ),
        ),
    ),
    Company(
        "sport",
        "host",
        items=(
            Item(
                "need",
                Kind.TECHNOLOGY_REQUEST,
                "Болельщики мёрзнут",
                ("Болельщики мёрзнут\nЗимой на стадионе холодно сидеть, нужен подогрев мест.",),
            ),
        ),
    ),
)


def test_where_no_words_meet_the_clause_that_carried_the_meaning_is_found() -> None:
    found = match_companies(
        [*NEAR, BAKERY, MINE, DRIVES],
        resources=Resources(default_encoder(), lexicon=Lexicon()),
        threshold=0,
    )
    pair = next(
        pair for pair in found if {pair.first.company, pair.second.company} == {"thermo", "sport"}
    )
    side = pair.first if pair.first.company == "thermo" else pair.second
    clause = [phrase for phrase in side.phrases if phrase.mine and phrase.met_by is MetBy.MEANING]
    text = NEAR[0].items[0].texts[0]
    assert [text[phrase.mine.start : phrase.mine.end] for phrase in clause if phrase.mine] == [
        "Heated seats keep the spectators of a stadium warm in winter."
    ]
    assert clause[0].weight >= LEAST_DROP


def test_without_an_encoder_no_clause_carries_anything() -> None:
    for pair in match_companies(CAST, resources=Resources(NoEncoder())):
        for side in (pair.first, pair.second):
            assert all(phrase.met_by is not MetBy.MEANING for phrase in side.phrases)
