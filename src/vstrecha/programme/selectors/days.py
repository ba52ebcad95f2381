"""The days of a mission as a line with stops: sessions, blocks of meetings, ways between venues."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from itertools import groupby

from django.db.models import Count

from vstrecha.missions.models import Mission
from vstrecha.programme.models import Session, Slot, Travel, Venue
from vstrecha.web.localised import Localised, localised

__all__ = ["Day", "Stop", "days_of"]

MEETINGS, TRAVEL = "meetings", "travel"
ICONS = {
    Session.Kind.OPENING.value: "flag",
    Session.Kind.PITCH.value: "megaphone",
    Session.Kind.VISIT.value: "pin",
    Session.Kind.MEAL.value: "cup",
    Session.Kind.TRANSFER.value: "coach",
    MEETINGS: "table",
    TRAVEL: "coach",
}


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop on a day's line. `kind` is a session's kind, `meetings` or `travel`.

    A block of meetings tells its number of `slots`; a way its `minutes`, of which no one has said
    when they begin: `starts_at` is then the end of what was before.
    """

    kind: str
    starts_at: datetime
    ends_at: datetime
    title: Localised | None = None
    venue: Localised | None = None
    capacity: int | None = None
    slots: int = 0
    minutes: int = 0

    @property
    def icon(self) -> str:
        """The name of its drawing."""
        return ICONS[self.kind]

    @property
    def is_way(self) -> bool:
        """Whether people are on their way rather than at a place."""
        return self.kind in {TRAVEL, Session.Kind.TRANSFER.value}


@dataclass(frozen=True, slots=True)
class Day:
    """One day and its stops in order of time."""

    date: date
    stops: tuple[Stop, ...]


def days_of(*, mission: Mission) -> list[Day]:
    """The days of a mission that have something on them."""
    zone, language = mission.zone, mission.language
    meeting_venue = _meeting_venue(mission)
    stops = [
        Stop(
            kind=session.kind,
            starts_at=session.starts_at.astimezone(zone),
            ends_at=session.ends_at.astimezone(zone),
            title=localised(session, "title", language=language),
            venue=localised(session.venue, "name", language=language) if session.venue else None,
            capacity=session.capacity,
        )
        for session in mission.sessions.select_related("venue")
    ]
    stops += _blocks(mission.slots.order_by("starts_at"), zone, meeting_venue, language)
    stops.sort(key=lambda stop: (stop.starts_at, stop.kind == MEETINGS, stop.ends_at))
    minutes = _minutes(mission)
    return [
        Day(day, tuple(_with_ways(list(group), minutes)))
        for day, group in groupby(stops, key=lambda stop: stop.starts_at.date())
    ]


def _meeting_venue(mission: Mission) -> Venue | None:
    """The venue with tables, where there is only one."""
    venues = list(mission.venues.annotate(number=Count("tables")).filter(number__gt=0)[:2])
    return venues[0] if len(venues) == 1 else None


def _blocks(
    slots: Iterable[Slot], zone: tzinfo, venue: Venue | None, language: str
) -> Iterable[Stop]:
    """The slots of each day-part as one block."""
    for _part, group in groupby(slots, key=lambda slot: slot.part):
        block = list(group)
        yield Stop(
            kind=MEETINGS,
            starts_at=block[0].starts_at.astimezone(zone),
            ends_at=block[-1].ends_at.astimezone(zone),
            venue=localised(venue, "name", language=language) if venue else None,
            slots=len(block),
        )


def _minutes(mission: Mission) -> dict[tuple[str, str], int]:
    """Minutes between venues by their original names, both ways."""
    minutes: dict[tuple[str, str], int] = {}
    ways = Travel.objects.filter(origin__mission=mission).select_related("origin", "destination")
    for way in ways:
        minutes[way.origin.name, way.destination.name] = way.minutes
        minutes.setdefault((way.destination.name, way.origin.name), way.minutes)
    return minutes


def _with_ways(stops: Sequence[Stop], minutes: dict[tuple[str, str], int]) -> Iterable[Stop]:
    """The stops, with the ways that no session tells of between places that differ."""
    before: Stop | None = None
    for stop in stops:
        if (
            before is not None
            and not before.is_way
            and not stop.is_way
            and (way := minutes.get((_place(before), _place(stop))))
            and stop.starts_at >= before.ends_at
        ):
            yield Stop(TRAVEL, before.ends_at, stop.starts_at, venue=stop.venue, minutes=way)
        yield stop
        before = stop


def _place(stop: Stop) -> str:
    """The venue's original name: the one in the language of the mission."""
    if stop.venue is None:
        return ""
    return stop.venue.other if stop.venue.language == "en" and stop.venue.other else str(stop.venue)
