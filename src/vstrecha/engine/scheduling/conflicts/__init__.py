"""Why nothing can be planned: a set of rules that cannot be kept together, in words.

A meeting that must be held and has no place of its own is told of with the reason why. Else
CP-SAT names demands that collide (as assumptions that it refutes), and all that the problem
insists on is left out piece by piece, as long as there is no plan even so (a deletion filter:
Chinneck & Dravnieks 1991). What is left is minimal: leave any one out, and there is a plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vstrecha.engine.message import N_, Message, N_n
from vstrecha.engine.scheduling.conflicts.given import DEMANDS, Given, givens, only
from vstrecha.engine.scheduling.conflicts.wording import sentence
from vstrecha.engine.scheduling.explain import Case, Reason, View, in_words
from vstrecha.engine.scheduling.problem import Problem
from vstrecha.engine.scheduling.solvers.answer import Demand
from vstrecha.engine.scheduling.solvers.budget import Budget
from vstrecha.engine.scheduling.solvers.cpsat.core import colliding
from vstrecha.engine.scheduling.solvers.facts import Facts

__all__ = ["DEFAULT_WORK_LIMIT", "Conflict", "Given", "conflict_of", "conflicts", "givens", "only"]

DEFAULT_WORK_LIMIT = 1.0
_WORK_PER_MEETING = 1e-4  # what looking at a meeting costs, in deterministic units
_MOST_PLACES = 150_000  # meetings times slots, above which no model is built for this


@dataclass(frozen=True, slots=True)
class Conflict:
    """What cannot be kept together.

    `reason` says of the one meeting among the givens why it has no place; where it is None, the
    givens collide by themselves. `is_minimal` tells whether each of them is needed for that.
    """

    givens: tuple[Given, ...]
    reason: Reason | None = None
    is_minimal: bool = True


def conflicts(problem: Problem, work_limit: float = DEFAULT_WORK_LIMIT) -> tuple[Message, ...]:
    """Why a problem has no plan, a sentence for each rule; empty where it was found to have one.

    `work_limit` is in deterministic units (about two seconds of one core each,
    with the building of models).
    """
    conflict = conflict_of(problem, Budget(work_limit=work_limit))
    if conflict is None:
        return ()
    said = [sentence(problem, one) for one in conflict.givens]
    if conflict.reason is not None:
        said.append(in_words(conflict.reason))
    return tuple(said) if conflict.is_minimal else tuple(_unfinished(problem, conflict))


def _unfinished(problem: Problem, conflict: Conflict) -> Iterator[Message]:
    """What is asked for; the facts that go with it would be too many to read."""
    if not conflict.givens:
        yield Message(
            N_(
                "Within the limit no smaller set of rules than all of them was found that cannot "
                "be kept together."
            )
        )
        return
    asked = [one for one in conflict.givens if one.kind in DEMANDS]
    yield from (sentence(problem, one) for one in asked)
    one, many = N_n(
        "Within the limit no smaller set was found; besides these, {count} other rule may play a "
        "part.",
        "Within the limit no smaller set was found; besides these, {count} other rules may play a "
        "part.",
    )
    yield Message(one, {"count": len(conflict.givens) - len(asked)}, many, "count")


def conflict_of(problem: Problem, budget: Budget) -> Conflict | None:
    """What cannot be kept together; None where all of it can."""
    homeless = _without_a_place(problem, budget)
    if homeless is not None:
        return homeless
    everything = givens(problem)
    whole = only(problem, everything)
    if budget.is_spent or len(whole.meetings) * len(whole.slots) > _MOST_PLACES:
        return Conflict((), is_minimal=False)
    demands = colliding(Facts(whole), budget)
    if demands is None:
        return Conflict((), is_minimal=False)
    if not demands:
        return None
    return _filtered(problem, _narrowed(problem, everything, whole, demands), budget)


def _narrowed(
    problem: Problem, kept: Sequence[Given], solved: Problem, demands: Sequence[Demand]
) -> list[Given]:
    """Of the givens kept, those that concern the demands found to collide when `solved`."""
    asked = {given for demand in demands for given in _given(solved, demand)}
    less = only(problem, [one for one in kept if one.kind not in DEMANDS or one in asked])
    people = {one.id for one in less.participants}
    concerned = {*givens(less), *asked}
    # Sessions are demands that take time from others: those of the same people stay.
    return [
        one for one in kept if one in concerned or (one.kind == "session" and one.whom in people)
    ]


def _without_a_place(problem: Problem, budget: Budget) -> Conflict | None:
    """The first meeting that must be held and would find no place in an empty plan."""
    pinned = {one.meeting for one in problem.previous if one.pinned}
    view = View(problem, ())
    for meeting in problem.meetings:
        if budget.is_spent:
            return None
        if meeting.mandatory or meeting.id in pinned:
            budget.spend(_WORK_PER_MEETING)
            reason = view.reason(meeting)
            if reason.case not in {Case.FREE, Case.WORTHLESS}:
                kind = "mandatory" if meeting.mandatory else "pinned"
                return Conflict((Given(kind, meeting.id),), reason)
    return None


def _given(problem: Problem, demand: Demand) -> list[Given]:
    """A demand of the model as givens of the problem."""
    if demand.kind == "fairness":
        return [Given("fairness")]
    if demand.kind in {"pinned", "mandatory"}:
        name = problem.meetings[demand.number].id
        is_pinned = any(one.meeting == name and one.pinned for one in problem.previous)
        both = [("mandatory", problem.meetings[demand.number].mandatory), ("pinned", is_pinned)]
        return [Given(kind, name) for kind, holds in both if holds]
    participant = problem.participants[demand.number].id
    if demand.kind == "least":
        return [Given("least", participant)]
    return [
        Given("session", participant, session.id)
        for session in problem.sessions
        if participant in session.participants
    ]


def _filtered(problem: Problem, kept: Sequence[Given], budget: Budget) -> Conflict:
    """Leave out what can be left out, in ever smaller portions, down to one by one."""
    left = list(kept)
    size = max(1, len(left) // 2)
    while True:
        needed: list[Given] = []
        while left:
            without = [*needed, *left[size:]]
            less = only(problem, without)
            found = colliding(Facts(less), budget)
            if found is None:
                return Conflict((*needed, *left), is_minimal=False)
            if found:
                narrow = set(_narrowed(problem, without, less, found))
                needed = [one for one in needed if one in narrow]
                left = [one for one in left[size:] if one in narrow]
            else:
                needed, left = [*needed, *left[:size]], left[size:]
        shorter, left = len(needed) < len(kept), needed
        kept = left
        # To leave out more makes nothing harder, so that one round of single ones is enough; but
        # a session left out makes a break, and fairness counts those.
        if size == 1 and not (shorter and Given("fairness") in left):
            return Conflict(tuple(left))
        size = max(1, size // 2)
