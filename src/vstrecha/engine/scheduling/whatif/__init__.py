"""What would help most: single changes, each verified by solving the problem with it.

Changes are screened by counting the meetings that each would let into the present plan; the most
hopeful are made, and the changed problem is solved from the present plan. A gain is that of a
plan which the checker passed; where the bound of the changed problem is what the present plan
has, that nothing can be gained is proven. The work of all this is deterministic.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from vstrecha.engine.message import Message
from vstrecha.engine.scheduling.plan import Placement, Plan
from vstrecha.engine.scheduling.problem import Problem
from vstrecha.engine.scheduling.solve import solve
from vstrecha.engine.scheduling.whatif.change import KINDS, Change, changed
from vstrecha.engine.scheduling.whatif.screen import candidates
from vstrecha.engine.scheduling.whatif.wording import change_in_words, gain_in_words

__all__ = ["DEFAULT_ADVICE_WORK", "KINDS", "Advice", "Change", "advise", "changed"]

DEFAULT_ADVICE_WORK = 10.0
MOST_TRIED, FEWEST_TRIED = 12, 2
_PLACES = 400_000  # meetings times slots of all that is solved: what a large problem can afford


@dataclass(frozen=True, slots=True)
class Advice:
    """A change and what a checked plan of the changed problem gains by it.

    `meetings` and `utility` are gained over the present plan (`meetings` may be fewer where
    dearer ones take their place). No plan with the change gains more utility than `most`; where
    it is 0 that nothing is gained is proven. `objective` and `placements` are the plan's own.
    """

    change: Change
    meetings: int
    utility: int
    most: int
    objective: Mapping[str, int]
    placements: tuple[Placement, ...]
    message: Message


def advise(
    problem: Problem,
    plan: Plan,
    *,
    seed: int = 0,
    work_limit: float = DEFAULT_ADVICE_WORK,
    workers: int | None = None,
) -> tuple[Advice, ...]:
    """Changes that gain utility over a plan, the most first, then those proven to gain nothing.

    Where the plan is not proven to have the most utility, it is itself planned on first: what
    that gains is no merit of any change, and comes as an advice of kind "work".
    `work_limit` is for all of it, in deterministic units. Empty where every meeting that is worth
    anything has a place, and where there is no plan.
    """
    held = {placement.meeting for placement in plan.placements}
    if not plan.objective or not any(one.utility for one in problem.meetings if one.id not in held):
        return ()
    affordable = _PLACES // (len(problem.meetings) * len(problem.slots))
    tried = candidates(problem, plan, max(FEWEST_TRIED, min(MOST_TRIED, affordable)))
    share = work_limit / (len(tried) + 1)

    def again(asked: Problem, start: Plan) -> Plan:
        return solve(
            replace(asked, levels=()),
            seed=seed,
            work_limit=share,
            workers=workers,
            start=start.placements,
        )

    found = []
    base = plan
    if "utility" not in plan.proven:
        longer = again(problem, plan)
        if longer.objective.get("utility", 0) > plan.objective["utility"]:
            found.append(_advice(problem, Change("work"), plan, longer))
            base = longer
    for change in tried:
        asked = changed(problem, change)
        if asked is not None:
            better = again(asked, base)
            if better.objective:
                found.append(_advice(problem, change, base, better))
    useful = [one for one in found if one.utility > 0 or one.most == 0]
    return tuple(sorted(useful, key=lambda one: (-one.utility, -one.meetings)))


def _advice(problem: Problem, change: Change, base: Plan, better: Plan) -> Advice:
    """What one plan has over the other."""
    utility = better.objective["utility"] - base.objective["utility"]
    meetings = better.objective["placed"] - base.objective["placed"]
    if change.kind == "most":
        who = {one.id: one.participants for one in problem.meetings}
        count = sum(change.whom in who[place.meeting] for place in better.placements)
        before = next(one for one in problem.participants if one.id == change.whom).max_meetings
        change = replace(change, count=max(count, (before or 0) + 1))
    what = change_in_words(problem, change)
    return Advice(
        change,
        meetings,
        utility,
        max(utility, better.bound["utility"] - base.objective["utility"]),
        better.objective,
        better.placements,
        gain_in_words(what, meetings, utility),
    )
