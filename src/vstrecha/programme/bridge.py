"""From a mission's rows to an engine `Problem`, and from its `Plan` back to rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Pin:
    """A place that a person has set: the plan keeps the meeting there.

    `starts_at` is aware; `venue` is the venue's name, `table` the table's label.
    """

    meeting_key: str
    starts_at: datetime
    venue: str
    table: str
