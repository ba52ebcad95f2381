"""Measure every part of the engine and their fusion on every task, and print one table."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from benchmarks.matching.measure import beats, figures, ranks
from benchmarks.matching.tasks import Task, tasks
from vstrecha.engine.matching.encoders import encoder_named
from vstrecha.engine.matching.geometry import csls
from vstrecha.engine.matching.ranking import Collections
from vstrecha.engine.matching.resources import Resources
from vstrecha.engine.matching.texts.lexicon import Lexicon

Scores = Mapping[str, NDArray[np.floating]]


def systems(task: Task, resources: Resources) -> Scores:
    """The scores [queries, corpus] of each system that is compared."""
    both = Collections(task.queries, task.corpus, resources)
    bare = Collections(
        task.queries, task.corpus, Resources(encoder_named("none"), lexicon=Lexicon())
    )
    meaning = both.cosines()
    whole = meaning + both.weighted_coverage()
    return {
        "BM25": bare.words.coverage([row.text for row in task.queries]),
        "BM25 + lexicon": both.words.coverage([row.text for row in task.queries]),
        "encoder": meaning,
        "fused": whole,
        "fused, two-sided": csls(whole),
    }


def main(folder: Path, encoder: str) -> None:
    """Print the table."""
    resources = Resources(encoder_named(encoder))
    print(f"encoder: {resources.encoder.name} {resources.encoder.revision}")
    print(f"{'':36}{'R@1':>5} {'R@10':>6} {'MRR':>5}   fused beats it in")
    for task in tasks(folder):
        started = perf_counter()
        found = {
            name: ranks(scores, task.gold) for name, scores in systems(task, resources).items()
        }
        seconds = perf_counter() - started
        print(
            f"{task.name}: {len(task.queries)} queries, {len(task.corpus)} texts, {seconds:.1f} s"
        )
        for name, places in found.items():
            mark = " (its task)" if task.two_sided and "two-sided" in name else ""
            share = "" if "fused" in name else f"   {beats(found['fused'], places):6.1%} of samples"
            print(f"  {name + mark:34}{figures(places)}{share}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True, type=Path, help="folder of the tables")
    parser.add_argument("--encoder", default="use-m3", help="name of the encoder")
    arguments = parser.parse_args()
    main(arguments.data, arguments.encoder)
