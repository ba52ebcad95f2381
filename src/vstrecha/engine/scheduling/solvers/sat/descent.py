"""Fewest breaks by asking an oracle: between what is proven and what is found, until they meet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pysat.card import ITotalizer  # type: ignore[import-untyped]  # it brings no types

from vstrecha.engine.scheduling.solvers.sat.counting import Clauses
from vstrecha.engine.scheduling.solvers.sat.encoding import Encoding
from vstrecha.engine.scheduling.solvers.sat.oracle import Oracle
from vstrecha.engine.scheduling.solvers.sat.question import Question

STEP = 16  # the totalizer grows by so many outputs


@dataclass(slots=True)
class Standing:
    """How far a search has come.

    `slots` of each meeting in the best plan so far (None: none yet), its `breaks`, the `bound`
    below which no plan has breaks; `spread_bound` likewise, at that many breaks, for the most
    breaks of one participant (None: not asked). `impossible` where there is no plan.
    """

    bound: int = 0
    breaks: int | None = None
    slots: list[int] | None = None
    spread_bound: int | None = None
    impossible: bool = False

    @property
    def is_met(self) -> bool:
        """Whether the breaks are proven fewest."""
        return self.breaks is not None and self.breaks <= self.bound


class Descent:
    """One search. `report` is called with each better standing; `heard` gives what others have
    proven meanwhile. With `climbing` it asks for one break more than is proven impossible, and
    so proves; else it asks for the middle, and so finds plans early.
    """

    def __init__(
        self,
        question: Question,
        oracle: Callable[[Clauses], Oracle],
        *,
        climbing: bool,
        report: Callable[[Standing], None],
        heard: Callable[[], int] = lambda: 0,
    ) -> None:
        self.question = question
        self.make_oracle = oracle
        self.climbing = climbing
        self.report = report
        self.heard = heard
        self.standing = Standing()

    def run(self) -> Standing:
        """Search to the end. Raises StoppedError where the oracle is stopped; `standing` then
        holds what was found."""
        self._start(lean=True)
        if not self.climbing:
            self._look()
        while not (self.standing.impossible or self.standing.is_met):
            self._step()
        if self.standing.slots is not None and self.question.even_out:
            self._even_out()
        return self.standing

    def _start(self, *, lean: bool) -> None:
        self.encoding = Encoding(self.question, lean=lean, hopeful=not self.climbing)
        if self.question.even_out:
            self.encoding.even()
        self.oracle = self.make_oracle(self.encoding.clauses)
        self.ends = [end for ends in self.encoding.ends for end in ends]
        self.count: ITotalizer | None = None

    @property
    def _is_strict(self) -> bool:
        """Whether this encoding rules out more than the question does."""
        return self.question.fairness is not None and self.encoding.lean

    def _at_most(self, breaks: int) -> list[int]:
        """Assumptions that there are no more breaks than so many."""
        if breaks >= len(self.ends):
            return []
        most = min(len(self.ends), breaks + STEP)
        if self.count is None:
            self.count = ITotalizer(lits=self.ends, ubound=most, top_id=self.encoding.pool.top)
            self.oracle.add(self.count.cnf.clauses)
        elif breaks >= len(self.count.rhs):
            known = len(self.count.cnf.clauses)
            self.count.increase(ubound=most)
            self.oracle.add(self.count.cnf.clauses[known:])
        return [-self.count.rhs[breaks]]

    def _look(self) -> None:
        """Any plan at all."""
        model = self.oracle.model([])
        if model is not None:
            self._found(model)
        elif self._is_strict:
            self._start(lean=False)
            self._look()
        else:
            self.standing.impossible = True
            self.report(self.standing)

    def _step(self) -> None:
        standing = self.standing
        standing.bound = max(standing.bound, self.heard())
        if standing.is_met:
            return
        if self._is_strict and standing.bound >= self.question.participants:
            self._start(lean=False)
            self._look()
            return
        wanted = standing.bound
        if not self.climbing and standing.breaks is not None:
            wanted += (standing.breaks - standing.bound) // 2
        if self._is_strict:
            wanted = min(wanted, self.question.participants - 1)
        model = self.oracle.model(self._at_most(wanted))
        if model is not None:
            self._found(model)
            return
        if wanted >= len(self.ends) and not self._is_strict:
            standing.impossible = True
        standing.bound = max(standing.bound, wanted + 1)
        self.report(standing)

    def _found(self, model: set[int]) -> None:
        self.standing.slots = self.encoding.slots_in(model)
        self.standing.breaks = self.encoding.breaks_in(model)
        self.report(self.standing)

    def _even_out(self) -> None:
        """At that many breaks, make the most that anybody has as few as possible.

        That is the spread wherever somebody has none: where breaks are fewer than participants.
        """
        held = self._at_most(self.standing.breaks or 0)
        most = 0
        for many in self.encoding.many:
            model = self.oracle.model([*held, -many])
            if model is not None:
                self._found(model)
                break
            most += 1
        if (self.standing.breaks or 0) < self.question.participants:
            self.standing.spread_bound = most
        self.report(self.standing)
