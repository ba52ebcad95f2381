"""One workbook planned into one folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from vstrecha.config.cli.complaints import show_pin_problems, show_workbook_problems
from vstrecha.config.cli.delivery import deliver
from vstrecha.config.cli.pipeline import Limits, match_and_plan
from vstrecha.config.cli.progress import Stages
from vstrecha.config.cli.summary import Summary, summary_of
from vstrecha.programme.exports import (
    EarlierPlan,
    UnreadablePlanError,
    company_calendars,
    plan_json,
    read_plan,
    timetable_pdf,
)
from vstrecha.programme.models import Programme
from vstrecha.programme.notices import notices_of
from vstrecha.programme.services import (
    CannotPlanError,
    PinsRejectedError,
    publish_programme,
)
from vstrecha.workbook.exports.planned import planned_workbook
from vstrecha.workbook.services import ImportResult, WorkbookRejectedError, import_workbook

__all__ = ["CannotPlanFileError", "NoTimetableError", "Result", "plan_workbook"]

PLAN = "plan.json"
LANGUAGES = ("ru", "en")


class CannotPlanFileError(Exception):
    """What the user gave has to be mended first; `show` says what, on standard error."""

    def __init__(self, show: Callable[[], None]) -> None:
        super().__init__("the workbook or the folder has to be mended")
        self.show = show


class NoTimetableError(Exception):
    """There is no timetable: `is_proven` where there can be none, else none was found in time."""

    def __init__(self, summary: Summary, *, is_proven: bool) -> None:
        super().__init__(summary.message)
        self.summary = summary
        self.is_proven = is_proven


@dataclass(frozen=True, slots=True)
class Result:
    """What was found and which files were written, by their path within the folder."""

    summary: Summary
    files: tuple[str, ...]

    @property
    def main_files(self) -> list[str]:
        """The files to tell of; the calendars under one name."""
        names = [name for name in self.files if not name.startswith("calendar/")]
        return [*names, "calendar"]


def plan_workbook(
    *, workbook: Path, out: Path, limits: Limits, language: str | None = None
) -> Result:
    """Import, match, plan and write the files; Django runs on a database of its own.

    What calendars were told by an earlier run is read from `out`. Raises CannotPlanFileError,
    NoTimetableError, and OSError where the files cannot be written.
    """
    earlier = _earlier_plan(out)
    with Stages() as stages:
        stages.begin("Reading the workbook")
        imported = _import(workbook)
        mission = imported.mission
        if earlier is not None and earlier.slug != mission.slug:
            raise _refusal(
                f"{out} has the plan of another mission ({earlier.slug}; this one is "
                f"{mission.slug}). Choose another folder, or write {earlier.slug} as the "
                "mission's web address."
            )
        try:
            planned = match_and_plan(
                mission=mission,
                limits=limits,
                stages=stages,
                pins=(*imported.pins, *imported.standing),
            )
        except PinsRejectedError as error:
            raise CannotPlanFileError(partial(show_pin_problems, error.problems)) from error
        except CannotPlanError as error:
            raise _refusal(str(error)) from error
        programme = planned.programme
        if programme.status in {Programme.Status.INFEASIBLE, Programme.Status.UNKNOWN}:
            raise NoTimetableError(
                summary_of(planned), is_proven=programme.status == Programme.Status.INFEASIBLE
            )
        stages.begin("Writing the files")
        _publish(programme, earlier)
        if language is None:
            language = mission.language if mission.language in LANGUAGES else "en"
        files = _files(programme, language)
        stale = [
            name
            for key in (() if earlier is None else earlier.companies)
            if (name := f"calendar/{key}.ics") not in files
        ]
        deliver(files, out, stale=stale)
    return Result(summary_of(planned), tuple(files))


def _refusal(message: str) -> CannotPlanFileError:
    return CannotPlanFileError(partial(click.echo, message, err=True))


def _earlier_plan(out: Path) -> EarlierPlan | None:
    try:
        return read_plan(out / PLAN)
    except UnreadablePlanError as error:
        raise _refusal(
            f"{out / PLAN} is not a plan of this program, or is damaged ({error}). Calendars are "
            "told of changes from it: put it right, move it away, or choose another folder."
        ) from error


def _import(workbook: Path) -> ImportResult:
    try:
        return import_workbook(
            content=workbook.read_bytes(), name=workbook.name, mission=None, user=None
        )
    except WorkbookRejectedError as error:
        raise CannotPlanFileError(
            partial(show_workbook_problems, error.problems, name=workbook.name)
        ) from error


def _publish(programme: Programme, earlier: EarlierPlan | None) -> None:
    """Publish, counting on from what calendars were told; nothing new is no new version."""
    if earlier is None:
        publish_programme(programme=programme)
        return
    publish_programme(programme=programme, earlier=earlier.notices)
    is_news = set(notices_of(programme)) != set(earlier.notices)
    programme.version = earlier.version + is_news
    programme.save(update_fields=["version"])


def _files(programme: Programme, language: str) -> dict[str, bytes]:
    """All files by name. The plan comes last: while it is the old one, so is what was told."""
    return {
        "planned.xlsx": planned_workbook(programme=programme, language=language),
        "timetable.pdf": timetable_pdf(programme=programme, language=language),
        **{
            f"calendar/{company.key}.ics": content
            for company, content in company_calendars(programme=programme, language=language)
        },
        PLAN: plan_json(programme=programme, language=language),
    }
