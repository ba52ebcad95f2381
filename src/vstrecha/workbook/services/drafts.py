"""Rows of a file on their way to the database: resolved, paired with what is stored, checked."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from vstrecha.engine.message import Message
from vstrecha.workbook.reading import Problem, Row, Value
from vstrecha.workbook.selectors import StoredRow


@dataclass(slots=True)
class Draft:
    """One row of the file.

    `values` begin as the row's and come to hold companies' keys and venues' stored names.
    `stored` is the object that the row is about, None for a new one. `problems` begin with those
    of its cells.
    """

    row: Row
    values: dict[str, Value] = field(init=False)
    stored: StoredRow | None = None
    problems: list[Problem] = field(init=False)

    def __post_init__(self) -> None:
        self.values = dict(self.row.values)
        self.problems = list(self.row.problems)

    def add(self, key: str, reason: Message, mend: Message) -> None:
        """Add a problem with the cell of a column; the value is no longer to be relied on."""
        self.problems.append(self.row.problem(key, reason, mend))
        self.values.pop(key, None)

    def text(self, key: str) -> str:
        """A text; empty where there is none."""
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    def number(self, key: str) -> int | None:
        """A number; None where there is none."""
        value = self.values.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def flag(self, key: str) -> bool | None:
        """Yes or no; None where neither is said."""
        value = self.values.get(key)
        return value if isinstance(value, bool) else None

    def date(self, key: str) -> date | None:
        """A day; None where there is none."""
        value = self.values.get(key)
        return value if isinstance(value, date) else None

    def time(self, key: str) -> time | None:
        """A time of day; None where there is none."""
        value = self.values.get(key)
        return value if isinstance(value, time) else None

    def items(self, key: str) -> tuple[str, ...]:
        """A list's items; empty where there are none."""
        value = self.values.get(key)
        return value if isinstance(value, tuple) else ()


Key = Callable[[Draft | StoredRow], Hashable | None]
Fits = Callable[[Draft, StoredRow], bool]


def of_columns(*columns: str) -> Key:
    """The values of these columns together; None unless all of the first are there."""

    def key(item: Draft | StoredRow) -> Hashable | None:
        values = tuple(item.values.get(column) for column in columns)
        return None if values[0] is None else values

    return key


def pair_up(
    drafts: Iterable[Draft],
    stored: Sequence[StoredRow],
    keys: Sequence[Key],
    fits: Fits = lambda _draft, _stored: True,
) -> list[StoredRow]:
    """Give each draft the stored row it is about; returns the stored rows left over.

    `keys` are tried one after the other, the strictest first. By each, a draft takes a row only
    where one row alone is left that has the same key and `fits`.
    """
    open_drafts = [draft for draft in drafts if draft.stored is None]
    left = dict(enumerate(stored))
    for key in keys:
        by_key: dict[Hashable, list[int]] = {}
        for number, row in left.items():
            if (value := key(row)) is not None:
                by_key.setdefault(value, []).append(number)
        for draft in open_drafts:
            value = key(draft)
            candidates = [
                number
                for number in by_key.get(value, ())
                if value is not None and number in left and fits(draft, left[number])
            ]
            if len(candidates) == 1:
                draft.stored = left.pop(candidates[0])
        open_drafts = [draft for draft in open_drafts if draft.stored is None]
    return list(left.values())
