"""Advice beside the preview: doubles, thin texts, missing codes."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from tests.workbook.cast import book, cast
from vstrecha.workbook.services import Hint, import_workbook, preview_workbook

pytestmark = pytest.mark.django_db

Rows = dict[str, list[dict[str, object]]]


def hints(rows: Rows) -> list[Hint]:
    with override("en"):
        content = book(rows)
        preview = preview_workbook(content=content, name="mission.xlsx", mission=None)
    assert preview.problems == ()
    return list(preview.hints)


def rows_with(**opportunity: object) -> Rows:
    rows = cast()
    rows["opportunities"] = [
        {
            "company": "ООО «Феал»",
            "kind": "business_offer",
            "title": "Хлеб и булочки из пекарни",
            "industry_codes": ["10.71"],
        }
        | opportunity
    ]
    return rows


def test_a_company_that_may_be_there_twice_is_named_with_the_reasons() -> None:
    rows = cast()
    rows["companies"].append({"name": "ЗАО Стадион", "side": "host"})
    advice = [hint.advice for hint in hints(rows) if hint.sheet.key == "companies"]
    assert advice == ["Perhaps the same as “Стадион”: Names differ in the legal form only."]


def test_missing_codes_are_suggested_by_the_text() -> None:
    advice = [hint.advice for hint in hints(rows_with(industry_codes=[]))]
    assert len(advice) == 1
    assert "10.71" in advice[0]
    assert hints(rows_with()) == []


def test_a_text_that_says_nothing_is_told_before_it_is_held_back() -> None:
    found = hints(rows_with(title="Сотрудничество"))
    assert len(found) == 1
    assert "too little" in found[0].advice
    assert found[0].sheet.key == "opportunities"


def test_what_is_stored_already_is_not_advised_upon_again() -> None:
    rows = rows_with(title="Сотрудничество", industry_codes=[])
    content = book(rows)
    mission = import_workbook(content=content, name="mission.xlsx", mission=None, user=None).mission
    again = preview_workbook(content=content, name="mission.xlsx", mission=mission)
    assert again.hints == ()
