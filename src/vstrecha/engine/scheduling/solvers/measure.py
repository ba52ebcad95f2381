"""What a set of seats comes to, level by level."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from vstrecha.engine.scheduling.solvers.answer import Seat
from vstrecha.engine.scheduling.solvers.facts import Facts


def measure(facts: Facts, seats: Sequence[Seat]) -> dict[str, int]:
    """All levels of the objective, in their order."""
    problem = facts.problem
    held = {seat.meeting for seat in seats}
    breaks = breaks_of(facts, seats)
    levels = {
        "mandatory": sum(problem.meetings[number].mandatory for number in held),
        "placed": len(held),
        "utility": sum(problem.meetings[number].utility for number in held),
    }
    if problem.counts("moved"):
        levels["moved"] = len(moved(facts, seats))
    if problem.counts("breaks"):
        levels["breaks"] = sum(breaks)
    if problem.counts("fairness"):
        levels["fairness"] = max(breaks, default=0) - min(breaks, default=0)
    if problem.counts("changes"):
        levels["changes"] = changes(facts, seats)
    return levels


def moved(facts: Facts, seats: Sequence[Seat]) -> list[int]:
    """Meetings of the previous plan that stand elsewhere now, or nowhere."""
    now = {seat.meeting: seat for seat in seats}
    away = []
    for meeting, previous in facts.previous.items():
        seat = now.get(meeting)
        table = facts.previous_table(meeting)
        stays = (
            seat is not None
            and facts.grid.ids[seat.slots[0]] == previous.slot
            and table in (None, seat.table)
        )
        if not stays:
            away.append(meeting)
    return away


def breaks_of(facts: Facts, seats: Sequence[Seat]) -> list[int]:
    """The breaks of each participant."""
    meets: list[set[int]] = [set() for _ in facts.problem.participants]
    for seat in seats:
        for person in facts.who[seat.meeting]:
            meets[person].update(seat.slots)
    return [
        sum(breaks_in(facts, person, part, meets[person]) for part in facts.grid.parts)
        for person in range(len(meets))
    ]


def breaks_in(facts: Facts, person: int, part: Sequence[int], meets: set[int]) -> int:
    """The breaks of a participant in a day-part, who has meetings in the slots `meets`."""
    places = [place for place, slot in enumerate(part) if slot in meets]
    if not places:
        return 0
    idle = [
        slot not in meets and not facts.in_session(person, slot)
        for slot in part[places[0] : places[-1] + 1]
    ]
    return sum(now and not earlier for earlier, now in pairwise(idle))


def changes(facts: Facts, seats: Sequence[Seat]) -> int:
    """Changes of table from meeting to meeting, and of venue besides."""
    return sum(
        change(facts, seat.table, [other.table for other in before])
        for seat, before in neighbours(facts, seats)
    )


def change(facts: Facts, table: int, before: Sequence[int]) -> int:
    """0 where a participant stays at a table it comes from, 1 within its venue, else 2."""
    if table in before:
        return 0
    venues = facts.rooms.venue_of_table
    return 1 if venues[table] in {venues[other] for other in before} else 2


def neighbours(facts: Facts, seats: Sequence[Seat]) -> list[tuple[Seat, list[Seat]]]:
    """For each participant's meeting those of the same day-part that it comes from: its latest
    earlier ones (several where representatives met in parallel)."""
    by_person: dict[tuple[int, int], dict[int, list[Seat]]] = defaultdict(lambda: defaultdict(list))
    for seat in sorted(seats, key=lambda seat: seat.meeting):
        part = facts.grid.part_of(seat.slots[0])
        for person in facts.who[seat.meeting]:
            by_person[person, part][seat.slots[0]].append(seat)
    pairs = []
    for by_slot in by_person.values():
        starts = sorted(by_slot)
        for earlier, later in pairwise(starts):
            pairs += [(seat, by_slot[earlier]) for seat in by_slot[later]]
    return pairs
