from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vstrecha.engine.matching.duplicates import CompanyRecord, Finding, Verdict, same_companies


def record(key: str, *names: str, **facts: str) -> CompanyRecord:
    return CompanyRecord(key, names, **facts)


def found(one: CompanyRecord, other: CompanyRecord) -> Finding | None:
    return next(iter(same_companies([one, other])), None)


def said(finding: Finding | None) -> list[str]:
    assert finding is not None
    return [reason.render() for reason in finding.reasons]


SAME = [
    (record("a", "ООО «Вектор»"), record("b", "ЗАО Вектор"), "Names differ in the legal form only"),
    (record("a", "ООО «Вектор»"), record("b", 'ООО "ВЕКТОР"'), "Same name"),
    (record("a", "Тайга-Софт"), record("b", "Tayga-Soft LLC"), "Names differ in the legal form"),
    (record("a", "АО «Феал-Технология»"), record("b", "Feal-Technology JSC"), "Names differ in"),
    (record("a", "ООО «Сибнефтемаш»"), record("b", "ООО «Сибнефтмаш»"), "differ in 1 letter"),
    (record("a", "ООО «Сибнефтемаш»"), record("b", "ООО «Сибенфтемаш»"), "differ in 1 letter"),
    (record("a", "Тайга Софт"), record("b", "ТайгаСофт"), "Same name"),
    (record("a", "Софт Тайга"), record("b", "Тайга Софт"), "another order"),
    (
        record("a", "ООО «Руда»", inn="7707083893"),
        record("b", "Рудник", inn="7707083893"),
        "Same INN",
    ),
    (
        record("a", "НПО «Вектор»", website="https://www.vektor.example/ru/"),
        record("b", "ООО «Вектор»", website="vektor.example"),
        "Same website",
    ),
    (
        record("a", "Первый завод", email="a@zavod.example"),
        record("b", "Завод № 1", email="b@zavod.example"),
        "at the same address, zavod.example",
    ),
    (
        record("a", "Калугаприбор", email="info@kp.example"),
        record("b", "КП", email="INFO@kp.example"),
        "Same e-mail address",
    ),
]

DIFFERENT = [
    (record("a", "НПО «Вектор»"), record("b", "ООО «Вектор-М»")),
    (record("a", "ООО «Вектор»"), record("b", "ООО «Вектор-М»")),
    (record("a", "ООО «Вектор-1»"), record("b", "ООО «Вектор-2»")),
    (record("a", "НПО «Вектор»"), record("b", "ООО «Вектор»")),
    (record("a", "ООО «Сибирь»"), record("b", "ООО «Сибирь-Лес»")),
    (record("a", "ООО «Рассвет»", city="Калуга"), record("b", "АО «Рассвет»", city="Норильск")),
    (record("a", "Руда", email="x@mail.ru"), record("b", "Лес", email="y@mail.ru")),
    (record("a", "Руда", website="vk.com/ruda"), record("b", "Лес", website="https://vk.com/les")),
    (record("a", "ООО «Лес»"), record("b", "ООО «Лис»")),
    (record("a", ""), record("b", "")),
    (record("a", "ООО «Альфа»", inn="7707083893"), record("b", "ООО «Бета»", inn="5408117935")),
]


@pytest.mark.parametrize(("one", "other", "why"), SAME)
def test_companies_entered_twice_are_found(
    one: CompanyRecord, other: CompanyRecord, why: str
) -> None:
    finding = found(one, other)
    assert any(why in reason for reason in said(finding))
    assert finding is not None
    assert finding.verdict is Verdict.SAME
    assert 0.5 <= finding.confidence < 1


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_companies_that_are_two_are_left_alone(one: CompanyRecord, other: CompanyRecord) -> None:
    assert found(one, other) is None


def test_another_inn_makes_a_namesake() -> None:
    finding = found(
        record("a", "ООО «Вектор»", inn="7707083893", website="vektor.example"),
        record("b", "АО «Вектор»", inn="5408117935", website="vektor.example"),
    )
    assert finding is not None
    assert finding.verdict is Verdict.NAMESAKE
    assert "Different INNs" in said(finding)[0]


def test_more_signs_make_surer() -> None:
    name = found(record("a", "ООО «Вектор»"), record("b", "Вектор"))
    both = found(
        record("a", "ООО «Вектор»", website="vektor.example"),
        record("b", "Вектор", website="vektor.example"),
    )
    assert name is not None
    assert both is not None
    assert both.confidence > name.confidence
    assert len(both.reasons) == 2


ROWS = [
    replace(one, id=f"{number:02}")
    for number, one in enumerate(one for pair in SAME for one in pair[:2])
]


@given(st.permutations(ROWS))
def test_the_order_of_the_rows_does_not_count(rows: list[CompanyRecord]) -> None:
    assert same_companies(rows) == same_companies(ROWS)
    assert len(same_companies(rows)) >= len(SAME)


def test_every_record_is_its_own_double() -> None:
    for one, *_ in SAME:
        twin = CompanyRecord("z", one.names, one.inn, one.email, one.website, one.city)
        assert found(one, twin) is not None


def test_a_word_that_all_have_is_no_sign_and_no_work() -> None:
    letters = "абвгдеклмнопрту"
    many = [
        record(one + other, f"ООО «Сибирь {one}{other}рис»") for one in letters for other in letters
    ]
    assert same_companies(many) == []


def test_ids_are_unique() -> None:
    with pytest.raises(ValueError, match="same id"):
        same_companies([record("a", "Один"), record("a", "Два")])
