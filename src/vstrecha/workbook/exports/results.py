"""Sheets that tell why: meetings without a place, and recommendations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from vstrecha.companies.models import Company, Opportunity
from vstrecha.engine.message import Message
from vstrecha.matches.models import Match
from vstrecha.matches.selectors.wording import in_words
from vstrecha.missions.models import Mission
from vstrecha.programme.models import Programme
from vstrecha.programme.selectors.planning import left_out_of
from vstrecha.web.localised import localised
from vstrecha.workbook.exports import style
from vstrecha.workbook.exports.values import CellValue, put

MOST_MATCHES = 5_000


@dataclass(frozen=True, slots=True)
class ResultColumn:
    """A column of a sheet of results: its header and its width in characters."""

    title: str
    width: float


def write_unplaced(worksheet: Worksheet, programme: Programme) -> None:
    """Write the meetings that have no place: whose, whether they had to be, and why not."""
    columns = [
        ResultColumn(gettext("Delegation"), 36),
        ResultColumn(gettext("Host side"), 36),
        ResultColumn(gettext("Must take place"), 14),
        ResultColumn(gettext("Why it has no place"), 90),
    ]
    rows: list[Sequence[CellValue]] = []
    for left in left_out_of(mission=programme.mission, programme=programme):
        names = [name_of(company) for company in left.companies]
        rows.append(
            (
                names[0] if names else "",
                ", ".join(names[1:]),
                gettext("yes") if left.is_mandatory else "",
                left.reason,
            )
        )
    write_results(worksheet, columns, rows, empty=gettext("Every meeting has a place."))


def write_matches(worksheet: Worksheet, mission: Mission) -> None:
    """Write the best recommendations: how good, by which texts, and why for either company."""
    columns = [
        ResultColumn(gettext("Points of 100"), 10),
        ResultColumn(gettext("Delegation"), 34),
        ResultColumn(gettext("Host side"), 34),
        ResultColumn(gettext("The delegation's text"), 44),
        ResultColumn(gettext("The host side's text"), 44),
        ResultColumn(gettext("Why the delegation's company should meet"), 64),
        ResultColumn(gettext("Why the host side's company should meet"), 64),
    ]
    matches = list(
        Match.objects.filter(mission=mission)
        .select_related("first__side", "second__side")
        .order_by("-score", "pk")[:MOST_MATCHES]
    )
    titles = {
        str(opportunity.pk): localised(opportunity, "title").text
        for opportunity in Opportunity.objects.filter(company__mission=mission)
    }
    rows = [_match(match, titles) for match in matches]
    write_results(worksheet, columns, rows, empty=gettext("No recommendations have been made yet."))


def _match(match: Match, titles: Mapping[str, str]) -> Sequence[CellValue]:
    readers = [("first", match.first), ("second", match.second)]
    readers.sort(key=lambda reader: (reader[1].side.role != "home", name_of(reader[1])))
    readings = [match.reasons.get(reader, {}) for reader, _ in readers]
    mine = titles.get(str(readings[0].get("mine")), "")
    theirs = titles.get(str(readings[0].get("theirs")), "")
    return (
        round(match.score * 100),
        *(name_of(company) for _, company in readers),
        mine,
        theirs,
        *("\n".join(_sentences(reading)) for reading in readings),
    )


def _sentences(reading: Mapping[str, Sequence[Mapping[str, object]]]) -> Iterator[str]:
    for part in reading.get("parts", ()):
        messages = part.get("messages")
        for message in messages if isinstance(messages, list) else ():
            yield in_words(Message.from_json(message))


def write_results(
    worksheet: Worksheet,
    columns: Sequence[ResultColumn],
    rows: Sequence[Sequence[CellValue]],
    *,
    empty: str,
) -> None:
    """A table with a header; where there are no rows, a sentence says so."""
    for number, column in enumerate(columns, start=1):
        cell = put(worksheet, 1, number, column.title)
        cell.font, cell.fill = style.HEADER_FONT, style.HEADER_FILL
        cell.alignment = style.HEADER_ALIGNMENT
        worksheet.column_dimensions[get_column_letter(number)].width = column.width
    worksheet.row_dimensions[1].height = style.HEADER_HEIGHT
    for row, values in enumerate(rows, start=2):
        for number, value in enumerate(values, start=1):
            cell = put(worksheet, row, number, value)
            cell.font, cell.border, cell.alignment = (
                style.BODY_FONT,
                style.LINE_BELOW,
                style.WRAPPED,
            )
        widths = (column.width for column in columns)
        worksheet.row_dimensions[row].height = style.height_for(zip(values, widths, strict=True))
    if rows:
        worksheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    else:
        put(worksheet, 2, 1, empty).font = style.SOFT_FONT
    worksheet.freeze_panes = "A2"
    style.set_up_page(worksheet)


def name_of(company: Company) -> str:
    """The company's name in the language in use."""
    return localised(company, "name").text
