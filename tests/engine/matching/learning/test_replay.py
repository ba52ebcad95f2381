from __future__ import annotations

import numpy as np
import pytest

from benchmarks.matching.simulated import simulate
from vstrecha.engine.matching.learning.belief import Prior, mission_prior
from vstrecha.engine.matching.learning.replay import (
    area_under_curve,
    figures,
    log_loss,
    ndcg,
    replay,
)
from vstrecha.engine.matching.weights import Weights

PRIOR = Prior(Weights().points)


def test_area_under_curve() -> None:
    labels = np.array([1.0, 0.0, 1.0, 0.0])
    assert area_under_curve(labels, np.array([0.9, 0.1, 0.8, 0.2])) == 1
    assert area_under_curve(labels, np.array([0.9, 0.8, 0.1, 0.2])) == pytest.approx(0.5)
    assert area_under_curve(labels, np.ones(4)) == 0.5
    assert np.isnan(area_under_curve(np.ones(4), np.ones(4)))


def test_log_loss() -> None:
    assert log_loss(np.array([1.0, 0.0]), np.array([0.5, 0.5])) == pytest.approx(np.log(2))
    assert np.isfinite(log_loss(np.array([1.0]), np.array([0.0])))


def test_ndcg() -> None:
    worth = np.array([3.0, 0.0, 1.0])
    assert ndcg(worth, np.array([3.0, 1.0, 2.0])) == pytest.approx(1)
    best = 3 + 1 / np.log2(3)
    assert ndcg(worth, np.array([1.0, 3.0, 2.0])) == pytest.approx(
        (1 / np.log2(3) + 3 / np.log2(4)) / best
    )
    assert ndcg(np.zeros(3), np.arange(3.0)) == 1


def test_nothing_is_foretold_from_what_comes_later() -> None:
    answers = simulate(PRIOR.default, seed=1).answers(PRIOR.default, readers=range(6))
    whole = replay(answers, PRIOR, step=5)
    assert len(whole.labels) == len(answers) > 20
    part = replay(answers[:20], PRIOR, step=5)
    assert whole.learned[:20] == pytest.approx(part.learned)
    # Before the first answer, the two say the same but for how sure they are.
    assert np.argsort(whole.learned[:5]).tolist() == np.argsort(whole.default[:5]).tolist()


def test_learned_weights_foretell_better_than_the_default() -> None:
    gained = []
    for seed in range(10):
        mission = simulate(PRIOR.default, seed=seed, readers=40)
        answers = mission.answers(PRIOR.default, readers=range(40))
        told = replay(answers, PRIOR, mission_prior(PRIOR, ()), step=20)
        learned = figures(told.labels, told.learned, told.readers)
        default = figures(told.labels, told.default, told.readers)
        gained.append(
            (
                learned.auc - default.auc,
                default.log_loss - learned.log_loss,
            )
        )
    auc, loss = np.mean(gained, axis=0)
    assert auc > 0.01
    assert loss > 0.005
