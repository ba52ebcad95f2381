"""Rows and values as the reader's language writes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time

from django.utils.formats import time_format
from django.utils.translation import get_language, gettext

from vstrecha.web.templatetags.localise import short_day
from vstrecha.workbook.reading import Value
from vstrecha.workbook.services.parties import Parties
from vstrecha.workbook.sheets import YES_NO, Column, Sheet, Type

LONGEST = 120

Values = Mapping[str, Value]


class Wording:
    """Says rows and values in the language in force when it was made."""

    nothing = "—"

    def __init__(self, parties: Parties) -> None:
        self.language = "ru" if (get_language() or "").startswith("ru") else "en"
        self._parties = parties
        self._labels: Mapping[str, Callable[[Values], str]] = {
            "mission": lambda values: self._text(values, "title"),
            "venues": lambda values: self._text(values, "name"),
            "travel": lambda values: self._joined(values, "origin", "destination", " → "),
            "grid": self._when,
            "companies": lambda values: self._text(values, "name"),
            "opportunities": lambda values: (
                f"{self._company(values, 'company')}: {self._text(values, 'title')}"
            ),
            "availability": lambda values: (
                f"{self._company(values, 'company')}, {self._when(values)}"
            ),
            "sessions": lambda values: f"{self._text(values, 'title')}, {self._when(values)}",
            "requests": lambda values: (
                f"{self._company(values, 'sender')} → {self._company(values, 'recipient')}"
            ),
            "timetable": lambda values: (
                f"{self._company(values, 'home')} – {self._company(values, 'host')}"
            ),
        }

    def label(self, sheet: Sheet, values: Values) -> str:
        """What a row is about, in a few words."""
        return self._short(self._labels[sheet.key](values))

    def place(self, values: Values) -> str:
        """When and where a row of the timetable stands."""
        return f"{self._when(values)}, {self._joined(values, 'venue', 'table', ', ')}"

    def value(self, column: Column, value: Value) -> str:
        """A stored value as people write it; a dash for none."""
        if value is None:
            return self.nothing
        if isinstance(value, bool):
            return YES_NO[self.language == "ru"][0 if value else 1]
        if isinstance(value, date):
            return short_day(value)
        if isinstance(value, time):
            return time_format(value, "H:i")
        return self._short(self._words(column, value))

    def _words(self, column: Column, value: str | int | tuple[str, ...]) -> str:
        if isinstance(value, tuple):
            named = column.key == "participants"
            return "; ".join(self._name(item) if named else item for item in value)
        if column.type is Type.CHOICE and str(value) in column.choices:
            return column.choice_name(str(value), self.language)
        return self._name(str(value)) if column.type is Type.COMPANY else str(value)

    def _name(self, key: str) -> str:
        party = self._parties.by_key.get(key)
        return party.name if party is not None and party.name else key

    def _company(self, values: Values, key: str) -> str:
        return self._name(self._text(values, key))

    def _text(self, values: Values, key: str) -> str:
        value = values.get(key)
        return str(value) if value is not None else self.nothing

    def _joined(self, values: Values, first: str, second: str, sign: str) -> str:
        return f"{self._text(values, first)}{sign}{self._text(values, second)}"

    def _when(self, values: Values) -> str:
        day, starts, ends = (values.get(key) for key in ("date", "starts", "ends"))
        text = short_day(day) if isinstance(day, date) else self.nothing
        if not isinstance(starts, time) and not isinstance(ends, time):
            return gettext("{date}, all day").format(date=text)
        begin = time_format(starts, "H:i") if isinstance(starts, time) else "00:00"
        end = time_format(ends, "H:i") if isinstance(ends, time) else "24:00"
        return f"{text} {begin}–{end}"

    @staticmethod
    def _short(text: str) -> str:
        return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
