"""The independent checker: it knows the rules, the problem and the plan, and no solver.

Written from the list of rules in the documentation; shares no code with what it checks.
"""

from __future__ import annotations

from collections.abc import Iterator

from vstrecha.engine.message import N_
from vstrecha.engine.scheduling.check.claims import claims, fairness
from vstrecha.engine.scheduling.check.rules import RULES as _RULES
from vstrecha.engine.scheduling.check.timetable import Timetable
from vstrecha.engine.scheduling.check.violation import RULES, Violation, violation
from vstrecha.engine.scheduling.plan import Plan, Status
from vstrecha.engine.scheduling.problem import Problem

__all__ = ["RULES", "Violation", "check"]


def check(problem: Problem, plan: Plan) -> tuple[Violation, ...]:
    """All that is wrong with a plan; empty where it is right.

    A plan that says that there is none (infeasible, unknown) must be empty; whether it is right
    to say so no checker can see.
    """
    unknown = tuple(_names(problem, plan))
    if unknown:
        return unknown
    if plan.status in (Status.INFEASIBLE, Status.UNKNOWN):
        return tuple(_empty(plan))
    timetable = Timetable(problem, plan)
    broken = [violation for rule in _RULES for violation in rule(timetable)]
    return (*broken, *fairness(timetable), *claims(timetable, plan))


def _names(problem: Problem, plan: Plan) -> Iterator[Violation]:
    meetings = {meeting.id for meeting in problem.meetings}
    slots = {slot.id for slot in problem.slots}
    tables = {table for venue in problem.venues for table in venue.tables}
    seen: set[str] = set()
    for placement in plan.placements:
        for name, known in (
            (placement.meeting, meetings),
            (placement.slot, slots),
            (placement.table, tables),
        ):
            if name not in known:
                yield violation("names", N_("The problem does not list {name}."), name=name)
        if placement.meeting in seen:
            yield violation("names", N_("{meeting} is placed twice."), meeting=placement.meeting)
        seen.add(placement.meeting)


def _empty(plan: Plan) -> Iterator[Violation]:
    if plan.placements or plan.objective or plan.proven:
        yield violation("claims", N_("The plan says that there is none, and yet it gives one."))
