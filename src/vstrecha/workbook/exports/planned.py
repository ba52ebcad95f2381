"""A mission and its programme in one workbook: the plan first, then all that it was made of."""

from __future__ import annotations

from django.utils import translation

from vstrecha.missions.models import Mission
from vstrecha.programme.models import Programme
from vstrecha.workbook.exports.book import build_workbook, workbook_bytes
from vstrecha.workbook.exports.matrix import write_matrix
from vstrecha.workbook.exports.results import write_matches, write_unplaced
from vstrecha.workbook.exports.stored import input_rows, parties_of
from vstrecha.workbook.exports.teams import write_teams
from vstrecha.workbook.exports.timetable import write_timetable
from vstrecha.workbook.selectors import stored_mission
from vstrecha.workbook.sheets import RESULTS, TIMETABLE

__all__ = ["mission_workbook", "planned_workbook"]


def planned_workbook(*, programme: Programme, language: str) -> bytes:
    """One version of the programme as a workbook, in Russian or English.

    Its first sheets are the timetable (a row for each meeting), the timetable by company, the
    meetings without a place and why, the recommendations and why, and the teams suggested for joint
    projects. Then come the input sheets with all that is stored: imported again unchanged they
    change nothing, and a row of the timetable that was moved comes back as a pin.
    """
    stored = stored_mission(programme.mission)
    parties = parties_of(stored)
    with translation.override(language):
        workbook = build_workbook(input_rows(stored, parties), language=language)
        titles = [
            TIMETABLE.name(language),
            *(names[language == "ru"] for names in RESULTS.values()),
        ]
        timetable, matrix, unplaced, matches, teams = (
            workbook.create_sheet(title, number) for number, title in enumerate(titles)
        )
        write_timetable(timetable, programme, parties, language)
        write_matrix(matrix, programme, language)
        write_unplaced(unplaced, programme)
        write_matches(matches, programme.mission)
        write_teams(teams, programme.mission)
    workbook.active = 0
    return workbook_bytes(workbook)


def mission_workbook(*, mission: Mission, language: str) -> bytes:
    """A mission that is not planned yet: the input sheets with all that is stored."""
    stored = stored_mission(mission)
    rows = input_rows(stored, parties_of(stored))
    return workbook_bytes(build_workbook(rows, language=language))
