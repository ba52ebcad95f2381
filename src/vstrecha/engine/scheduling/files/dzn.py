"""Reads the `.dzn` files of the published business-to-business meeting scheduling problem.

Bofill et al., "Constraint Solving Approaches to the Business-to-Business Meeting Scheduling
Problem", JAIR 74 (2022). Every meeting is mandatory; the day is one part, so that a break may
span noon; morning and afternoon only say where a meeting is allowed. Meetings, slots, tables
and participants are named by their numbers from 1.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from vstrecha.engine.scheduling.problem import (
    Meeting,
    Participant,
    Problem,
    ProblemError,
    Slot,
    Venue,
)

_MORNING, _AFTERNOON, _ANY = 1, 2, 3
_ROW = 3
_NUMBERS = ("nBusiness", "nMeetings", "nTables", "nTotalSlots", "nMorningSlots")
_FIRST = datetime(2022, 1, 1, 9, tzinfo=UTC)  # the format has no clock: any day will do
_STEP = timedelta(minutes=20)


def read_dzn(text: str, *, fairness: int | None = None) -> Problem:
    """The problem in a `.dzn` file's text; `fairness` is the bound d on the breaks.

    Raises ProblemError where the text is not of that format.
    """
    values = _assignments(text)
    count = {name: _number(values, name) for name in _NUMBERS}
    slots = count["nTotalSlots"]
    names = [str(slot) for slot in range(1, slots + 1)]
    if not 0 <= count["nMorningSlots"] <= slots:
        raise ProblemError("the file", "nMorningSlots", f"must be from 0 to {slots}.")
    meetings = _requested(values, count["nMeetings"])
    fixed = _fixed(values, len(meetings))
    before = _sets(values, "precedences", len(meetings))
    forbidden = _sets(values, "forbidden", count["nBusiness"])
    grid = tuple(
        Slot(name, _FIRST + index * _STEP, _FIRST + (index + 1) * _STEP, "day")
        for index, name in enumerate(names)
    )
    people = tuple(
        Participant(str(number), unavailable=frozenset(_named(closed, names, "forbidden")))
        for number, closed in enumerate(forbidden, 1)
    )
    wishes = {
        _MORNING: frozenset(names[: count["nMorningSlots"]]),
        _AFTERNOON: frozenset(names[count["nMorningSlots"] :]),
        _ANY: None,
    }
    return Problem(
        slots=grid,
        venues=(Venue("tables", tuple(str(one) for one in range(1, count["nTables"] + 1))),),
        participants=people,
        meetings=tuple(
            Meeting(
                id=str(number),
                participants=(str(one), str(other)),
                mandatory=True,
                allowed_slots=_wish(wishes, wish, number),
                slot=next(iter(_named({slot}, names, "fixed")), None),
                after=tuple(str(earlier) for earlier in sorted(earlier_ones) if earlier),
            )
            for number, ((one, other, wish), slot, earlier_ones) in enumerate(
                zip(meetings, fixed, before, strict=True), 1
            )
        ),
        fairness=fairness,
        levels=("breaks",),
    )


def _wish(
    wishes: dict[int, frozenset[str] | None], wish: int, meeting: int
) -> frozenset[str] | None:
    if wish not in wishes:
        raise ProblemError(
            "the file",
            "requested",
            f"meeting {meeting} has session {wish}; 1 is morning, 2 afternoon, 3 any.",
        )
    return wishes[wish]


def _assignments(text: str) -> dict[str, str]:
    """`name = value;` by name, comments left out."""
    plain = re.sub(r"%[^\n]*", "", text)
    values: dict[str, str] = {}
    for statement in plain.split(";"):
        if statement.strip():
            name, equals, value = statement.partition("=")
            if not equals or not name.strip().isidentifier():
                start = " ".join(statement.split())[:40]
                raise ProblemError("the file", "", f"'{start}' is not 'name = value;'.")
            if any(
                value.count(left) != value.count(right) for left, right in (("[", "]"), ("{", "}"))
            ):
                mend = "has a bracket that is not closed; is the file cut off?"
                raise ProblemError("the file", name.strip(), mend)
            values[name.strip()] = value.strip()
    return values


def _value(values: dict[str, str], name: str) -> str:
    if name not in values:
        raise ProblemError("the file", name, "is missing; a .dzn of this problem has it.")
    return values[name]


def _number(values: dict[str, str], name: str) -> int:
    value = _value(values, name)
    if not value.isdigit():
        raise ProblemError("the file", name, f"'{value[:20]}' must be a whole number.")
    return int(value)


def _requested(values: dict[str, str], count: int) -> list[tuple[int, int, int]]:
    value = _value(values, "requested")
    if not re.fullmatch(r"\[\|[\d\s,|-]*\|?\]", value):
        raise ProblemError("the file", "requested", "must be an array like [| 1, 2, 3 | … |].")
    numbers = _integers(value)
    if len(numbers) != _ROW * count:
        raise ProblemError(
            "the file", "requested", f"has {len(numbers)} numbers; {count} meetings need 3 each."
        )
    return list(zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True))


def _fixed(values: dict[str, str], count: int) -> list[int]:
    if "fixed" not in values:
        return [0] * count
    numbers = _integers(values["fixed"])
    if len(numbers) != count:
        raise ProblemError("the file", "fixed", f"has {len(numbers)} numbers for {count} meetings.")
    return numbers


def _sets(values: dict[str, str], name: str, count: int) -> list[set[int]]:
    """An array of sets: {1, 2}, {} or ranges 1..4; all empty where it is left out."""
    if name not in values:
        return [set() for _ in range(count)]
    found: list[set[int]] = []
    for braces, low, high in re.findall(r"\{([^{}]*)\}|(\d+)\s*\.\.\s*(\d+)", values[name]):
        found.append(set(range(int(low), int(high) + 1)) if low else set(_integers(braces)))
    if len(found) != count:
        raise ProblemError("the file", name, f"has {len(found)} sets where {count} are wanted.")
    return found


def _integers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"-?\d+", text)]


def _named(numbers: set[int], names: list[str], field: str) -> set[str]:
    """Slots by name; 0 stands for none."""
    for number in numbers:
        if not 0 <= number <= len(names):
            raise ProblemError("the file", field, f"names slot {number} of {len(names)}.")
    return {names[number - 1] for number in numbers if number}
