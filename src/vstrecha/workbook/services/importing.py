"""Preview and import: read, compare, and, if nothing is wrong, write."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from vstrecha.missions.models import Mission
from vstrecha.people.models import User
from vstrecha.programme.services import Pin
from vstrecha.workbook.reading import WorkbookRejectedError, read_workbook
from vstrecha.workbook.selectors import stored_mission
from vstrecha.workbook.services.applying import apply
from vstrecha.workbook.services.checks import CHECKS
from vstrecha.workbook.services.checks.timetable import is_pinned
from vstrecha.workbook.services.comparison import Comparison
from vstrecha.workbook.services.hints import hints_for
from vstrecha.workbook.services.preview import Preview, make_preview


@dataclass(frozen=True, slots=True)
class ImportResult:
    """The mission as imported, what was done, and where the file's timetable has the meetings:
    `pins` were set by hand, `standing` are as they were planned."""

    mission: Mission
    preview: Preview
    pins: tuple[Pin, ...] = ()
    standing: tuple[Pin, ...] = ()


def preview_workbook(*, content: bytes, name: str, mission: Mission | None) -> Preview:
    """What an import of this file would do, in the language in force. Nothing is written.

    Without a `mission`, a new one would be made. A file that cannot be read at all gives a
    preview without sheets, whose one problem says why. `name` is the file's, for its ending.
    """
    try:
        comparison = _compare(content, name, mission)
        return replace(make_preview(comparison), hints=hints_for(comparison))
    except WorkbookRejectedError as error:
        return Preview(problems=error.problems)


@transaction.atomic
def import_workbook(
    *, content: bytes, name: str, mission: Mission | None, user: User | None
) -> ImportResult:
    """Import a workbook, all or nothing: into `mission`, or as a new one.

    The `user` becomes the organiser of a new mission. Importing the same file again changes
    nothing. Raises WorkbookRejectedError, which carries every problem found, and writes nothing.
    """
    if mission is not None:
        # Two imports at once would each see the state before the other.
        mission = Mission.objects.select_for_update().get(pk=mission.pk)
    comparison = _compare(content, name, mission)
    preview = make_preview(comparison)
    if preview.problems:
        raise WorkbookRejectedError(preview.problems)
    imported = apply(comparison, user=user)
    places = _places(comparison)
    return ImportResult(
        imported,
        preview,
        pins=tuple(place for place in places if place.holds),
        standing=tuple(place for place in places if not place.holds),
    )


def _compare(content: bytes, name: str, mission: Mission | None) -> Comparison:
    comparison = Comparison.begin(read_workbook(content, name), stored_mission(mission))
    for check in CHECKS:
        check(comparison)
    return comparison


def _places(comparison: Comparison) -> list[Pin]:
    places = []
    for draft in comparison.drafts["timetable"]:
        day, starts = draft.date("date"), draft.time("starts")
        if day is None or starts is None:
            continue
        starts_at: datetime = comparison.facts.moment(day, starts)
        venue, table = draft.text("venue"), draft.text("table")
        places.append(Pin(draft.text("meeting"), starts_at, venue, table, holds=is_pinned(draft)))
    return places
