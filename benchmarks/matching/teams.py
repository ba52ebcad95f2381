"""Teams at the sizes of missions: seconds, how good greedy is, and what is proven.

    python -m benchmarks.matching.teams --data DIR [--sizes 40,300,3000] [--encoder none]

Companies are made of titles of the EU procurement vocabulary (`cpv_en_ru_uk.tsv`): those of one
side write Russian, those of the other English. Each has two offers and one request; every third
has a joint project with four needs, of which three are other companies' offers in the other
language and the last one is anything. Who should be in a team is nobody's secret here and no
question either: measured are time and proof. The time of the encoder is not counted.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import mean, median
from time import process_time

from vstrecha.engine.matching.encoders import encoder_named
from vstrecha.engine.matching.resources import Resources, encode_cached
from vstrecha.engine.matching.teams.bounds import upper_bound
from vstrecha.engine.matching.teams.greedy import greedy
from vstrecha.engine.matching.teams.search import best
from vstrecha.engine.matching.teams.table import Table
from vstrecha.engine.matching.teams.types import (
    Capability,
    Company,
    Need,
    Project,
    Rules,
    Source,
)

Titles = Sequence[tuple[str, str]]
_LANGUAGES = ("ru", "en")


@dataclass(frozen=True, slots=True)
class Solved:
    """One team: candidates, greedy's value and bound, the best value found and its bound, and the
    CPU seconds of both."""

    candidates: int
    greedy: int
    greedy_bound: int
    value: int
    bound: int
    greedy_seconds: float
    seconds: float


def mission(titles: Titles, size: int, seed: int) -> tuple[list[Company], list[Project]]:
    """So many companies, half on each side, and the projects of every third."""
    random = Random(seed)  # noqa: S311 - a sample, no secret
    offers = [[random.choice(titles) for _ in range(2)] for _ in range(size)]
    companies, projects = [], []
    for number in range(size):
        side = number % 2
        wanted = random.choice(random.choice(offers))[side]
        companies.append(
            Company(
                id=str(number),
                side=_LANGUAGES[side],
                capabilities=tuple(
                    Capability(f"{number}/{place}", Source.OFFER, (offer[side],), (offer[side],))
                    for place, offer in enumerate(offers[number])
                ),
                wants=(Need(f"{number}/w", (wanted,), titles=(wanted,)),),
            )
        )
        if number % 3 == 0:
            needs = [random.choice(random.choice(offers))[side] for _ in range(3)]
            needs.append(random.choice(titles)[side])
            projects.append(
                Project(
                    id=f"p{number}",
                    company=str(number),
                    texts=(offers[number][0][side],),
                    needs=tuple(
                        Need(f"{number}/n{place}", (need,)) for place, need in enumerate(needs)
                    ),
                )
            )
    return companies, projects


def solved(table: Table, project: int, rules: Rules) -> Solved | None:
    """The team of one project, by greedy and by all means; None where nobody can be in it."""
    model = table.question((project,), rules).model
    started = process_time()
    quick = greedy(model)
    bound = upper_bound(model, quick or ())
    between = process_time()
    found = best(model)
    ended = process_time()
    if quick is None or found is None:
        return None
    return Solved(
        candidates=model.size,
        greedy=model.value(quick),
        greedy_bound=bound,
        value=found.value,
        bound=found.bound,
        greedy_seconds=between - started,
        seconds=ended - between,
    )


def report(size: int, titles: Titles, resources: Resources, seed: int) -> None:
    """Print one row of the table."""
    companies, projects = mission(titles, size, seed)
    texts = {text for company in companies for one in company.capabilities for text in one.texts}
    texts |= {text for company in companies for one in company.wants for text in one.texts}
    texts |= {text for project in projects for one in project.needs for text in one.texts}
    encode_cached(sorted(texts), "passage", resources)
    started = process_time()
    table = Table(companies, projects, resources)
    built = process_time() - started
    rules = Rules(both_sides=True)
    answers = [solved(table, number, rules) for number in range(len(projects))]
    teams = [answer for answer in answers if answer is not None]
    gaps = [(one.bound - one.value) / one.bound for one in teams]
    quick_gaps = [(one.greedy_bound - one.greedy) / one.greedy_bound for one in teams]
    print(
        f"{size:>9} {len(projects):>8} {len(teams):>6} {median(t.candidates for t in teams):>6.0f} "
        f"{built:>8.2f} {sum(t.greedy_seconds for t in teams):>8.2f} "
        f"{sum(t.seconds for t in teams):>8.2f} {sum(gap == 0 for gap in gaps):>6} "
        f"{max(gaps):>8.1%} {mean(quick_gaps):>8.1%} "
        f"{mean(t.greedy / t.value for t in teams):>8.2%} "
        f"{sum(t.greedy == t.value for t in teams):>7}"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--data", required=True, type=Path, help="folder of the tables")
    parser.add_argument("--sizes", default="40,300,3000", help="numbers of companies")
    parser.add_argument("--encoder", default="none", help="name of the encoder")
    parser.add_argument("--seed", default=0, type=int)
    arguments = parser.parse_args()
    with (arguments.data / "cpv_en_ru_uk.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        titles = [(row["ru"], row["en"]) for row in rows if row["ru"] and row["en"]]
    resources = Resources(encoder_named(arguments.encoder))
    print(f"encoder: {resources.encoder.name}; CPU seconds; gaps as shares of the bound")
    print(
        f"{'companies':>9} {'projects':>8} {'teams':>6} {'cand.':>6} {'compare':>8} {'greedy':>8} "
        f"{'exact':>8} {'proven':>6} {'max gap':>8} {'gr. gap':>8} {'gr./best':>8} {'gr.=best':>7}"
    )
    for size in map(int, arguments.sizes.split(",")):
        report(size, titles, resources, arguments.seed)


if __name__ == "__main__":
    main()
