"""A bound in a tenth of a second: time and tables added up over the day.

The linear relaxation of the whole model is sharper and far slower to build. Here a meeting takes
its length from the free slots of each of its participants, from those of the interpreters for its
languages and from the open tables, whenever that may be.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from ortools.linear_solver.python import model_builder

from vstrecha.engine.scheduling.solvers.facts import Facts


def rough_bounds(facts: Facts) -> Mapping[str, int]:
    """The most utility and the most meetings that any plan can have (`utility`, `placed`)."""
    meetings = facts.problem.meetings
    model = model_builder.Model()  # type: ignore[no-untyped-call]  # OR-Tools left it so
    possible = [number for number in range(len(meetings)) if _has_a_slot(facts, number)]
    held = {number: model.new_num_var(0, 1, "") for number in possible}

    def at_most(numbers: Sequence[int], weights: Sequence[float], most: int) -> None:
        known = [(held[one], weight) for one, weight in zip(numbers, weights, strict=True)]
        total = model_builder.LinearExpr.weighted_sum(
            [one for one, _ in known], [weight for _, weight in known]
        )
        model.add(total <= most)

    def lengths(numbers: Sequence[int]) -> list[float]:
        return [meetings[number].length for number in numbers]

    for person, participant in enumerate(facts.problem.participants):
        own = [number for number in facts.meetings_of[person] if number in held]
        if own:
            at_most(own, lengths(own), _time_of(facts, person))
            if participant.max_meetings is not None:
                at_most(own, [1] * len(own), participant.max_meetings)
    at_most(possible, lengths(possible), sum(map(sum, facts.rooms.capacity)))
    for pair, numbers in _by_language(facts, possible).items():
        at_most(numbers, lengths(numbers), _interpreted(facts, pair))
    # What is asked for bounds both where the relaxation cannot be solved.
    bounds = {"utility": sum(one.utility for one in meetings), "placed": len(meetings)}
    utility: list[float] = [meetings[number].utility for number in possible]
    for name, worth in (("utility", utility), ("placed", [1.0] * len(possible))):
        model.maximize(
            model_builder.LinearExpr.weighted_sum([held[number] for number in possible], worth)
        )
        solver = model_builder.Solver("GLOP")
        if solver.solve(model) == model_builder.SolveStatus.OPTIMAL:
            value: float = solver.objective_value
            bounds[name] = math.floor(value + 1e-6 * max(1.0, abs(value)))
    return bounds


def _has_a_slot(facts: Facts, number: int) -> bool:
    meeting = facts.problem.meetings[number]
    slots = set(range(len(facts.grid)))
    if meeting.allowed_slots is not None:
        slots = {facts.grid.number[name] for name in meeting.allowed_slots}
    for person in facts.who[number]:
        slots -= facts.unavailable[person]
    return len(slots) >= meeting.length


def _time_of(facts: Facts, person: int) -> int:
    """Slots that a participant has for meetings, over all its representatives."""
    team = facts.problem.participants[person].representatives
    return sum(
        max(0, team - facts.in_session(person, slot))
        for slot in range(len(facts.grid))
        if slot not in facts.unavailable[person]
        and any(facts.rooms.capacity[pool][slot] for pool in range(facts.rooms.pools))
    )


def _by_language(facts: Facts, possible: Sequence[int]) -> Mapping[frozenset[str], list[int]]:
    found: dict[frozenset[str], list[int]] = defaultdict(list)
    for number in possible:
        pair = facts.problem.meetings[number].language_pair
        if pair is not None:
            found[pair].append(number)
    return found


def _interpreted(facts: Facts, pair: frozenset[str]) -> int:
    """Slots that the interpreters for two languages have."""
    return sum(
        len(facts.grid) - len(interpreter.unavailable)
        for interpreter in facts.problem.interpreters
        if pair in interpreter.pairs
    )
