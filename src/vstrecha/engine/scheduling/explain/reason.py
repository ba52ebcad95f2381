"""What a reason is made of, before it is put in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

# The rule (a key of `check.RULES`) behind each kind of obstacle. The first ones stand in the way
# of any plan, the others in the way of the plan at hand.
ALWAYS = {
    "day-part": "length",
    "allowed": "allowed",
    "fixed": "fixed",
    "pinned": "pinned",
    "absent": "available",
    "session": "representatives",
    "closed": "open",
    "no interpreter": "interpreter",
}
NOW = {
    "most": "most",
    "busy": "representatives",
    "tables": "table",
    "table": "own table",
    "interpreter": "interpreter once",
    "travel": "travel",
    "buffer": "buffer",
    "rest": "rest",
    "representatives": "representatives",
    "order": "order",
    "fairness": "fairness",
}
RULE_OF = ALWAYS | NOW


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What keeps a meeting out of a slot, and whom or what it concerns.

    `kind` is a key of RULE_OF. `whom` is the id of a participant, or for "tables" of the venue
    (empty for all), for "table" of the table, for "order" of the other meeting.
    """

    kind: str
    whom: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """An obstacle and the slots that it accounts for.

    `count` is how many tables are taken (0 where it differs from slot to slot), how many meetings
    are the most, or how many representatives there are.
    """

    obstacle: Obstacle
    slots: tuple[str, ...]
    count: int = 0


class Case(StrEnum):
    """What sort of reason it is."""

    NOWHERE = "nowhere"  # no table is open in any slot
    NEVER = "never"  # no plan could hold the meeting as it is asked for
    FULL = "full"  # a participant has as many meetings as it may have
    NOW = "now"  # this plan has something else in every slot that there is
    FREE = "free"  # nothing stands in the way
    WORTHLESS = "worthless"  # nothing stands in the way, and nothing is gained


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a meeting has no place.

    `slots` are those in which it could start as far as wishes, presence and open tables go (for
    NEVER all that are looked at; for FREE those in which it would fit). Each of them stands in a
    clause, and in no clause's place another one would do: leave one out, and a slot is not
    accounted for.
    """

    case: Case
    slots: tuple[str, ...] = ()
    clauses: tuple[Clause, ...] = ()
