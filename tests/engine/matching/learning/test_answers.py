from __future__ import annotations

import numpy as np
import pytest

from vstrecha.engine.matching.learning.answers import Answer, Verdict, evidence_of
from vstrecha.engine.matching.types import PartName

PARTS = (PartName.MEANING, PartName.KINDS)


def said(reader: str, verdict: Verdict = Verdict.ACCEPTED, rank: int = 0) -> Answer:
    return Answer(reader, {PartName.MEANING: 0.4, PartName.WORDS: 0.2}, verdict, rank=rank)


def test_parts_that_draw_on_the_points_of_another_count_with_it() -> None:
    found = evidence_of([said("a")], PARTS, most=10)
    assert found.strengths == pytest.approx(np.array([[0.6, 0.0]]))


def test_the_answers_of_a_company_weigh_no_more_than_the_most() -> None:
    found = evidence_of([said("a")] * 30 + [said("b")] * 3, PARTS, most=8)
    assert found.weights[:30].sum() == pytest.approx(8)
    assert found.weights[30:] == pytest.approx([1, 1, 1])
    assert list(found.readers) == [0] * 30 + [1] * 3


def test_an_answer_from_far_down_stands_for_more() -> None:
    answers = [said("a", rank=1), said("b", rank=4), said("c", rank=1000), said("d")]
    assert evidence_of(answers, PARTS, most=10, by_rank=0.5).weights == pytest.approx([1, 2, 3, 1])
    assert evidence_of(answers, PARTS, most=10).weights == pytest.approx([1, 1, 1, 1])


def test_no_answers() -> None:
    found = evidence_of([], PARTS, most=8)
    assert len(found) == 0
    assert found.strengths.shape == (0, 2)


@pytest.mark.parametrize("strength", [-0.1, 1.1, float("nan")])
def test_a_strength_out_of_range_is_refused(strength: float) -> None:
    with pytest.raises(ValueError, match=r"in 0\.\.1"):
        Answer("a", {PartName.CODES: strength}, Verdict.ACCEPTED)


def test_a_rank_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="rank"):
        said("a", rank=-1)
