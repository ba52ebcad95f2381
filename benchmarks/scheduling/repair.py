"""Repair on the day: what it moves, what it could not but move, and how long it takes.

    python -m benchmarks.scheduling.repair [--large] [--seed N]

Five incidents, one after the third slot of the day has begun, at 12 × 40 companies and (with
`--large`) at 300 × 500 with 6,000 requests. Times are of the whole repair: problem, search,
reasons, checker. The peer plans what is left from scratch with the same engine, what has begun
staying; it is counted how many meetings it moves. Companies are over-asked (Zipf), one slot in
ten is given away, requests are worth 1 to 10.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from vstrecha.engine.scheduling.changes import changes
from vstrecha.engine.scheduling.incidents import (
    Incident,
    Late,
    MustMeet,
    NoShow,
    Overrun,
    TableLost,
    after,
)
from vstrecha.engine.scheduling.plan import Plan
from vstrecha.engine.scheduling.problem import (
    Meeting,
    Participant,
    Problem,
    Session,
    Slot,
    Venue,
)
from vstrecha.engine.scheduling.repair import left_to_plan, repair
from vstrecha.engine.scheduling.solve import solve

START = datetime(2026, 12, 10, 9, tzinfo=UTC)
A_HALF_DAY = 8  # slots
AWAY = 0.1  # share of its slots that a host gives away
BEGUN = 3  # slots that have begun when something happens


@dataclass(frozen=True, slots=True)
class Size:
    """A fair: companies of two sides, requests, slots, tables; work for its first plan."""

    visitors: int
    hosts: int
    requests: int
    slots: int
    tables: int
    work: float


SMALL = Size(12, 40, 260, 16, 12, work=2.0)
LARGE = Size(300, 500, 6000, 32, 200, work=1.0)


def fair(size: Size, seed: int) -> Problem:
    """A two-sided fair of popular and less popular companies."""
    chance = random.Random(seed)  # noqa: S311 - a seeded instance, no secret
    slots = tuple(_slot(number) for number in range(size.slots))
    weights = [
        [1 / (rank + 1) ** 0.6 for rank in range(count)] for count in (size.visitors, size.hosts)
    ]
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < size.requests:
        pairs.add(
            (
                chance.choices(range(size.visitors), weights[0])[0],
                chance.choices(range(size.hosts), weights[1])[0],
            )
        )
    hosts = tuple(
        Participant(
            f"h{number}",
            side="host",
            unavailable=frozenset(slot.id for slot in slots if chance.random() < AWAY),
        )
        for number in range(size.hosts)
    )
    visit = (slots[BEGUN].id, slots[BEGUN + 1].id)
    visitors = tuple(Participant(f"v{number}", side="home") for number in range(size.visitors))
    return Problem(
        slots,
        (Venue("hall", tuple(f"t{number}" for number in range(size.tables))),),
        (*visitors, *hosts),
        tuple(
            Meeting(f"v{one}-h{other}", (f"v{one}", f"h{other}"), utility=chance.randint(1, 10))
            for one, other in sorted(pairs)
        ),
        sessions=(Session("visit", visit, tuple(one.id for one in visitors[4:8])),),
    )


def _slot(number: int) -> Slot:
    half, place = divmod(number, A_HALF_DAY)
    start = START + timedelta(days=half // 2, hours=5 * (half % 2), minutes=25 * place)
    return Slot(f"s{number}", start, start + timedelta(minutes=20), f"half-day {half}")


def incidents(problem: Problem, plan: Plan) -> dict[str, Incident]:
    """One of each kind, at companies and tables that are in the middle of the day's business."""
    busy = Counter(name for place in plan.placements for name in place.meeting.split("-"))
    hosts = [name for name, _ in busy.most_common() if name.startswith("h")]
    soon = {slot.id for slot in problem.slots[BEGUN : BEGUN + 4]}
    soon_busy = Counter(
        name for place in plan.placements if place.slot in soon for name in place.meeting.split("-")
    )
    host = next(name for name in hosts[len(hosts) // 4 :] if soon_busy[name] > 1)
    used = Counter(place.table for place in plan.placements)
    asked = {meeting.participants for meeting in problem.meetings}
    visitors = [one.id for one in problem.participants if one.side == "home"]
    visitor, other = next(
        (visitor, other)
        for other in hosts[len(hosts) // 3 :]
        for visitor in visitors[8:]
        if (visitor, other) not in asked
    )
    until = START + timedelta(minutes=25 * (BEGUN + 4))
    return {
        "a company is late": Late(host, until),
        "a company does not come": NoShow(host),
        "a table is lost": TableLost(used.most_common(1)[0][0]),
        "a must-meet more": MustMeet(Meeting("must", (visitor, other), utility=10)),
        "a visit overruns": Overrun("visit", until),
    }


def measure(name: str, problem: Problem, plan: Plan, incident: Incident, peer_work: float) -> None:
    """Repair after one incident, plan the same from scratch, print a row for both."""
    now = START + timedelta(minutes=25 * (BEGUN - 1))
    started, cpu = time.perf_counter(), time.process_time()
    mended = repair(problem, plan, now=now, incidents=[incident])
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    found = mended.plan
    levels = " ".join(
        f"{level} {found.objective[level]}/{found.bound[level]}"
        + ("*" if level in found.proven else "")
        for level in ("utility", "moved", "breaks")
    )
    print(f"  {name:24} {seconds:6.2f} s ({cpu:5.2f} s CPU)  {levels}")
    left = left_to_plan(after(problem, [incident], now=now), plan.placements, now=now)
    pinned = tuple(place for place in left.previous if place.pinned)
    started = time.perf_counter()
    anew = solve(replace(left, previous=pinned), work_limit=peer_work)
    moved = sum(one.kind != "new" for one in changes(left, left.previous, anew))
    print(
        f"  {'  from scratch':24} {time.perf_counter() - started:6.2f} s"
        f"{'':16}utility {anew.objective['utility']} moved {moved}"
    )


def main(sizes: list[Size], seed: int) -> None:
    """Print a table for each size. A star marks a value that is proven best."""
    for size in sizes:
        problem = fair(size, seed)
        plan = solve(problem, work_limit=size.work)
        print(
            f"{size.visitors} x {size.hosts}, {size.requests} requests: "
            f"{len(plan.placements)} placed, utility {plan.objective['utility']} of at most "
            f"{plan.bound['utility']}"
        )
        for name, incident in incidents(problem, plan).items():
            measure(name, problem, plan, incident, size.work)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="also at 300 x 500")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    main([SMALL, LARGE] if arguments.large else [SMALL], arguments.seed)
