"""Requests: between two companies that may meet, at a time that there is."""

from __future__ import annotations

from datetime import datetime, time
from itertools import pairwise

from vstrecha.engine.message import N_, Message
from vstrecha.meetings.models import in_half
from vstrecha.workbook.services.comparison import Comparison, add_duplicate
from vstrecha.workbook.services.drafts import Draft, of_columns
from vstrecha.workbook.services.facts import Span


def check_requests(comparison: Comparison) -> None:
    """Find both companies; refuse what can never be a meeting, and a request said twice."""
    seen: dict[tuple[str, str], Draft] = {}
    for draft in comparison.drafts["requests"]:
        sender = comparison.resolve_company(draft, "sender")
        recipient = comparison.resolve_company(draft, "recipient")
        if sender and recipient:
            _check_pair(comparison, draft, sender, recipient)
            if (sender, recipient) in seen:
                add_duplicate(draft, "recipient", seen[sender, recipient])
            seen.setdefault((sender, recipient), draft)
        comparison.check_day(draft, "on_date")
        _check_half(draft)
        _check_slot(comparison, draft)
    comparison.pair("requests", [of_columns("sender", "recipient")])


def _check_pair(comparison: Comparison, draft: Draft, sender: str, recipient: str) -> None:
    if sender == recipient:
        draft.problems.append(
            draft.row.problem(
                "recipient",
                Message(N_("The company asks to meet itself.")),
                Message(N_("Write another company, or delete the row.")),
            )
        )
        return
    parties = comparison.parties.by_key
    sides = {parties[sender].side, parties[recipient].side}
    if len(sides) == 1 and "" not in sides and not comparison.facts.same_side_meetings:
        draft.problems.append(
            draft.row.problem(
                "recipient",
                Message(N_("Both companies are on the same side.")),
                Message(
                    N_("Delete the row, or allow meetings within a side on the mission's sheet.")
                ),
            )
        )


def _check_half(draft: Draft) -> None:
    at_time, half = draft.time("at_time"), draft.text("day_half")
    if at_time is not None and half and not in_half(at_time, half):
        draft.add(
            "day_half",
            Message(
                N_("The time {time} is not in this half of the day."), {"time": _clock(at_time)}
            ),
            Message(N_("Leave one of the two empty.")),
        )


def _check_slot(comparison: Comparison, draft: Draft) -> None:
    """Some slot must start on the day and at the time asked for, with enough after it."""
    day, at_time = draft.date("on_date"), draft.time("at_time")
    length, half = draft.number("length") or 1, draft.text("day_half")
    if not comparison.spans or any(key not in draft.values for key in _asked(draft)):
        return
    fitting = [span for span in comparison.spans if day is None or span.starts.date() == day]
    if not fitting:
        draft.add(
            "on_date",
            Message(N_("The time grid has no slots on this day.")),
            Message(N_("Write another day, or add the day to the time grid.")),
        )
        return
    starts = sorted({span.starts.time() for span in fitting})
    fitting = [span for span in fitting if at_time is None or span.starts.time() == at_time]
    if not fitting and at_time is not None:
        draft.add(
            "at_time",
            Message(N_("No slot starts at {time}."), {"time": _clock(at_time)}),
            Message(N_("Write the start of a slot: {times}."), {"times": _near(starts, at_time)}),
        )
        return
    if not any(in_half(span.starts.time(), half) for span in fitting):
        draft.add(
            "day_half",
            Message(N_("The time grid has no slots in this half of the day.")),
            Message(N_("Choose the other half, or leave the cell empty.")),
        )
        return
    runs = _room_after(comparison.spans)
    if max(runs[span.starts] for span in fitting) < length:
        draft.add(
            "length",
            Message(N_("Nowhere are there {length} slots in a row then."), {"length": length}),
            Message(N_("Shorten the meeting, or leave its time open.")),
        )


def _asked(draft: Draft) -> list[str]:
    """The columns of the file that say when; one with a problem is no longer among the values."""
    return [key for key in ("on_date", "at_time", "length", "day_half") if key in draft.row.fields]


def _clock(at: time) -> str:
    return f"{at:%H:%M}"


def _near(starts: list[time], at: time) -> tuple[str, ...]:
    """The three starts nearest to a time."""
    today = datetime(2000, 1, 1)  # noqa: DTZ001 - any day will do to subtract times

    def distance(start: time) -> float:
        gap = datetime.combine(today, start) - datetime.combine(today, at)
        return abs(gap.total_seconds())

    return tuple(_clock(start) for start in sorted(sorted(starts, key=distance)[:3]))


def _room_after(spans: list[Span]) -> dict[datetime, int]:
    """How many slots of the same day-part begin with each slot's start or later."""
    room = {span.starts: 1 for span in spans}
    for span, following in reversed(list(pairwise(spans))):
        if span.part == following.part:
            room[span.starts] = room[following.starts] + 1
    return room
