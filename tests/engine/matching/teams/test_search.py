from __future__ import annotations

import math

import numpy as np
from hypothesis import given, settings

from tests.engine.matching.teams.models import brute, models
from vstrecha.engine.matching.teams.bounds import promising, upper_bound
from vstrecha.engine.matching.teams.greedy import greedy
from vstrecha.engine.matching.teams.model import TeamModel
from vstrecha.engine.matching.teams.search import alternatives, best, minimal

# Two needs; one candidate covers both fairly, two cover one each fully.
GENERALIST = TeamModel(
    cover=np.array([[300_000, 500_000, 0], [300_000, 0, 500_000]], dtype=np.int64),
    base=np.zeros(2, dtype=np.int64),
    gain=np.zeros((3, 4), dtype=np.int64),
    cost=50_000,
    least=1,
    most=4,
)


def test_it_works() -> None:
    found = best(GENERALIST)
    assert found is not None
    assert found.candidates == (1, 2)
    assert found.value == found.bound == 900_000


@settings(deadline=None, max_examples=150)
@given(models())
def test_it_is_as_good_as_trying_everything(model: TeamModel) -> None:
    found, truth = best(model), brute(model)
    if truth is None:
        assert found is None
        return
    assert found is not None
    assert model.allows(found.candidates)
    assert model.value(found.candidates) == found.value == found.bound == truth


@settings(deadline=None, max_examples=150)
@given(models())
def test_the_bound_holds_whatever_was_chosen(model: TeamModel) -> None:
    truth = brute(model)
    chosen = greedy(model)
    if truth is None:
        assert chosen is None
        return
    assert upper_bound(model, ()) >= truth
    if chosen is not None:
        assert model.allows(chosen)
        assert model.value(chosen) <= truth <= upper_bound(model, chosen)


@settings(deadline=None, max_examples=150)
@given(models())
def test_no_better_choice_has_a_candidate_that_was_left_out(model: TeamModel) -> None:
    truth, chosen = brute(model), greedy(model)
    if truth is None or chosen is None:
        return
    value = model.value(chosen)
    kept = promising(model, chosen, value)
    assert max(value, brute(model.only(kept)) or 0) == truth


@settings(deadline=None, max_examples=150)
@given(models(free=True))
def test_greedy_keeps_its_guarantee(model: TeamModel) -> None:
    """(1 - 1/e) of the best team's coverage and gain from the core, less its cost."""
    alone = TeamModel(
        cover=model.cover,
        base=np.zeros_like(model.base),
        gain=np.hstack([np.zeros_like(model.gain[:, :-1]), model.gain[:, -1:]]),
        cost=model.cost,
        least=0,
        most=model.most,
    )
    chosen, ideal = greedy(alone), best(alone)
    assert chosen is not None
    assert ideal is not None
    cost = alone.cost * len(ideal.candidates)
    assert alone.value(chosen) >= (1 - 1 / math.e) * (ideal.value + cost) - cost - 1


@settings(deadline=None, max_examples=150)
@given(models())
def test_nobody_is_in_it_without_use(model: TeamModel) -> None:
    found = best(model)
    if found is None:
        return
    for one in found.candidates:
        rest = tuple(other for other in found.candidates if other != one)
        assert not model.allows(rest) or model.value(rest) < found.value


def test_who_is_of_no_use_leaves() -> None:
    assert minimal(GENERALIST, (0, 1, 2)) == (1, 2)


@settings(deadline=None, max_examples=60)
@given(models())
def test_alternatives_differ_by_half(model: TeamModel) -> None:
    found = list(alternatives(model, 3))
    for number, one in enumerate(found):
        for earlier in found[:number]:
            shared = set(one.candidates) & set(earlier.candidates)
            assert len(shared) <= len(earlier.candidates) // 2
            assert one.value <= earlier.value
            assert one.candidates != earlier.candidates


def test_without_work_the_bound_still_holds() -> None:
    random = np.random.default_rng(7)
    model = TeamModel(
        cover=random.integers(0, 250_000, (4, 60)),
        base=np.zeros(4, dtype=np.int64),
        gain=np.where(np.eye(60, 61, dtype=bool), 0, random.integers(0, 40_000, (60, 61))),
        cost=50_000,
        least=1,
        most=4,
    )
    exact, hasty = best(model, work_limit=100.0), best(model, work_limit=1e-9)
    assert exact is not None
    assert hasty is not None
    assert exact.value == exact.bound
    assert hasty.value <= exact.value <= hasty.bound


def test_the_same_seed_gives_the_same_team() -> None:
    random = np.random.default_rng(3)
    model = TeamModel(
        cover=random.integers(0, 4, (3, 20)) * 100_000,
        base=np.zeros(3, dtype=np.int64),
        gain=np.zeros((20, 21), dtype=np.int64),
        cost=50_000,
        least=1,
        most=4,
    )
    answers = [best(model, seed=5) for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
