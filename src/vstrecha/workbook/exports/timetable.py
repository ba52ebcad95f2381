"""The flat timetable: a row for each meeting, to be read, sorted, and moved by hand."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from vstrecha.programme.models import Programme
from vstrecha.workbook.exports.book import write_table
from vstrecha.workbook.services.parties import Parties
from vstrecha.workbook.sheets import TIMETABLE, place_signature


def write_timetable(
    worksheet: Worksheet, programme: Programme, parties: Parties, language: str
) -> None:
    """Write the placed meetings in the order of time, then venue and table."""
    zone = programme.mission.zone
    placements = programme.placements.select_related("slot", "table__venue", "meeting")
    rows: list[dict[str, object]] = []
    for placement in placements.order_by(
        "slot__starts_at", "table__venue__position", "table__position", "pk"
    ):
        start = placement.slot.starts_at.astimezone(zone)
        venue, table = placement.table.venue.name, placement.table.label
        home, host = _pair(placement.meeting.key, parties)
        rows.append(
            {
                "date": start.date(),
                "starts": start.time(),
                "ends": placement.ends_at.astimezone(zone).time(),
                "venue": venue,
                "table": table,
                "home": home,
                "host": host,
                "pinned": placement.is_pinned or None,
                "meeting": placement.meeting.key,
                "planned": place_signature(start.date(), start.time(), venue, table),
            }
        )
    write_table(worksheet, TIMETABLE, rows, language)


def _pair(meeting_key: str, parties: Parties) -> tuple[str, str]:
    """The two companies of a meeting, the delegation's first; empty for one that has gone."""
    keys = [key for key in meeting_key.split(".") if key in parties.by_key]
    keys.sort(key=lambda key: (parties.by_key[key].side != "home", parties.by_key[key].name))
    names = [parties.reference(key) for key in keys[:2]]
    return (names[0] if names else "", names[1] if len(names) > 1 else "")
