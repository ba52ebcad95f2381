"""Two versions of the programme side by side: who moved, what was dropped, what is new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from vstrecha.companies.models import Company
from vstrecha.meetings.models import Meeting
from vstrecha.missions.models import Mission, Side
from vstrecha.programme.models import Placement, Programme, Unplaced
from vstrecha.programme.selectors.wording import Names, names_in, say
from vstrecha.web.localised import Localised, localised

__all__ = ["Change", "Comparison", "Stand", "compare"]


@dataclass(frozen=True, slots=True)
class Stand:
    """Where and when a meeting is, in the mission's zone."""

    starts_at: datetime
    ends_at: datetime
    venue: Localised
    table: str

    def differs_by_table_alone(self, other: Stand) -> bool:
        """Whether the two are at the same time at the same venue."""
        return (self.starts_at, self.ends_at, self.venue) == (
            other.starts_at,
            other.ends_at,
            other.venue,
        )


@dataclass(frozen=True, slots=True)
class Change:
    """A meeting that is not where it was: its companies, the delegation's first; from, to, why.

    Without `before` it is new, without `after` it was dropped.
    """

    companies: tuple[Company, ...]
    before: Stand | None
    after: Stand | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is different in the later of two versions, in the order of time."""

    moved: tuple[Change, ...]
    tables: tuple[Change, ...]
    dropped: tuple[Change, ...]
    new: tuple[Change, ...]
    unchanged: int

    @property
    def is_same(self) -> bool:
        """Whether every meeting is where it was."""
        return not (self.moved or self.tables or self.dropped or self.new)

    @property
    def companies(self) -> int:
        """How many companies have a meeting that changed."""
        changes = (*self.moved, *self.tables, *self.dropped, *self.new)
        return len({company.pk for change in changes for company in change.companies})


def compare(*, mission: Mission, earlier: Programme, later: Programme) -> Comparison:
    """What the later version says otherwise, in a number of queries that does not grow."""
    stands: dict[int, dict[int, Stand]] = {earlier.pk: {}, later.pk: {}}
    for placement in Placement.objects.filter(programme__in=[earlier, later]).select_related(
        "slot", "table__venue"
    ):
        stands[placement.programme_id][placement.meeting_id] = _stand(placement, mission)
    before, after = stands[earlier.pk], stands[later.pk]
    changed = [pk for pk in {*before, *after} if before.get(pk) != after.get(pk)]
    meetings = _meetings(changed)
    reasons = _Reasons.of(mission, earlier, later)
    moved, tables, dropped, new = [], [], [], []
    for pk in changed:
        one, other = before.get(pk), after.get(pk)
        companies = _home_first(meetings[pk].participants.all())
        if one is None:
            new.append(Change(companies, None, other, reasons.why_new(pk)))
        elif other is None:
            dropped.append(Change(companies, one, None, reasons.why_dropped(meetings[pk])))
        elif one.differs_by_table_alone(other):
            tables.append(Change(companies, one, other))
        else:
            moved.append(Change(companies, one, other))
    return Comparison(
        moved=_in_order(moved),
        tables=_in_order(tables),
        dropped=_in_order(dropped),
        new=_in_order(new),
        unchanged=len({*before} & {*after}) - len(moved) - len(tables),
    )


def _stand(placement: Placement, mission: Mission) -> Stand:
    return Stand(
        starts_at=placement.slot.starts_at.astimezone(mission.zone),
        ends_at=placement.ends_at.astimezone(mission.zone),
        venue=localised(placement.table.venue, "name", language=mission.language),
        table=placement.table.label,
    )


def _meetings(keys: Iterable[int]) -> dict[int, Meeting]:
    return Meeting.objects.prefetch_related(
        Prefetch("participants", Company.objects.select_related("side"))
    ).in_bulk(list(keys))


def _home_first(companies: Iterable[Company]) -> tuple[Company, ...]:
    return tuple(
        sorted(companies, key=lambda one: (one.side.role != Side.Role.HOME.value, one.name))
    )


def _in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    """By the time at which each was, or is where it is new."""

    def when(change: Change) -> tuple[datetime, str]:
        stand = change.before or change.after
        if stand is None:
            raise ValueError("a change has a place before or after")
        return stand.starts_at, stand.table

    return tuple(sorted(changes, key=when))


@dataclass(frozen=True, slots=True)
class _Reasons:
    """Why meetings have no place in either version."""

    names: Names
    earlier: Mapping[int, Mapping[str, object]]
    later: Mapping[int, Mapping[str, object]]

    @classmethod
    def of(cls, mission: Mission, earlier: Programme, later: Programme) -> _Reasons:
        found: dict[int, dict[int, Mapping[str, object]]] = {earlier.pk: {}, later.pk: {}}
        for row in Unplaced.objects.filter(programme__in=[earlier, later]):
            found[row.programme_id][row.meeting_id] = row.reason
        return cls(names_in(mission), found[earlier.pk], found[later.pk])

    def why_dropped(self, meeting: Meeting) -> str:
        if meeting.pk in self.later:
            return say(self.later[meeting.pk], self.names)
        return _("Nobody asks for it any more.")

    def why_new(self, pk: int) -> str:
        return _("It had no place before.") if pk in self.earlier else _("It is asked for anew.")
