"""A preview laid out for a page: one view of it at a time, long lists cut."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vstrecha.web.templatetags.components import Tab
from vstrecha.workbook.services import Hint, Note, Preview, Problem, RowPreview, State
from vstrecha.workbook.sheets import Sheet

MOST_ROWS = 200
"""Rows that are listed of one sheet, and problems of all."""


@dataclass(frozen=True, slots=True)
class Section:
    """Some rows of one sheet; `more` are not listed."""

    sheet: Sheet
    rows: tuple[RowPreview, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Report:
    """What the page shows: the figures, and one view's rows, problems or notes."""

    preview: Preview
    shown: str
    tabs: tuple[Tab, ...]
    sections: tuple[Section, ...]
    problems: tuple[Problem, ...]
    more_problems: int
    notes: tuple[Note, ...]
    hints: tuple[Hint, ...]

    @property
    def new(self) -> int:
        return self.preview.counts[State.NEW]

    @property
    def changed(self) -> int:
        return self.preview.counts[State.CHANGED] + self.preview.counts[State.REMOVED]

    @property
    def pinned(self) -> int:
        return self.preview.counts[State.PINNED]

    @property
    def does_something(self) -> bool:
        """Whether there is anything to say yes to."""
        return self.preview.changes_something or self.pinned > 0


_VIEWS: Mapping[str, tuple[Promise, frozenset[State]]] = {
    "new": (_("New"), frozenset({State.NEW})),
    "changed": (_("Changed"), frozenset({State.CHANGED, State.REMOVED, State.PINNED})),
    "unchanged": (_("Unchanged"), frozenset({State.UNCHANGED})),
    "left": (_("Not in the file"), frozenset({State.LEFT})),
}


def report(preview: Preview, asked: str) -> Report:
    """Lay out one view: the one asked for, else what there is to decide on."""
    notes = (*preview.notes, *(note for sheet in preview.sheets for note in sheet.notes))
    counts = {name: _count(preview, states) for name, (_label, states) in _VIEWS.items()}
    counts = {"problems": len(preview.problems)} | counts
    counts |= {"hints": len(preview.hints), "notes": len(notes)}
    shown = asked if counts.get(asked) else next((name for name in counts if counts[name]), "new")
    labels: dict[str, str | Promise] = {
        "problems": _("To mend"),
        "hints": _("Advice"),
        "notes": _("Notes"),
    }
    labels |= {name: label for name, (label, _states) in _VIEWS.items()}
    return Report(
        preview=preview,
        shown=shown,
        tabs=tuple(
            Tab(labels[name], f"?show={name}", name == shown, count)
            for name, count in counts.items()
            if count
        ),
        sections=tuple(_sections(preview, _VIEWS[shown][1])) if shown in _VIEWS else (),
        problems=preview.problems[:MOST_ROWS] if shown == "problems" else (),
        more_problems=max(len(preview.problems) - MOST_ROWS, 0),
        notes=notes[:MOST_ROWS] if shown == "notes" else (),
        hints=preview.hints[:MOST_ROWS] if shown == "hints" else (),
    )


def _count(preview: Preview, states: frozenset[State]) -> int:
    return sum(preview.counts[state] for state in states)


def _sections(preview: Preview, states: frozenset[State]) -> Iterator[Section]:
    for sheet in preview.sheets:
        rows = [row for row in sheet.rows if row.state in states]
        if rows:
            yield Section(sheet.sheet, tuple(rows[:MOST_ROWS]), max(len(rows) - MOST_ROWS, 0))
