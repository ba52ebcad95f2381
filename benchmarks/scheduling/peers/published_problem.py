"""The published problem as plain numbers, and a peer's answer to it.

Bofill et al., "Constraint Solving Approaches to the Business-to-Business Meeting Scheduling
Problem", JAIR 74 (2022): every meeting is held, each participant has one meeting at a time, and
breaks are fewest. Here a day may have parts, within which breaks are counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vstrecha.engine.scheduling.check import check
from vstrecha.engine.scheduling.plan import Placement, Plan, Status
from vstrecha.engine.scheduling.problem import Problem

__all__ = ["PeerAnswer", "Published", "Status", "answer", "published", "violations"]


@dataclass(frozen=True, slots=True)
class Published:
    """`pairs` are the participants of each meeting, `allowed` the slots in which both are free
    and which the meeting allows, `before` pairs of meetings (earlier, later), `parts` the slots
    of each day-part in order, `difference` the bound d on the breaks of any two participants."""

    pairs: tuple[tuple[int, int], ...]
    allowed: tuple[tuple[int, ...], ...]
    before: tuple[tuple[int, int], ...]
    participants: int
    parts: tuple[tuple[int, ...], ...]
    tables: int
    difference: int | None

    @property
    def slots(self) -> int:
        return sum(len(part) for part in self.parts)

    @property
    def meetings_of(self) -> list[list[int]]:
        """The meetings of each participant."""
        found: list[list[int]] = [[] for _ in range(self.participants)]
        for meeting, pair in enumerate(self.pairs):
            for person in pair:
                found[person].append(meeting)
        return found


@dataclass(frozen=True, slots=True)
class PeerAnswer:
    """Optimal and infeasible are proven; a feasible answer has the breaks of its timetable."""

    status: Status
    breaks: int | None = None
    placements: tuple[Placement, ...] = ()


def published(problem: Problem) -> Published:
    """The numbers of a problem; ValueError where it has rules that the published one lacks."""
    _refuse_other_rules(problem)
    number = {one.id: index for index, one in enumerate(problem.participants)}
    slot_number = {slot.id: index for index, slot in enumerate(problem.slots)}
    closed = [{slot_number[name] for name in one.unavailable} for one in problem.participants]
    pairs: list[tuple[int, int]] = []
    allowed: list[tuple[int, ...]] = []
    for meeting in problem.meetings:
        one, other = (number[name] for name in meeting.participants)
        names = set(slot_number) if meeting.allowed_slots is None else set(meeting.allowed_slots)
        if meeting.slot is not None:
            names &= {meeting.slot}
        free = {slot_number[name] for name in names} - closed[one] - closed[other]
        pairs.append((one, other))
        allowed.append(tuple(sorted(free)))
    meeting_number = {one.id: index for index, one in enumerate(problem.meetings)}
    parts = dict.fromkeys(slot.part for slot in problem.slots)
    return Published(
        pairs=tuple(pairs),
        allowed=tuple(allowed),
        before=tuple(
            (meeting_number[earlier], later)
            for later, meeting in enumerate(problem.meetings)
            for earlier in meeting.after
        ),
        participants=len(problem.participants),
        parts=tuple(
            tuple(index for index, slot in enumerate(problem.slots) if slot.part == part)
            for part in parts
        ),
        tables=len(problem.venues[0].tables),
        difference=problem.fairness,
    )


def _refuse_other_rules(problem: Problem) -> None:
    others = (
        len(problem.venues) > 1 or bool(problem.venues[0].closed),
        bool(problem.sessions or problem.previous),
        any(
            one.representatives > 1
            or one.min_meetings
            or one.max_meetings is not None
            or one.max_consecutive is not None
            or one.buffer_minutes
            or one.table is not None
            for one in problem.participants
        ),
        any(
            len(one.participants) > 2  # noqa: PLR2004 - the published meetings are of two
            or not one.mandatory
            or one.length > 1
            or one.table is not None
            or one.language_pair is not None
            for one in problem.meetings
        ),
        [slot.start for slot in problem.slots] != sorted(slot.start for slot in problem.slots),
    )
    if any(others):
        raise ValueError("The peers solve the published problem only; this one has other rules.")


def answer(
    problem: Problem, *, proven: bool, breaks: int, slot_of: Mapping[int, int]
) -> PeerAnswer:
    """The answer that holds meetings (numbers) in slots (numbers), at tables in order."""
    taken = [0] * len(problem.slots)
    placements = []
    for meeting, slot in sorted(slot_of.items()):
        table = problem.venues[0].tables[taken[slot]]
        taken[slot] += 1
        placements.append(Placement(problem.meetings[meeting].id, problem.slots[slot].id, table))
    status = Status.OPTIMAL if proven else Status.FEASIBLE
    return PeerAnswer(status, breaks, tuple(placements))


def violations(problem: Problem, found: PeerAnswer) -> tuple[str, ...]:
    """What our independent checker finds wrong with a timetable and the breaks claimed for it."""
    if found.breaks is None:
        return ()
    meetings = len(problem.meetings)
    objective = {
        "mandatory": meetings,
        "placed": meetings,
        "utility": sum(one.utility for one in problem.meetings),
        "breaks": found.breaks,
    }
    plan = Plan(Status.FEASIBLE, (), objective, objective, 0.0, 0, found.placements)
    return tuple(one.detail.render() for one in check(problem, plan))
