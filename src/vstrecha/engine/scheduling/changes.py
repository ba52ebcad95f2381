"""What differs between two plans, in words.

Facts that hold ids are named by their kind, as in reasons, so that a room can put names and times
in their place: `meeting`, `table`, `old_table`, `slot`, `old_slot`, `interpreter`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from vstrecha.engine.message import N_, Fact, Message
from vstrecha.engine.scheduling.plan import Placement, Plan, Status
from vstrecha.engine.scheduling.problem import Previous, Problem


class Kind(StrEnum):
    """In the order in which people should hear of them."""

    DROPPED = "dropped"
    MOVED = "moved"
    TABLE = "table"
    INTERPRETER = "interpreter"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Change:
    """One meeting that is elsewhere now; `reason` says why, where it was dropped."""

    kind: Kind
    meeting: str
    message: Message
    reason: Message | None = None

    def render(self) -> str:
        """The change in English, with its reason."""
        words = self.message.render()
        return words if self.reason is None else f"{words} {self.reason.render()}"


def changes(
    problem: Problem, before: Iterable[Placement | Previous], plan: Plan
) -> tuple[Change, ...]:
    """The meetings that `plan` holds elsewhere than `before`, in the order of time.

    `before` may be the placements of a plan or what a problem lists as previous; where it does
    not say the table or the interpreter, no change of them is told. A plan that holds nothing
    because none was found has no changes.
    """
    if plan.status in {Status.INFEASIBLE, Status.UNKNOWN}:
        return ()
    old = {place.meeting: place for place in before}
    new = {place.meeting: place for place in plan.placements}
    reasons = {one.meeting: one.reason for one in plan.unplaced}
    found = [_dropped(place, reasons.get(name)) for name, place in old.items() if name not in new]
    found += [
        change
        for name, place in new.items()
        if (change := _placed(old.get(name), place)) is not None
    ]
    order = {kind: number for number, kind in enumerate(Kind)}
    slots = sorted(problem.slots, key=lambda slot: slot.start)
    time = {slot.id: number for number, slot in enumerate(slots)}
    now = {name: time.get(place.slot, -1) for name, place in {**old, **new}.items()}
    return tuple(sorted(found, key=lambda one: (order[one.kind], now[one.meeting], one.meeting)))


def _dropped(place: Placement | Previous, reason: Message | None) -> Change:
    facts: dict[str, Fact] = {"meeting": place.meeting, "old_slot": place.slot}
    if reason is None:
        text = N_("{meeting}, planned for {old_slot}, is no longer asked for.")
    else:
        text = N_("{meeting}, planned for {old_slot}, has no place any more.")
    return Change(Kind.DROPPED, place.meeting, Message(text, facts), reason)


def _placed(old: Placement | Previous | None, new: Placement) -> Change | None:
    facts: dict[str, Fact] = {"meeting": new.meeting, "slot": new.slot, "table": new.table}
    if old is None:
        text = N_("{meeting} is new: {slot}, table {table}.")
        return Change(Kind.NEW, new.meeting, Message(text, facts))
    if old.slot != new.slot:
        facts["old_slot"] = old.slot
        text = N_("{meeting} moves from {old_slot} to {slot}, table {table}.")
        return Change(Kind.MOVED, new.meeting, Message(text, facts))
    if old.table not in (None, new.table):
        facts["old_table"] = str(old.table)
        text = N_("{meeting} in {slot} changes from table {old_table} to table {table}.")
        return Change(Kind.TABLE, new.meeting, Message(text, facts))
    if isinstance(old, Placement) and old.interpreter != new.interpreter:
        facts["interpreter"] = new.interpreter or ""
        text = (
            N_("{meeting} in {slot} is now interpreted by {interpreter}.")
            if new.interpreter
            else N_("{meeting} in {slot} has no interpreter any more.")
        )
        return Change(Kind.INTERPRETER, new.meeting, Message(text, facts))
    return None
