"""Why a meeting has no place: a reason that is true of the plan at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vstrecha.engine.message import N_, Message
from vstrecha.engine.scheduling.plan import Placement
from vstrecha.engine.scheduling.problem import Problem


def explain(problem: Problem, placements: Sequence[Placement]) -> Mapping[str, Message]:
    held = {placement.meeting for placement in placements}
    return {
        meeting.id: Message(N_("{meeting} has no place in this plan."), {"meeting": meeting.id})
        for meeting in problem.meetings
        if meeting.id not in held
    }
