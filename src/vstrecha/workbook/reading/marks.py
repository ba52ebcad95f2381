"""What a workbook's values alone do not show: formulas without a result, and hidden rows."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, fromstring, iterparse

_FORMULA_OR_HIDDEN = re.compile(rb"<(?:\w+:)?f[ />]|hidden=\"(?:1|true)\"")
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class Marks:
    """Of one sheet: cells whose formula has no result, how many have one, rows out of sight."""

    unsolved: frozenset[str] = frozenset()
    formulas: int = 0
    hidden_rows: frozenset[int] = frozenset()


def part_names(content: bytes) -> Mapping[str, str]:
    """The name of each sheet's part in the package, by the sheet's title.

    Raises KeyError, BadZipFile or ParseError for a damaged package.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        relations = fromstring(package.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - expat refuses entity bombs, and parts are of bounded size
        targets = {item.get("Id"): item.get("Target", "") for item in relations}
        book = fromstring(package.read("xl/workbook.xml"))  # noqa: S314 - as above
    return {
        sheet.get("name", ""): posixpath.normpath(
            posixpath.join("/xl", targets.get(sheet.get(_RELATION_ID), ""))
        ).lstrip("/")
        for sheet in book.iter()
        if _local(sheet) == "sheet"
    }


def read_marks(content: bytes, part: str) -> Marks:
    """Look through one sheet's part, if its bytes promise anything to be found."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        data = package.read(part)
    if not _FORMULA_OR_HIDDEN.search(data):
        return Marks()
    unsolved: set[str] = set()
    hidden: set[int] = set()
    formulas = 0
    for _event, element in iterparse(io.BytesIO(data)):  # noqa: S314 - as above
        match _local(element):
            case "c":
                children = {_local(child): child for child in element}
                if "f" in children:
                    formulas += 1
                    if not _has_result(children):
                        unsolved.add(element.get("r", ""))
            case "row":
                if element.get("hidden") in {"1", "true"}:
                    hidden.add(int(element.get("r", "0")))
                element.clear()
            case _:
                pass
    return Marks(frozenset(unsolved), formulas, frozenset(hidden))


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _has_result(children: Mapping[str, Element]) -> bool:
    return bool("v" in children and children["v"].text) or "is" in children
