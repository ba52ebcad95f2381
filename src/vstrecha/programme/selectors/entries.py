"""What a timetable is made of: meetings with their place, and sessions with who is bound."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet

from vstrecha.companies.models import Company
from vstrecha.missions.models import Mission, Side
from vstrecha.programme.access import Desk
from vstrecha.programme.models import Placement, Programme, Session, Slot
from vstrecha.web.localised import Localised, localised

__all__ = ["Entry", "GridSlot", "grid_slots", "meetings_of", "sessions_of"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A meeting or a session in a timetable.

    `companies` are those that meet, the delegation's first, or those whom a session binds.
    `slots` are the starts of the slots that it takes; `key` is a meeting's.
    """

    kind: str
    starts_at: datetime
    ends_at: datetime
    companies: tuple[Company, ...]
    slots: tuple[datetime, ...]
    title: Localised | None = None
    venue: Localised | None = None
    table: str = ""
    table_pk: int = 0
    is_pinned: bool = False
    key: str = ""

    @property
    def is_meeting(self) -> bool:
        return self.kind == "meeting"

    @property
    def day(self) -> date:
        return self.starts_at.date()

    def partners_of(self, company: Company) -> tuple[Company, ...]:
        """Whom the company meets here."""
        return tuple(other for other in self.companies if other.pk != company.pk)


@dataclass(frozen=True, slots=True)
class GridSlot:
    """One column of a grid: a slot in the mission's zone."""

    starts_at: datetime
    ends_at: datetime
    part: str


def grid_slots(*, mission: Mission) -> list[GridSlot]:
    """All slots of a mission in order."""
    zone = mission.zone
    return [
        GridSlot(slot.starts_at.astimezone(zone), slot.ends_at.astimezone(zone), slot.part)
        for slot in Slot.objects.filter(mission=mission).order_by("starts_at")
    ]


def meetings_of(
    *, desk: Desk, programme: Programme, slots: Sequence[GridSlot], company: Company | None = None
) -> list[Entry]:
    """The placed meetings that the visitor may see: the organiser all, others those of the
    companies they act for; of one `company` where it is given."""
    placements: QuerySet[Placement] = programme.placements.select_related(
        "slot", "table__venue", "meeting"
    ).prefetch_related(Prefetch("meeting__participants", Company.objects.select_related("side")))
    if not desk.is_organiser:
        placements = placements.filter(meeting__participants__in=desk.companies).distinct()
    if company is not None:
        placements = placements.filter(meeting__participants=company).distinct()
    zone, language = desk.mission.zone, desk.mission.language
    entries = []
    for placement in placements.order_by("slot__starts_at", "table__venue", "table__position"):
        starts_at = placement.slot.starts_at.astimezone(zone)
        ends_at = placement.ends_at.astimezone(zone)
        entries.append(
            Entry(
                kind="meeting",
                starts_at=starts_at,
                ends_at=ends_at,
                companies=_home_first(placement.meeting.participants.all()),
                slots=_covered(slots, starts_at, ends_at),
                venue=localised(placement.table.venue, "name", language=language),
                table=placement.table.label,
                table_pk=placement.table.pk,
                is_pinned=placement.is_pinned,
                key=placement.meeting.key,
            )
        )
    return entries


def sessions_of(
    *, mission: Mission, slots: Sequence[GridSlot], company: Company | None = None
) -> list[Entry]:
    """The sessions of a mission, or those that bind one company."""
    sessions: QuerySet[Session] = mission.sessions.select_related("venue").prefetch_related(
        "participants"
    )
    if company is not None:
        sessions = sessions.filter(participants=company)
    zone, language = mission.zone, mission.language
    entries = []
    for session in sessions.order_by("starts_at", "pk"):
        starts_at = session.starts_at.astimezone(zone)
        ends_at = session.ends_at.astimezone(zone)
        entries.append(
            Entry(
                kind=session.kind,
                starts_at=starts_at,
                ends_at=ends_at,
                companies=tuple(session.participants.all()),
                slots=_covered(slots, starts_at, ends_at),
                title=localised(session, "title", language=language),
                venue=(
                    localised(session.venue, "name", language=language) if session.venue else None
                ),
            )
        )
    return entries


def _home_first(companies: Iterable[Company]) -> tuple[Company, ...]:
    return tuple(
        sorted(companies, key=lambda one: (one.side.role != Side.Role.HOME.value, one.name))
    )


def _covered(
    slots: Sequence[GridSlot], starts_at: datetime, ends_at: datetime
) -> tuple[datetime, ...]:
    """The starts of the slots that overlap a span of time."""
    return tuple(
        slot.starts_at for slot in slots if slot.starts_at < ends_at and slot.ends_at > starts_at
    )
