"""Sessions: when, where, and who takes part."""

from __future__ import annotations

from vstrecha.engine.message import N_, Message
from vstrecha.workbook.reading.problems import CellError
from vstrecha.workbook.reading.words import plain
from vstrecha.workbook.services.comparison import Comparison, add_duplicate, check_times
from vstrecha.workbook.services.drafts import Draft, of_columns
from vstrecha.workbook.sheets import EVERYONE, SIDES

_GROUPS = {plain(name): "all" for name in EVERYONE} | {
    plain(name): side for side, names in SIDES.items() for name in (side, *names)
}


def check_sessions(comparison: Comparison) -> None:
    """Check day, times, venue and places; find the participants; refuse a session said twice."""
    seen: dict[tuple[object, ...], Draft] = {}
    for draft in comparison.drafts["sessions"]:
        comparison.check_day(draft, "date")
        check_times(draft)
        comparison.resolve_venue(draft, "venue")
        _find_participants(comparison, draft)
        _check_capacity(draft)
        mark = tuple(draft.values.get(key) for key in ("title", "date", "starts"))
        if None in mark:
            continue
        if mark in seen:
            add_duplicate(draft, "title", seen[mark])
        seen.setdefault(mark, draft)
    comparison.pair(
        "sessions",
        [of_columns("title", "date", "starts"), of_columns("title", "date"), of_columns("title")],
    )


def _find_participants(comparison: Comparison, draft: Draft) -> None:
    """Put the companies' keys, sorted, for what the list says."""
    if "participants" not in draft.values or comparison.is_blind("companies"):
        return
    keys: set[str] = set()
    for item in draft.items("participants"):
        group = _GROUPS.get(plain(item))
        if group is not None:
            keys.update(comparison.parties.on_side(group))
            continue
        try:
            keys.add(comparison.parties.find(item).key)
        except CellError as error:
            draft.add("participants", error.reason, error.mend)
            return
    draft.values["participants"] = tuple(sorted(keys)) or None


def _check_capacity(draft: Draft) -> None:
    capacity, count = draft.number("capacity"), len(draft.items("participants"))
    if capacity is not None and count > capacity:
        draft.add(
            "capacity",
            Message(
                N_("{count} companies take part, but there are {capacity} places."),
                {"count": count, "capacity": capacity},
            ),
            Message(N_("List fewer participants, or correct the places.")),
        )
