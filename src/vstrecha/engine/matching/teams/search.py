"""The best partners for a core, how good they can be at most, and others that differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from vstrecha.engine.matching.solvers.partners import choose
from vstrecha.engine.matching.teams.bounds import promising, upper_bound
from vstrecha.engine.matching.teams.greedy import greedy
from vstrecha.engine.matching.teams.model import TeamModel

WORK_LIMIT = 1.0
"""CP-SAT's deterministic time for one team: seconds or less on a usual machine."""

# More candidates than this are not given to CP-SAT: the model of their gains would be too large.
_MOST_EXACT = 500


@dataclass(frozen=True, slots=True)
class Chosen:
    """The candidates chosen, what they are worth, and what no allowed choice exceeds."""

    candidates: tuple[int, ...]
    value: int
    bound: int


def best(model: TeamModel, *, seed: int = 0, work_limit: float = WORK_LIMIT) -> Chosen | None:
    """The best choice that was found; None where none was.

    A greedy choice comes first. What is bound to be no better is left out, and CP-SAT decides
    about the rest: the choice is the best of all unless the work runs out, or too many candidates
    are left. Then the bound says how much better another could be.
    """
    quick = greedy(model)
    if quick is None:
        if model.size > _MOST_EXACT:
            return None
        answer = choose(model, seed=seed, work_limit=work_limit)
        if answer.chosen is None or answer.bound is None:
            return None
        return Chosen(answer.chosen, model.value(answer.chosen), answer.bound)
    found = minimal(model, tuple(sorted(quick)))
    value, bound = model.value(found), upper_bound(model, quick)
    if bound <= value:
        return Chosen(found, value, value)
    kept = promising(model, found, value)
    if len(kept) > _MOST_EXACT:
        return Chosen(found, value, bound)
    part = model.only(kept)
    hint = [kept.index(one) for one in found]
    answer = choose(part, hint=hint, seed=seed, work_limit=work_limit)
    if answer.bound is not None:
        # Whoever was left out belongs to no choice worth more than what was found already.
        bound = min(bound, max(value, answer.bound))
    if answer.chosen is not None:
        better = minimal(model, tuple(kept[one] for one in answer.chosen))
        if (model.value(better), -len(better)) > (value, -len(found)):
            found, value = better, model.value(better)
    return Chosen(found, value, max(bound, value))


def minimal(model: TeamModel, chosen: tuple[int, ...]) -> tuple[int, ...]:
    """The choice without those whose leaving loses nothing, as far as the rules allow it."""
    kept = set(chosen)
    while True:
        value = model.value(kept)
        idle = [
            one
            for one in sorted(kept)
            if model.allows(kept - {one}) and model.value(kept - {one}) >= value
        ]
        if not idle:
            return tuple(sorted(kept))
        kept.remove(max(idle, key=lambda one: model.value(kept - {one})))


def alternatives(
    model: TeamModel, count: int, *, seed: int = 0, work_limit: float = WORK_LIMIT
) -> Iterator[Chosen]:
    """The best choice, then choices that share at most half of their candidates with each of
    those before; each with its own bound, among those that differ so."""
    for _ in range(count):
        found = best(model, seed=seed, work_limit=work_limit)
        if found is None:
            return
        yield found
        if not found.candidates:
            return
        limit = (frozenset(found.candidates), len(found.candidates) // 2)
        model = replace(model, limits=(*model.limits, limit))
