"""The published problem in clauses, for both peers that rest on a SAT solver.

Literals are held(m, t), used(p, t) and end-of-break(p, t), as in the SAT models of Bofill et al.
(2022). Two cardinalities that follow from the others speed up the search: a participant uses
exactly as many slots as it has meetings, and a slot is used by at most two a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from pysat.card import CardEnc, EncType  # type: ignore[import-untyped]  # it brings no types

from benchmarks.scheduling.peers.published_problem import Published

# Totalizers (Bailleux & Boufkhad 2003): on the hardest of the published originals none of
# sequential counters, cardinality networks and k-modulo totalizers was faster.
ENCODING: int = EncType.totalizer
PAIRWISE: int = EncType.pairwise


class Formula:
    """Clauses, with `held[m][t]` by slot and `ends[p]`, whose true ones are p's breaks."""

    def __init__(self, facts: Published) -> None:
        self.facts = facts
        self.clauses: list[list[int]] = []
        self.variables = 0
        self.held = [{slot: self.new() for slot in slots} for slots in facts.allowed]
        self.used = [[self.new() for _ in range(facts.slots)] for _ in range(facts.participants)]
        self.ends: list[list[int]] = [[] for _ in range(facts.participants)]
        self._meetings_are_held_once()
        self._one_meeting_at_a_time()
        self._tables_suffice()
        self._earlier_meetings_come_first()
        for person in range(facts.participants):
            for part in facts.parts:
                self._breaks_end(person, part)
        if facts.difference is not None:
            self._breaks_are_fair(facts.difference)

    def new(self) -> int:
        self.variables += 1
        return self.variables

    def slot_of(self, model: Sequence[int]) -> dict[int, int]:
        """The slot of each meeting in a model."""
        true = set(model)
        return {
            meeting: slot
            for meeting, places in enumerate(self.held)
            for slot, literal in places.items()
            if literal in true
        }

    def breaks(self, model: Sequence[int]) -> int:
        """The breaks in a model."""
        true = set(model)
        return sum(literal in true for literals in self.ends for literal in literals)

    def _at_most(self, literals: Sequence[int], bound: int) -> None:
        if len(literals) > bound:
            encoded = CardEnc.atmost(
                list(literals), bound, top_id=self.variables, encoding=self._encoding(bound)
            )
            self._take(encoded.clauses, encoded.nv)

    def _exactly(self, literals: Sequence[int], bound: int) -> None:
        if bound > len(literals):
            impossible = self.new()
            self.clauses += [[impossible], [-impossible]]
        elif bound == 0:
            self.clauses += [[-literal] for literal in literals]
        else:
            encoded = CardEnc.equals(
                list(literals), bound, top_id=self.variables, encoding=self._encoding(bound)
            )
            self._take(encoded.clauses, encoded.nv)

    @staticmethod
    def _encoding(bound: int) -> int:
        return PAIRWISE if bound == 1 else ENCODING

    def _take(self, clauses: Iterable[list[int]], variables: int) -> None:
        self.clauses += clauses
        self.variables = max(self.variables, variables)

    def _meetings_are_held_once(self) -> None:
        for places in self.held:
            self._exactly(list(places.values()), 1)

    def _one_meeting_at_a_time(self) -> None:
        """And a participant uses the slots of its meetings, and no others."""
        for person, meetings in enumerate(self.facts.meetings_of):
            for slot, used in enumerate(self.used[person]):
                here = [self.held[one][slot] for one in meetings if slot in self.held[one]]
                self.clauses += [[-literal, used] for literal in here]
                self.clauses.append([-used, *here])
                self._at_most(here, 1)
            self._exactly(self.used[person], len(meetings))

    def _tables_suffice(self) -> None:
        for slot in range(self.facts.slots):
            here = [places[slot] for places in self.held if slot in places]
            self._at_most(here, self.facts.tables)
            self._at_most([used[slot] for used in self.used], 2 * self.facts.tables)

    def _earlier_meetings_come_first(self) -> None:
        for earlier, later in self.facts.before:
            for slot, literal in self.held[later].items():
                sooner = [one for time, one in self.held[earlier].items() if time < slot]
                self.clauses.append([-literal, *sooner])

    def _breaks_end(self, person: int, part: Sequence[int]) -> None:
        """A break ends where a slot is used, the one before it is not, and an earlier one is."""
        met = self.used[person][part[0]]
        for before, slot in pairwise(part):
            idle, used = -self.used[person][before], self.used[person][slot]
            end, met_by_now = self.new(), self.new()
            self.clauses += [[-met, -idle, -used, end], [-end, met], [-end, idle], [-end, used]]
            self.clauses += [[-met, met_by_now], [-used, met_by_now], [-met_by_now, met, used]]
            self.ends[person].append(end)
            met = met_by_now

    def _breaks_are_fair(self, difference: int) -> None:
        """Unary counts of all participants' breaks lie within `difference` of their maximum."""
        counts = [
            self._sorted(ends, min(len(meetings) - 1, self.facts.slots - len(meetings)))
            for ends, meetings in zip(self.ends, self.facts.meetings_of, strict=True)
        ]
        most = max((len(count) for count in counts), default=0)
        maximum = [self.new() for _ in range(most)]  # [i]: somebody has more than i breaks
        self.clauses += [[-more, some] for some, more in pairwise(maximum)]
        for count in counts:
            self.clauses += [[-own, maximum[number]] for number, own in enumerate(count)]
            for number, own in enumerate(maximum[difference:]):
                self.clauses.append([-own, count[number]] if number < len(count) else [-own])

    def _sorted(self, literals: Sequence[int], most: int) -> list[int]:
        """Literals of which the first k are true where k of those given are: a totalizer
        (Bailleux & Boufkhad 2003) in both directions. More than `most` are known to be never."""
        if len(literals) <= 1:
            return list(literals)[: max(most, 0)]
        half = len(literals) // 2
        some, others = self._sorted(literals[:half], most), self._sorted(literals[half:], most)
        total = [self.new() for _ in range(min(most, len(some) + len(others)))]
        for one in range(len(some) + 1):
            for other in range(len(others) + 1):
                together = one + other
                if 0 < together <= len(total):
                    reached = some[one - 1 : one] + others[other - 1 : other]
                    self.clauses.append([*(-literal for literal in reached), total[together - 1]])
                if together < len(total):
                    missing = some[one : one + 1] + others[other : other + 1]
                    self.clauses.append([*missing, -total[together]])
        return total
