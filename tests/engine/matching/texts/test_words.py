from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vstrecha.engine.matching.texts.words import script, stem, transliterated, words


def stems(text: str) -> list[str]:
    return [word.stem for word in words(text)]


def test_forms_of_a_word_have_one_stem() -> None:
    assert stem("экскаваторов") == stem("экскаваторы") == stem("экскаватором")
    assert stem("heating") == stem("heated") == stem("heats")


def test_yo_is_ye() -> None:
    assert stem("тёплый") == stem("теплый")


def test_script_decides_word_by_word() -> None:
    assert stems("Привод Siemens для экскаваторов") == ["привод", "siemen", "экскаватор"]


def test_joining_words_say_nothing() -> None:
    assert stems("и для the of") == []


def test_units_are_one_in_both_alphabets() -> None:
    assert stems("6 кВ") == stems("6kV") == stems("6 kV") == ["6kv"]
    assert stems("0,15 мм") == stems("0.15 mm") == ["0.15mm"]


def test_numbers_are_kept_where_they_name_something() -> None:
    assert stems("ГОСТ 9544, сталь 316L, 5 раз") == ["гост", "9544", "стал", "316l", "раз"]


def test_a_number_does_not_swallow_the_next_sentence() -> None:
    assert stems("Мощность 40. В карьере") == ["мощност", "40", "карьер"]


def test_brands_with_digits_are_kept() -> None:
    assert stems("ЭКГ-10 и IP65") == ["экг", "10", "ip65"]


def test_transliteration_is_that_of_passports() -> None:
    assert transliterated("критби") == "kritbi"
    assert transliterated("щёлково") == "shchelkovo"


def test_script_of_a_text() -> None:
    assert script("Насос для Grundfos") == "ru"
    assert script("A pump") == "en"
    assert script("12 / 40") == ""


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_words_stand_in_the_text_in_order(text: str) -> None:
    end = 0
    for word in words(text):
        assert end <= word.start < word.end <= len(text)
        assert word.stem
        end = word.end


def test_irregular_forms_meet_under_their_dictionary_form() -> None:
    assert stems("дети шли") == stems("детей идти")
    assert stems("лучшие станки") == stems("лучший станок")


def test_ukrainian_words_are_not_read_as_russian() -> None:
    assert stems("її вугілля") == stems("Її вугілля")
    assert stems("вугілля") != stems("уголь")


def test_a_pair_of_letters_with_an_ampersand_is_one_word() -> None:
    assert stems("R&D centre") == ["r&d", "centr"]
