"""Is this the best timetable? One version of the programme, told to its organiser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from vstrecha.companies.models import Company
from vstrecha.missions.models import Mission
from vstrecha.programme.models import Programme, Unplaced
from vstrecha.programme.selectors.wording import Names, names_in, say

__all__ = [
    "LEVELS",
    "LeftOut",
    "Version",
    "latest_version",
    "left_out_of",
    "running_version",
    "versions_of",
]

# The levels of the objective that people are told of, besides the meetings placed.
LEVELS = ("mandatory", "utility", "moved", "breaks", "fairness")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A meeting without a place, and why."""

    companies: tuple[Company, ...]
    is_mandatory: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the programme with its figures."""

    programme: Programme
    message: str
    created_at: datetime
    published_at: datetime | None
    is_in_force: bool

    @property
    def requested(self) -> int:
        """The number of meetings that were asked for."""
        return _whole(self.programme.objective, "requested")

    @property
    def placed(self) -> int:
        return _whole(self.programme.objective, "placed")

    @property
    def without_place(self) -> int:
        return self.requested - self.placed

    @property
    def limit(self) -> int:
        """The number of meetings that no timetable can exceed, as far as it is proven."""
        found = self.programme.bound.get("placed")
        return int(found) if isinstance(found, int | float) else self.requested

    @property
    def is_most(self) -> bool:
        """Whether no timetable can place more meetings."""
        return self.placed >= self.limit

    @property
    def breaks(self) -> int | None:
        """Gaps in the participants' days; None where they were not counted."""
        return _whole(self.programme.objective, "breaks") if self._has("breaks") else None

    @property
    def fewest_breaks(self) -> int | None:
        """The proven least number of gaps, where one is known."""
        found = self.programme.bound.get("breaks")
        return int(found) if isinstance(found, int | float) else None

    @property
    def seconds(self) -> float:
        return self.programme.seconds

    @property
    def is_running(self) -> bool:
        return self.programme.status == Programme.Status.RUNNING

    @property
    def has_timetable(self) -> bool:
        return self.programme.status in {Programme.Status.OPTIMAL, Programme.Status.FEASIBLE}

    @property
    def is_proven(self) -> bool:
        return self.programme.status == Programme.Status.OPTIMAL

    def _has(self, level: str) -> bool:
        return level in self.programme.objective


def _whole(figures: Mapping[str, object], level: str) -> int:
    found = figures.get(level, 0)
    return int(found) if isinstance(found, int | float) else 0


def versions_of(*, mission: Mission) -> list[Version]:
    """All versions of a mission's programme, the newest first."""
    programmes = list(mission.programmes.all())
    in_force = max(
        (one for one in programmes if one.published_at is not None),
        key=lambda one: one.published_at or one.created_at,
        default=None,
    )
    no_names = Names({})
    return [
        Version(
            programme=programme,
            message=say(programme.message, no_names),
            created_at=programme.created_at.astimezone(mission.zone),
            published_at=(
                programme.published_at.astimezone(mission.zone) if programme.published_at else None
            ),
            is_in_force=programme == in_force,
        )
        for programme in programmes
    ]


def latest_version(versions: Sequence[Version]) -> Version | None:
    """The newest version that is not still being planned."""
    return next((version for version in versions if not version.is_running), None)


def running_version(versions: Sequence[Version]) -> Version | None:
    """The version that is being planned now."""
    return next((version for version in versions if version.is_running), None)


def left_out_of(*, mission: Mission, programme: Programme) -> list[LeftOut]:
    """The meetings without a place in a version: the mandatory ones first."""
    rows: Sequence[Unplaced] = list(
        programme.unplaced.select_related("meeting")
        .prefetch_related("meeting__participants__side")
        .order_by("-meeting__is_mandatory", "-meeting__utility", "meeting__key")
    )
    names = names_in(mission) if rows else Names({})
    return [
        LeftOut(
            companies=tuple(
                sorted(
                    row.meeting.participants.all(),
                    key=lambda company: (company.side.role != "home", company.name),
                )
            ),
            is_mandatory=row.meeting.is_mandatory,
            reason=say(row.reason, names),
        )
        for row in rows
    ]
