"""What an import would do, row by row, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from vstrecha.workbook.reading import Note, Problem, Value
from vstrecha.workbook.services.checks.timetable import is_pinned
from vstrecha.workbook.services.comparison import Comparison
from vstrecha.workbook.services.drafts import Draft
from vstrecha.workbook.services.wording import Wording
from vstrecha.workbook.sheets import SHEETS, TIMETABLE, Sheet


class State(StrEnum):
    """What becomes of a row. A `left` one is stored but not in the file, and stays; a `removed`
    one goes; a `pinned` one of the timetable was moved by hand."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"
    LEFT = "left"
    REMOVED = "removed"
    PINNED = "pinned"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field's name and what stands in it before and after, as people write it."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RowPreview:
    """One row: its number in the file (None for one not there), and what it is about."""

    state: State
    label: str
    row: int | None = None
    changes: tuple[FieldChange, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class SheetPreview:
    """One sheet's rows. `title` is the tab's, empty where the file has none."""

    sheet: Sheet
    title: str
    rows: tuple[RowPreview, ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()

    @cached_property
    def counts(self) -> Mapping[State, int]:
        """How many rows are in each state."""
        return Counter(row.state for row in self.rows)

    def in_state(self, state: State) -> Iterator[RowPreview]:
        """The rows in one state."""
        return (row for row in self.rows if row.state is state)


@dataclass(frozen=True, slots=True)
class Hint:
    """Something to look at, which hinders no import: the row, what it is about, and advice in the
    language in force."""

    sheet: Sheet
    row: int
    label: str
    advice: str


@dataclass(frozen=True)
class Preview:
    """All sheets; `problems` are all there are, those of the file as a whole first."""

    sheets: tuple[SheetPreview, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()
    hints: tuple[Hint, ...] = ()

    @property
    def is_applicable(self) -> bool:
        """Whether the import would go through."""
        return not self.problems

    @cached_property
    def counts(self) -> Mapping[State, int]:
        """How many rows of all sheets are in each state."""
        return sum((Counter(sheet.counts) for sheet in self.sheets), Counter())

    @property
    def changes_something(self) -> bool:
        """Whether the import would write anything."""
        return any(self.counts[s] for s in (State.NEW, State.CHANGED, State.REMOVED))


def changed_columns(draft: Draft) -> Iterator[str]:
    """The columns in which a row differs from what is stored."""
    if draft.stored is None:
        return
    for key, value in draft.values.items():
        column = draft.row.sheet.column(key)
        keeps = column.hidden or (column.blank_keeps and value is None)
        if not keeps and value != draft.stored.values.get(key):
            yield key


def make_preview(comparison: Comparison) -> Preview:
    """Put a finished comparison into words, in the language in force."""
    wording = Wording(comparison.parties)
    sheets = tuple(_sheets(comparison, wording))
    notes = (*comparison.reading.notes, *comparison.notes)
    return Preview(sheets, tuple(comparison.all_problems()), notes)


def _sheets(comparison: Comparison, wording: Wording) -> Iterator[SheetPreview]:
    for sheet in (*SHEETS, TIMETABLE):
        read = comparison.reading.sheets.get(sheet.key)
        describe = _moved if sheet is TIMETABLE else _row
        rows = [describe(draft, wording) for draft in comparison.drafts[sheet.key]]
        if read is not None:
            removed = {row.pk for row in comparison.removed} if sheet.key == "grid" else set()
            rows += [
                RowPreview(
                    State.REMOVED if row.pk in removed else State.LEFT,
                    wording.label(sheet, row.values),
                )
                for row in comparison.left.get(sheet.key, ())
            ]
        if read is not None or rows:
            yield SheetPreview(
                sheet,
                read.title if read is not None else "",
                tuple(rows),
                read.problems if read is not None else (),
                read.notes if read is not None else (),
            )


def _row(draft: Draft, wording: Wording) -> RowPreview:
    stored: Mapping[str, Value] = draft.stored.values if draft.stored is not None else {}
    label = wording.label(draft.row.sheet, {**stored, **draft.row.values, **draft.values})
    if draft.problems:
        return RowPreview(State.REJECTED, label, draft.row.number, problems=tuple(draft.problems))
    if draft.stored is None:
        return RowPreview(State.NEW, label, draft.row.number)
    changes = tuple(
        FieldChange(
            draft.row.sheet.column(key).name(wording.language),
            wording.value(draft.row.sheet.column(key), stored.get(key)),
            wording.value(draft.row.sheet.column(key), draft.values[key]),
        )
        for key in changed_columns(draft)
    )
    state = State.CHANGED if changes else State.UNCHANGED
    return RowPreview(state, label, draft.row.number, changes)


def _moved(draft: Draft, wording: Wording) -> RowPreview:
    label = wording.label(TIMETABLE, {**draft.row.values, **draft.values})
    if draft.problems:
        return RowPreview(State.REJECTED, label, draft.row.number, problems=tuple(draft.problems))
    if not is_pinned(draft):
        return RowPreview(State.UNCHANGED, label, draft.row.number)
    change = FieldChange(
        TIMETABLE.column("planned").name(wording.language),
        draft.text("planned") or wording.nothing,
        wording.place(draft.values),
    )
    return RowPreview(State.PINNED, label, draft.row.number, (change,))
