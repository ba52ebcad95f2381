"""Whether a timetable made without CP-SAT is a plan, and the answer that it then is."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from vstrecha.engine.scheduling.plan import Status
from vstrecha.engine.scheduling.solvers.answer import Answer, Seat
from vstrecha.engine.scheduling.solvers.facts import Facts
from vstrecha.engine.scheduling.solvers.judge import judged, seats_of
from vstrecha.engine.scheduling.solvers.measure import breaks_of
from vstrecha.engine.scheduling.solvers.options import sessions_clash
from vstrecha.engine.scheduling.solvers.state import State, places_of


def answer_of(facts: Facts, state: State, known: Mapping[str, int]) -> Answer:
    """The answer that a timetable is, with the `known` bounds; unknown where it breaks a rule.

    So a search that ended before it had a plan still gives the one it was to start from.
    """
    if not is_legal(facts, state):
        return Answer(Status.UNKNOWN)
    return judged(facts, seats_of(facts, places_of(state)), known)


def is_legal(facts: Facts, state: State) -> bool:
    """Whether a timetable keeps the rules that `State` does not look at."""
    return (
        _all_held(facts, state)
        and all(
            count >= participant.min_meetings
            for count, participant in zip(state.count, facts.problem.participants, strict=True)
        )
        and _all_attended(facts, state)
        and _is_fair(facts, state)
    )


def _all_held(facts: Facts, state: State) -> bool:
    """Whether must-meets and pinned meetings are there."""
    insisted = {number for number, one in enumerate(facts.problem.meetings) if one.mandatory}
    insisted |= {number for number, place in facts.previous.items() if place.pinned}
    return insisted <= state.placed.keys()


def _all_attended(facts: Facts, state: State) -> bool:
    """Whether the sessions of each participant have somebody who can be in all of theirs."""
    members = [member for team in state.teams for member in team]
    sent = sum(len(member.sessions) for member in members)
    return sent == sum(map(len, facts.bound)) and not any(
        sessions_clash(facts, one, other)
        for member in members
        for one, other in combinations(member.sessions, 2)
    )


def _is_fair(facts: Facts, state: State) -> bool:
    bound = facts.problem.fairness
    if bound is None:
        return True
    seats = [Seat(number, place.option.slots, 0) for number, place in state.placed.items()]
    breaks = breaks_of(facts, seats)
    return max(breaks, default=0) - min(breaks, default=0) <= bound
