"""The versions of a mission's programme with their figures: the newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from vstrecha.missions.models import Mission
from vstrecha.programme.models import Programme
from vstrecha.programme.selectors.wording import Names, names_in, parts_of, say
from vstrecha.web.templatetags.localise import lasting, number

__all__ = ["Version", "latest_version", "running_version", "versions_of"]


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the programme with its figures; times are in the mission's zone.

    `base` is the number of the version that it was made from, `pinned` how many of its own
    meetings are pinned; `conflicts` are the demands in `message` that cannot be met together.
    """

    programme: Programme
    message: str
    created_at: datetime
    published_at: datetime | None
    is_in_force: bool
    base: int | None = None
    pinned: int = 0
    conflicts: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        return self.programme.version

    @property
    def requested(self) -> int:
        """The number of meetings that were asked for."""
        return _whole(self.programme.objective, "requested") or 0

    @property
    def placed(self) -> int:
        return self.value("placed") or 0

    @property
    def worth(self) -> int:
        return self.value("utility") or 0

    @property
    def gaps(self) -> int | None:
        return self.value("breaks")

    @property
    def without_place(self) -> int:
        return self.requested - self.placed

    @property
    def limit(self) -> int:
        """The number of meetings that no timetable can exceed, as far as it is proven."""
        found = self.bound("placed")
        return self.requested if found is None else found

    @property
    def is_most(self) -> bool:
        """Whether no timetable can place more meetings."""
        return self.placed >= self.limit

    @property
    def is_running(self) -> bool:
        return self.programme.status == Programme.Status.RUNNING

    @property
    def has_timetable(self) -> bool:
        return self.programme.status in {Programme.Status.OPTIMAL, Programme.Status.FEASIBLE}

    @property
    def limit_words(self) -> str:
        """How long the engine might work on it."""
        if self.programme.time_limit is not None:
            return _("up to {time}").format(time=lasting(self.programme.time_limit))
        if self.programme.work_limit is not None:
            return _("a fixed amount of work ({amount})").format(
                amount=number(self.programme.work_limit)
            )
        return ""

    def value(self, level: str) -> int | None:
        """What it comes to at a level of the objective; None where that was not counted."""
        return _whole(self.programme.objective, level)

    def bound(self, level: str) -> int | None:
        """What no timetable can beat at a level; None where nothing is known."""
        return _whole(self.programme.bound, level)

    def is_proven(self, level: str) -> bool:
        """Whether it is proven that no timetable is better at a level."""
        found = self.value(level)
        return found is not None and found == self.bound(level)


def _whole(figures: Mapping[str, object], level: str) -> int | None:
    found = figures.get(level)
    return int(found) if isinstance(found, int | float) else None


def versions_of(*, mission: Mission) -> list[Version]:
    """All versions of a mission's programme, the newest first, in one query."""
    programmes = list(
        mission.programmes.select_related("planned_by", "run")
        .annotate(
            base_version=F("base__version"),
            pinned=Count("placements", filter=Q(placements__is_pinned=True)),
        )
        # What calendars are told is long, and no page about versions shows it.
        .defer("notices")
        .order_by("-version")
    )
    in_force = max(
        (one for one in programmes if one.published_at is not None),
        key=lambda one: (one.published_at or one.created_at, one.version),
        default=None,
    )
    # Only what makes a mission impossible names companies: elsewhere their names are not fetched.
    is_impossible = any(one.status == Programme.Status.INFEASIBLE for one in programmes)
    names = names_in(mission) if is_impossible else Names({})
    for programme in programmes:
        programme.mission = mission
    return [
        Version(
            programme=programme,
            message=say(programme.message, names),
            created_at=programme.created_at.astimezone(mission.zone),
            published_at=(
                programme.published_at.astimezone(mission.zone) if programme.published_at else None
            ),
            is_in_force=programme == in_force,
            base=programme.base_version,
            pinned=programme.pinned,
            conflicts=parts_of(programme.message, "conflicts", names),
        )
        for programme in programmes
    ]


def latest_version(versions: Sequence[Version]) -> Version | None:
    """The newest version that is not still being planned."""
    return next((version for version in versions if not version.is_running), None)


def running_version(versions: Sequence[Version]) -> Version | None:
    """The version that is being planned now."""
    return next((version for version in versions if version.is_running), None)
