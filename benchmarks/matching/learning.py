"""What learning from answers is worth, on simulated missions whose true preferences are known.

Quality is that of pairs of companies that gave no answer: nothing of them was shown.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from benchmarks.matching.simulated import Mission, hostile_answers, quality, simulate
from vstrecha.engine.matching.learning.answers import Answer
from vstrecha.engine.matching.learning.belief import Belief, Prior, Site, mission_prior, weights_of
from vstrecha.engine.matching.learning.fit import fit
from vstrecha.engine.matching.learning.replay import figures, replay
from vstrecha.engine.matching.types import PartName
from vstrecha.engine.matching.weights import Weights

__all__ = ["main", "rank_shift", "without_bound"]

_UNSEEN = range(20, 30)
_MANY = 400
_EARLIER = 6


def learned(
    answers: Sequence[Answer], prior: Prior, before: Belief | None = None, by_rank: float = 0.0
) -> dict[PartName, float]:
    """The weights after some answers."""
    believed = mission_prior(prior, ()) if before is None else before
    return weights_of(fit(answers, prior, believed, by_rank).belief, prior)


def without_bound(prior: Prior) -> Prior:
    """The same, believing every company in full."""
    return replace(prior, most_answers=1e9, most_pull=1e9)


def rank_shift(
    mission: Mission,
    one: Mapping[PartName, float],
    other: Mapping[PartName, float],
    *,
    target: int,
    readers: range,
) -> NDArray[np.intp]:
    """By how many places a company moves in each reader's list from one ranking to the other."""
    places = []
    for weights in (one, other):
        ranking = np.array([weights[part] for part in mission.parts])
        scores = mission.strengths[list(readers)] @ ranking
        places.append((scores > scores[:, [target]]).sum(axis=1))
    return np.asarray(np.abs(places[0] - places[1]), dtype=np.intp)


def _earlier(prior: Prior, around: Mapping[PartName, float], seed: int) -> Belief:
    """What is believed of a new mission after some others with like preferences."""
    sites: list[Site] = []
    for number in range(_EARLIER):
        past = simulate(around, seed=1000 * (seed + 1) + number, apart=0.3)
        answers = past.answers(prior.default, readers=range(15))
        sites.append(fit(answers, prior, mission_prior(prior, sites)).site)
    return mission_prior(prior, sites)


def _unseen(seeds: range) -> None:
    prior = Prior(Weights().points)
    systems: dict[str, Callable[[Sequence[Answer], Mission, int], Mapping[PartName, float]]] = {
        "default": lambda _answers, _mission, _seed: prior.default,
        "learned": lambda answers, _mission, _seed: learned(answers, prior),
        "learned, by rank": lambda answers, _mission, _seed: learned(answers, prior, by_rank=0.5),
        "learned, no bound": lambda answers, _mission, _seed: learned(
            answers, without_bound(prior)
        ),
        "learned, after 6 missions": lambda answers, mission, seed: learned(
            answers, prior, _earlier(prior, _truth(mission), seed)
        ),
        "true weights": lambda _answers, mission, _seed: _truth(mission),
    }
    print("Pairs of companies that gave no answer (NDCG@10 by true worth, AUC)")
    print(f"{'companies that answer':28}" + "".join(f"{n:>16}" for n in (0, 1, 3, 10, 20)))
    for name, system in systems.items():
        row = ""
        for answering in (0, 1, 3, 10, 20):
            found = []
            for seed in seeds:
                mission = simulate(prior.default, seed=seed)
                answers = mission.answers(prior.default, readers=range(answering))
                found.append(quality(mission, system(answers, mission, seed), _UNSEEN))
            order, auc = np.mean([(one.ndcg, one.auc) for one in found], axis=0)
            row += f"{order:9.3f} {auc:6.3f}"
        print(f"{name:28}{row}")


def _truth(mission: Mission) -> dict[PartName, float]:
    return dict(zip(mission.parts, map(float, mission.truth), strict=True))


def _replayed(seeds: range) -> None:
    prior = Prior(Weights().points)
    print("\nReplay: each answer foretold before it is learned (AUC, log-loss, NDCG@10)")
    rows: dict[str, list[tuple[float, float, float]]] = {"default": [], "learned": []}
    for seed in seeds:
        mission = simulate(prior.default, seed=seed)
        answers = mission.answers(prior.default, readers=range(25))
        told = replay(answers, prior, mission_prior(prior, ()))
        for name, forecast in (("default", told.default), ("learned", told.learned)):
            one = figures(told.labels, forecast, told.readers)
            rows[name].append((one.auc, one.log_loss, one.ndcg))
    for name, found in rows.items():
        print(f"{name:28}" + " ".join(f"{value:8.3f}" for value in np.mean(found, axis=0)))


def _attacked(seeds: range) -> None:
    bounded = Prior(Weights().points)
    print(
        f"\nHostile companies with {_MANY} answers together, beside 12 honest ones"
        "\n(largest change of a weight, in points: mean, worst; places that the target moves in"
        " others' lists: mean)"
    )
    for name, prior, companies in (
        ("one", bounded, 1),
        ("one, no bound", without_bound(bounded), 1),
        ("three that conspire", bounded, 3),
        ("six that conspire", bounded, 6),
    ):
        moved, places = [], []
        for seed in seeds:
            mission = simulate(prior.default, seed=seed)
            honest = mission.answers(prior.default, readers=range(12))
            hostile = hostile_answers(mission, _MANY, PartName.KINDS, companies=companies)
            before, after = learned(honest, prior), learned([*honest, *hostile], prior)
            moved.append(_points_apart(before, after))
            place = mission.parts.index(PartName.KINDS)
            target = int(np.argmax(mission.strengths[:, :, place].mean(axis=0)))
            shift = rank_shift(mission, before, after, target=target, readers=_UNSEEN)
            places.append(float(shift.mean()))
        print(f"{name:28} {np.mean(moved):5.1f} {np.max(moved):5.1f} {np.mean(places):8.1f}")
    coins = []
    for seed in seeds:
        mission = simulate(bounded.default, seed=seed)
        tossed = mission.answers(bounded.default, readers=range(20), noise=1.0, say_why=0.0)
        coins.append(_points_apart(bounded.default, learned(tossed, bounded)))
    print(f"{'20 that toss coins':28} {np.mean(coins):5.1f} {np.max(coins):5.1f}")


def _points_apart(one: Mapping[PartName, float], other: Mapping[PartName, float]) -> float:
    return 100 * max(abs(one[part] - other[part]) for part in one)


def main(missions: int) -> None:
    """Print the tables."""
    _unseen(range(missions))
    _replayed(range(missions))
    _attacked(range(missions))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--missions", type=int, default=40, help="how many are simulated")
    main(parser.parse_args().missions)
