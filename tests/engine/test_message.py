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
