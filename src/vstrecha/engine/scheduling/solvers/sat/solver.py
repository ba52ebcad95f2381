"""The SAT solver: slots by a search for fewest breaks, then tables."""

from __future__ import annotations

from vstrecha.engine.scheduling.plan import Status
from vstrecha.engine.scheduling.solvers.answer import Answer, OnProgress, Progress
from vstrecha.engine.scheduling.solvers.budget import Budget
from vstrecha.engine.scheduling.solvers.facts import Facts
from vstrecha.engine.scheduling.solvers.greedy import construct
from vstrecha.engine.scheduling.solvers.judge import judged, seats_of
from vstrecha.engine.scheduling.solvers.legal import answer_of
from vstrecha.engine.scheduling.solvers.options import Option, options_of
from vstrecha.engine.scheduling.solvers.sat.counting import Clauses
from vstrecha.engine.scheduling.solvers.sat.descent import Descent, Standing
from vstrecha.engine.scheduling.solvers.sat.oracle import Glucose, Oracle, StoppedError
from vstrecha.engine.scheduling.solvers.sat.portfolio import Portfolio
from vstrecha.engine.scheduling.solvers.sat.question import ask

CONFLICTS_PER_UNIT = 5000  # of work; CaDiCaL and Glucose see some thousands a second


class SatSolver:
    """One run on one problem that `question.suits`.

    By the clock, CaDiCaL works in processes of its own. Within a limit of work, Glucose works
    here: it can be stopped after so many conflicts, so the same question has the same answer.
    """

    def __init__(
        self,
        facts: Facts,
        budget: Budget,
        *,
        workers: int,
        on_progress: OnProgress | None = None,
    ) -> None:
        self.facts = facts
        self.budget = budget
        self.workers = workers
        self.on_progress = on_progress
        self.question = ask(facts)

    def solve(self) -> Answer:
        """The best plan found, what is proven of it, or that there is none."""
        standing = self._measured() if self.budget.work_limit is not None else self._timed()
        if standing.impossible:
            return Answer(Status.INFEASIBLE)
        if standing.slots is not None:
            return self._answer(standing, standing.slots)
        return self._quick(standing) if self.budget.is_spent else Answer(Status.UNKNOWN)

    def _quick(self, standing: Standing) -> Answer:
        """The greedy timetable, where it is a plan: it needs no search that ends in time."""
        meetings = range(len(self.facts.problem.meetings))
        state = construct(self.facts, [options_of(self.facts, one) for one in meetings])
        return answer_of(self.facts, state, {"breaks": standing.bound})

    def _timed(self) -> Standing:
        return Portfolio(
            self.question, self.budget, workers=self.workers, report=self._report
        ).run()

    def _measured(self) -> Standing:
        def oracle(clauses: Clauses) -> Oracle:
            return Glucose(clauses, self._spend)

        descent = Descent(self.question, oracle, climbing=False, report=self._report)
        try:
            return descent.run()
        except StoppedError:
            return descent.standing

    def _spend(self, conflicts: int) -> bool:
        self.budget.spend(conflicts / CONFLICTS_PER_UNIT)
        return not self.budget.is_spent

    def _report(self, standing: Standing) -> None:
        if self.on_progress is not None and standing.breaks is not None:
            self.on_progress(
                Progress("breaks", standing.breaks, standing.bound, self.budget.seconds)
            )

    def _answer(self, standing: Standing, slots: list[int]) -> Answer:
        places = {Option(meeting, (slot,), 0, None): None for meeting, slot in enumerate(slots)}
        bounds = {"breaks": standing.bound, "fairness": standing.spread_bound or 0}
        return judged(self.facts, seats_of(self.facts, places), bounds)
