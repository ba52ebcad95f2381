"""From the places taken to an answer: tables, what the levels come to, what is proven."""

from __future__ import annotations

from collections.abc import Mapping

from vstrecha.engine.scheduling.plan import Status
from vstrecha.engine.scheduling.solvers.answer import Answer, Seat
from vstrecha.engine.scheduling.solvers.facts import Facts
from vstrecha.engine.scheduling.solvers.measure import measure
from vstrecha.engine.scheduling.solvers.options import Option
from vstrecha.engine.scheduling.solvers.tables import assign_tables


def seats_of(facts: Facts, chosen: Mapping[Option, int | None]) -> list[Seat]:
    """Seats for the places taken (each with its interpreter), with few changes of table."""
    table_of = assign_tables(facts, list(chosen))
    return [
        Seat(option.meeting, option.slots, table_of[option.meeting], interpreter)
        for option, interpreter in chosen.items()
    ]


def judged(facts: Facts, seats: list[Seat], known: Mapping[str, int]) -> Answer:
    """The answer that these seats are, with the `known` bounds by level.

    Where no bound is known, the plain ones hold: nothing is more than all that is asked for, and
    nothing is fewer than none. A level is proven where it meets its bound.
    """
    objective = measure(facts, seats)
    meetings = facts.problem.meetings
    plain = {
        "mandatory": sum(meeting.mandatory for meeting in meetings),
        "placed": len(meetings),
        "utility": sum(meeting.utility for meeting in meetings),
    }
    bound = {name: known.get(name, plain.get(name, 0)) for name in objective}
    proven = [name for name in objective if name != "placed" and objective[name] == bound[name]]
    optimal = len(proven) == len(objective) - 1
    return Answer(Status.OPTIMAL if optimal else Status.FEASIBLE, seats, objective, bound, proven)
