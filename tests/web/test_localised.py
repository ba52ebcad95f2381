"""Which version of a text a reader gets, and in which language it says it is."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.utils import translation

from vstrecha.web.localised import localised, localised_lines


@dataclass(frozen=True)
class Record:
    """A record with one text and its English version."""

    language: str
    city: str
    city_en: str = ""


@pytest.mark.parametrize(
    ("record", "reader", "text", "language"),
    [
        (Record("ru", "Боровск", "Borovsk"), "ru", "Боровск", "ru"),
        (Record("ru", "Боровск", "Borovsk"), "en", "Borovsk", "en"),
        (Record("ru", "Боровск"), "en", "Боровск", "ru"),
        (Record("en", "Borovsk"), "ru", "Borovsk", "en"),
        (Record("en", "Borovsk", "Borovsk"), "ru", "Borovsk", "en"),
        # A company that writes in English sits in a town with a Russian name.
        (Record("en", "Боровск", "Borovsk"), "ru", "Боровск", "ru"),
        (Record("en", "Боровск", "Borovsk"), "en", "Borovsk", "en"),
    ],
)
def test_a_reader_gets_the_version_that_fits(
    record: Record, reader: str, text: str, language: str
) -> None:
    with translation.override(reader):
        found = localised(record, "city")
    assert (found.text, found.language) == (text, language)


@dataclass(frozen=True)
class Project:
    """A record with lines, of which the first has an English version."""

    language: str
    exists: tuple[str, ...]
    exists_en: tuple[str, ...] = ()


@pytest.mark.parametrize(
    ("reader", "lines"),
    [
        ("ru", [("линия", "ru"), ("люди", "ru")]),
        ("en", [("a line", "en"), ("люди", "ru")]),
    ],
)
def test_each_line_stands_in_the_version_that_fits(
    reader: str, lines: list[tuple[str, str]]
) -> None:
    with translation.override(reader):
        found = localised_lines(Project("ru", ("линия", "люди"), ("a line",)), "exists")
    assert [(line.text, line.language) for line in found] == lines
