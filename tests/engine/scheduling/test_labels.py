"""Every rule has a label, in both languages, and nothing is broken that is not a rule."""

from __future__ import annotations

import ast
from importlib.resources import files

import pytest
from django.utils import translation

from vstrecha.engine.message import Message
from vstrecha.engine.scheduling.check import RULES, Violation
from vstrecha.engine.scheduling.conflicts.given import RULE_OF as RULE_OF_GIVEN
from vstrecha.engine.scheduling.explain.reason import RULE_OF as RULE_OF_OBSTACLE

SOURCES = [
    path for path in files("vstrecha.engine.scheduling.check").iterdir() if path.name[-3:] == ".py"
]


def rules_named(source: str) -> set[str]:
    """The rules that a module of the checker calls `violation` with."""
    named = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            first = node.args[0]
            if node.func.id == "violation" and isinstance(first, ast.Constant):
                named.add(str(first.value))
    return named


def test_the_checker_names_only_rules_with_a_label() -> None:
    named = set().union(*(rules_named(path.read_text("utf-8")) for path in SOURCES))
    assert {"length", "open", "claims"} <= named <= RULES.keys()


def test_reasons_and_conflicts_name_only_rules_with_a_label() -> None:
    assert {*RULE_OF_GIVEN.values(), *RULE_OF_OBSTACLE.values()} <= RULES.keys()


@pytest.mark.parametrize("rule", RULES)
def test_a_label_is_a_sentence_in_both_languages(rule: str) -> None:
    label = Violation(rule, Message("")).label
    with translation.override("ru"):
        russian = label.render(translation.gettext)
    assert label.render() == RULES[rule] != russian
    assert russian.endswith(".")
