"""The scheduling problem: what `problem.schema.json` says, as frozen data classes."""

from vstrecha.engine.scheduling.problem.error import ProblemError
from vstrecha.engine.scheduling.problem.parts import (
    Closure,
    Interpreter,
    Meeting,
    Participant,
    Previous,
    Session,
    Slot,
    Travel,
    Venue,
)
from vstrecha.engine.scheduling.problem.whole import Problem

__all__ = [
    "Closure",
    "Interpreter",
    "Meeting",
    "Participant",
    "Previous",
    "Problem",
    "ProblemError",
    "Session",
    "Slot",
    "Travel",
    "Venue",
]
