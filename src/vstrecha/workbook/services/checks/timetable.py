"""The planned timetable come back: rows that were moved by hand are pins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable

from vstrecha.engine.message import N_, Message
from vstrecha.meetings.services import meeting_key
from vstrecha.workbook.services.comparison import Comparison, add_duplicate
from vstrecha.workbook.services.drafts import Draft
from vstrecha.workbook.sheets import place_signature


def check_timetable(comparison: Comparison) -> None:
    """Find each row's meeting, and check where the moved and the pinned ones stand."""
    rows = comparison.drafts["timetable"]
    for draft in rows:
        _resolve(comparison, draft)
    pinned = [draft for draft in rows if draft.problems or is_pinned(draft)]
    for draft in pinned:
        _check_place(comparison, draft)
    _check_doubles(comparison, pinned)


def is_moved(draft: Draft) -> bool:
    """Whether a row's place differs from where the plan put it."""
    day, starts = draft.date("date"), draft.time("starts")
    if day is None or starts is None:
        return False
    here = place_signature(day, starts, draft.text("venue"), draft.text("table"))
    return draft.text("planned") != here


def is_pinned(draft: Draft) -> bool:
    """Whether a row is to stay where it stands: it was moved, or marked so."""
    return draft.flag("pinned") is True or is_moved(draft)


def _resolve(comparison: Comparison, draft: Draft) -> None:
    """Find venue and meeting; a row added by hand is the meeting of its two companies."""
    comparison.check_day(draft, "date")
    comparison.resolve_venue(draft, "venue")
    if not draft.text("meeting"):
        first = comparison.resolve_company(draft, "home")
        second = comparison.resolve_company(draft, "host")
        if first and second:
            draft.values["meeting"] = meeting_key(first, second)
            return
    keys = draft.text("meeting").split(".")
    if not all(key in comparison.parties.by_key for key in keys):
        draft.problems.append(
            draft.row.problem(
                "meeting",
                Message(N_("The row is about no meeting of two companies of this mission.")),
                Message(
                    N_("Delete the row; to have a meeting, ask for it on the sheet of requests.")
                ),
            )
        )


def _check_place(comparison: Comparison, draft: Draft) -> None:
    day, starts = draft.date("date"), draft.time("starts")
    venue, table = draft.text("venue"), draft.text("table")
    if day is not None and starts is not None:
        that_day = [span.starts.time() for span in comparison.spans if span.starts.date() == day]
        if starts not in that_day:
            draft.add(
                "starts",
                Message(N_("No slot starts at {time} on this day."), {"time": f"{starts:%H:%M}"}),
                Message(
                    N_("Write the start of a slot: {times}."),
                    {"times": tuple(f"{start:%H:%M}" for start in that_day) or ("–",)},
                ),
            )
    if venue and table:
        count = comparison.tables.get(venue, 0)
        if table not in {str(number) for number in range(1, count + 1)}:
            draft.add(
                "table",
                Message(
                    N_("There is no table {table} at {venue}."), {"table": table, "venue": venue}
                ),
                Message(N_("Its tables are numbered from 1 to {count}."), {"count": count}),
            )


def _check_doubles(comparison: Comparison, drafts: list[Draft]) -> None:
    """No two pins of one meeting, or at one table; no company pinned beyond its people."""
    seen: dict[Hashable, Draft] = {}
    busy: Counter[Hashable] = Counter()
    for draft in drafts:
        if draft.problems:
            continue
        at = draft.date("date"), draft.time("starts")
        place = (*at, draft.text("venue"), draft.text("table"))
        for mark, column in ((draft.text("meeting"), "meeting"), (place, "table")):
            if mark in seen:
                add_duplicate(draft, column, seen[mark])
            seen.setdefault(mark, draft)
        for key in draft.text("meeting").split("."):
            busy[at, key] += 1
            party = comparison.parties.by_key[key]
            if busy[at, key] > party.seats and not draft.problems:
                draft.add(
                    "starts",
                    Message(
                        N_("{company} is pinned elsewhere at the same time."),
                        {"company": party.name},
                    ),
                    Message(N_("Move one of the meetings.")),
                )
