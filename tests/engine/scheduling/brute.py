"""Every plan of a tiny problem, one by one: what the engine claims to be best is compared."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from vstrecha.engine.scheduling.check import RULES, check
from vstrecha.engine.scheduling.check.claims import levels
from vstrecha.engine.scheduling.check.timetable import Timetable
from vstrecha.engine.scheduling.plan import Placement, Plan, Status
from vstrecha.engine.scheduling.problem import Meeting, Problem

HOPEFUL = ("names", "length", "allowed", "fixed", "available", "open", "own table", "interpreter")
TOGETHER = ("representatives", "travel", "buffer", "rest", "most", "table", "order")
GROWING = (*HOPEFUL, *TOGETHER, "interpreter once")


def best(problem: Problem) -> dict[str, int] | None:
    """The levels of the best plan; None where no plan keeps the rules."""
    found = [(_key(counted), counted) for counted in _plans(problem, (), 0)]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _key(counted: dict[str, int]) -> tuple[int, ...]:
    waste = (-counted.get(name, 0) for name in ("moved", "breaks", "fairness", "changes"))
    return (counted["utility"], *waste)


def _plan(placements: tuple[Placement, ...]) -> Plan:
    return Plan(Status.FEASIBLE, (), {}, {}, 0.0, 0, placements)


def _broken(problem: Problem, placements: tuple[Placement, ...]) -> set[str]:
    rules = {one.rule for one in check(problem, _plan(placements))} - {"claims"}
    assert rules <= RULES.keys()
    return rules


def _plans(
    problem: Problem, placements: tuple[Placement, ...], index: int
) -> Iterator[dict[str, int]]:
    """The levels of all plans that begin with these placements. What adding a meeting can only
    make worse is cut off at once."""
    if index == len(problem.meetings):
        if not _broken(problem, placements):
            yield levels(Timetable(problem, _plan(placements)))
        return
    yield from _plans(problem, placements, index + 1)
    for place in _places(problem, problem.meetings[index]):
        if _broken(problem, (*placements, place)).isdisjoint(GROWING):
            yield from _plans(problem, (*placements, place), index + 1)


def _places(problem: Problem, meeting: Meeting) -> Iterator[Placement]:
    tables = [table for venue in problem.venues for table in venue.tables]
    interpreters = [None, *(interpreter.id for interpreter in problem.interpreters)]
    for slot, table, interpreter in product(problem.slots, tables, interpreters):
        place = Placement(meeting.id, slot.id, table, interpreter)
        if _broken(problem, (place,)).isdisjoint(HOPEFUL):
            yield place
