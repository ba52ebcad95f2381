"""What caps on exposure do to coverage, fairness and the total score, and what they cost in time.

    python -m benchmarks.matching.selection            300 × 500 and 3,000 × 5,000 companies
    python -m benchmarks.matching.selection --quick    300 × 500 alone

Scores are simulated with a long tail of popularity: a hundred topics that companies seek and
offer, a popularity of each company that is log-normal (sigma 0.4, or `--tail`), noise of each
pair; the score is the logistic curve of their sum. Of every company its 24 best pairs are kept,
as matching keeps them, and everyone is to get 8 suggestions. Compared in the same run:

- top 8: everyone's best pairs, what a product without caps shows;
- first come: readers in turn take their best that is still below the cap;
- chosen: the exact choice within the caps and floors.

The bound is proven by duality. "Gini" and "unseen" (share of companies in no list) are of the
larger side, on which attention is scarce; "short" is the share of companies with fewer than 8.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter, process_time

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.matching.selection.choose import choose_suggestions
from vstrecha.engine.matching.selection.exposure import gini
from vstrecha.engine.matching.selection.types import Pairs, Rules, Selection

KEEP = 24
PER_COMPANY = 8
TOPICS = 100
SIZES = ((300, 500), (3000, 5000))

Lists = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Fair:
    """A simulated fair: the pairs of its home and host companies, numbered in this order."""

    home: int
    host: int
    pairs: Pairs

    @property
    def sides(self) -> list[str]:
        return ["home"] * self.home + ["host"] * self.host


def simulated(home: int, host: int, *, seed: int, keep: int, tail: float) -> Fair:
    """A fair with a long tail of popularity; of each company the `keep` best pairs are kept."""
    random = np.random.default_rng(seed)
    topics = [random.integers(0, TOPICS, size) for size in (home, host)]
    popularity = [random.lognormal(0, tail, size) for size in (home, host)]
    sums = random.normal(0, 1, (home, host)).astype(np.float32)
    sums += 2.5 * (topics[0][:, None] == topics[1])
    sums += popularity[0][:, None] + popularity[1] - 5
    scores = 1 / (1 + np.exp(-sums))
    kept = np.zeros(scores.shape, dtype=np.bool_)
    for axis in (0, 1):
        most = min(keep, scores.shape[axis])
        best = np.argpartition(-scores, most - 1, axis=axis).take(range(most), axis=axis)
        np.put_along_axis(kept, best, values=True, axis=axis)
    first, second = np.nonzero(kept)
    return Fair(home, host, Pairs(first, second + home, scores[first, second].astype(np.float64)))


def best_alone(fair: Fair, cap: Sequence[int] | None = None) -> list[list[tuple[int, float]]]:
    """Each company's best, those left out that are in as many lists as `cap` says already."""
    options: list[list[tuple[int, float]]] = [[] for _ in fair.sides]
    for first, second, score in zip(
        fair.pairs.first.tolist(),
        fair.pairs.second.tolist(),
        fair.pairs.scores.tolist(),
        strict=True,
    ):
        options[first].append((second, score))
        options[second].append((first, score))
    shown: Counter[int] = Counter()
    lists = []
    for mine in options:
        mine.sort(key=lambda one: -one[1])
        own = [one for one in mine if cap is None or shown[one[0]] < cap[one[0]]][:PER_COMPANY]
        shown.update(other for other, _ in own)
        lists.append(own)
    return lists


def line(name: str, fair: Fair, lists: Lists, total: float, best: float) -> str:
    """One row of the table."""
    larger = range(fair.home, fair.home + fair.host)
    shown = Counter(other for own in lists for other in own)
    counts = np.array([shown[company] for company in larger])
    sizes: NDArray[np.int64] = np.array([len(own) for own in lists])
    return (
        f"  {name:22}{np.mean(sizes > 0):9.1%}{np.mean(sizes < PER_COMPANY):8.1%}"
        f"{gini(counts):7.3f}{int(counts.max()):6}{np.mean(counts == 0):8.1%}"
        f"{total:11.1f}{total / best:8.1%}"
    )


def caps_of(fair: Fair, chosen: Selection) -> list[int]:
    """The cap of each company."""
    by_side = {circle.side: circle.cap for circle in chosen.circles}
    return [by_side[side] for side in fair.sides]


def measure(fair: Fair) -> None:
    """Print the table of one fair."""
    print(f"{fair.home} × {fair.host} companies, {len(fair.pairs.scores)} pairs")
    print(
        f"  {'':22}{'covered':>9}{'short':>8}{'Gini':>7}{'most':>6}{'unseen':>8}"
        f"{'total':>11}{'of best':>8}"
    )
    wall, cpu = perf_counter(), process_time()
    chosen = choose_suggestions(fair.pairs, sides=fair.sides, rules=Rules(PER_COMPANY, surprises=0))
    wall, cpu = perf_counter() - wall, process_time() - cpu
    best = chosen.unbounded
    for name, cap in (("top 8", None), ("first come, capped", caps_of(fair, chosen))):
        found = best_alone(fair, cap)
        total = sum(score for own in found for _, score in own)
        print(line(name, fair, [[other for other, _ in own] for own in found], total, best))
    print(line("chosen", fair, chosen.lists(len(fair.sides)), chosen.total, best))
    print(
        f"  bound {chosen.bound:.1f}, gap {max(chosen.gap, 0):.5%}; caps raised for"
        f" {len(chosen.raised)}; {wall:.1f} s, {cpu:.1f} s of processor time"
    )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="Suggestions within caps on exposure")
    parser.add_argument("--quick", action="store_true", help="the smaller fair alone")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=int, default=KEEP, help="pairs kept of each company")
    parser.add_argument("--tail", type=float, default=0.4, help="how long the tail is")
    arguments = parser.parse_args()
    for home, host in SIZES[: 1 if arguments.quick else None]:
        fair = simulated(home, host, seed=arguments.seed, keep=arguments.keep, tail=arguments.tail)
        measure(fair)


if __name__ == "__main__":
    main()
