"""How often the right class is among those suggested for a text, and how true the chances are.

    python -m benchmarks.matching.industries [--encoder NAME]

Queries are the activities (English, UK SIC 2007) and subclass titles (Russian, OKVED2) of the
packaged table, in five folds: each is asked of a table that lacks it and the others of its fold.
Prints Recall@1 and Recall@10 for words alone, titles alone, and all together; then, for the curve
in use, how many of the suggestions said to be so and so sure were right, and the slope and shift
that would fit best.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.matching.measure import figures, ranks
from vstrecha.engine.matching.encoders import Float, encoder_named
from vstrecha.engine.matching.industries import IndustryIndex, IndustryTable, packaged_table
from vstrecha.engine.matching.industries.chances import WITH_VECTORS, WORDS_ALONE, Curve
from vstrecha.engine.matching.resources import Resources
from vstrecha.engine.matching.vectors import MemoryCache, text_hash

FOLDS = 5
SEED = 0
LISTED = 10
BINS = 10
STEPS = 40
LANGUAGES = {"en": "SIC activities, English", "ru": "OKVED2 subclasses, Russian"}


@dataclass(frozen=True, slots=True)
class Held:
    """Queries that were held out, with their language, right class and scores [queries, classes]
    by each system."""

    languages: Sequence[str]
    gold: NDArray[np.intp]
    scores: dict[str, Float]


def held_out(table: IndustryTable, resources: Resources) -> Held:
    """Ask each part of the table of a table without its fold."""
    parts = [place for place, text in enumerate(table.texts) if not text.is_title]
    titles = [place for place, text in enumerate(table.texts) if text.is_title]
    folds = np.random.default_rng(SEED).integers(0, FOLDS, len(parts))
    classes = {code: place for place, code in enumerate(table.codes)}
    scores: dict[str, list[Float]] = {}
    asked: list[int] = []
    for fold in range(FOLDS):
        out = {part for part, its in zip(parts, folds, strict=True) if its == fold}
        without = table.only(set(range(len(table.texts))) - out)
        queries = [(table.texts[place].text,) for place in sorted(out)]
        asked += sorted(out)
        for name, known, means in (
            ("words", without, Resources(encoder_named("none"))),
            ("titles", table.only(titles), resources),
            ("all", without, resources),
        ):
            scores.setdefault(name, []).append(IndustryIndex(known, means).scores(queries))
    return Held(
        languages=[table.texts[place].language for place in asked],
        gold=np.array([classes[table.texts[place].code] for place in asked], dtype=np.intp),
        scores={name: np.concatenate(some) for name, some in scores.items()},
    )


def best_fit(curve: Curve, scores: Float, gold: NDArray[np.intp]) -> Curve:
    """The slope and shift of greatest likelihood over the listed suggestions (Newton's method)."""
    odds, right = listed(curve, scores, gold)
    theta = np.array([1.0, 0.0])
    design = np.stack([odds.ravel(), np.ones(odds.size)], axis=1)
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(design @ theta, -30, 30)))
        weight = chance * (1 - chance) + 1e-6
        step = np.linalg.solve(
            design.T @ (design * weight[:, None]), design.T @ (chance - right.ravel())
        )
        theta -= np.clip(step, -0.5, 0.5)
    return Curve(curve.width, float(theta[0]), float(theta[1]))


def listed(
    curve: Curve, scores: Float, gold: NDArray[np.intp]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The plain log-odds of the first ten of each query, and which of them are right."""
    odds = curve.log_odds(scores)
    best = np.argsort(-odds, axis=1, kind="stable")[:, :LISTED]
    return np.take_along_axis(odds, best, axis=1), best == gold[:, None]


def print_reliability(curve: Curve, scores: Float, gold: NDArray[np.intp]) -> None:
    """What was said of the suggestions and what was so, by tenths."""
    odds, right = listed(curve, scores, gold)
    said = 1 / (1 + np.exp(-(curve.slope * odds + curve.shift)))
    which = np.minimum((said * BINS).astype(int), BINS - 1)
    error = 0.0
    for tenth in range(BINS):
        here = which == tenth
        if here.any():
            error += here.mean() * abs(said[here].mean() - right[here].mean())
            print(
                f"  said {said[here].mean():5.1%}  right {right[here].mean():5.1%}  {here.sum():6}"
            )
    print(f"  mean gap between said and so: {error:.1%}")


def main(encoder: str) -> None:
    """Print the tables."""
    table = packaged_table()
    cache = MemoryCache()
    resources = Resources(encoder_named(encoder), cache)
    vectors = table.vectors_by(resources.encoder.name, resources.encoder.revision)
    if vectors is not None:
        hashes = [text_hash(text.text) for text in table.texts]
        cache.put_many(resources.encoder, "passage", dict(zip(hashes, vectors, strict=True)))
    held = held_out(table, resources)
    for language, name in LANGUAGES.items():
        rows = np.array([its == language for its in held.languages])
        print(f"{name}: {rows.sum()} queries, {len(table.codes)} classes")
        for system, scores in held.scores.items():
            found = ranks(scores[rows], [frozenset({int(one)}) for one in held.gold[rows]])
            print(f"  {system:10}{figures(found)}")
    for name, curve in (("all", WITH_VECTORS), ("words", WORDS_ALONE)):
        print(
            f"chances by {name}: {curve}; best fit {best_fit(curve, held.scores[name], held.gold)}"
        )
        print_reliability(curve, held.scores[name], held.gold)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", default="use-m3", help="name of the encoder")
    main(parser.parse_args().encoder)
