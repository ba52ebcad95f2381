from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vstrecha.workbook.reading.words import clean, find, plain, plain_name, said, suggest

NAMES = {"company": 1, "company english": 2, "компания": 1, "описание": 3, "место": 4, "мест": 5}


def test_it_cleans_what_eyes_do_not_see() -> None:
    assert clean(" Феал\u00a0 Технология \u200b\r\n и\u00ad К_x000D_ ") == "Феал Технология\nи К"


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_plain_texts_stay_plain(text: str) -> None:
    assert plain(plain(text)) == plain(text)


def test_stars_case_and_brackets_do_not_matter_in_a_header() -> None:
    assert plain(" КОМПАНИЯ (англ.) *") == plain("Компания (английский)")
    assert plain("Company (EN)") == plain("company english")
    assert plain("Название на английском") == plain("Название (английский)")


def test_it_finds_exact_and_near_names_and_no_others() -> None:
    assert find("Company", NAMES) == (1, True)
    assert find("Компаня", NAMES) == (1, False)
    assert find("Погода", NAMES) is None
    assert find("Ко", NAMES) is None
    assert find("", NAMES) is None


def test_a_misspelling_that_two_columns_might_mean_is_not_guessed() -> None:
    assert find("места", NAMES) is None


def test_quotes_and_case_do_not_matter_in_a_name() -> None:
    assert plain_name('ООО "Феал"') == plain_name("ооо «Феал»")


def test_it_suggests_the_nearest_name() -> None:
    assert suggest("ООО Фиал", ["АО «Карьер»", "ООО «Феал»"]) == "ООО «Феал»"
    assert suggest("Совсем другое", ["АО «Карьер»"]) == ""


def test_a_long_value_is_cut_in_messages() -> None:
    assert len(said("х" * 500)) == 60
