"""Why a meeting has no place: true and minimal reasons, in words.

A reason names the slots in which the meeting could be held as far as its own wishes, its
participants' presence and the open tables go, and what this plan has in each of them instead:
as few obstacles as account for all of them. It may ask the checker; it knows no solver.
Facts that hold ids are named by their kind: `meeting`, `participant`, `slots`, `table`, `venue`;
a room puts names in their place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vstrecha.engine.message import Message
from vstrecha.engine.scheduling.explain.reason import Case, Clause, Obstacle, Reason
from vstrecha.engine.scheduling.explain.view import View
from vstrecha.engine.scheduling.explain.wording import in_words
from vstrecha.engine.scheduling.plan import Placement
from vstrecha.engine.scheduling.problem import Problem

__all__ = ["Case", "Clause", "Obstacle", "Reason", "View", "explain", "in_words", "reasons"]


def reasons(problem: Problem, placements: Sequence[Placement]) -> Mapping[str, Reason]:
    """The reason of each meeting without a place, by its id."""
    view = View(problem, placements)
    held = {placement.meeting for placement in placements}
    return {
        meeting.id: view.reason(meeting) for meeting in problem.meetings if meeting.id not in held
    }


def explain(problem: Problem, placements: Sequence[Placement]) -> Mapping[str, Message]:
    """A sentence for each meeting without a place, by its id."""
    return {name: in_words(reason) for name, reason in reasons(problem, placements).items()}
