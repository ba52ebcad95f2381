"""Suggestions from outside what a reader's best suggestions have in common."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.matching.facts import is_code
from vstrecha.engine.matching.selection.types import Floats, Ints, Rules

__all__ = ["Divisions", "divisions_of", "surprising"]

Divisions = Sequence[frozenset[str]]
_TWO_DIGITS = re.compile(r"\d{2}")


def divisions_of(codes: Sequence[Sequence[str]]) -> list[frozenset[str]]:
    """The divisions (two digits of NACE Rev. 2 / OKVED2) of each company's industry codes."""
    return [
        frozenset(
            found[0] for code in company if is_code(code) and (found := _TWO_DIGITS.search(code))
        )
        for company in codes
    ]


def _usual(
    reader: Ints, shown: Ints, chosen: NDArray[np.bool_], known: Divisions
) -> list[set[str]]:
    """What is usual for each reader: its own divisions and those of its chosen suggestions."""
    found = [set(own) for own in known]
    for one, other in zip(reader[chosen].tolist(), shown[chosen].tolist(), strict=True):
        found[one] |= known[other]
    return found


def surprising(  # noqa: PLR0913 - the lists so far and the rules, by name
    *,
    reader: Ints,
    shown: Ints,
    scores: Floats,
    chosen: NDArray[np.bool_],
    known: Divisions,
    rules: Rules,
) -> NDArray[np.bool_]:
    """The arcs that would surprise: none of the other's divisions is usual for the reader, and
    the score is above the floors. A company whose industries are not known surprises nobody, as
    nothing could be said of it."""
    best = np.zeros(len(known))
    np.maximum.at(best, reader, scores)
    floor = np.maximum(rules.surprise_floor, rules.surprise_share * best)
    candidates = ~chosen & (scores >= floor[reader])
    customary = _usual(reader, shown, chosen, known)
    for arc in np.flatnonzero(candidates).tolist():
        theirs = known[int(shown[arc])]
        candidates[arc] = bool(theirs) and not theirs & customary[int(reader[arc])]
    return candidates
