"""What the checker says when a plan breaks a rule."""

from __future__ import annotations

from dataclasses import dataclass

from vstrecha.engine.message import N_, Fact, Message


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken rule (`rule` is a key of RULES) and how it is broken."""

    rule: str
    detail: Message

    @property
    def label(self) -> Message:
        """The rule in one sentence."""
        return Message(RULES[self.rule])


def violation(rule: str, text: str, **facts: Fact) -> Violation:
    """A broken rule, in a sentence with facts."""
    return Violation(rule, Message(text, facts))


RULES = {
    "names": N_("A plan names only what the problem lists, and each meeting once."),
    "length": N_("A meeting takes its slots one after another within one day-part."),
    "allowed": N_("A meeting is held in slots that it allows."),
    "fixed": N_("A meeting with a fixed slot starts in it."),
    "available": N_("Nobody has a meeting while unavailable."),
    "representatives": N_("A representative is in one meeting or session at a time."),
    "travel": N_("Between two venues there is time to travel."),
    "buffer": N_("Between two meetings of one person there is the buffer asked for."),
    "rest": N_("Nobody is in meetings for more slots in a row than allowed."),
    "most": N_("A participant has no more meetings than its most."),
    "least": N_("A participant has no fewer meetings than its least."),
    "open": N_("A meeting is held at a table that is open."),
    "table": N_("A table holds one meeting at a time."),
    "own table": N_("A meeting is held at the table it asks for, else at its participants' own."),
    "interpreter": N_("A meeting in two languages has one interpreter for them."),
    "interpreter once": N_("An interpreter is in one place at a time."),
    "order": N_("A meeting that comes after another starts when that one has ended."),
    "mandatory": N_("A mandatory meeting is held."),
    "pinned": N_("A pinned meeting stays where it was."),
    "fairness": N_("No two participants differ by more in their breaks than allowed."),
    "sessions": N_("A participant has a representative for each of its sessions."),
    "claims": N_("A plan says of itself what is true."),
}
