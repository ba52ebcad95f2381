"""Which tab of a workbook is which sheet, by its title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vstrecha.engine.message import N_, Message
from vstrecha.workbook.reading.headers import match_name
from vstrecha.workbook.reading.problems import Note, Problem
from vstrecha.workbook.reading.words import plain
from vstrecha.workbook.sheets import INSTRUCTIONS, RESULTS, SHEETS, TIMETABLE, Sheet, sheet_of


@dataclass(frozen=True, slots=True)
class Tabs:
    """The title of the tab that holds each sheet, by sheet key.

    `misspelt` sheets were told by near spelling; `doubles` are titles that name a sheet again,
    with its key; `unknown` ones name none.
    """

    titles: Mapping[str, str]
    misspelt: frozenset[str]
    doubles: Mapping[str, str]
    unknown: tuple[str, ...]


def find_tabs(titles: Sequence[str]) -> Tabs:
    """Tell a workbook's tabs apart by their titles. Titles written exactly come first."""
    names = _sheet_names()
    matches = {title: match_name(title, names) for title in titles}
    found: dict[str, str] = {}
    misspelt: set[str] = set()
    doubles: dict[str, str] = {}
    for title, match in sorted(matches.items(), key=lambda item: not (item[1] and item[1][1])):
        if match is None or not match[0]:
            continue
        key, exact = match
        if key in found:
            doubles[title] = key
            continue
        found[key] = title
        if not exact:
            misspelt.add(key)
    unknown = tuple(title for title in titles if matches[title] is None)
    return Tabs(found, frozenset(misspelt), doubles, unknown)


def _sheet_names() -> dict[str, str]:
    """The key of each sheet by its plain names; an empty key for sheets written for people."""
    names = {plain(name): "" for pair in (INSTRUCTIONS, *RESULTS.values()) for name in pair}
    for sheet in (*SHEETS, TIMETABLE):
        names |= {plain(name): sheet.key for name in (sheet.en, sheet.ru, *sheet.aliases)}
    return names


def tab_notes(tabs: Tabs, language: str) -> list[Note]:
    """A note for each sheet told by near spelling."""
    return [
        Note(
            Message(
                N_("The sheet “{title}” was read as “{name}”."),
                {"title": title, "name": sheet_of(key).name(language)},
            ),
            sheet=title,
        )
        for key, title in tabs.titles.items()
        if key in tabs.misspelt
    ]


def tab_problems(tabs: Tabs, language: str) -> list[Problem]:
    """A problem for each tab that names a sheet again."""
    return [
        Problem(
            Message(
                N_("The sheets “{first}” and “{second}” may both be “{name}”."),
                {
                    "first": tabs.titles[key],
                    "second": title,
                    "name": sheet_of(key).name(language),
                },
            ),
            Message(N_("Delete one of them, or give it another name.")),
            sheet=title,
        )
        for title, key in tabs.doubles.items()
    ]


def stranger_note(title: str, sheet: Sheet | None, language: str) -> Note:
    """A note on a tab whose title says nothing: what it was read as, if anything."""
    if sheet is None:
        text = Message(
            N_("The sheet “{title}” is not known here and was not read."), {"title": title}
        )
    else:
        text = Message(
            N_("The sheet “{title}” was read as “{name}”, by its columns."),
            {"title": title, "name": sheet.name(language)},
        )
    return Note(text, sheet=title)
