from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vstrecha.engine.message import N_, Message, N_n

facts = st.dictionaries(
    st.sampled_from(["company", "slots", "count"]),
    st.text() | st.integers() | st.lists(st.text()).map(tuple),
)


def test_it_renders_facts_in_english() -> None:
    message = Message(N_("Both free only in {slots}"), {"slots": ("09:00", "09:25")})
    assert message.render() == "Both free only in 09:00, 09:25"


@pytest.mark.parametrize(("count", "said"), [(1, "1 table"), (3, "3 tables")])
def test_the_count_chooses_the_form(count: int, said: str) -> None:
    one, many = N_n("{count} table", "{count} tables")
    message = Message(one, {"count": count}, plural=many, number="count")
    assert message.render() == said


def test_another_language_comes_from_the_functions_given() -> None:
    message = Message("{count} table", {"count": 2}, plural="{count} tables", number="count")
    assert message.render(ngettext=lambda _one, _many, _count: "{count} стола") == "2 стола"


@given(facts)
def test_json_keeps_it_whole(given_facts: dict[str, str | int | tuple[str, ...]]) -> None:
    message = Message("About {company}", given_facts)
    assert Message.from_json(json.loads(json.dumps(message.to_json()))) == message


def test_facts_that_are_no_object_are_refused() -> None:
    with pytest.raises(TypeError, match="facts"):
        Message.from_json({"text": "x", "facts": [1]})


BUSY = Message(N_("{company} is busy"), {"company": "feal"})
AWAY = Message(N_("{company} is away."), {"company": "oet"})


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (BUSY, "Why: feal is busy"),
        ((BUSY,), "Why: feal is busy"),
        ((BUSY, BUSY), "Why: feal is busy; feal is busy"),
        ((AWAY, AWAY), "Why: oet is away. oet is away."),
    ],
)
def test_parts_of_a_sentence_have_facts_of_their_own(
    parts: Message | tuple[Message, ...], said: str
) -> None:
    message = Message(N_("Why: {parts}"), {"parts": parts})
    assert message.render() == said
    assert Message.from_json(json.loads(json.dumps(message.to_json()))) == message


def test_parts_are_translated_too() -> None:
    russian = {"Why: {parts}": "Почему: {parts}", "{company} is busy": "{company}: занято"}
    message = Message(N_("Why: {parts}"), {"parts": (BUSY, BUSY)})
    assert message.render(russian.__getitem__) == "Почему: feal: занято; feal: занято"


def test_a_fact_that_is_neither_words_nor_number_is_refused() -> None:
    with pytest.raises(TypeError, match="fact"):
        Message.from_json({"text": "x", "facts": {"one": None}})
