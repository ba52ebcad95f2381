"""A programme as its readers see it: each company's events in order. Calendar, printed timetable
and plan file are made of this.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import repeat

from django.utils.translation import gettext

from vstrecha.companies.models import Company
from vstrecha.engine.message import Message
from vstrecha.matches.models import Match
from vstrecha.matches.selectors.wording import in_words
from vstrecha.meetings.models import Meeting, Request
from vstrecha.missions.models import Mission, Side
from vstrecha.programme.models import Programme, Session, Travel
from vstrecha.programme.notices import Notice, notices_of
from vstrecha.programme.selectors.wording import Names, names_in, say
from vstrecha.web.localised import localised, reader_language

__all__ = ["Event", "Journey", "Timetable", "Waiting", "company_city", "company_name", "reasons_of"]


@dataclass(frozen=True, slots=True)
class Event:
    """Something a company is at: a meeting (`counterpart` is the other company) or a session.

    Times are the mission's own. A meeting's `counterpart` is None where that company has gone.
    """

    notice: Notice
    starts_at: datetime
    ends_at: datetime
    title: str
    venue: str
    counterpart: Company | None = None
    reasons: tuple[str, ...] = ()

    @property
    def is_meeting(self) -> bool:
        return self.notice.kind == "meeting"


@dataclass(frozen=True, slots=True)
class Journey:
    """The way between two events of a company that are at different places."""

    origin: str
    destination: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A meeting without a place, and why, as one sentence in the reader's language."""

    meeting: Meeting
    counterpart: Company | None
    reason: str


class Timetable:
    """Everything a version of the programme says, read in a fixed number of queries.

    Texts are in the language active when they are read.
    """

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.mission: Mission = programme.mission
        self.companies = {
            company.key: company for company in self.mission.companies.select_related("side")
        }
        self.notices = sorted(
            notices_of(programme), key=lambda notice: (notice.starts_at, notice.table, notice.uid)
        )

    @cached_property
    def meetings(self) -> Mapping[str, Meeting]:
        """The mission's meetings by key, with participants and requests."""
        return {
            meeting.key: meeting
            for meeting in self.mission.meetings.prefetch_related("participants", "requests")
        }

    @cached_property
    def _matches(self) -> Mapping[frozenset[int], Match]:
        return {
            frozenset((match.first_id, match.second_id)): match
            for match in self.mission.matches.all()
        }

    @cached_property
    def _names(self) -> Names:
        return names_in(self.mission)

    @cached_property
    def _minutes(self) -> Mapping[tuple[str, str], int]:
        ways = Travel.objects.filter(origin__mission=self.mission).values_list(
            "origin__name", "destination__name", "minutes"
        )
        listed = {(origin, destination): minutes for origin, destination, minutes in ways}
        back = {(destination, origin): minutes for (origin, destination), minutes in listed.items()}
        return back | listed

    def events_of(self, company: Company, *, with_cancelled: bool = False) -> list[Event]:
        """The company's meetings and sessions in the order of time."""
        return [
            self._event(notice, company)
            for notice in self.notices
            if notice.concerns(company.key)
            and (with_cancelled or not notice.is_off_for(company.key))
        ]

    def parties(self, notice: Notice) -> list[Company]:
        """The companies of a meeting that are still there, the visitors first."""
        found = [self.companies[key] for key in notice.companies if key in self.companies]
        return sorted(found, key=lambda company: company.side.role != Side.Role.HOME)

    def _event(self, notice: Notice, company: Company) -> Event:
        counterpart = next(
            (self.companies.get(key) for key in notice.companies if key != company.key), None
        )
        is_meeting = notice.kind == "meeting"
        return Event(
            notice=notice,
            starts_at=notice.starts_at.astimezone(self.mission.zone),
            ends_at=notice.ends_at.astimezone(self.mission.zone),
            title=self.text(notice.title, notice.title_en),
            venue=self.text(notice.venue, notice.venue_en),
            counterpart=counterpart if is_meeting else None,
            reasons=self._reasons(notice, company, counterpart) if is_meeting else (),
        )

    def text(self, text: str, english: str) -> str:
        """The mission's own text, or its English version for who reads English."""
        return english if english and reader_language() == "en" else text

    def _reasons(
        self, notice: Notice, company: Company, counterpart: Company | None
    ) -> tuple[str, ...]:
        """What the companies wrote in their requests, then why they fit."""
        meeting = self.meetings.get(notice.subject)
        lines = []
        for request in () if meeting is None else meeting.requests.all():
            if request.cooperation and request.status == Request.Status.ACCEPTED:
                template = (
                    gettext("You wrote: {text}")
                    if request.sender_id == company.pk
                    else gettext("They wrote: {text}")
                )
                lines.append(template.format(text=_one_line(request.cooperation)))
        if counterpart is not None:
            match = self._matches.get(frozenset((company.pk, counterpart.pk)))
            if match is not None:
                lines.extend(reasons_of(match, company=company))
        return tuple(lines)

    def journeys(self, company: Company, events: Sequence[Event]) -> Iterator[Journey | None]:
        """For each event, the way there from the one before it on the same day, if there is one
        and no transfer of the programme takes them.

        None for a company of several representatives: who of them goes where is theirs to say.
        """
        if company.representatives_count > 1:
            yield from repeat(None, len(events))
            return
        before: Event | None = None
        for event in events:
            if event.notice.kind == Session.Kind.TRANSFER:
                before = None
            yield None if before is None else self._journey(before, event)
            # A session without a place (a meal somewhere) does not say where one is.
            if event.notice.venue:
                before = event

    def _journey(self, before: Event, event: Event) -> Journey | None:
        if before.starts_at.date() != event.starts_at.date():
            return None
        minutes = self._minutes.get((before.notice.venue, event.notice.venue), 0)
        return Journey(before.venue, event.venue, minutes) if minutes else None

    @cached_property
    def waiting(self) -> Sequence[Waiting]:
        """The meetings without a place, by key."""
        rows = self.programme.unplaced.select_related("meeting").order_by("meeting__key")
        return [
            Waiting(
                meeting=self.meetings[row.meeting.key],
                counterpart=None,
                reason=say(row.reason, self._names),
            )
            for row in rows
        ]

    def waiting_of(self, company: Company) -> list[Waiting]:
        """The company's own meetings without a place."""
        return [
            Waiting(waiting.meeting, other, waiting.reason)
            for waiting in self.waiting
            if company in (parties := list(waiting.meeting.participants.all()))
            for other in parties
            if other != company
        ]


def reasons_of(match: Match, *, company: Company) -> tuple[str, ...]:
    """Why the company should meet the other one, in sentences, the weightiest first.

    Where several say something of the same two texts, the first of them is enough here.
    """
    side = match.reasons.get("first" if match.first_id == company.pk else "second", {})
    sentences = []
    quoted = set()
    for part in side.get("parts", ()):
        for data in part["messages"]:
            message = Message.from_json(data)
            texts = (message.facts.get("mine"), message.facts.get("theirs"))
            if all(texts) and texts in quoted:
                continue
            quoted.add(texts)
            sentences.append(in_words(message))
    return tuple(sentences)


def company_name(company: Company) -> str:
    """The company's name for this reader."""
    return localised(company, "name").text


def company_city(company: Company) -> str:
    """The company's town for this reader."""
    return localised(company, "city").text


def _one_line(text: str) -> str:
    return " ".join(text.split())
