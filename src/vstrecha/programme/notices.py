"""What calendars are told: one notice a meeting or session, and how often it has changed.

A calendar knows an event by its UID and believes the version with the higher SEQUENCE
(RFC 5545, 3.8.7.4). So each published version of a programme keeps its notices, and the next one
counts on from them: whatever has moved gets the next number, and whatever is gone is told as
cancelled, with the next number too, for as long as the mission lasts.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.utils import timezone

from vstrecha.missions.models import Mission
from vstrecha.programme.models import Programme, Session

__all__ = ["Notice", "carry_on", "draw_up", "last_published", "meeting_uid", "notices_of"]


@dataclass(frozen=True, slots=True)
class Notice:
    """One event of some companies' calendars.

    `subject` is the meeting's key, empty for a session; `companies` are the keys of those who
    attend, `left` of those who were told that they do and now do not. Times are in UTC;
    `changed_at` is when anything in here changed last.
    """

    uid: str
    kind: str
    subject: str
    title: str
    title_en: str
    starts_at: datetime
    ends_at: datetime
    venue: str
    venue_en: str
    table: str
    companies: tuple[str, ...]
    changed_at: datetime
    left: tuple[str, ...] = ()
    sequence: int = 0
    is_cancelled: bool = False

    @property
    def place(self) -> tuple[datetime, datetime, str, str]:
        """What a person must know to be there."""
        return self.starts_at, self.ends_at, self.venue, self.table

    def concerns(self, company: str) -> bool:
        """Whether the company's calendar tells of it, be it as cancelled."""
        return company in self.companies or company in self.left

    def is_off_for(self, company: str) -> bool:
        """Whether the company's calendar must take it out."""
        return self.is_cancelled or company not in self.companies

    def to_json(self) -> dict[str, object]:
        """A JSON-ready form that `from_json` reads back."""
        return {
            "uid": self.uid,
            "kind": self.kind,
            "subject": self.subject,
            "title": self.title,
            "title_en": self.title_en,
            "starts_at": self.starts_at.isoformat(),
            "ends_at": self.ends_at.isoformat(),
            "venue": self.venue,
            "venue_en": self.venue_en,
            "table": self.table,
            "companies": list(self.companies),
            "left": list(self.left),
            "sequence": self.sequence,
            "is_cancelled": self.is_cancelled,
            "changed_at": self.changed_at.isoformat(),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Notice:
        """The notice that `to_json` wrote; raises KeyError, TypeError or ValueError for others."""
        companies, left, sequence = data["companies"], data["left"], data["sequence"]
        if not (isinstance(companies, list) and isinstance(left, list)):
            raise TypeError("companies and left must be lists")
        if not isinstance(sequence, int):
            raise TypeError("sequence must be a whole number")
        return cls(
            uid=str(data["uid"]),
            kind=str(data["kind"]),
            subject=str(data["subject"]),
            title=str(data["title"]),
            title_en=str(data["title_en"]),
            starts_at=_moment(data["starts_at"]),
            ends_at=_moment(data["ends_at"]),
            venue=str(data["venue"]),
            venue_en=str(data["venue_en"]),
            table=str(data["table"]),
            companies=tuple(str(key) for key in companies),
            left=tuple(str(key) for key in left),
            sequence=sequence,
            is_cancelled=bool(data["is_cancelled"]),
            changed_at=_moment(data["changed_at"]),
        )


def _moment(text: object) -> datetime:
    moment = datetime.fromisoformat(str(text))
    if moment.tzinfo is None:
        raise ValueError(f"{text} has no time zone")
    return moment.astimezone(UTC)


def meeting_uid(mission: Mission, key: str) -> str:
    """The calendar's name of a meeting, the same in every version and every file."""
    return f"{key}@{mission.slug}.vstrecha"


def _session_uids(mission: Mission, sessions: Sequence[Session]) -> dict[int, str]:
    """The calendars' names of sessions, by primary key.

    Made of type, title and day (and a number where a day has two alike), so that they outlive a
    new import, which knows sessions by nothing else.
    """
    alike: Counter[tuple[str, str, str]] = Counter()
    uids = {}
    for session in sorted(sessions, key=lambda session: (session.starts_at, session.pk)):
        day = session.starts_at.astimezone(mission.zone).date().isoformat()
        name = (session.kind, session.title, day)
        alike[name] += 1
        digest = hashlib.sha256("\n".join((*name, str(alike[name]))).encode()).hexdigest()
        uids[session.pk] = f"session-{digest[:16]}@{mission.slug}.vstrecha"
    return uids


def draw_up(*, programme: Programme, at: datetime) -> list[Notice]:
    """What this version says, as if nothing had been told before."""
    mission = programme.mission
    return [*_of_meetings(programme, mission, at), *_of_sessions(mission, at)]


def _of_meetings(programme: Programme, mission: Mission, at: datetime) -> Iterable[Notice]:
    placements = programme.placements.select_related("meeting", "slot", "table__venue")
    for placement in placements.prefetch_related("meeting__participants").order_by("meeting__key"):
        parties = sorted(placement.meeting.participants.all(), key=lambda company: company.key)
        venue = placement.table.venue
        yield Notice(
            uid=meeting_uid(mission, placement.meeting.key),
            kind="meeting",
            subject=placement.meeting.key,
            title=" ↔ ".join(party.name for party in parties),
            title_en=" ↔ ".join(party.name_en or party.name for party in parties),
            starts_at=placement.slot.starts_at.astimezone(UTC),
            ends_at=placement.ends_at.astimezone(UTC),
            venue=venue.name,
            venue_en=venue.name_en,
            table=placement.table.label,
            companies=tuple(party.key for party in parties),
            changed_at=at,
        )


def _of_sessions(mission: Mission, at: datetime) -> Iterable[Notice]:
    sessions = list(mission.sessions.select_related("venue").prefetch_related("participants"))
    uids = _session_uids(mission, sessions)
    for session in sessions:
        companies = tuple(sorted(company.key for company in session.participants.all()))
        if not companies:
            continue
        yield Notice(
            uid=uids[session.pk],
            kind=session.kind,
            subject="",
            title=session.title,
            title_en=session.title_en,
            starts_at=session.starts_at.astimezone(UTC),
            ends_at=session.ends_at.astimezone(UTC),
            venue="" if session.venue is None else session.venue.name,
            venue_en="" if session.venue is None else session.venue.name_en,
            table="",
            companies=companies,
            changed_at=at,
        )


def carry_on(*, current: Iterable[Notice], earlier: Iterable[Notice], at: datetime) -> list[Notice]:
    """What calendars are told now, if `earlier` is what they were told last."""
    told = {notice.uid: notice for notice in earlier}
    result = []
    for notice in current:
        before = told.pop(notice.uid, None)
        result.append(notice if before is None else _after(notice, before, at))
    for before in told.values():
        if before.is_cancelled:
            result.append(before)
        else:
            result.append(
                replace(before, is_cancelled=True, sequence=before.sequence + 1, changed_at=at)
            )
    return result


def _after(notice: Notice, before: Notice, at: datetime) -> Notice:
    """The notice with the number that follows from what was told before."""
    attends = set(notice.companies)
    left = tuple(sorted({*before.companies, *before.left} - attends))
    news = notice.place != before.place or before.is_cancelled or bool({*left} - {*before.left})
    counted = replace(
        notice, left=left, sequence=before.sequence + news, changed_at=before.changed_at
    )
    return counted if counted == before else replace(counted, changed_at=at)


def last_published(*, mission: Mission) -> Programme | None:
    """The version that participants see: the one published last."""
    return (
        mission.programmes.filter(published_at__isnull=False)
        .order_by("-published_at", "-version")
        .first()
    )


def notices_of(programme: Programme) -> list[Notice]:
    """What calendars are told by this version; for one not published, what they would be."""
    if programme.published_at is not None:
        return [Notice.from_json(data) for data in programme.notices]
    told = last_published(mission=programme.mission)
    now = timezone.now()
    return carry_on(
        current=draw_up(programme=programme, at=now),
        earlier=[] if told is None else notices_of(told),
        at=now,
    )
