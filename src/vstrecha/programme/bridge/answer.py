"""From the engine's plan back to rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from vstrecha.engine.message import N_, Message
from vstrecha.engine.scheduling.plan import Plan, Status
from vstrecha.programme.bridge.question import Planning
from vstrecha.programme.models import Placement, Programme, Unplaced

__all__ = ["save_plan"]

_STATUSES = {
    Status.OPTIMAL: Programme.Status.OPTIMAL,
    Status.FEASIBLE: Programme.Status.FEASIBLE,
    Status.INFEASIBLE: Programme.Status.INFEASIBLE,
    Status.UNKNOWN: Programme.Status.UNKNOWN,
}


@transaction.atomic
def save_plan(
    *, programme: Programme, planning: Planning, plan: Plan, is_stopped: bool = False
) -> Programme:
    """Write a checked plan into its version of the programme.

    `is_stopped` says that somebody did not let the engine finish. An answer without a timetable
    is kept too, with the reason in `message`.
    """
    programme.status = _STATUSES[plan.status]
    programme.objective = {"requested": len(planning.meetings)} | dict(plan.objective)
    programme.bound = dict(plan.bound)
    programme.proven = list(plan.proven)
    programme.moved = list(plan.moved)
    programme.seed = plan.seed
    programme.seconds = plan.seconds
    message = _why_none(plan, planning, is_stopped=is_stopped)
    programme.message = {} if message is None else message.to_json()
    programme.save()
    if message is not None:
        return programme
    pinned = {place.meeting for place in planning.problem.previous if place.pinned}
    ends = _ends(planning)
    Placement.objects.bulk_create(
        Placement(
            programme=programme,
            meeting=planning.meetings[place.meeting],
            slot=planning.slots[place.slot],
            ends_at=ends[place.slot, planning.meetings[place.meeting].length],
            table=planning.tables[place.table],
            is_pinned=place.meeting in pinned,
        )
        for place in plan.placements
    )
    Unplaced.objects.bulk_create(
        Unplaced(
            programme=programme,
            meeting=planning.meetings[unplaced.meeting],
            reason=unplaced.reason.to_json(),
        )
        for unplaced in plan.unplaced
    )
    return programme


def _why_none(plan: Plan, planning: Planning, *, is_stopped: bool) -> Message | None:
    """Why there is no timetable, where there is none."""
    status = plan.status
    if status is Status.UNKNOWN and is_stopped:
        return Message(N_("Planning was stopped before a timetable was found."))
    if status is Status.UNKNOWN:
        return Message(
            N_("No timetable was found within the limit. Plan again with a higher limit.")
        )
    if status is Status.INFEASIBLE and plan.conflicts:
        return Message(
            N_(
                "No timetable keeps all of this at once. {conflicts} Give up one of these, or add "
                "slots or tables."
            ),
            {"conflicts": plan.conflicts},
        )
    if status is Status.INFEASIBLE:
        pins = sum(place.pinned for place in planning.problem.previous)
        if pins:
            return Message(
                N_(
                    "No timetable can hold all must-meet meetings, each company's fewest meetings "
                    "and the pinned places at once. Unpin some meetings, or ask for less."
                )
            )
        return Message(
            N_(
                "No timetable can hold all must-meet meetings and each company's fewest meetings "
                "at once. Make some of them wishes, or add slots or tables."
            )
        )
    return None


def _ends(planning: Planning) -> Mapping[tuple[str, int], datetime]:
    """When a meeting ends, by its first slot and its length in slots."""
    ends = {}
    lengths = {meeting.length for meeting in planning.meetings.values()}
    in_part: dict[str, list[str]] = {}
    for name, slot in planning.slots.items():
        in_part.setdefault(slot.part, []).append(name)
    for names in in_part.values():
        for index, name in enumerate(names):
            for length in lengths:
                if index + length <= len(names):
                    last = names[index + length - 1]
                    ends[name, length] = planning.slots[last].ends_at
    return ends
