"""The nouns of the scheduling problem. Each checks on construction what it alone can know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from vstrecha.engine.scheduling.problem.error import ProblemError

_PAIR = 2

MOST_COUNTED = 1_000_000
"""The most of minutes, meetings, slots or places that a field may say: about two years of time."""
MOST_UTILITY = 10**12
"""The most that all meetings may be worth together. In a repair the solvers multiply it by the
number of meetings, and 64-bit floating point has to keep the product exact."""


def no_repeats(ids: Iterable[str], where: str, field: str) -> None:
    """Raise ProblemError where `ids` names the same thing twice."""
    twice = [name for name, count in Counter(ids).items() if count > 1]
    if twice:
        raise ProblemError(where, field, f"'{twice[0]}' is listed twice; list it once.")


def _not_empty(name: str, where: str) -> None:
    if not name:
        raise ProblemError(where, "id", "is empty; give it a name of its own.")


def whole(
    value: int | None, least: int, where: str, field: str, *, most: int = MOST_COUNTED
) -> None:
    """Raise ProblemError where a number is out of range; None is one left out."""
    if value is not None and value < least:
        raise ProblemError(where, field, f"is {value}; it must be {least} or more.")
    if value is not None and value > most:
        raise ProblemError(where, field, f"is above {most:,}, the most there can be; lower it.")


@dataclass(frozen=True, slots=True)
class Slot:
    """One step of the time grid. Slots of one `part` follow one another in list order.

    Both moments are kept with the offset that they have then: between two of one zone Python
    subtracts the hands of the clock, which is an hour wrong across a change to summer time.
    """

    id: str
    start: datetime
    end: datetime
    part: str

    def __post_init__(self) -> None:
        _not_empty(self.id, "a slot")
        where = f"slot {self.id}"
        for field, moment in (("start", self.start), ("end", self.end)):
            if moment.utcoffset() is None:
                raise ProblemError(where, field, "has no time zone; add one, such as +07:00.")
            zone = timezone(moment.utcoffset() or timedelta(0))
            object.__setattr__(self, field, moment.replace(tzinfo=zone, fold=0))
        if self.end <= self.start:
            raise ProblemError(where, "end", "is not after 'start'; make it later.")


@dataclass(frozen=True, slots=True)
class Closure:
    """Tables of a venue (all of them where `tables` is None) that are not to be had in a slot."""

    slot: str
    tables: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Venue:
    """A place with tables; a table's id belongs to one venue only."""

    id: str
    tables: tuple[str, ...]
    closed: tuple[Closure, ...] = ()

    def __post_init__(self) -> None:
        _not_empty(self.id, "a venue")
        where = f"venue {self.id}"
        no_repeats(self.tables, where, "tables")
        known = set(self.tables)
        for closure in self.closed:
            for table in closure.tables or ():
                if table not in known:
                    raise ProblemError(
                        where, "closed", f"names table '{table}', which is not one of its tables."
                    )


@dataclass(frozen=True, slots=True)
class Travel:
    """Minutes between two venues; symmetric unless both directions are listed."""

    origin: str
    destination: str
    minutes: int

    def __post_init__(self) -> None:
        where = f"travel from {self.origin} to {self.destination}"
        whole(self.minutes, 0, where, "minutes")
        if self.origin == self.destination and self.minutes:
            raise ProblemError(where, "to", "is the venue it starts from; leave this travel out.")


@dataclass(frozen=True, slots=True)
class Session:
    """A pitch, visit or meal: binds one representative of each participant in its slots."""

    id: str
    slots: tuple[str, ...]
    participants: tuple[str, ...]
    venue: str | None = None
    capacity: int | None = None

    def __post_init__(self) -> None:
        _not_empty(self.id, "a session")
        where = f"session {self.id}"
        no_repeats(self.slots, where, "slots")
        no_repeats(self.participants, where, "participants")
        whole(self.capacity, 0, where, "capacity")
        if self.capacity is not None and len(self.participants) > self.capacity:
            raise ProblemError(
                where,
                "participants",
                f"lists {len(self.participants)} participants for {self.capacity} places; "
                "list fewer or raise 'capacity'.",
            )


@dataclass(frozen=True, slots=True)
class Participant:
    """A company with one or more representatives, each of whom can be in one place at a time."""

    id: str
    side: str | None = None
    unavailable: frozenset[str] = frozenset()
    representatives: int = 1
    min_meetings: int = 0
    max_meetings: int | None = None
    max_consecutive: int | None = None
    buffer_minutes: int = 0
    table: str | None = None

    def __post_init__(self) -> None:
        _not_empty(self.id, "a participant")
        where = f"participant {self.id}"
        whole(self.representatives, 1, where, "representatives")
        whole(self.min_meetings, 0, where, "min_meetings")
        whole(self.max_meetings, 0, where, "max_meetings")
        whole(self.max_consecutive, 1, where, "max_consecutive")
        whole(self.buffer_minutes, 0, where, "buffer_minutes")
        if self.max_meetings is not None and self.min_meetings > self.max_meetings:
            raise ProblemError(
                where,
                "min_meetings",
                f"is {self.min_meetings}, above 'max_meetings' ({self.max_meetings}); lower it.",
            )


@dataclass(frozen=True, slots=True)
class Interpreter:
    """Somebody who interprets between the two languages of any of `pairs`, either way."""

    id: str
    pairs: frozenset[frozenset[str]]
    unavailable: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        _not_empty(self.id, "an interpreter")
        if any(len(pair) != _PAIR for pair in self.pairs):
            raise ProblemError(
                f"interpreter {self.id}", "pairs", "each pair must be two different languages."
            )


@dataclass(frozen=True, slots=True)
class Meeting:
    """An accepted request: two or more participants, `length` slots in a row, at one table.

    `utility` is what placing it is worth; a `mandatory` one must be placed.
    `slot` is its only first slot, `table` its only table, where given; `after` names meetings
    that end before it starts, where both are placed.
    """

    id: str
    participants: tuple[str, ...]
    utility: int = 1
    mandatory: bool = False
    length: int = 1
    allowed_slots: frozenset[str] | None = None
    slot: str | None = None
    table: str | None = None
    after: tuple[str, ...] = ()
    language_pair: frozenset[str] | None = None

    def __post_init__(self) -> None:
        _not_empty(self.id, "a meeting")
        where = f"meeting {self.id}"
        if len(self.participants) < _PAIR:
            raise ProblemError(where, "participants", "a meeting needs two participants or more.")
        no_repeats(self.participants, where, "participants")
        whole(self.utility, 0, where, "utility", most=MOST_UTILITY)
        whole(self.length, 1, where, "length")
        if self.id in self.after:
            raise ProblemError(where, "after", "names the meeting itself; take it out.")
        if self.language_pair is not None and len(self.language_pair) != _PAIR:
            raise ProblemError(
                where,
                "language_pair",
                "must be two different languages; leave it out where no interpreter is needed.",
            )


@dataclass(frozen=True, slots=True)
class Previous:
    """Where a meeting stood in the plan to repair; a pinned one stays."""

    meeting: str
    slot: str
    table: str | None = None
    pinned: bool = False
