"""What goes into the search for teams and what comes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from vstrecha.engine.message import Message


class Source(StrEnum):
    """Where a capability stands: in an offer, among what a joint project has, in a company's
    description, or in a request (who seeks a thing can be its customer or its test site)."""

    OFFER = "offer"
    EXISTS = "exists"
    PROFILE = "profile"
    REQUEST = "request"


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that is missing.

    `texts` are versions of the same content, the original first, and `titles` their heads, where
    they have some; `weight` says how much it matters beside the other needs of its project.
    """

    id: str
    texts: tuple[str, ...]
    weight: float = 1.0
    titles: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not any(text.strip() for text in self.texts):
            raise ValueError(f"need {self.id}: it has no text")
        if self.weight <= 0:
            raise ValueError(f"need {self.id}: its weight must be positive, not {self.weight}")


@dataclass(frozen=True, slots=True)
class Capability:
    """Something that a company can bring: `texts` and `titles` are versions of the same content,
    the original first.

    `context` are versions of what a short text is part of: it covers a need only in so far as it
    does so both by itself and there.
    """

    id: str
    source: Source
    texts: tuple[str, ...]
    titles: tuple[str, ...] = ()
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Company:
    """A company that may join a team: what it can bring, and what it wants for itself."""

    id: str
    side: str
    capabilities: tuple[Capability, ...] = ()
    wants: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """A joint project: who brings it, what it is about (versions of one text), what it needs.

    Where it does not say what it needs, those of its company's `requests` that are about the same
    thing are taken for its needs.
    """

    id: str
    company: str
    texts: tuple[str, ...]
    needs: tuple[Need, ...] = ()
    requests: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """How many companies make a team (at least two), who may not be in one together, whether
    both sides must be in it, and how many teams are proposed for a project."""

    least: int = 2
    most: int = 5
    both_sides: bool = False
    alternatives: int = 3
    forbidden: frozenset[frozenset[str]] = frozenset()

    def __post_init__(self) -> None:
        if not 2 <= self.least <= self.most:  # noqa: PLR2004 - one company is no team
            raise ValueError(f"a team has 2 companies or more, not {self.least} to {self.most}")
        if self.alternatives < 1:
            raise ValueError("at least one team must be asked for")


@dataclass(frozen=True, slots=True)
class Bring:
    """A need that a member covers, and by what.

    `strength` (0..1) is the chance that need and capability are about the same thing, times the
    trust in the capability's source; `value` is what that adds to the team's score. `phrases`
    are the sentences of the capability that come nearest to the need, one for each version.
    """

    project: str
    need: Need
    capability: Capability
    strength: float
    value: float
    phrases: tuple[str, ...]
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Gain:
    """What a member wants for itself and finds in the team; `by` is the member that has it."""

    want: Need
    by: str
    capability: Capability
    strength: float
    value: float
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A company in a team; one that brings a project `initiates`."""

    company: str
    initiates: bool
    brings: tuple[Bring, ...]
    gain: Gain | None


@dataclass(frozen=True, slots=True)
class Missing:
    """A need that nobody in the team covers. `nobody` says that no company of the mission does."""

    project: str
    need: Need
    nobody: bool


@dataclass(frozen=True, slots=True)
class Team:
    """A team for one joint project, or for two that become one.

    `score` is `covered` + `gained` - `cost`, and each of the first two is the sum of the members'
    values. No team that the rules allow has a score above `bound`.
    """

    projects: tuple[str, ...]
    members: tuple[Member, ...]
    missing: tuple[Missing, ...]
    covered: float
    gained: float
    cost: float
    score: float
    bound: float

    @property
    def gap(self) -> float:
        """How much better than this team another could be at most, as a share; 0 is proven."""
        return max(0.0, (self.bound - self.score) / self.bound) if self.bound > 0 else 0.0

    def brought(self) -> Iterator[tuple[Member, Bring]]:
        """All that the members bring, with the member."""
        for member in self.members:
            for bring in member.brings:
                yield member, bring
