"""Companies: each once, each told from the others, each with a key."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping

from vstrecha.engine.message import N_, Message
from vstrecha.workbook.reading.words import plain_name
from vstrecha.workbook.selectors import StoredRow
from vstrecha.workbook.services.comparison import Comparison, add_duplicate
from vstrecha.workbook.services.drafts import Draft, of_columns
from vstrecha.workbook.services.keys import company_key
from vstrecha.workbook.services.parties import Parties, Party, party_of


def check_companies(comparison: Comparison) -> None:
    """Pair by key, INN, e-mail, name; refuse doubles; give new companies their keys."""
    drafts = comparison.drafts["companies"]
    comparison.pair(
        "companies",
        [of_columns("key"), of_columns("inn"), _email, _name],
        _may_be,
    )
    for draft in drafts:
        _check_least_and_most(draft)
    doubles = _check_doubles(drafts)
    _give_keys(comparison, doubles)
    comparison.parties = Parties(_parties(comparison))


def _email(item: Draft | StoredRow) -> Hashable | None:
    email = item.values.get("email")
    return email.casefold() if isinstance(email, str) else None


def _name(item: Draft | StoredRow) -> Hashable | None:
    name = item.values.get("name")
    return plain_name(name) if isinstance(name, str) else None


def _may_be(draft: Draft, row: StoredRow) -> bool:
    """Whether a row may be about a stored company: two INNs speak against it.

    They do not where the key, or both e-mail and name, are the same: the INN was corrected.
    """
    first, second = draft.values.get("inn"), row.values.get("inn")
    if not first or not second or first == second:
        return True
    if draft.values.get("key") and draft.values["key"] == row.values.get("key"):
        return True
    return _email(draft) is not None and (_email(draft), _name(draft)) == (_email(row), _name(row))


def _check_least_and_most(draft: Draft) -> None:
    least, most = draft.number("min_meetings"), draft.number("max_meetings")
    if least is not None and most is not None and least > most:
        draft.add(
            "min_meetings",
            Message(
                N_("The fewest meetings, {least}, are more than the most, {most}."),
                {"least": least, "most": most},
            ),
            Message(N_("Correct one of the two.")),
        )


def _check_doubles(drafts: list[Draft]) -> dict[int, Draft]:
    """The same INN, or the same e-mail or name unless two INNs tell the companies apart.

    Returns the first row about the company for each later one, by the later one's number.
    """
    doubles: dict[int, Draft] = {}
    seen: dict[tuple[str, Hashable], list[Draft]] = {}
    for draft in drafts:
        marks = [
            ("inn", draft.values.get("inn")),
            ("email", _email(draft)),
            ("name", _name(draft)),
            ("key", draft.values.get("key")),
        ]
        for column, mark in marks:
            if mark is None:
                continue
            others = seen.setdefault((column, mark), [])
            first = next((o for o in others if column in {"inn", "key"} or _alike(o, draft)), None)
            others.append(draft)
            if first is not None:
                add_duplicate(draft, column, first)
                doubles[draft.row.number] = first
                break
    return doubles


def _alike(first: Draft, second: Draft) -> bool:
    inns = {first.text("inn"), second.text("inn")}
    return len(inns) == 1 or "" in inns


def _give_keys(comparison: Comparison, doubles: Mapping[int, Draft]) -> None:
    """A stored company keeps its key; a new one gets one that no other has.

    A repeated row gets that of the first: other sheets may speak of the company by either.
    """
    taken = {str(row.values["key"]) for row in comparison.stored.of("companies")}
    asked = {draft.text("key") for draft in comparison.drafts["companies"] if draft.stored is None}
    for draft in comparison.drafts["companies"]:
        if draft.stored is not None:
            draft.values["key"] = draft.stored.values["key"]
            continue
        if draft.row.number in doubles:
            draft.values["key"] = doubles[draft.row.number].values["key"]
            continue
        key = draft.text("key")
        if not key or key in taken:
            key = company_key(
                inn=draft.text("inn"),
                name=draft.text("name_en") or draft.text("name"),
                taken=taken | asked,
            )
        draft.values["key"] = key
        taken.add(key)


def _parties(comparison: Comparison) -> Iterator[Party]:
    """Companies of the file, also with problems of their own, and stored ones not in it."""
    for draft in comparison.drafts["companies"]:
        stored = draft.stored.values if draft.stored is not None else {}
        yield party_of({**stored, **draft.values}, draft.row.written.values())
    for row in comparison.left["companies"]:
        yield party_of(row.values)
