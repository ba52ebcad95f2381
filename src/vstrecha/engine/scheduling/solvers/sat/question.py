"""What the SAT solver is asked: the problem reduced to meetings, slots and who meets when.

Plain numbers throughout, so that it can be handed to another process as JSON.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict, dataclass

from vstrecha.engine.scheduling.solvers.facts import Facts
from vstrecha.engine.scheduling.solvers.options import options_of

MOST = 60_000
"""Meetings × slots up to which clauses are written down in seconds."""


@dataclass(frozen=True, slots=True)
class Question:
    """A problem in which all meetings are held, each in one slot, at any table.

    `parts` are the slots of each day-part in the order of time; `allowed[m]` the slots of
    meeting m, `who[m]` its participants; `before` pairs of meetings of which the first is
    strictly earlier; `tables[t]` how many tables are open in slot t; `in_session[p]` the slots
    in which participant p is bound otherwise. `fairness` is the largest allowed difference in
    breaks, `even_out` whether that difference is to be made small once breaks are fewest.
    """

    participants: int
    parts: tuple[tuple[int, ...], ...]
    allowed: tuple[tuple[int, ...], ...]
    who: tuple[tuple[int, ...], ...]
    before: tuple[tuple[int, int], ...]
    tables: tuple[int, ...]
    in_session: tuple[tuple[int, ...], ...]
    fairness: int | None = None
    even_out: bool = False

    @property
    def meetings_of(self) -> list[list[int]]:
        """The meetings of each participant."""
        found: list[list[int]] = [[] for _ in range(self.participants)]
        for meeting, people in enumerate(self.who):
            for person in people:
                found[person].append(meeting)
        return found

    def to_json(self) -> str:
        """One line of text from which `from_json` makes the same question."""
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Question:
        """The question that `to_json` wrote."""
        data = json.loads(text)
        nested = ("parts", "allowed", "who", "before", "in_session")
        for name in nested:
            data[name] = tuple(tuple(row) for row in data[name])
        data["tables"] = tuple(data["tables"])
        return cls(**data)


def suits(facts: Facts) -> bool:
    """Whether a problem can be put as a Question without leaving out any of its rules."""
    problem = facts.problem
    return (
        0 < len(problem.meetings) * len(facts.grid) <= MOST
        and not problem.previous
        and problem.counts("breaks")
        and not facts.rooms.far_apart
        and all(
            meeting.mandatory
            and meeting.length == 1
            and meeting.language_pair is None
            and facts.fixed_table[number] is None
            for number, meeting in enumerate(problem.meetings)
        )
        and all(
            one.representatives == 1
            and not one.buffer_minutes
            and one.max_consecutive is None
            and one.min_meetings <= len(facts.meetings_of[number])
            and (one.max_meetings is None or one.max_meetings >= len(facts.meetings_of[number]))
            for number, one in enumerate(problem.participants)
        )
        and not _doubly_bound(facts)
    )


def _doubly_bound(facts: Facts) -> bool:
    """Whether sessions ask somebody to be in two at once."""
    return any(
        facts.in_session(person, slot) > 1
        for person, sessions in enumerate(facts.bound)
        for session in sessions
        for slot in session.slots
    )


def ask(facts: Facts) -> Question:
    """The question that a suitable problem puts."""
    problem = facts.problem
    sessions: dict[int, set[int]] = defaultdict(set)
    for person, bound in enumerate(facts.bound):
        for session in bound:
            sessions[person].update(session.slots)
    return Question(
        participants=len(problem.participants),
        parts=facts.grid.parts,
        allowed=tuple(
            tuple(option.first for option in options_of(facts, number))
            for number in range(len(problem.meetings))
        ),
        who=facts.who,
        before=tuple(
            (facts.meeting_number[name], number)
            for number, meeting in enumerate(problem.meetings)
            for name in meeting.after
        ),
        tables=tuple(facts.rooms.capacity[0]),
        in_session=tuple(
            tuple(sorted(sessions[person])) for person in range(len(problem.participants))
        ),
        fairness=problem.fairness,
        even_out=problem.counts("fairness"),
    )
