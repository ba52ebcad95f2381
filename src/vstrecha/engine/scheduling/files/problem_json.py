"""Reads and writes a problem as JSON, as `problem.schema.json` (beside this file) says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from vstrecha.engine.scheduling.problem import (
    Closure,
    Interpreter,
    Meeting,
    Participant,
    Previous,
    Problem,
    ProblemError,
    Session,
    Slot,
    Travel,
    Venue,
)

VERSION = 1
Json = Mapping[str, Any]


@cache
def _validator() -> Draft202012Validator:
    text = files(__package__).joinpath("problem.schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))


def read_problem(text: str) -> Problem:
    """The problem written in `text`. Raises ProblemError, which says what is wrong where."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise ProblemError(
            f"line {error.lineno}, column {error.colno}", "", f"is not JSON ({error.msg})."
        ) from error
    except RecursionError as error:
        raise ProblemError("the file", "", "has too many brackets within brackets.") from error
    except ValueError as error:  # Python reads numbers of some thousands of digits at most
        raise ProblemError("the file", "", "has a number of too many digits.") from error
    if "\\ud" in text.lower() and not _is_text(data):
        mend = "has half a character (\\ud800 to \\udfff without its pair); write the whole one."
        raise ProblemError("the file", "", mend)
    return problem_from_json(data)


def _is_text(data: object) -> bool:
    """Whether all texts in parsed JSON can be written again."""
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def problem_from_json(data: object) -> Problem:
    """The problem in parsed JSON. Raises ProblemError."""
    error = best_match(_validator().iter_errors(data))
    if error is not None:
        raise _explained(error, data)
    if not isinstance(data, Mapping):
        raise TypeError("the schema lets only objects through")
    return Problem(
        slots=tuple(
            Slot(
                one["id"],
                _moment(one["start"], one["id"], "start"),
                _moment(one["end"], one["id"], "end"),
                one["part"],
            )
            for one in data["slots"]
        ),
        venues=tuple(_venue(one) for one in data["venues"]),
        participants=tuple(_participant(one) for one in data["participants"]),
        meetings=tuple(_meeting(one) for one in data["meetings"]),
        travel=tuple(
            Travel(one["from"], one["to"], one["minutes"]) for one in data.get("travel", ())
        ),
        sessions=tuple(_session(one) for one in data.get("sessions", ())),
        interpreters=tuple(_interpreter(one) for one in data.get("interpreters", ())),
        fairness=data.get("fairness"),
        previous=tuple(Previous(**one) for one in data.get("previous", ())),
    )


def _moment(text: str, slot: str, field: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise ProblemError(
            f"slot {slot}",
            field,
            f"'{text}' is not a date and time; write it like 2026-12-10T09:00:00+07:00.",
        ) from error


def _venue(one: Json) -> Venue:
    closed = tuple(
        Closure(item["slot"], tuple(item["tables"]) if "tables" in item else None)
        for item in one.get("closed", ())
    )
    return Venue(one["id"], tuple(one["tables"]), closed)


def _session(one: Json) -> Session:
    return Session(
        id=one["id"],
        slots=tuple(one["slots"]),
        participants=tuple(one["participants"]),
        venue=one.get("venue"),
        capacity=one.get("capacity"),
    )


def _participant(one: Json) -> Participant:
    return Participant(**{**one, "unavailable": frozenset(one.get("unavailable", ()))})


def _interpreter(one: Json) -> Interpreter:
    return Interpreter(
        id=one["id"],
        pairs=frozenset(frozenset(pair) for pair in one["pairs"]),
        unavailable=frozenset(one.get("unavailable", ())),
    )


def _meeting(one: Json) -> Meeting:
    fields = {**one, "participants": tuple(one["participants"]), "after": ()}
    fields["after"] = tuple(one.get("after", ()))
    for name in ("allowed_slots", "language_pair"):
        if name in one:
            fields[name] = frozenset(one[name])
    return Meeting(**fields)


_KINDS = {
    "slots": "slot",
    "venues": "venue",
    "travel": "travel",
    "sessions": "session",
    "participants": "participant",
    "interpreters": "interpreter",
    "meetings": "meeting",
    "previous": "previous place",
}
_WANTED = {
    "string": "a text in quotes",
    "integer": "a whole number",
    "array": "a list in [ ]",
    "object": "an object in { }",
    "boolean": "true or false",
}


def _explained(error: ValidationError, data: object) -> ProblemError:
    """A schema error as a sentence: which item, which field, what is wanted."""
    path = list(error.absolute_path)
    where, rest = "the problem", path
    if len(path) > 1 and path[0] in _KINDS and isinstance(path[1], int):
        where, rest = _name(data, str(path[0]), path[1]), path[2:]
    field = ".".join(str(step) for step in rest)
    wanted: Any = error.validator_value
    schema: Any = error.schema
    instance: Any = error.instance
    if error.validator == "required":
        missing = next(name for name in wanted if name not in instance)
        return ProblemError(where, missing, "is missing; add it.")
    if error.validator == "additionalProperties":
        known = schema.get("properties", {})
        unknown = min(set(instance) - set(known))
        fields = ", ".join(known)
        return ProblemError(where, unknown, f"is not known here; known are {fields}.")
    return ProblemError(where, field, _wanted(error))


def _name(data: object, kind: str, index: int) -> str:
    items = data.get(kind, []) if isinstance(data, Mapping) else []
    item = items[index]
    name = item.get("id", item.get("meeting")) if isinstance(item, Mapping) else None
    return f"{_KINDS[kind]} {name}" if isinstance(name, str) else f"{_KINDS[kind]} {index + 1}"


def _wanted(error: ValidationError) -> str:
    value = json.dumps(error.instance, ensure_ascii=False)
    shown = value if len(value) < 60 else value[:57] + "…"  # noqa: PLR2004 - a line's worth
    limit: Any = error.validator_value
    match error.validator:
        case "type":
            return f"{shown} must be {_WANTED.get(str(limit), str(limit))}."
        case "minimum":
            return f"{shown} must be {limit} or more."
        case "minItems":
            return f"{shown} needs {limit} entries or more."
        case "maxItems":
            return f"{shown} may have {limit} entries at most."
        case "const":
            return f"{shown} must be {limit}."
        case _:
            return error.message


def problem_to_json(problem: Problem) -> dict[str, object]:
    """What `problem_from_json` reads back as an equal problem; defaults are left out."""
    data: dict[str, object] = {
        "version": VERSION,
        "slots": [
            {
                "id": slot.id,
                "start": slot.start.isoformat(),
                "end": slot.end.isoformat(),
                "part": slot.part,
            }
            for slot in problem.slots
        ],
        "venues": [
            {
                "id": venue.id,
                "tables": list(venue.tables),
                "closed": [_plain(closure, Closure("")) for closure in venue.closed],
            }
            for venue in problem.venues
        ],
        "travel": [
            {"from": one.origin, "to": one.destination, "minutes": one.minutes}
            for one in problem.travel
        ],
        "sessions": [
            {
                **_plain(one, Session("-", (), ())),
                "slots": list(one.slots),
                "participants": list(one.participants),
            }
            for one in problem.sessions
        ],
        "participants": [_plain(one, Participant("-")) for one in problem.participants],
        "interpreters": [
            {
                "id": one.id,
                "pairs": sorted(sorted(pair) for pair in one.pairs),
                "unavailable": sorted(one.unavailable),
            }
            for one in problem.interpreters
        ],
        "meetings": [_plain(one, Meeting("-", ("-", "--"))) for one in problem.meetings],
        "previous": [_plain(one, Previous("", "")) for one in problem.previous],
    }
    if problem.fairness is not None:
        data["fairness"] = problem.fairness
    return data


def _plain(item: object, default: object) -> dict[str, object]:
    """The fields of a data class that differ from those of `default`, ready for JSON."""
    found: dict[str, object] = {}
    for name in type(item).__slots__:  # type: ignore[attr-defined]  # all are slotted data classes
        value = getattr(item, name)
        if value != getattr(default, name):
            found[name] = _listed(value)
    return found


def _listed(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple) and all(isinstance(one, str) for one in value):
        return list(value)
    return value
