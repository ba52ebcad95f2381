from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.matching.cast import CAST
from vstrecha.engine.matching.encoders import NoEncoder, default_encoder
from vstrecha.engine.matching.pairs import match_companies
from vstrecha.engine.matching.resources import Resources
from vstrecha.engine.matching.types import PartName
from vstrecha.engine.matching.weights import DRAWS_ON, JUDGEMENT, WEIGHED, Weights, weighed


def drawn(shares: list[float]) -> Weights:
    """Weights in the proportion of these numbers."""
    return Weights({name: share / sum(shares) for name, share in zip(WEIGHED, shares, strict=True)})


SHARES = st.lists(st.floats(0.01, 1), min_size=len(WEIGHED), max_size=len(WEIGHED)).map(drawn)


def test_it_works() -> None:
    weights = Weights()
    assert sum(weights.points.values()) == pytest.approx(1)
    assert weights[PartName.WORDS] == weights[PartName.MEANING]
    assert weights[PartName.PARTNER] == weights[PartName.KINDS]
    assert weights.gain(dict.fromkeys(WEIGHED, 1.0)) == pytest.approx(1)
    assert weights.gain({}) == 0


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({PartName.STAGE: -0.05, PartName.CODES: 0.18}, "must be 0 or more"),
        ({PartName.STAGE: math.nan}, "must be 0 or more"),
        ({PartName.STAGE: 0.5}, "add up to 1"),
        ({PartName.WORDS: 0.0}, "for each part, and no other: see words"),
    ],
)
def test_it_refuses(change: dict[PartName, float], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        Weights({**JUDGEMENT, **change})
    with pytest.raises(ValueError, match="see stage"):
        Weights({name: share for name, share in JUDGEMENT.items() if name is not PartName.STAGE})


def test_weights_stay_as_they_are() -> None:
    mine = dict(JUDGEMENT)
    weights = Weights(mine)
    mine[PartName.STAGE] = 9
    assert weights[PartName.STAGE] == JUDGEMENT[PartName.STAGE]


@given(SHARES, st.booleans())
def test_gains_are_the_weighed_strengths(weights: Weights, by_words: bool) -> None:  # noqa: FBT001 - given
    """Whatever the weights: gains are linear in them, strengths are bounded, parts add up."""
    encoder = NoEncoder() if by_words else default_encoder()
    for pair in match_companies(CAST, resources=Resources(encoder, CACHE), weights=weights):
        for side in (pair.first, pair.second):
            features = weighed(side.strengths)
            assert all(0 <= value <= 1 + 1e-6 for value in features.values())
            assert side.gain == pytest.approx(
                sum(weights[name] * features[name] for name in WEIGHED), abs=1e-6
            )
            assert sum(part.value for part in side.parts) == pytest.approx(pair.score, abs=1e-6)


CACHE = Resources(default_encoder()).cache


def test_a_part_without_weight_says_nothing() -> None:
    shares = dict.fromkeys(WEIGHED, 0.0)
    shares[PartName.CODES] = 1.0
    weights = Weights(shares)
    for pair in match_companies(CAST, resources=Resources(default_encoder()), weights=weights):
        for side in (pair.first, pair.second):
            assert {part.name for part in side.parts} <= {PartName.CODES}


def test_what_draws_on_another_has_no_points_of_its_own() -> None:
    assert set(WEIGHED).isdisjoint(DRAWS_ON)
    assert set(WEIGHED) | set(DRAWS_ON) == set(PartName)
    assert set(DRAWS_ON.values()) <= set(WEIGHED)
    assert weighed({PartName.MEANING: 0.3, PartName.WORDS: 0.2})[PartName.MEANING] == 0.5
