"""Places that a person has set, or that a file remembers, looked up in the mission."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from vstrecha.engine.message import N_, Message
from vstrecha.engine.scheduling.problem import Previous
from vstrecha.programme.bridge.clock import slot_id

__all__ = ["Pin", "PinProblem", "PinsRejectedError", "find_pins", "table_id"]


@dataclass(frozen=True, slots=True)
class Pin:
    """A place that a person has set: the plan keeps the meeting there.

    `starts_at` is aware; `venue` is the venue's name, `table` the table's label. One that does
    not hold says only where the meeting stands: it stays if it can.
    """

    meeting_key: str
    starts_at: datetime
    venue: str
    table: str
    holds: bool = True


@dataclass(frozen=True, slots=True)
class PinProblem:
    """A pin that cannot be, and why."""

    pin: Pin
    message: Message


class PinsRejectedError(Exception):
    """Some pins name what the mission does not have, or each other's place."""

    def __init__(self, problems: Sequence[PinProblem]) -> None:
        super().__init__("; ".join(problem.message.render() for problem in problems))
        self.problems = tuple(problems)


def table_id(venue: str, label: str) -> str:
    """The engine's name of a table: labels repeat from venue to venue."""
    return f"{venue} / {label}"


def find_pins(
    pins: Sequence[Pin],
    *,
    zone: tzinfo,
    slots: Mapping[str, object],
    tables: Mapping[str, object],
    meetings: Mapping[str, object],
) -> dict[str, Previous]:
    """The pins in the engine's words, by meeting; raises PinsRejectedError naming all bad ones.

    A place that need not hold and is no longer there is passed over. `slots`, `tables` and
    `meetings` have what the mission knows, by the engine's ids.
    """
    problems: list[PinProblem] = []
    found: dict[str, Previous] = {}
    places: Counter[tuple[str, str]] = Counter()
    known_tables = {name.casefold(): name for name in tables}
    for pin in sorted(pins, key=lambda one: not one.holds):
        slot = slot_id(pin.starts_at, zone)
        table = known_tables.get(table_id(pin.venue.strip(), pin.table.strip()).casefold())
        message = None
        if pin.meeting_key not in meetings:
            message = Message(
                N_("Nobody asks for this meeting: {meeting}. Ask for it in Requests first."),
                {"meeting": pin.meeting_key},
            )
        elif pin.meeting_key in found:
            message = Message(
                N_("This meeting is pinned twice: {meeting}. Keep one of the rows."),
                {"meeting": pin.meeting_key},
            )
        elif slot not in slots:
            message = Message(
                N_("No slot of the time grid starts at {time}. Choose a time of the grid."),
                {"time": pin.starts_at.astimezone(zone).strftime("%Y-%m-%d %H:%M")},
            )
        elif table is None:
            message = Message(
                N_("There is no table {table} at {venue}. Choose one of the venue's tables."),
                {"table": pin.table, "venue": pin.venue},
            )
        elif pin.holds and places[slot, table]:
            message = Message(
                N_("Another meeting is pinned to table {table} at {venue} then. Move one of them."),
                {"table": pin.table, "venue": pin.venue},
            )
        if message is not None or table is None:
            if message is not None and pin.holds:
                problems.append(PinProblem(pin, message))
            continue
        places[slot, table] += 1
        found[pin.meeting_key] = Previous(
            meeting=pin.meeting_key, slot=slot, table=table, pinned=pin.holds
        )
    if problems:
        raise PinsRejectedError(problems)
    return found
