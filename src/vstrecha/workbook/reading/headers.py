"""Which row of a tab is its header, and which of its columns is which."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from vstrecha.engine.message import N_, Message
from vstrecha.workbook.reading.grids import Grid
from vstrecha.workbook.reading.problems import Note, Problem
from vstrecha.workbook.reading.words import find, plain
from vstrecha.workbook.sheets import Sheet

SEARCHED_ROWS = 15
"""How far down a header may stand."""
LONGEST_HEADER = 80

_PIECES = re.compile(r"\s*[/|\n]\s*")


@dataclass(frozen=True, slots=True)
class Header:
    """A sheet's header row.

    `index` is its place among the grid's rows. `positions` has the place, from 0, of the cell of
    each column, and `texts` what stands there. `misspelt` columns were told by near spelling,
    `doubles` are further cells that name a column again, `unknown` ones name none.
    """

    index: int
    positions: Mapping[str, int]
    texts: Mapping[str, str]
    misspelt: frozenset[str] = frozenset()
    doubles: Mapping[int, str] = field(default_factory=dict)
    unknown: tuple[int, ...] = ()


def match_name(text: str, names: Mapping[str, str]) -> tuple[str, bool] | None:
    """As `find`, also for a name in two languages, “Компания / Company”."""
    if len(text) > LONGEST_HEADER:
        return None
    found = find(text, names)
    if found is not None and found[1]:
        return found
    pieces = [find(piece, names) for piece in _PIECES.split(text)]
    keys = {piece[0] for piece in pieces if piece is not None}
    return (keys.pop(), True) if len(keys) == 1 and len(pieces) > 1 else found


def column_names(sheet: Sheet) -> dict[str, str]:
    """The key of each column by its plain names."""
    names: dict[str, str] = {}
    for column in sheet.columns:
        for name in (column.en, column.ru, *column.aliases):
            names.setdefault(plain(name), column.key)
    return names


def find_header(grid: Grid, sheet: Sheet) -> Header | None:
    """The row, among the first fifteen, that names most columns.

    None where no row names two (one, on a sheet that requires but one).
    """
    names = column_names(sheet)
    indices = [i for i, (number, _) in enumerate(grid.rows) if number <= SEARCHED_ROWS]
    exact = {i: _named_exactly(grid, i, names) for i in indices}
    most = max(exact.values(), default=0)
    # Near spellings are looked for only where exact ones have not told the row.
    likely = [i for i in indices if exact[i] == most] if most > 1 else indices
    headers = [_header(grid, i, names) for i in likely]
    best = max(headers, key=lambda header: len(header.positions), default=None)
    least = min(2, sum(column.required for column in sheet.columns))
    return best if best is not None and len(best.positions) >= least else None


def _named_exactly(grid: Grid, index: int, names: Mapping[str, str]) -> int:
    cells = grid.rows[index][1]
    return len({names[plain(c)] for c in cells if isinstance(c, str) and plain(c) in names})


def _header(grid: Grid, index: int, names: Mapping[str, str]) -> Header:
    cells = grid.rows[index][1]
    matches = {
        place: found
        for place, cell in enumerate(cells)
        if isinstance(cell, str) and (found := match_name(cell, names)) is not None
    }
    positions: dict[str, int] = {}
    misspelt: set[str] = set()
    doubles: dict[int, str] = {}
    unknown = [i for i, cell in enumerate(cells) if cell not in {None, ""} and i not in matches]
    # Names written exactly are dealt out before misspelt ones.
    for place, (key, exact) in sorted(matches.items(), key=lambda item: (not item[1][1], item[0])):
        if key not in positions:
            positions[key] = place
            if not exact:
                misspelt.add(key)
        elif exact:
            doubles[place] = key
        else:
            unknown.append(place)
    texts = {key: str(cells[place]).rstrip(" *") for key, place in positions.items()}
    return Header(index, positions, texts, frozenset(misspelt), doubles, tuple(sorted(unknown)))


def recognise(grid: Grid, candidates: Sequence[Sheet]) -> Sheet | None:
    """The sheet that a tab with a strange title must be.

    All its required columns are there, and three columns at least. None where no sheet fits, or
    two do equally well.
    """
    fitting: list[tuple[int, Sheet]] = []
    for sheet in candidates:
        header = None if sheet.upright else find_header(grid, sheet)
        if header is None:
            continue
        needed = {column.key for column in sheet.columns if column.required and not column.hidden}
        if needed <= set(header.positions) and len(header.positions) >= 3:  # noqa: PLR2004 - as said above
            fitting.append((len(header.positions), sheet))
    fitting.sort(key=lambda pair: -pair[0])
    if not fitting or (len(fitting) > 1 and fitting[0][0] == fitting[1][0]):
        return None
    return fitting[0][1]


def header_notes(header: Header, grid: Grid, sheet: Sheet, language: str) -> list[Note]:
    """What should be known about how the columns were told apart."""
    number, cells = grid.rows[header.index]
    notes = [
        Note(
            Message(
                N_("The column “{header}” was read as “{name}”."),
                {"header": header.texts[key], "name": sheet.column(key).name(language)},
            ),
            grid.title,
            f"{get_column_letter(place + 1)}{number}",
        )
        for key, place in header.positions.items()
        if key in header.misspelt
    ]
    notes += [
        Note(
            Message(
                N_("The column “{header}” is not known here and was not read."),
                {"header": str(cells[place])},
            ),
            grid.title,
            f"{get_column_letter(place + 1)}{number}",
        )
        for place in header.unknown
    ]
    return notes


def header_problems(header: Header, grid: Grid, sheet: Sheet, language: str) -> list[Problem]:
    """A problem for each column named twice, and for each required one that is not named."""
    number, cells = grid.rows[header.index]
    problems = [
        Problem(
            Message(
                N_("The column “{header}” means the same as column {other}."),
                {
                    "header": str(cells[place]),
                    "other": get_column_letter(header.positions[key] + 1),
                },
            ),
            Message(N_("Delete one of the two, or give it another name.")),
            sheet=grid.title,
            cell=f"{get_column_letter(place + 1)}{number}",
            field=str(cells[place]),
        )
        for place, key in header.doubles.items()
    ]
    return problems + missing_columns(header.positions, grid.title, sheet, language)


def missing_columns(
    there: Mapping[str, object], title: str, sheet: Sheet, language: str
) -> list[Problem]:
    """A problem for each required column that is not there."""
    return [
        Problem(
            Message(N_("There is no column “{column}”."), {"column": column.name(language)})
            if not sheet.upright
            else Message(N_("There is no field “{column}”."), {"column": column.name(language)}),
            Message(
                N_("Add it under one of these names: “{ru}”, “{en}”."),
                {"ru": column.ru, "en": column.en},
            ),
            sheet=title,
            field=column.name(language),
        )
        for column in sheet.columns
        if column.required and column.key not in there and not column.hidden
    ]
