"""Advice in words."""

from __future__ import annotations

from vstrecha.engine.message import N_, Fact, Message, N_n
from vstrecha.engine.scheduling.problem import Problem
from vstrecha.engine.scheduling.whatif.change import Change, next_slot

_CHANGES = {
    "table": N_("One more table at {venue}, {day} from {begin} to {end}"),
    "interpreter": N_("One more interpreter for {languages}, {day} from {begin} to {end}"),
    "slot": N_("One more slot, {day} from {begin} to {end}"),
    "presence": N_("{participant} available on {day} from {begin} to {end} as well"),
    "representative": N_("One more representative of {participant}"),
    "most": N_("{participant} may have up to {most} meetings"),
    "work": N_("No change, only longer planning"),
}
_WHOM = {"table": "venue", "interpreter": "languages"}


def change_in_words(problem: Problem, change: Change) -> Message:
    """What is to be changed, without a full stop."""
    facts = _when(problem, change)
    if change.whom:
        facts[_WHOM.get(change.kind, "participant")] = change.whom
    if change.kind == "most":
        facts["most"] = change.count
    return Message(_CHANGES[change.kind], facts)


def gain_in_words(what: Message, meetings: int, utility: int) -> Message:
    """A change and what it was found to gain."""
    facts: dict[str, Fact] = {"change": what, "count": abs(meetings), "utility": utility}
    if not utility:
        return Message(N_("{change}: proven to gain nothing."), {"change": what})
    if not meetings:
        return Message(N_("{change}: as many meetings, utility +{utility}."), facts)
    if meetings < 0:
        one, many = N_n(
            "{change}: {count} meeting fewer, utility +{utility}.",
            "{change}: {count} meetings fewer, utility +{utility}.",
        )
    else:
        one, many = N_n(
            "{change}: +{count} meeting, utility +{utility}.",
            "{change}: +{count} meetings, utility +{utility}.",
        )
    return Message(one, facts, many, "count")


def _when(problem: Problem, change: Change) -> dict[str, Fact]:
    """The day and hours of a day-part, or of the slot that would follow it."""
    slots = [slot for slot in problem.slots if slot.part == change.part]
    if change.kind == "slot":
        more = next_slot(problem, change.part)
        slots = [] if more is None else [more]
    if not slots:
        return {}
    begin, end = min(slot.start for slot in slots), max(slot.end for slot in slots)
    return {"day": f"{begin:%Y-%m-%d}", "begin": f"{begin:%H:%M}", "end": f"{end:%H:%M}"}
