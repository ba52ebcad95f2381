"""The scheduling problem: what `design/problem.schema.json` says, as frozen data classes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Slot:
    """One step of the time grid. Slots of one `part` are consecutive in list order."""

    id: str
    start: datetime
    end: datetime
    part: str


@dataclass(frozen=True, slots=True)
class Closure:
    """Tables of a venue (all of them where `tables` is None) that are not to be had in a slot."""

    slot: str
    tables: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Venue:
    id: str
    tables: tuple[str, ...]
    closed: tuple[Closure, ...] = ()


@dataclass(frozen=True, slots=True)
class Travel:
    """Minutes between two venues; symmetric unless both directions are listed."""

    origin: str
    destination: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Session:
    """A pitch, visit or meal: binds one representative of each participant in its slots."""

    id: str
    slots: tuple[str, ...]
    participants: tuple[str, ...]
    venue: str | None = None
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    id: str
    side: str | None = None
    unavailable: frozenset[str] = frozenset()
    representatives: int = 1
    min_meetings: int = 0
    max_meetings: int | None = None
    max_consecutive: int | None = None
    buffer_minutes: int = 0
    table: str | None = None


@dataclass(frozen=True, slots=True)
class Interpreter:
    id: str
    pairs: frozenset[frozenset[str]]
    unavailable: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Meeting:
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


@dataclass(frozen=True, slots=True)
class Previous:
    """Where a meeting stood in the plan to repair; a pinned one stays."""

    meeting: str
    slot: str
    table: str | None = None
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    slots: tuple[Slot, ...]
    venues: tuple[Venue, ...]
    participants: tuple[Participant, ...]
    meetings: tuple[Meeting, ...]
    travel: tuple[Travel, ...] = ()
    sessions: tuple[Session, ...] = ()
    interpreters: tuple[Interpreter, ...] = ()
    fairness: int | None = None
    previous: tuple[Previous, ...] = ()
