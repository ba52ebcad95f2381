"""What the engine said, in the reader's language and with names instead of ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext, ngettext

from vstrecha.engine.message import Fact, Message
from vstrecha.missions.models import Mission
from vstrecha.web.localised import localised
from vstrecha.web.templatetags.localise import clock, short_day

__all__ = ["Names", "names_in", "say"]


@dataclass(frozen=True, slots=True)
class Names:
    """What a page calls the things that the engine knows by id."""

    by_id: Mapping[str, str]

    def of(self, fact: Fact) -> Fact:
        """The fact with each id in it replaced by a name; numbers and other words stay."""
        if isinstance(fact, tuple):
            return tuple(self._one(item) for item in fact)
        if isinstance(fact, str):
            return self._one(fact)
        return fact

    def _one(self, text: str) -> str:
        if text in self.by_id:
            return self.by_id[text]
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return text
        # Only slots have a time of day; the engine has no other dates.
        return f"{short_day(moment)}, {clock(moment)}" if moment.tzinfo else text


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
    message = Message.from_json(data)
    named = replace(message, facts={name: names.of(fact) for name, fact in message.facts.items()})
    return named.render(gettext, ngettext)
