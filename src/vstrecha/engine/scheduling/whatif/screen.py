"""Which changes are worth solving: a count of the meetings that each would let in at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from vstrecha.engine.scheduling.explain import Obstacle, View
from vstrecha.engine.scheduling.explain.cells import Cells, union
from vstrecha.engine.scheduling.explain.view import Sight
from vstrecha.engine.scheduling.plan import Plan
from vstrecha.engine.scheduling.problem import Meeting, Problem
from vstrecha.engine.scheduling.whatif.change import KINDS, Change, changed, open_tables

Target = tuple[str, str]
OF_A_PERSON = ("busy", "session", "representatives", "travel", "buffer", "rest")
FOR_A_PART = ("table", "interpreter", "presence")
BEST_OF_A_KIND = 2


@dataclass(slots=True)
class _Hope:
    """What a change lets in: the utility and free slots of each meeting, and how many others it
    would at least not stop any longer."""

    let_in: list[tuple[int, tuple[int, ...]]] = field(default_factory=list)
    touched: int = 0

    def worth(self) -> tuple[int, int]:
        """Utility of the meetings that find a slot each, the dearest first; then those touched."""
        used: set[int] = set()
        total = 0
        for utility, slots in sorted(self.let_in, reverse=True):
            slot = next((one for one in slots if one not in used), None)
            if slot is not None:
                used.add(slot)
                total += utility
        return total, self.touched


def candidates(problem: Problem, plan: Plan, most: int) -> list[Change]:
    """At most so many changes, the most hopeful first and the best of each kind among them."""
    view = View(problem, plan.placements)
    held = {placement.meeting for placement in plan.placements}
    waiting = [one for one in problem.meetings if one.id not in held and one.utility]
    hopes: dict[Change, _Hope] = defaultdict(_Hope)
    parts = _parts(view)
    for meeting in waiting:
        for target, cells in _removable(meeting, view.sight(meeting), view).items():
            _hope(hopes, meeting, target, cells, view, parts)
    worth = {change: hope.worth() for change, hope in hopes.items()}
    worth |= {
        Change("slot", part=part): _in_one_more_slot(problem, waiting, part) for part in parts
    }
    worth = {change: it for change, it in worth.items() if it > (0, 0)}
    ranked = sorted(
        worth, key=lambda one: (*(-it for it in worth[one]), one.kind, one.whom, one.part)
    )
    first = [
        change
        for kind in KINDS
        for change in [one for one in ranked if one.kind == kind][:BEST_OF_A_KIND]
    ]
    chosen = [*first, *(one for one in ranked if one not in first)]
    possible = [one for one in chosen if changed(problem, one) is not None][:most]
    return sorted(possible, key=ranked.index)


def _parts(view: View) -> dict[str, Cells]:
    parts: dict[str, Cells] = defaultdict(int)
    for number, slot in enumerate(view.grid.slots):
        parts[slot.part] |= view.grid.slot(number)
    return dict(parts)


def _removable(meeting: Meeting, sight: Sight, view: View) -> Mapping[Target | None, list[Cells]]:
    """By target: the cells that only it blocks, and all that it blocks."""
    blocked: dict[Target | None, Cells] = defaultdict(int)
    for obstacle, cells in sight.found.items():
        if obstacle == Obstacle("tables") and view.grid.width > 1:
            continue  # told of venue by venue
        blocked[_target(meeting, obstacle, view)] |= cells
    return {
        target: [
            cells & ~union(it for other, it in blocked.items() if other != target),
            cells,
        ]
        for target, cells in blocked.items()
    }


def _target(meeting: Meeting, obstacle: Obstacle, view: View) -> Target | None:
    """Whose change would remove an obstacle; None where none of ours would."""
    kind, whom = obstacle.kind, obstacle.whom
    if kind == "tables":
        return ("table", whom or view.grid.venues[0])
    if kind in {"interpreter", "no interpreter"}:
        return ("interpreter", "–".join(sorted(meeting.language_pair or ())))
    if kind in OF_A_PERSON:
        return ("representative", whom)
    return {"absent": ("presence", whom), "most": ("most", whom)}.get(kind)


def _hope(  # noqa: PLR0913, PLR0917 - a step of `candidates`
    hopes: dict[Change, _Hope],
    meeting: Meeting,
    target: Target | None,
    cells: list[Cells],
    view: View,
    parts: Mapping[str, Cells],
) -> None:
    if target is None:
        return
    alone, blocked = cells
    kind, whom = target
    for part, own in parts.items() if kind in FOR_A_PART else [("", alone | blocked)]:
        if own & blocked:
            hope = hopes[Change(kind, whom, part)]
            hope.touched += 1
            if own & alone:
                hope.let_in.append((meeting.utility, tuple(view.grid.slots_of(own & alone))))


def _in_one_more_slot(problem: Problem, waiting: Iterable[Meeting], part: str) -> tuple[int, int]:
    """Utility of the meetings that one more slot could hold, each participant's once."""
    last = max((slot for slot in problem.slots if slot.part == part), key=lambda slot: slot.start)
    room = sum(open_tables(venue, last.id) for venue in problem.venues)
    people = {one.id: one for one in problem.participants}
    free = {one.id: one.representatives for one in problem.participants}
    total = count = 0
    for meeting in sorted(waiting, key=lambda one: (-one.utility, one.id)):
        able = all(
            free[name] and last.id not in people[name].unavailable for name in meeting.participants
        )
        wished = meeting.slot is None and (
            meeting.allowed_slots is None or last.id in meeting.allowed_slots
        )
        if able and wished and count < room:
            count += 1
            total += meeting.utility
            for name in meeting.participants:
                free[name] -= 1
    return total, count
