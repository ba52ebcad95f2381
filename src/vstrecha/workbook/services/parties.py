"""Companies as a workbook names them: by INN, e-mail or name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vstrecha.engine.message import N_, Message
from vstrecha.workbook.reading import Value
from vstrecha.workbook.reading.problems import CellError
from vstrecha.workbook.reading.words import plain_name, suggest

_INN = re.compile(r"(?<!\d)(\d{12}|\d{10})(?!\d)")
_SHORT_INN = re.compile(r"\d{9}|\d{11}")
_LEGAL_FORM = re.compile(
    r"^(?:ооо|оао|зао|пао|ао|нао|ип|фгуп|гуп|муп|кгау|кгбу|ано|нко|llc|jsc|ltd|gmbh|inc)\.? "
    r"|,? (?:ооо|оао|зао|пао|ао|нао|llc|jsc|ltd|gmbh|inc|co)\.?$"
)


@dataclass(frozen=True, slots=True)
class Party:
    """A company of the file or of the mission, whichever says more. `side` may be unknown;
    `seats` of its people can meet at the same time, `others` are further texts that mean it.
    """

    key: str
    name: str
    name_en: str = ""
    inn: str = ""
    email: str = ""
    side: str = ""
    seats: int = 1
    others: tuple[str, ...] = ()


def bare_name(name: str) -> str:
    """A name for comparison, without its legal form."""
    return _LEGAL_FORM.sub("", plain_name(name)).strip(" ,")


def party_of(values: Mapping[str, Value], others: Iterable[str] = ()) -> Party:
    """The company that a row of the sheet of companies tells of."""

    def text(key: str) -> str:
        value = values.get(key)
        return value if isinstance(value, str) else ""

    seats = values.get("representatives_count")
    return Party(
        key=text("key"),
        name=text("name"),
        name_en=text("name_en"),
        inn=text("inn"),
        email=text("email"),
        side=text("side"),
        seats=seats if isinstance(seats, int) else 1,
        others=tuple(others),
    )


class Parties:
    """All companies that a row may speak of."""

    def __init__(self, parties: Iterable[Party]) -> None:
        self.by_key: dict[str, Party] = {}
        self._by_inn: dict[str, set[str]] = defaultdict(set)
        self._by_email: dict[str, set[str]] = defaultdict(set)
        self._by_name: dict[str, set[str]] = defaultdict(set)
        self._by_bare_name: dict[str, set[str]] = defaultdict(set)
        for party in parties:
            self.by_key.setdefault(party.key, party)
            if party.inn:
                self._by_inn[party.inn].add(party.key)
            if party.email:
                self._by_email[party.email.casefold()].add(party.key)
            for name in filter(None, (party.name, party.name_en, *party.others)):
                self._by_name[plain_name(name)].add(party.key)
                self._by_bare_name[bare_name(name)].add(party.key)

    def on_side(self, side: str) -> tuple[str, ...]:
        """Keys of the companies of one side, or of all (`all`), sorted."""
        return tuple(
            sorted(key for key, party in self.by_key.items() if side in {"all", party.side})
        )

    def find(self, text: str) -> Party:
        """The company meant; raises CellError where none or more than one can be."""
        keys = self._candidates(text)
        if len(keys) == 1:
            return self.by_key[next(iter(keys))]
        if keys:
            raise CellError(
                Message(N_("More than one company is meant by “{value}”."), {"value": text}),
                Message(N_("Write the company's INN instead.")),
            )
        raise CellError(
            Message(
                N_("There is no company “{value}” on the sheet of companies."), {"value": text}
            ),
            self._mend(text),
        )

    def reference(self, key: str) -> str:
        """The shortest text by which `find` finds the company: its name, else INN or e-mail."""
        party = self.by_key[key]
        for text in (party.name, party.inn, party.email):
            if text and ";" not in text and self._candidates(text) == {key}:
                return text
        return party.inn or party.email or party.name

    def _candidates(self, text: str) -> set[str]:
        if "@" in text:
            return self._by_email.get(text.removeprefix("mailto:").casefold(), set())
        by_name = self._by_name.get(plain_name(text)) or self._by_bare_name.get(bare_name(text))
        if by_name:
            return by_name
        number = f"0{text}" if _SHORT_INN.fullmatch(text) else text
        if match := _INN.search(number):
            return self._by_inn.get(match[1], set())
        return set()

    def _mend(self, text: str) -> Message:
        near = suggest(text, [party.name for party in self.by_key.values()])
        if near:
            return Message(N_("Did you mean “{near}”?"), {"near": near})
        return Message(N_("Add it there, or write the INN, e-mail or name as it stands there."))
