"""Time on the way to the engine: which slots a window, a session or a wish means.

The engine knows slots only. A session may begin in the middle of a slot, or lie where the grid
has none; this module says which slots it binds, and adds slots without tables where one must
know when it is in order to count the way there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from itertools import pairwise

from vstrecha.engine.scheduling.problem import Slot
from vstrecha.meetings.models import AvailabilityWindow, in_half

__all__ = ["Span", "extra_slots", "overlapped", "slot_id", "unavailable_slots", "wished_slots"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of time, from `start` up to `end`; both are aware."""

    start: datetime
    end: datetime

    def overlaps(self, other: Span | Slot) -> bool:
        """Whether the two share any time; touching is not sharing."""
        return self.start < other.end and other.start < self.end


def slot_id(start: datetime, zone: tzinfo) -> str:
    """The engine's name of the slot that starts then: local time with its offset."""
    return start.astimezone(zone).isoformat(timespec="minutes")


def overlapped(span: Span, slots: Iterable[Slot]) -> tuple[str, ...]:
    """The slots that share any time with the span: a session binds all of a slot it touches."""
    return tuple(slot.id for slot in slots if span.overlaps(slot))


def extra_slots(sessions: Iterable[Span], slots: Sequence[Slot], zone: tzinfo) -> list[Slot]:
    """Slots for what the sessions cover outside the grid, each a day-part of its own.

    They are cut wherever a session or a grid slot begins or ends, so that none overlaps another
    and each session is exactly the union of those it touches.
    """
    spans = list(sessions)
    cuts = sorted(
        {moment for span in spans for moment in (span.start, span.end)}
        | {moment for slot in slots for moment in (slot.start, slot.end)}
    )
    pieces = [Span(start, end) for start, end in pairwise(cuts)]
    return [
        Slot(
            id=f"{slot_id(piece.start, zone)}/session",
            start=piece.start.astimezone(zone),
            end=piece.end.astimezone(zone),
            part=f"{slot_id(piece.start, zone)}/session",
        )
        for piece in pieces
        if any(piece.overlaps(span) for span in spans)
        and not any(piece.overlaps(slot) for slot in slots)
    ]


def unavailable_slots(
    windows: Iterable[AvailabilityWindow], slots: Iterable[Slot]
) -> frozenset[str]:
    """The slots that a company's windows take out.

    A window in which it is not available takes out each slot it touches. On a day with windows
    in which it is, a slot that these do not cover wholly is out. Days are those of the slots'
    own zone.
    """
    absent: list[Span] = []
    present: list[Span] = []
    for window in windows:
        span = Span(window.starts_at, window.ends_at)
        (present if window.is_available else absent).append(span)
    present = _joined(present)
    taken = set()
    for slot in slots:
        if any(span.overlaps(slot) for span in absent):
            taken.add(slot.id)
            continue
        zone = slot.start.tzinfo
        today = Span(
            datetime.combine(slot.start.date(), time.min, zone),
            datetime.combine(slot.start.date(), time.max, zone),
        )
        on_this_day = [span for span in present if span.overlaps(today)]
        if on_this_day and not any(
            span.start <= slot.start and slot.end <= span.end for span in on_this_day
        ):
            taken.add(slot.id)
    return frozenset(taken)


def _joined(spans: Iterable[Span]) -> list[Span]:
    """The same time in as few spans as possible."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def wished_slots(
    slots: Sequence[Slot],
    *,
    on_date: date | None,
    at_time: time | None,
    day_half: str,
    length: int = 1,
) -> frozenset[str] | None:
    """The slots that a meeting of `length` slots may take by its wishes; None where it has none.

    The engine asks that all slots of a meeting be among them. A wish for a day or a half of it
    names those slots; a wish for a time names the slots that follow the first one, too.
    """
    if on_date is None and at_time is None and not day_half:
        return None
    wished = [
        index
        for index, slot in enumerate(slots)
        if (on_date is None or slot.start.date() == on_date)
        and (at_time is None or slot.start.time() == at_time)
        and in_half(slot.start.time(), day_half)
    ]
    if at_time is None:
        return frozenset(slots[index].id for index in wished)
    return frozenset(
        slot.id
        for index in wished
        for slot in slots[index : index + length]
        if slot.part == slots[index].part
    )
