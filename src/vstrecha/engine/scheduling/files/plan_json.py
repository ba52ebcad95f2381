"""Writes a plan as the object that `vstrecha solve --json` prints."""

from __future__ import annotations

from vstrecha.engine.scheduling.changes import changes
from vstrecha.engine.scheduling.plan import Plan
from vstrecha.engine.scheduling.problem import Problem


def plan_to_json(plan: Plan, problem: Problem) -> dict[str, object]:
    """A plan as JSON-ready data; reasons, changes and conflicts as English sentences.

    `changes` stands there only where `problem` has a previous plan.
    """
    data: dict[str, object] = {
        "status": plan.status.value,
        "proven": list(plan.proven),
        "objective": dict(plan.objective),
        "bound": dict(plan.bound),
        "seconds": round(plan.seconds, 3),
        "seed": plan.seed,
        "placements": [
            {
                "meeting": placement.meeting,
                "slot": placement.slot,
                "table": placement.table,
                "interpreter": placement.interpreter,
            }
            for placement in plan.placements
        ],
        "unplaced": [
            {"meeting": one.meeting, "reason": one.reason.render()} for one in plan.unplaced
        ],
        "moved": list(plan.moved),
    }
    if problem.previous:
        data["changes"] = [one.render() for one in changes(problem, problem.previous, plan)]
    if plan.conflicts:
        data["conflicts"] = [conflict.render() for conflict in plan.conflicts]
    return data


def numbered(data: dict[str, object]) -> dict[str, object]:
    """The same with ids that are numbers written as numbers: a `.dzn` counts its meetings."""

    def number(value: object) -> object:
        return int(value) if isinstance(value, str) and value.isdigit() else value

    def rows(value: object) -> object:
        if not isinstance(value, list):
            return value
        return [
            {key: number(item) for key, item in row.items()}
            if isinstance(row, dict)
            else number(row)
            for row in value
        ]

    lists = ("placements", "unplaced", "moved")
    return {key: rows(value) if key in lists else value for key, value in data.items()}
