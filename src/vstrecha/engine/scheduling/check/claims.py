"""What a plan says of itself, counted again from its placements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from vstrecha.engine.message import N_
from vstrecha.engine.scheduling.check.timetable import Held, Timetable
from vstrecha.engine.scheduling.check.violation import Violation, violation
from vstrecha.engine.scheduling.plan import Plan, Status

MORE_IS_BETTER = ("mandatory", "placed", "utility")


def levels(timetable: Timetable) -> dict[str, int]:
    """The levels of the objective, counted from the placements alone."""
    problem = timetable.problem
    breaks = [breaks_of(timetable, one.id) for one in problem.participants]
    counted = {
        "mandatory": sum(held.meeting.mandatory for held in timetable.held),
        "placed": len(timetable.held),
        "utility": sum(held.meeting.utility for held in timetable.held),
    }
    if problem.counts("moved"):
        counted["moved"] = len(moved(timetable))
    if problem.counts("breaks"):
        counted["breaks"] = sum(breaks)
    if problem.counts("fairness"):
        counted["fairness"] = max(breaks, default=0) - min(breaks, default=0)
    if problem.counts("changes"):
        counted["changes"] = sum(changes_of(timetable, one.id) for one in problem.participants)
    return counted


def breaks_of(timetable: Timetable, participant: str) -> int:
    """Runs of slots with neither meeting nor session, between two meetings of a day-part."""
    meets = {slot.id for held in timetable.meetings_of[participant] for slot in held.slots}
    busy = meets | {name for one in timetable.sessions_of[participant] for name in one.slots}
    total = 0
    for part in timetable.parts.values():
        row = "".join("M" if slot.id in meets else "s" if slot.id in busy else "." for slot in part)
        total += len(re.findall(r"\.+", row.strip("s.")))
    return total


def changes_of(timetable: Timetable, participant: str) -> int:
    """Changes of table between a meeting and those before it that day-part; two with the venue."""
    total = 0
    for part in timetable.parts:
        starts: dict[object, list[Held]] = {}
        for held in sorted(
            timetable.meetings_of[participant], key=lambda held: held.slots[0].start
        ):
            if held.slots[0].part == part:
                starts.setdefault(held.slots[0].start, []).append(held)
        for before, now in pairwise(starts.values()):
            tables = {held.placement.table for held in before}
            venues = {held.venue for held in before}
            for held in now:
                total += held.placement.table not in tables
                total += held.venue not in venues
    return total


def moved(timetable: Timetable) -> list[str]:
    """Meetings that do not stand where the previous plan had them."""
    away = []
    for previous in timetable.problem.previous:
        held = timetable.place_of.get(previous.meeting)
        if (
            held is None
            or held.placement.slot != previous.slot
            or previous.table not in (None, held.placement.table)
        ):
            away.append(previous.meeting)
    return away


def fairness(timetable: Timetable) -> Iterator[Violation]:
    """No two participants differ by more in their breaks than allowed."""
    bound = timetable.problem.fairness
    if bound is None or not timetable.problem.participants:
        return
    breaks = {one.id: breaks_of(timetable, one.id) for one in timetable.problem.participants}
    most, fewest = max(breaks, key=breaks.__getitem__), min(breaks, key=breaks.__getitem__)
    if breaks[most] - breaks[fewest] > bound:
        yield violation(
            "fairness",
            N_("{most} has {many} breaks and {fewest} has {few}: more than {bound} apart."),
            most=most,
            many=breaks[most],
            fewest=fewest,
            few=breaks[fewest],
            bound=bound,
        )


def claims(timetable: Timetable, plan: Plan) -> Iterator[Violation]:
    """The objective, its bounds, the status and the lists of a plan are true."""
    counted = levels(timetable)
    yield from _same(counted, plan.objective)
    for name, value in counted.items():
        yield from _bound_holds(name, value, plan)
    for name in sorted({*plan.proven, *plan.bound} - counted.keys()):
        yield violation(
            "claims", N_("The plan speaks of '{level}', which does not count."), level=name
        )
    if plan.status == Status.OPTIMAL and set(counted) - {"placed"} - set(plan.proven):
        yield violation("claims", N_("The plan is called optimal and not every level is proven."))
    if sorted(plan.moved) != sorted(moved(timetable)):
        yield violation("claims", N_("The list of moved meetings is not what has moved."))
    missing = {meeting.id for meeting in timetable.problem.meetings} - timetable.place_of.keys()
    if sorted(missing) != sorted(one.meeting for one in plan.unplaced):
        yield violation("claims", N_("The list of unplaced meetings is not what is unplaced."))


def _same(counted: Mapping[str, int], claimed: Mapping[str, int]) -> Iterator[Violation]:
    for name in counted.keys() | claimed.keys():
        if counted.get(name) != claimed.get(name):
            yield violation(
                "claims",
                N_("The plan gives {claimed} for '{level}'; counted are {counted}."),
                level=name,
                claimed=str(claimed.get(name)),
                counted=str(counted.get(name)),
            )


def _bound_holds(name: str, value: int, plan: Plan) -> Iterator[Violation]:
    bound = plan.bound.get(name)
    beaten = bound is not None and (value > bound if name in MORE_IS_BETTER else value < bound)
    if beaten or (name in plan.proven and value != bound):
        yield violation(
            "claims",
            N_("The bound given for '{level}' is {bound}; the plan has {value}."),
            level=name,
            bound=str(bound),
            value=value,
        )
