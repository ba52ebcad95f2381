"""A Question as clauses: one rule, one method, one sentence (docs: the models)."""

from __future__ import annotations

from collections import defaultdict

from pysat.formula import IDPool  # type: ignore[import-untyped]  # it brings no types

from vstrecha.engine.scheduling.solvers.sat.counting import (
    Clauses,
    at_most,
    at_most_one,
    exactly,
    unary,
)
from vstrecha.engine.scheduling.solvers.sat.question import Question


class Encoding:
    """Literals and clauses.

    `held[m][t]` says that meeting m is held in slot t, `used[p][t]` that participant p meets in
    slot t, each of `ends[p]` that a break of p ends in one slot, `many[j]` that somebody has more
    than j breaks (one way only: it may be true without reason).

    Where `lean`, a fairness bound d is written as "nobody has more than d breaks". While all
    breaks together are fewer than the participants, somebody has none and the two say the same;
    beyond, the lean form is stricter.

    Where `hopeful`, literals of breaks are negations: a solver that tries true first then begins
    by doing without breaks.
    """

    def __init__(self, question: Question, *, lean: bool = True, hopeful: bool = False) -> None:
        self.question = question
        self.lean = lean
        self.hopeful = hopeful
        self.pool = IDPool()
        self.clauses: Clauses = []
        self.meetings_of = question.meetings_of
        self.held = [{slot: self.pool.id() for slot in slots} for slots in question.allowed]
        self.used: list[dict[int, int]] = [{} for _ in range(question.participants)]
        self.ends: list[list[int]] = [[] for _ in range(question.participants)]
        self.many: list[int] = []
        self.each_meeting_is_held_once()
        for person in range(question.participants):
            self.one_meeting_at_a_time(person)
            self.all_meetings_take_their_slots(person)
            for part in question.parts:
                self.breaks_end(person, part)
        self.enough_tables()
        self.earlier_meetings_come_first()
        if question.fairness is not None:
            self.breaks_are_fair(question.fairness)

    def each_meeting_is_held_once(self) -> None:
        """A meeting is held in just one of its slots."""
        for slots in self.held:
            self.clauses += [list(slots.values()), *at_most_one(list(slots.values()), self.pool)]

    def one_meeting_at_a_time(self, person: int) -> None:
        """A participant is in one meeting at a time; `used` says in which slots."""
        by_slot: dict[int, list[int]] = defaultdict(list)
        for meeting in self.meetings_of[person]:
            for slot, literal in self.held[meeting].items():
                by_slot[slot].append(literal)
        for slot in sorted(by_slot):
            used = self.used[person][slot] = self.pool.id()
            self.clauses.append([-used, *by_slot[slot]])
            self.clauses += [[-literal, used] for literal in by_slot[slot]]
            self.clauses += at_most_one(by_slot[slot], self.pool)

    def all_meetings_take_their_slots(self, person: int) -> None:
        """A participant uses as many slots as it has meetings (implied)."""
        used = list(self.used[person].values())
        self.clauses += exactly(used, len(self.meetings_of[person]), self.pool)

    def breaks_end(self, person: int, part: tuple[int, ...]) -> None:
        """A break ends in a slot that is not idle, after an idle one, with a meeting before the
        idle one and a meeting in this slot or later."""
        used, bound = self.used[person], set(self.question.in_session[person])
        meets = [used.get(slot) for slot in part]
        before = self._so_far(meets)
        after = self._so_far(meets[::-1])[::-1]
        for place in range(2, len(part)):
            had, comes = before[place - 2], after[place]
            in_session = part[place] in bound
            now = comes if in_session else meets[place]
            if had is None or now is None or part[place - 1] in bound:
                continue
            earlier = meets[place - 1]
            idle = [] if earlier is None else [-earlier]
            end = -self.pool.id() if self.hopeful else self.pool.id()
            self.clauses += [[-end, one] for one in (now, had, *idle)]
            self.clauses.append([end, -now, -had, *(-one for one in idle)])
            self.ends[person].append(end)

    def _so_far(self, meets: list[int | None]) -> list[int | None]:
        """For each place a literal that there was a meeting there or before; None: never."""
        so_far: list[int | None] = []
        last: int | None = None
        for now in meets:
            if now is not None and last is not None:
                had = self.pool.id()
                self.clauses += [[-last, had], [-now, had], [-had, last, now]]
                last = had
            elif now is not None:
                last = now
            so_far.append(last)
        return so_far

    def enough_tables(self) -> None:
        """In no slot are there more meetings than open tables.

        Where all meetings are of two, their participants are counted instead: those of one side,
        or all of them against twice the tables. It says the same and ties in with `used`.
        """
        side = _one_side(self.question)
        pairs = all(len(people) == 2 for people in self.question.who)  # noqa: PLR2004 - a pair
        for slot, tables in enumerate(self.question.tables):
            if side is not None or pairs:
                people = range(self.question.participants) if side is None else sorted(side)
                used = [self.used[one][slot] for one in people if slot in self.used[one]]
                most = 2 * tables if side is None else tables
            else:
                used = [slots[slot] for slots in self.held if slot in slots]
                most = tables
            self.clauses += at_most(used, most, self.pool)

    def earlier_meetings_come_first(self) -> None:
        """A meeting that comes before another is held in an earlier slot."""
        for first, second in self.question.before:
            for slot, literal in self.held[second].items():
                self.clauses += [
                    [-literal, -late] for other, late in self.held[first].items() if other >= slot
                ]

    def breaks_are_fair(self, bound: int) -> None:
        """No two participants differ by more than the bound in their breaks."""
        if self.lean:
            for ends in self.ends:
                self.clauses += at_most(ends, bound, self.pool)
            return
        counts = self._counts()
        for breaks, many in enumerate(self.many):
            least = breaks + 1 - bound
            for outputs in counts if least > 0 else ():
                self.clauses.append([-many, *outputs[least - 1 : least]])

    def even(self) -> None:
        """Makes `many`, by which the breaks of those who have most can be bounded."""
        if not self.many:
            self._counts()

    def _counts(self) -> list[list[int]]:
        most = max((len(ends) for ends in self.ends), default=0)
        self.many = [self.pool.id() for _ in range(most)]
        counts = []
        for ends in self.ends:
            outputs, clauses = unary(ends, self.pool)
            self.clauses += clauses
            self.clauses += [
                [-output, many] for output, many in zip(outputs, self.many, strict=False)
            ]
            counts.append(outputs)
        return counts

    def breaks_in(self, model: set[int]) -> int:
        """How many breaks there are in a model (its true literals)."""
        return sum(end in model for ends in self.ends for end in ends)

    def slots_in(self, model: set[int]) -> list[int]:
        """The slot of each meeting in a model (its true literals)."""
        return [
            next(slot for slot, literal in slots.items() if literal in model) for slots in self.held
        ]


def _one_side(question: Question) -> set[int] | None:
    """Participants of whom every meeting has just one; None where there are no two sides."""
    near: dict[int, list[int]] = defaultdict(list)
    for people in question.who:
        if len(people) != 2:  # noqa: PLR2004 - a pair
            return None
        near[people[0]].append(people[1])
        near[people[1]].append(people[0])
    side: dict[int, bool] = {}
    for start in near:
        if start in side:
            continue
        side[start] = True
        waiting = [start]
        while waiting:
            person = waiting.pop()
            for other in near[person]:
                if other not in side:
                    side[other] = not side[person]
                    waiting.append(other)
                elif side[other] == side[person]:
                    return None
    return {person for person, chosen in side.items() if chosen}
