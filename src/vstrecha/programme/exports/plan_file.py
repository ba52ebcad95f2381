"""A version of the programme as data: what `vstrecha solve --json` says, with names and UIDs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils import translation

from vstrecha.programme.exports.timetable import Timetable
from vstrecha.programme.models import Programme
from vstrecha.programme.notices import Notice

__all__ = ["EarlierPlan", "UnreadablePlanError", "plan_data", "plan_json", "read_plan"]

FORMAT = 1


class UnreadablePlanError(Exception):
    """A file that is said to be a plan of ours and is not."""


@dataclass(frozen=True, slots=True)
class EarlierPlan:
    """What a plan file of an earlier run says: its version, the keys of its companies, and what
    their calendars were told."""

    slug: str
    version: int
    companies: tuple[str, ...]
    notices: tuple[Notice, ...]


def plan_data(*, programme: Programme, language: str) -> dict[str, object]:
    """The version as plain data; reasons are sentences in `language`.

    `placements`, `unplaced`, `objective`, `bound`, `proven`, `status`, `seconds`, `seed` and
    `moved` mean what they mean for `vstrecha solve --json`, with meetings by key and slots by the
    local time they start at. `notices` is what calendars are told; the next run counts on from it.
    """
    with translation.override(language):
        read = Timetable(programme)
        mission = read.mission
        zone = mission.zone
        live = {one.subject: one for one in read.notices if one.subject and not one.is_cancelled}
        return {
            "format": FORMAT,
            "mission": {
                "slug": mission.slug,
                "title": mission.title,
                "title_en": mission.title_en,
                "starts_on": mission.starts_on.isoformat(),
                "ends_on": mission.ends_on.isoformat(),
                "time_zone": mission.time_zone,
            },
            "version": programme.version,
            "status": programme.status,
            "proven": programme.proven,
            "objective": programme.objective,
            "bound": programme.bound,
            "seconds": programme.seconds,
            "seed": programme.seed,
            "companies": [
                {
                    "key": company.key,
                    "name": company.name,
                    "name_en": company.name_en,
                    "side": company.side.role,
                    "city": company.city,
                }
                for company in sorted(read.companies.values(), key=lambda one: one.key)
            ],
            "placements": [
                {
                    "meeting": key,
                    "slot": notice.starts_at.astimezone(zone).isoformat(timespec="minutes"),
                    "ends": notice.ends_at.astimezone(zone).isoformat(timespec="minutes"),
                    "venue": notice.venue,
                    "table": notice.table,
                    "interpreter": None,
                    "companies": list(notice.companies),
                    "uid": notice.uid,
                    "sequence": notice.sequence,
                }
                for key, notice in sorted(live.items())
            ],
            "unplaced": [
                {
                    "meeting": waiting.meeting.key,
                    "companies": sorted(one.key for one in waiting.meeting.participants.all()),
                    "reason": waiting.reason,
                }
                for waiting in read.waiting
            ],
            "moved": programme.moved,
            "notices": [
                notice.to_json() for notice in sorted(read.notices, key=lambda one: one.uid)
            ],
        }


def plan_json(*, programme: Programme, language: str) -> bytes:
    """`plan_data` as a file that a person can read too."""
    data = plan_data(programme=programme, language=language)
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def read_plan(path: Path) -> EarlierPlan | None:
    """What an earlier run has left in a file; None where there is none.

    Raises UnreadablePlanError where the file is not a plan of ours: counting on from nothing
    would leave calendars with what is over.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    try:
        return _earlier(json.loads(content))
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadablePlanError(str(error)) from error


def _earlier(data: object) -> EarlierPlan:
    if not isinstance(data, Mapping) or data.get("format") != FORMAT:
        raise ValueError(f"not a plan of format {FORMAT}")
    mission, version, notices = data["mission"], data["version"], data["notices"]
    companies = data["companies"]
    if not isinstance(mission, Mapping):
        raise TypeError("mission must be an object")
    if not isinstance(notices, list) or not isinstance(companies, list):
        raise TypeError("companies and notices must be lists")
    if not isinstance(version, int):
        raise TypeError("version must be a whole number")
    return EarlierPlan(
        slug=str(mission["slug"]),
        version=version,
        companies=tuple(str(company["key"]) for company in companies),
        notices=tuple(Notice.from_json(notice) for notice in notices),
    )
