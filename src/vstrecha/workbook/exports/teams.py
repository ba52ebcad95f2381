"""The sheet of suggested teams: who brings what, who gains what, what is still missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext
from openpyxl.worksheet.worksheet import Worksheet

from vstrecha.matches.selectors.teams import Member, ProjectTeams, Team, projects_with_teams
from vstrecha.missions.models import Mission
from vstrecha.web.localised import localised
from vstrecha.workbook.exports.results import ResultColumn, name_of, write_results
from vstrecha.workbook.exports.values import CellValue


def write_teams(worksheet: Worksheet, mission: Mission) -> None:
    """Write a row for each member of each suggested team."""
    columns = [
        ResultColumn(gettext("Joint project"), 44),
        ResultColumn(gettext("Team"), 8),
        ResultColumn(gettext("Points of 100"), 10),
        ResultColumn(gettext("At most"), 10),
        ResultColumn(gettext("Company"), 34),
        ResultColumn(gettext("Brings"), 64),
        ResultColumn(gettext("Gains"), 44),
        ResultColumn(gettext("Still missing in the team"), 44),
    ]
    rows = [
        row
        for project in projects_with_teams(mission=mission)
        for team in project.teams
        for row in _team(project, team)
    ]
    write_results(worksheet, columns, rows, empty=gettext("No teams have been suggested yet."))


def _team(project: ProjectTeams, team: Team) -> Iterator[Sequence[CellValue]]:
    projects = filter(None, [project.initiator, project.merged_with])
    title = " + ".join(localised(one, "title").text for one in projects)
    missing = "\n".join(one.need.text for one in team.missing)
    for member in team.members:
        yield (
            title,
            team.rank + 1,
            team.points,
            team.limit,
            name_of(member.company),
            _brings(member),
            "\n".join(member.gains),
            missing,
        )


def _brings(member: Member) -> str:
    head = [gettext("Brings the project.")] if member.initiates else []
    return "\n".join([*head, *(bring.sentence for bring in member.brings)])
