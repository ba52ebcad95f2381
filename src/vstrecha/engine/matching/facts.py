"""What structured facts say of two items: kinds, industry codes, stage."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from vstrecha.engine.matching.encoders import Float
from vstrecha.engine.matching.types import Kind, Size

K = Kind

# How well two kinds complete each other, in 0..1; what is not listed does not (two offers, two
# requests). 1: one seeks what the other offers, in the same family. Less: they may, but one of
# them must give way (a product for a technology), or one has not said what it wants (profile).
_COMPLEMENTS: dict[frozenset[Kind], float] = {
    frozenset({one, other}): value
    for one, other, value in (
        (K.BUSINESS_OFFER, K.BUSINESS_REQUEST, 1.0),
        (K.TECHNOLOGY_OFFER, K.TECHNOLOGY_REQUEST, 1.0),
        (K.CONTRACT_RD_OFFER, K.RD_REQUEST, 1.0),
        (K.JOINT_PROJECT, K.JOINT_PROJECT, 0.9),
        (K.TECHNOLOGY_OFFER, K.RD_REQUEST, 0.8),
        (K.CONTRACT_RD_OFFER, K.TECHNOLOGY_REQUEST, 0.8),
        (K.JOINT_PROJECT, K.TECHNOLOGY_OFFER, 0.8),
        (K.JOINT_PROJECT, K.CONTRACT_RD_OFFER, 0.8),
        (K.TECHNOLOGY_OFFER, K.BUSINESS_REQUEST, 0.7),
        (K.BUSINESS_OFFER, K.TECHNOLOGY_REQUEST, 0.7),
        (K.JOINT_PROJECT, K.BUSINESS_OFFER, 0.7),
        (K.JOINT_PROJECT, K.RD_REQUEST, 0.5),
        (K.JOINT_PROJECT, K.TECHNOLOGY_REQUEST, 0.5),
        (K.JOINT_PROJECT, K.BUSINESS_REQUEST, 0.5),
        (K.CONTRACT_RD_OFFER, K.BUSINESS_REQUEST, 0.3),
        (K.BUSINESS_OFFER, K.RD_REQUEST, 0.3),
        (K.PROFILE, K.BUSINESS_REQUEST, 0.6),
        (K.PROFILE, K.TECHNOLOGY_REQUEST, 0.6),
        (K.PROFILE, K.RD_REQUEST, 0.6),
        (K.PROFILE, K.JOINT_PROJECT, 0.6),
        (K.PROFILE, K.BUSINESS_OFFER, 0.5),
        (K.PROFILE, K.TECHNOLOGY_OFFER, 0.5),
        (K.PROFILE, K.CONTRACT_RD_OFFER, 0.5),
        (K.PROFILE, K.PROFILE, 0.2),
    )
}

REQUESTS = frozenset({K.BUSINESS_REQUEST, K.TECHNOLOGY_REQUEST, K.RD_REQUEST})
OFFERS = frozenset({K.BUSINESS_OFFER, K.TECHNOLOGY_OFFER, K.CONTRACT_RD_OFFER})

# What it is worth to share a class (four digits), group, division, section of the tree.
_LEVELS = {"class": 1.0, "group": 0.7, "division": 0.45, "section": 0.15}
_STAGES_APART = 4
_OTHERS = 8
_CODE = re.compile(r"^\s*([A-UА-Я])?\s*\.?\s*(\d{2}(?:[.\s]?\d{1,2}){0,3})\s*$", re.IGNORECASE)

# NACE Rev. 2: the last division of each section.
_SECTIONS = (
    (3, "A"), (9, "B"), (33, "C"), (35, "D"), (39, "E"), (43, "F"), (47, "G"), (53, "H"),
    (56, "I"), (63, "J"), (66, "K"), (68, "L"), (75, "M"), (82, "N"), (84, "O"), (85, "P"),
    (88, "Q"), (93, "R"), (96, "S"), (98, "T"), (99, "U"),
)  # fmt: skip


def complement(one: Kind, other: Kind) -> float:
    """How well two kinds complete each other, in 0..1, in either order."""
    return _COMPLEMENTS.get(frozenset({one, other}), 0.0)


def complements(ones: Sequence[Kind], others: Sequence[Kind]) -> Float:
    """`complement` of each with each, [ones, others]."""
    kinds = list(Kind)
    table = np.array([[complement(a, b) for b in kinds] for a in kinds], dtype=np.float32)
    rows = [kinds.index(kind) for kind in ones]
    columns = [kinds.index(kind) for kind in others]
    return np.asarray(table[np.ix_(rows, columns)], dtype=np.float32)


def is_code(code: str) -> bool:
    """Whether a text has the form of a NACE Rev. 2 or OKVED2 code and its division exists."""
    return bool(section(code))


def section(code: str) -> str:
    """The letter of the NACE section that a code's division belongs to, or ""."""
    digits = _digits(code)
    if not digits:
        return ""
    division = int(digits[:2])
    return next((letter for last, letter in _SECTIONS if 1 <= division <= last), "")


def code_proximity(
    ones: Sequence[Sequence[str]],
    others: Sequence[Sequence[str]],
    shared_by: Mapping[str, float] | None = None,
) -> Float:
    """How near two sets of codes come on the NACE / OKVED tree, [ones, others], in 0..1.

    The nearest two codes count: 1 within a class, less within a group, division, section; 0
    where they share none, or where one has no codes. `shared_by` (see `shares`) says which share
    of the companies has each of the `branches` of the tree: the rarer what is shared, the more it
    says. Level times 1 - share is the "relevance" measure of Schlicker et al. 2006 ("A new
    measure for functional similarity", eq. 3) with fixed levels in the place of Lin's.
    """
    result = np.zeros((len(ones), len(others)), dtype=np.float32)
    for level, value in _LEVELS.items():
        left = [_at(codes, level) for codes in ones]
        right = [_at(codes, level) for codes in others]
        known = sorted(set().union(*left) & set().union(*right))
        if not known:
            continue
        both, other = _incidence(left, known), _incidence(right, known)
        for place, node in enumerate(known):
            pairs = np.ix_(np.flatnonzero(both[:, place]), np.flatnonzero(other[:, place]))
            worth = np.float32(value * (1 - (shared_by or {}).get(node, 0.0)))
            result[pairs] = np.maximum(result[pairs], worth)
    return result


def branches(codes: Sequence[str]) -> frozenset[str]:
    """The branches of the tree that codes stand under: a section's letter, or the first digits."""
    return frozenset().union(*(_at(codes, level) for level in _LEVELS))


def shares(companies: Sequence[Collection[str]]) -> dict[str, float]:
    """Which share of the companies, beside any two that are compared, has each thing, in 0..1.

    Eight companies that have none of it are added, so that in a small circle the share is not
    believed too soon.
    """
    counts = Counter(thing for company in companies for thing in set(company))
    beside = max(0, len(companies) - 2) + _OTHERS
    return {thing: max(0, count - 2) / beside for thing, count in counts.items()}


def shared_rarity(
    ones: Sequence[Collection[str]],
    others: Sequence[Collection[str]],
    shared_by: Mapping[str, float],
) -> Float:
    """How rare the rarest thing is that two sets have in common, [ones, others]: 1 less the share
    of companies that have it; 0 where they have nothing in common."""
    known = sorted(set().union(*ones) & set().union(*others))
    result = np.zeros((len(ones), len(others)), dtype=np.float32)
    left, right = _incidence(ones, known), _incidence(others, known)
    for place, thing in enumerate(known):
        pairs = np.ix_(np.flatnonzero(left[:, place]), np.flatnonzero(right[:, place]))
        rarity = np.float32(1 - shared_by.get(thing, 0.0))
        result[pairs] = np.maximum(result[pairs], rarity)
    return result


def shared(ones: Sequence[Collection[str]], others: Sequence[Collection[str]]) -> Float:
    """1 where two sets have something in common, else 0, [ones, others]."""
    known = sorted(set().union(*ones) & set().union(*others))
    return np.asarray(_incidence(ones, known) @ _incidence(others, known).T > 0, dtype=np.float32)


def size_fit(ones: Sequence[Size | None], others: Sequence[Size | None]) -> Float:
    """How near two bands of size are, [ones, others]: 1 in the same, 0 for the smallest and the
    largest, and 0 where one is not known."""
    bands = list(Size)
    most = len(bands) - 1
    left = np.array([np.nan if size is None else bands.index(size) for size in ones])
    right = np.array([np.nan if size is None else bands.index(size) for size in others])
    near = 1 - np.abs(left[:, None] - right[None, :]) / most
    return np.asarray(np.nan_to_num(near, nan=0.0), dtype=np.float32)


def nearest_codes(
    ones: Sequence[str], others: Sequence[str], shared_by: Mapping[str, float] | None = None
) -> tuple[str, str] | None:
    """The two codes that `code_proximity` counted, or None where it found none."""
    best: tuple[float, bool, str, str] | None = None
    for one in ones:
        for other in others:
            value = float(code_proximity([[one]], [[other]], shared_by)[0, 0])
            # Of equally near ones, identical codes are the plainest to show.
            rank = (value, _digits(one) == _digits(other))
            if value > 0 and (best is None or rank > best[:2]):
                best = (*rank, one, other)
    return None if best is None else best[2:]


def stage_fit(ones: Sequence[int | None], others: Sequence[int | None]) -> Float:
    """How near two stages are, [ones, others]: 1 at the same, 0 at four and more apart, and 0
    where one is not said."""
    left = np.array([np.nan if stage is None else stage for stage in ones], dtype=np.float32)
    right = np.array([np.nan if stage is None else stage for stage in others], dtype=np.float32)
    near = 1 - np.abs(left[:, None] - right[None, :]) / _STAGES_APART
    return np.asarray(np.nan_to_num(np.maximum(near, 0), nan=0.0), dtype=np.float32)


def _digits(code: str) -> str:
    match = _CODE.match(code)
    return re.sub(r"\D", "", match.group(2)) if match else ""


def _at(codes: Sequence[str], level: str) -> frozenset[str]:
    if level == "section":
        return frozenset(filter(None, map(section, codes)))
    length = {"division": 2, "group": 3, "class": 4}[level]
    digits = map(_digits, codes)
    return frozenset(code[:length] for code in digits if len(code) >= length)


def _incidence(sets: Sequence[Collection[str]], known: Sequence[str]) -> Float:
    places = {code: place for place, code in enumerate(known)}
    result = np.zeros((len(sets), len(known)), dtype=np.float32)
    for row, codes in enumerate(sets):
        for code in codes:
            if code in places:
                result[row, places[code]] = 1.0
    return result
