"""The page that explains the score says what the score does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.engine.matching.sample import sample_matches, sample_requests
from vstrecha.engine.matching.types import PairMatch, PartName
from vstrecha.engine.matching.weights import JUDGEMENT, Weights, weighed

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs/explanation/matching.md").read_text("utf-8")
REFERENCE = (ROOT / "docs/reference/matching.md").read_text("utf-8")

NAMES = {"meaning and words": PartName.MEANING}
# Products of vectors round otherwise on another processor.
TOLERANCE = 0.35


def example() -> PairMatch:
    names = {"АО «ОбнинскЭнергоТех»", "АО «Самородок-Ангара»"}
    return next(
        pair for pair in sample_matches() if {pair.first.company, pair.second.company} == names
    )


def test_the_worked_example_is_what_the_engine_computes() -> None:
    side = example().first
    assert "ОбнинскЭнергоТех" in side.company
    strengths = {name: value for name, value in weighed(side.strengths).items() if value}
    rows = re.findall(r"^\| ([a-z ]+) \| ([\d.]+) \| (\d+) \| ([\d.]+) \|", PAGE, re.MULTILINE)
    told = {NAMES.get(name) or PartName(name): tuple(map(float, row)) for name, *row in rows}
    assert told.keys() == strengths.keys()
    for name, (strength, most, points) in told.items():
        assert strength == pytest.approx(strengths[name], abs=0.011)
        assert most == pytest.approx(100 * Weights()[name])
        assert points == pytest.approx(100 * Weights()[name] * strengths[name], abs=TOLERANCE)
    gain, other, score = re.findall(
        r"gains ([\d.]+)\. The score is 2 × ([\d.]+) × [\d.]+ / \([^)]*\) = ([\d.]+)\.", PAGE
    )[0]
    assert float(other) == pytest.approx(100 * side.gain, abs=TOLERANCE)
    assert float(gain) == pytest.approx(100 * example().second.gain, abs=TOLERANCE)
    assert float(score) == pytest.approx(100 * example().score, abs=TOLERANCE)


def test_the_table_of_readings_is_what_the_sample_gives() -> None:
    rows = re.findall(
        r"^\| (\d+ and more|\d+ to \d+|below \d+) \| (\d+) \| (\d+) \|", PAGE, re.MULTILINE
    )
    assert len(rows) == 5
    assert sum(int(pairs) for _range, pairs, _agreed in rows) == len(sample_matches())
    agreed = sample_requests()
    for bounds, pairs, said in rows:
        numbers = [int(number) / 100 for number in re.findall(r"\d+", bounds)]
        least = 0.0 if bounds.startswith("below") else numbers[0]
        below = numbers[-1] if len(numbers) > 1 or bounds.startswith("below") else 2.0
        inside = [
            frozenset({pair.first.company, pair.second.company}) in agreed
            for pair in sample_matches()
            if least <= pair.score < below
        ]
        # A pair on the border may fall to either side.
        assert int(pairs) == pytest.approx(len(inside), abs=2)
        assert int(said) == pytest.approx(sum(inside), abs=2)


def test_the_reference_has_every_weight() -> None:
    for name, share in JUDGEMENT.items():
        assert re.search(
            rf"^\| `{name.value}`.*\| {100 * share:.0f} points?", REFERENCE, re.MULTILINE
        ), name
    for name in PartName:
        assert f"`{name.value}`" in REFERENCE
