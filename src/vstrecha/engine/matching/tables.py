"""Texts from a table with tabs, and what is wrong with a table that cannot be read."""

from __future__ import annotations

import re
from pathlib import Path

from vstrecha.engine.matching.facts import is_code
from vstrecha.engine.matching.types import Kind, Row

COLUMNS = ("id", "text", "language", "kind", "codes")
_REQUIRED = ("id", "text")


class TableError(Exception):
    """A table that cannot be used: file, line, column, and how to mend it."""


def read_rows(path: Path) -> list[Row]:
    """The texts of a table; unknown columns are passed over, empty lines too.

    Raises TableError at the first thing wrong.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise TableError(
            f"{path}: byte {error.start + 1} is not UTF-8. Save the file as text in UTF-8."
        ) from error
    except OSError as error:
        raise TableError(f"{path}: cannot be read ({error.strerror}).") from error
    if not any(line.strip() for line in lines):
        raise TableError(
            f"{path}: the file is empty. Give it a first line of column names ('id', 'text') "
            "and a line for each text."
        )
    names = [name.strip().lower() for name in lines[0].split("\t")]
    _check_names(path, names)
    seen: dict[str, int] = {}
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            continue
        row = _row(path, number, names, line.split("\t"))
        if row.id in seen:
            raise TableError(
                f"{path}, line {number}, column 'id': '{row.id}' stands in line "
                f"{seen[row.id]} already. Give each text an id of its own."
            )
        seen[row.id] = number
        rows.append(row)
    if not rows:
        raise TableError(f"{path}: there are column names but no texts. Add a line for each text.")
    return rows


def _check_names(path: Path, names: list[str]) -> None:
    for name in _REQUIRED:
        if name not in names:
            hint = " The columns must be separated by tabs." if len(names) == 1 else ""
            raise TableError(
                f"{path}, line 1: there is no column '{name}', only "
                f"{', '.join(repr(found) for found in names)}. Name the columns "
                f"{', '.join(COLUMNS)}; 'id' and 'text' are needed.{hint}"
            )
    for name in COLUMNS:
        if names.count(name) > 1:
            raise TableError(f"{path}, line 1: the column '{name}' stands twice. Keep one.")


def _row(path: Path, number: int, names: list[str], cells: list[str]) -> Row:
    place = f"{path}, line {number}"
    if len(cells) != len(names):
        raise TableError(
            f"{place}: there are {len(cells)} columns, but {len(names)} names in line 1. "
            "Separate by one tab, and have no tabs within a text."
        )
    values = {name: cell.strip() for name, cell in zip(names, cells, strict=True)}
    for name in _REQUIRED:
        if not values[name]:
            raise TableError(f"{place}, column '{name}': it is empty. Fill it in or drop the line.")
    kind = values.get("kind", "").lower().replace(" ", "_")
    if kind not in set(Kind):
        known = ", ".join(known for known in Kind if known)
        raise TableError(
            f"{place}, column 'kind': '{values['kind']}' is not known. Use one of {known}, or "
            "leave it empty."
        )
    codes = tuple(filter(None, re.split(r"[;,\s]+", values.get("codes", ""))))
    for code in codes:
        if not is_code(code):
            raise TableError(
                f"{place}, column 'codes': '{code}' is not a NACE or OKVED2 code. Write codes "
                "like 25.50 or 62.01, separated by semicolons."
            )
    return Row(values["id"], values["text"], values.get("language", "").lower(), Kind(kind), codes)
