from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from tests.engine.matching.teams.models import brute, models
from vstrecha.engine.matching.solvers.partners import choose
from vstrecha.engine.matching.teams.model import TeamModel


@settings(deadline=None, max_examples=150)
@given(models())
def test_it_is_as_good_as_trying_everything(model: TeamModel) -> None:
    answer, truth = choose(model), brute(model)
    if truth is None:
        assert (answer.chosen, answer.bound) == (None, None)
        return
    assert answer.chosen is not None
    assert model.allows(answer.chosen)
    assert model.value(answer.chosen) == answer.bound == truth


def test_of_two_as_good_the_smaller_one_is_chosen() -> None:
    model = TeamModel(
        cover=np.array([[450_000, 250_000, 0], [0, 0, 250_000]], dtype=np.int64),
        base=np.zeros(2, dtype=np.int64),
        gain=np.zeros((3, 4), dtype=np.int64),
        cost=50_000,
        least=1,
        most=2,
        apart=frozenset({(0, 2)}),
    )
    # The first alone is worth 400,000, and so are the other two together.
    assert model.value((0,)) == model.value((1, 2)) == 400_000
    assert choose(model).chosen == (0,)


def test_it_refuses_teams_too_large_to_tell_apart() -> None:
    model = TeamModel(
        cover=np.zeros((1, 1), dtype=np.int64),
        base=np.zeros(1, dtype=np.int64),
        gain=np.zeros((1, 2), dtype=np.int64),
        cost=50_000,
        least=0,
        most=7,
    )
    assert choose(model).chosen == ()
    with pytest.raises(ValueError, match="at most 7"):
        choose(replace(model, most=8))
