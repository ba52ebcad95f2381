from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vstrecha.workbook.services.keys import LONGEST, company_key, free, slug


def test_a_name_is_written_in_latin_letters() -> None:
    assert slug("ООО «Щёлково-Энерго» № 7") == "ooo-shchelkovo-energo-no-7"
    assert slug("Café Zürich") == "cafe-zurich"
    assert slug("株式会社") == ""


@given(st.text(max_size=300))
def test_a_slug_is_fit_for_an_address(text: str) -> None:
    made = slug(text)
    assert len(made) <= LONGEST
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not made.startswith("-")
    assert not made.endswith("-")


@given(st.text(st.sampled_from("ab"), min_size=1, max_size=LONGEST), st.integers(0, 20))
def test_a_free_key_is_free_and_never_too_long(base: str, count: int) -> None:
    taken: set[str] = set()
    for _ in range(count + 1):
        key = free(base, taken)
        assert key not in taken
        assert len(key) <= LONGEST
        taken.add(key)


def test_a_company_is_named_by_its_inn_else_its_name() -> None:
    assert company_key(inn="7707083893", name="Феал", taken=()) == "inn-7707083893"
    assert company_key(inn="", name="Феал", taken={"feal"}) == "feal-2"
    assert company_key(inn="", name="株式会社", taken=()) == "company"
