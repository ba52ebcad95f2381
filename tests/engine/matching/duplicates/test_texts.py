from __future__ import annotations

from dataclasses import replace

import pytest

from vstrecha.engine.matching.duplicates import TextRecord, boilerplate, same_texts

HEATING = (
    "Система обогрева трибун спортивных стадионов. Тонкослойные нагревательные элементы для "
    "зрительских мест, серийное производство, монтаж за неделю."
)
DRIVE = (
    "Системы управления карьерными экскаваторами на силовых транзисторах для горных предприятий "
    "Красноярского края."
)
PROUD = "Мы надёжный партнёр с многолетним опытом и гибкой ценовой политикой."


def record(key: str, text: str, company: str = "feal", kind: str = "business_offer") -> TextRecord:
    return TextRecord(key, company, kind, text)


def said(records: list[TextRecord]) -> list[str]:
    return [reason.render() for one in same_texts(records) for reason in one.reasons]


def test_a_copy_is_found_whatever_its_case_and_punctuation() -> None:
    copy = HEATING.upper().replace(",", " –")
    assert said([record("a", HEATING), record("b", copy)]) == [
        "The texts agree to 100 %",
        "Both are of the same company",
    ]


def test_a_text_inside_a_longer_one_is_found() -> None:
    reasons = said([record("a", HEATING), record("b", f"{HEATING} {DRIVE} {PROUD}", "obninsk")])
    assert reasons == ["One text contains the other to 100 %", "Two companies say the same"]


def test_other_texts_are_left_alone() -> None:
    assert (
        same_texts([record("a", HEATING), record("b", DRIVE), record("c", ""), record("d", "")])
        == []
    )


def test_an_offer_and_a_request_in_like_words_are_no_double() -> None:
    request = replace(record("b", HEATING), kind="business_request")
    assert same_texts([record("a", HEATING), request]) == []


def test_short_texts_are_doubles_only_where_they_are_the_same() -> None:
    assert len(same_texts([record("a", "Ищем карьер"), record("b", "Ищем карьеры!")])) == 1
    assert same_texts([record("a", "Ищем карьер"), record("b", "Ищем завод")]) == []


def test_copies_of_many_are_found_too() -> None:
    many = [record(f"{n:03}", HEATING, f"company-{n}") for n in range(60)]
    assert len(same_texts(many)) == 59


def test_boilerplate_is_what_three_companies_say() -> None:
    records = [
        record("a", f"{HEATING} {PROUD}", "feal"),
        record("b", f"{DRIVE}\n{PROUD}", "obninsk"),
        record("c", f"{PROUD} Ищем карьер.", "ruda"),
        record("d", f"{PROUD} И ещё.", "ruda"),
    ]
    found = boilerplate(records)
    assert [one.sentence.rstrip(".") for one in found] == [PROUD.rstrip(".")]
    assert found[0].companies == 3
    assert found[0].texts == ("a", "b", "c", "d")
    assert boilerplate(records[:2]) == []


def test_ids_are_unique() -> None:
    with pytest.raises(ValueError, match="same id"):
        same_texts([record("a", HEATING), record("a", DRIVE)])
