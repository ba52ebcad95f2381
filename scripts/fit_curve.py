"""Fit the curve that turns a fused similarity into a chance; print its middle and width.

    python -m scripts.fit_curve cpv_en_ru_uk.tsv

Russian titles of the Common Procurement Vocabulary are compared with English ones. Titles of the
same class (four digits, their own translations among them) belong together, titles of different
divisions do not. Logistic regression with even weight for both; the middle is then moved to
where one pair in eight belongs together: few of a mission's pairs do.
"""

from __future__ import annotations

import csv
import math
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.matching.encoders import default_encoder
from vstrecha.engine.matching.ranking import Collections
from vstrecha.engine.matching.resources import Resources
from vstrecha.engine.matching.types import Row

SAMPLE = 1200
SEED = 1
BELONG = 1 / 8


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


def main(source: Path) -> None:
    """Print the curve's two numbers."""
    with source.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    rows = [row for row in rows if row["en"] and row["ru"]]
    chosen = np.random.default_rng(SEED).choice(len(rows), size=SAMPLE, replace=False)
    titles = [rows[place] for place in chosen]
    both = Collections(
        [Row(row["code"], row["ru"]) for row in titles],
        [Row(row["code"], row["en"]) for row in titles],
        Resources(default_encoder()),
    )
    similarity = (both.cosines() + both.weighted_coverage()).astype(np.float64)
    classes = np.array([row["code"][:4] for row in titles])
    divisions = np.array([row["code"][:2] for row in titles])
    middle, width = fit(
        similarity[classes[:, None] == classes], similarity[divisions[:, None] != divisions]
    )
    middle += width * math.log((1 - BELONG) / BELONG)
    print(f"middle {middle:.3f}, width {width:.3f}")


if __name__ == "__main__":
    if len(sys.argv) != 2:  # noqa: PLR2004 - the script's name and one file
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
