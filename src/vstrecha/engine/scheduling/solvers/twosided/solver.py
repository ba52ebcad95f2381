"""The solver for large two-sided fairs: bound, colouring, exchanges, then breaks and tables."""

from __future__ import annotations

from collections.abc import Callable

from vstrecha.engine.scheduling.plan import Status
from vstrecha.engine.scheduling.solvers.answer import Answer, Progress
from vstrecha.engine.scheduling.solvers.budget import Budget
from vstrecha.engine.scheduling.solvers.facts import Facts
from vstrecha.engine.scheduling.solvers.judge import judged, seats_of
from vstrecha.engine.scheduling.solvers.options import Option
from vstrecha.engine.scheduling.solvers.twosided.anneal import fewer_breaks
from vstrecha.engine.scheduling.solvers.twosided.board import Board
from vstrecha.engine.scheduling.solvers.twosided.colouring import colour
from vstrecha.engine.scheduling.solvers.twosided.exchange import improve
from vstrecha.engine.scheduling.solvers.twosided.fair import fair_of
from vstrecha.engine.scheduling.solvers.twosided.fewest import fewest_breaks
from vstrecha.engine.scheduling.solvers.twosided.flow import Chosen, best_set
from vstrecha.engine.scheduling.solvers.twosided.prices import least_meetings
from vstrecha.engine.scheduling.solvers.twosided.timetable import Timetable
from vstrecha.engine.scheduling.solvers.twosided.trades import Trades

WORK_A_STEP = 5e-7  # seconds of one core for one step of a timetable
SHARE_OF_UTILITY = 0.5  # of the budget where breaks count too and the bound is not met at once


class TwoSidedSolver:
    """One run on one problem that `suits`.

    `workers` is taken for the sake of one signature: the search runs on one core.
    """

    def __init__(
        self,
        facts: Facts,
        budget: Budget,
        *,
        seed: int,
        workers: int = 1,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> None:
        self.facts = facts
        self.fair = fair_of(facts)
        self.budget = budget
        self.seed = seed
        self.on_progress = on_progress

    def solve(self) -> Answer:
        """The best timetable found. A bound that even the relaxation cannot keep is told as
        infeasible; a mandatory meeting that found no place, as unknown."""
        fair = self.fair
        chosen = best_set(fair, fair.worth)
        insisted = len(fair.mandatory)
        if chosen.worth // fair.insistence < insisted:
            return Answer(Status.INFEASIBLE)
        placed = best_set(fair, [1] * len(fair.worth))
        bound = {
            "mandatory": insisted,
            "placed": placed.worth,
            "utility": chosen.worth - insisted * fair.insistence,
        }
        timetable = self._most_worth(chosen)
        if timetable.worth // fair.insistence < insisted:
            return Answer(Status.UNKNOWN)
        slot_of = timetable.slot_of
        if self.facts.problem.counts("breaks"):
            least = least_meetings(fair, chosen, timetable.worth)
            bound["breaks"] = fewest_breaks(self.facts, fair, least)
            slot_of = self._fewest_breaks(slot_of, bound["breaks"])
        return self._answer(slot_of, bound)

    def _most_worth(self, chosen: Chosen) -> Timetable:
        timetable = Timetable(self.fair)
        breaks_count = self.facts.problem.counts("breaks")
        budget = self.budget.part(SHARE_OF_UTILITY if breaks_count else 1.0)
        told = 0

        def go_on() -> bool:
            nonlocal told
            budget.spend((timetable.work - told) * WORK_A_STEP)
            told = timetable.work
            return not budget.is_spent

        colour(timetable, chosen.meetings)
        go_on()
        self._tell("utility", timetable.worth, chosen.worth)
        before = timetable.worth
        improve(timetable, chosen.worth, go_on)
        if timetable.worth > before:
            self._tell("utility", timetable.worth, chosen.worth)
        return timetable

    def _fewest_breaks(self, slot_of: list[int | None], bound: int) -> list[int | None]:
        board = Board(self.facts, self.fair, slot_of)
        trades = Trades(self.fair, slot_of)
        best = fewer_breaks(
            board,
            trades,
            self.budget,
            seed=self.seed,
            bound=bound,
            tell=lambda now: self._tell("breaks", now, bound),
        )
        return best.slot_of

    def _tell(self, level: str, value: int, bound: int) -> None:
        if self.on_progress is not None:
            insisted = len(self.fair.mandatory) * self.fair.insistence
            if level == "utility":
                value, bound = value - insisted, bound - insisted
            self.on_progress(Progress(level, value, bound, self.budget.seconds))

    def _answer(self, slot_of: list[int | None], bound: dict[str, int]) -> Answer:
        places = {
            Option(meeting, (slot,), 0, None): None
            for meeting, slot in enumerate(slot_of)
            if slot is not None
        }
        return judged(self.facts, seats_of(self.facts, places), bound)
