"""A workbook held against a mission: every row resolved, checked and paired with what is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from vstrecha.engine.message import N_, Message
from vstrecha.workbook.reading import Note, Problem, Reading
from vstrecha.workbook.reading.problems import CellError
from vstrecha.workbook.reading.words import plain_name, suggest
from vstrecha.workbook.selectors import Stored, StoredRow
from vstrecha.workbook.services.drafts import Draft, Fits, Key, pair_up
from vstrecha.workbook.services.facts import Facts, Span, day_parts, gather_facts, known_venues
from vstrecha.workbook.services.parties import Parties
from vstrecha.workbook.sheets import SHEETS, TIMETABLE


@dataclass
class Comparison:
    """What a workbook would do to a mission.

    `left` are stored rows that the file does not have, by sheet; `removed` those of them that the
    import takes away (day-parts of a day whose grid the file gives anew).
    """

    reading: Reading
    stored: Stored
    drafts: Mapping[str, list[Draft]]
    parties: Parties = field(default_factory=lambda: Parties(()))
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    left: dict[str, list[StoredRow]] = field(default_factory=dict)
    removed: list[StoredRow] = field(default_factory=list)

    @classmethod
    def begin(cls, reading: Reading, stored: Stored) -> Comparison:
        """A draft of each row; nothing compared yet."""
        drafts = {
            sheet.key: [Draft(row) for row in reading.sheets[sheet.key].rows]
            if sheet.key in reading.sheets
            else []
            for sheet in (*SHEETS, TIMETABLE)
        }
        return cls(reading, stored, drafts)

    @property
    def mission_draft(self) -> Draft | None:
        """The mission's own row; None where the file has none."""
        return next(iter(self.drafts["mission"]), None)

    @cached_property
    def facts(self) -> Facts:
        """The mission's own fields as they will be."""
        return gather_facts(self.mission_draft, self.stored)

    @cached_property
    def venues(self) -> Mapping[str, str]:
        """Venues' names by their plain names."""
        return known_venues(self.drafts["venues"], self.stored)

    @cached_property
    def tables(self) -> Mapping[str, int]:
        """How many tables each venue will have, by the venue's name."""
        rows = [row.values for row in self.stored.of("venues")]
        rows += [draft.values for draft in self.drafts["venues"] if "tables" in draft.values]
        counts: dict[str, int] = {}
        for values in rows:
            name = self.venues.get(plain_name(str(values.get("name") or "")))
            tables = values.get("tables")
            if name is not None:
                counts[name] = tables if isinstance(tables, int) else 0
        return counts

    @cached_property
    def parts(self) -> Mapping[str, list[Span]]:
        """The slots that the file's grid cuts, by day-part."""
        return day_parts(self.drafts["grid"])

    @cached_property
    def spans(self) -> list[Span]:
        """All slots there will be: the file's, and the stored ones of days it says nothing of."""
        spans = [span for part in self.parts.values() for span in part]
        days = {draft.date("date") for draft in self.drafts["grid"]}
        zone = self.stored.mission.zone if self.stored.mission else self.facts.zone
        for slot in self.stored.slots:
            start = slot.starts_at.astimezone(zone).replace(tzinfo=None)
            end = slot.ends_at.astimezone(zone).replace(tzinfo=None)
            if start.date() not in days:
                spans.append(Span(start, end, slot.part))
        return sorted(spans, key=lambda span: span.starts)

    def all_problems(self) -> Iterator[Problem]:
        """Problems of the file, its sheets, then its rows."""
        yield from self.reading.problems
        for sheet in self.reading.sheets.values():
            yield from sheet.problems
        yield from self.problems
        for drafts in self.drafts.values():
            for draft in drafts:
                yield from draft.problems

    def pair(
        self, sheet: str, keys: Sequence[Key], fits: Fits = lambda _draft, _stored: True
    ) -> None:
        """Pair a sheet's drafts with what is stored; what is left of that is in `left`."""
        self.left[sheet] = pair_up(self.drafts[sheet], self.stored.of(sheet), keys, fits)

    def is_blind(self, sheet: str) -> bool:
        """Whether the sheet itself is at fault, so that no row can be blamed for what it lacks."""
        read = self.reading.sheets.get(sheet)
        return not self.stored.of(sheet) and (read is None or bool(read.problems))

    def resolve_company(self, draft: Draft, key: str) -> str:
        """Put a company's key for the text that names it; empty where there is none to be had."""
        text = draft.text(key)
        if not text or self.is_blind("companies"):
            return ""
        try:
            party = self.parties.find(text)
        except CellError as error:
            draft.add(key, error.reason, error.mend)
            return ""
        draft.values[key] = party.key
        return party.key

    def resolve_venue(self, draft: Draft, key: str) -> str:
        """Put a venue's stored name for the text that names it; empty where there is none."""
        text = draft.text(key)
        if not text or self.is_blind("venues"):
            return ""
        name = self.venues.get(plain_name(text))
        if name is None:
            near = suggest(text, self.venues.values())
            draft.add(
                key,
                Message(N_("There is no venue “{value}” on the sheet of venues."), {"value": text}),
                Message(N_("Did you mean “{near}”?"), {"near": near})
                if near
                else Message(N_("Add it there, or write its name as it stands there.")),
            )
            return ""
        draft.values[key] = name
        return name

    def check_day(self, draft: Draft, key: str) -> None:
        """Add a problem where a date is none of the mission's days."""
        day, facts = draft.date(key), self.facts
        if day is None or facts.has_day(day):
            return
        draft.add(
            key,
            Message(N_("{date} is no day of the mission."), {"date": day.isoformat()}),
            Message(
                N_(
                    "Write a day from {first} to {last}, or change the days on the mission's sheet."
                ),
                {"first": str(facts.starts_on), "last": str(facts.ends_on)},
            ),
        )


def check_times(draft: Draft) -> None:
    """Add a problem where a row ends no later than it starts."""
    starts, ends = draft.time("starts"), draft.time("ends")
    if starts is not None and ends is not None and ends <= starts:
        draft.add(
            "ends",
            Message(
                N_("The end, {ends}, is not after the start, {starts}."),
                {"ends": f"{ends:%H:%M}", "starts": f"{starts:%H:%M}"},
            ),
            Message(N_("Correct one of the two; past midnight, use a row for each day.")),
        )


def add_duplicate(draft: Draft, key: str, first: Draft) -> None:
    """Add the problem of a row that says again what another says."""
    draft.problems.append(
        draft.row.problem(
            key,
            Message(N_("This row repeats row {row}."), {"row": first.row.number}),
            Message(N_("Join the two rows, and delete one.")),
        )
    )
