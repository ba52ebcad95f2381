"""The time grid: day-parts within the mission's days that do not overlap, and slots in use."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise

from vstrecha.engine.message import N_, Message
from vstrecha.programme.models import Placement
from vstrecha.workbook.reading import Note, Problem
from vstrecha.workbook.services.comparison import Comparison, check_times
from vstrecha.workbook.services.drafts import Draft, of_columns
from vstrecha.workbook.services.facts import bounds, cut


def check_grid(comparison: Comparison) -> None:
    """Check each day-part and each day; settle what a part's end and pause come to.

    The file says the whole of each day that it names: day-parts of these days that it does not
    have are removed, unless the published programme needs their slots. Other days stay.
    """
    drafts = comparison.drafts["grid"]
    for draft in drafts:
        comparison.check_day(draft, "date")
        check_times(draft)
        _check_fits(draft)
    _check_overlaps(drafts)
    for draft in drafts:
        _settle(draft)
    comparison.pair(
        "grid", [of_columns("date", "starts"), of_columns("date", "ends"), of_columns("date")]
    )
    days = {draft.date("date") for draft in drafts}
    comparison.removed += [row for row in comparison.left["grid"] if row.values["date"] in days]
    _check_in_use(comparison)


def _check_fits(draft: Draft) -> None:
    if bounds(draft) is not None and draft.number("slot_minutes") and not cut(draft):
        draft.add(
            "slot_minutes",
            Message(N_("Not one slot of this length fits between the two times.")),
            Message(N_("Shorten the slot, or move the times apart.")),
        )


def _check_overlaps(drafts: Iterable[Draft]) -> None:
    timed = [(span, draft) for draft in drafts if (span := bounds(draft)) is not None]
    timed.sort(key=lambda item: item[0])
    for ((_, ends), first), ((starts, _), second) in pairwise(timed):
        if starts < ends:
            second.add(
                "starts",
                Message(
                    N_("The time overlaps that of row {row}, which ends at {ends}."),
                    {"row": first.row.number, "ends": f"{ends:%H:%M}"},
                ),
                Message(N_("Let this part begin when that one is over.")),
            )


def _settle(draft: Draft) -> None:
    """Let the end be that of the last slot, and a pause be none where there is one slot only."""
    slots = cut(draft)
    if not slots:
        return
    draft.values["ends"] = slots[-1][1].time()
    if len(slots) == 1 or not draft.number("pause_minutes"):
        draft.values["pause_minutes"] = None


def _check_in_use(comparison: Comparison) -> None:
    """No slot of the published programme is moved, made shorter or longer, or taken away."""
    mission = comparison.stored.mission
    if mission is None or any(draft.problems for draft in comparison.drafts["grid"]):
        return
    days = {draft.date("date") for draft in comparison.drafts["grid"]}
    ends = {span.starts: span.ends for span in comparison.spans}
    lost: list[datetime] = []
    gone: list[int] = []
    for slot in comparison.stored.slots:
        start = slot.starts_at.astimezone(mission.zone).replace(tzinfo=None)
        end = slot.ends_at.astimezone(mission.zone).replace(tzinfo=None)
        if start.date() not in days or ends.get(start) == end:
            continue
        gone.append(slot.pk)
        if slot.starts_at in comparison.stored.in_use.slots:
            lost.append(start)
    if lost:
        comparison.problems.append(_lost(comparison.reading.sheets["grid"].title, lost))
    elif gone and Placement.objects.filter(slot__in=gone).exists():
        text = Message(N_("Earlier plans lose the meetings that they had in slots taken away."))
        comparison.notes.append(Note(text, comparison.reading.sheets["grid"].title))


def _lost(title: str, starts: Iterable[datetime]) -> Problem:
    return Problem(
        Message(
            N_("The published programme has meetings in slots that would be lost: {slots}."),
            {"slots": tuple(f"{start:%Y-%m-%d %H:%M}" for start in sorted(starts))},
        ),
        Message(
            N_(
                "Leave these slots as they were. To keep a time free, enter it under availability, "
                "then plan and publish anew."
            )
        ),
        sheet=title,
    )
