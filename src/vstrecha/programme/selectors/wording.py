"""What the engine said, in the reader's language and with names instead of ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext, ngettext

from vstrecha.engine.message import N_, Fact, Message
from vstrecha.missions.models import Mission
from vstrecha.web.localised import localised
from vstrecha.web.templatetags.localise import clock, day_in_sentence

__all__ = ["Names", "names_in", "parts_of", "say"]

# A meeting's name here says who meets; where the engine has to say it besides, we do not.
_SHORTER = {
    "Meeting {meeting} must be held ({participants}).": N_("Meeting {meeting} must be held."),
}


@dataclass(frozen=True, slots=True)
class Names:
    """What a page calls the things that the engine knows by id."""

    by_id: Mapping[str, str]

    def of(self, fact: Fact) -> Fact:
        """The fact with each id in it replaced by a name; numbers and other words stay."""
        if isinstance(fact, Message):
            return self.in_message(fact)
        if isinstance(fact, tuple):
            return self._all_of(fact)
        return self._one(fact) if isinstance(fact, str) else fact

    def in_message(self, message: Message) -> Message:
        """The message with names in its facts, and in those of its parts."""
        return replace(
            message,
            text=_SHORTER.get(message.text, message.text),
            facts={name: self.of(it) for name, it in message.facts.items()},
        )

    def _all_of(self, facts: tuple[str, ...] | tuple[Message, ...]) -> Fact:
        """Times in a row name their day once: "Thu 10 Dec, 09:00, 09:25"."""
        parts = tuple(self.in_message(one) for one in facts if isinstance(one, Message))
        if parts:
            return parts
        said: list[str] = []
        day = None
        for text in facts:
            name = str(text)
            moment = None if name in self.by_id else _moment(name)
            if moment is not None and moment.date() == day:
                said.append(clock(moment))
            else:
                said.append(self._one(name))
            day = None if moment is None else moment.date()
        return tuple(said)

    def _one(self, text: str) -> str:
        if text in self.by_id:
            return self.by_id[text]
        moment = _moment(text)
        return text if moment is None else f"{day_in_sentence(moment)}, {clock(moment)}"


def _moment(text: str) -> datetime | None:
    """The start of a slot. Only slots have a time of day; the engine has no other dates."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def names_in(mission: Mission) -> Names:
    """Names of a mission's companies, meetings, sessions and venues, in three queries or four."""
    language = mission.language
    companies = {
        company.key: localised(company, "name").text for company in mission.companies.all()
    }
    meetings = {
        meeting.key: " – ".join(
            sorted(
                companies.get(company.key, company.key) for company in meeting.participants.all()
            )
        )
        for meeting in mission.meetings.prefetch_related("participants")
    }
    sessions = {
        f"session-{session.pk}": localised(session, "title", language=language).text
        for session in mission.sessions.all()
    }
    venues = {
        venue.name: localised(venue, "name", language=language).text
        for venue in mission.venues.all()
    }
    return Names(venues | sessions | meetings | companies)


def say(data: Mapping[str, object], names: Names) -> str:
    """The sentence that a stored message means; empty for an empty one."""
    if not data.get("text"):
        return ""
    return names.in_message(Message.from_json(data)).render(gettext, ngettext)


def parts_of(data: Mapping[str, object], fact: str, names: Names) -> tuple[str, ...]:
    """The sentences that stand in a stored message under the name of a fact, each by itself."""
    found = Message.from_json(data).facts.get(fact, ()) if data.get("text") else ()
    return tuple(
        names.in_message(part).render(gettext, ngettext)
        for part in (found if isinstance(found, tuple) else ())
        if isinstance(part, Message)
    )
