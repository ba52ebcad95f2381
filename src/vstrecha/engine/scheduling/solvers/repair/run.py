"""The repair itself: keep, fill what is free, search around what is broken, and only then wider.

A small problem is searched as a whole, from what could be kept: then all levels can be proven. In
a large one, whose whole model takes longer to write down than a repair may take, only meetings
around the broken ones are decided anew, and the bounds come from counting (`bounds`, `keep`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from vstrecha.engine.scheduling.plan import Status
from vstrecha.engine.scheduling.solvers.answer import Answer, OnProgress
from vstrecha.engine.scheduling.solvers.budget import Budget
from vstrecha.engine.scheduling.solvers.cpsat.solver import Solver
from vstrecha.engine.scheduling.solvers.cpsat.variables import Part
from vstrecha.engine.scheduling.solvers.facts import Facts
from vstrecha.engine.scheduling.solvers.greedy import fill
from vstrecha.engine.scheduling.solvers.judge import judged, seats_of
from vstrecha.engine.scheduling.solvers.legal import is_legal
from vstrecha.engine.scheduling.solvers.options import Option, options_of, stands_still
from vstrecha.engine.scheduling.solvers.repair.bounds import rough_bounds
from vstrecha.engine.scheduling.solvers.repair.keep import (
    fewest_moved,
    keep,
    make_room,
    standing,
)
from vstrecha.engine.scheduling.solvers.state import places_of

SMALL = 20_000  # places: up to here the whole model is written down in a moment
FEW = 3  # tables that a long meeting may choose from in each slot and pool
AROUND = (4_000, 16_000)  # places in the first and the next neighbourhood
WRITTEN_PER_UNIT = 10_000  # places of a model for which a unit of work (a second) must be left

Chosen = dict[Option, int | None]


class Repair:
    """One repair of one problem with a previous plan."""

    def __init__(
        self,
        facts: Facts,
        budget: Budget,
        *,
        seed: int,
        workers: int,
        on_progress: OnProgress | None = None,
    ) -> None:
        self.facts = facts
        self.budget = budget
        self.seed = seed
        self.workers = workers
        self.on_progress = on_progress
        self.known: dict[int, list[Option]] = {}
        places = standing(facts)
        self.bounds = {**rough_bounds(facts), "moved": fewest_moved(facts, places)}
        self.state = keep(facts, places)
        self.broken = [meeting for meeting in facts.previous if meeting not in self.state.placed]

    @property
    def size(self) -> int:
        """About how many places the whole model has: a long meeting names its tables."""
        tables = len(self.facts.rooms.classes)
        return len(self.facts.grid) * sum(
            1 if meeting.length == 1 else tables for meeting in self.facts.problem.meetings
        )

    def solve(self) -> Answer:
        """The best plan found from the previous one and what is proven, or that there is none."""
        waiting = [
            meeting
            for meeting in range(len(self.facts.problem.meetings))
            if meeting not in self.state.placed
        ]
        for meeting in waiting:
            self._options(meeting)
            if self.facts.problem.meetings[meeting].mandatory:
                make_room(self.state, self.known[meeting])
        waiting = [
            meeting
            for meeting in range(len(self.facts.problem.meetings))
            if meeting not in self.state.placed
        ]
        for meeting in waiting:
            self._options(meeting)
        fill(self.state, self.known, waiting)
        legal = is_legal(self.facts, self.state)
        if self.size <= SMALL:
            whole = self._solver(self.budget).solve()
            if legal and whole.status is Status.UNKNOWN:
                return self._judged(places_of(self.state))
            return whole
        return self._mend(legal=legal)

    def _judged(self, chosen: Chosen) -> Answer:
        return judged(self.facts, seats_of(self.facts, chosen), self.bounds)

    def _options(self, meeting: int) -> list[Option]:
        """The places of a meeting that are looked at; of a long one few that are free."""
        if meeting not in self.known:
            options = options_of(self.facts, meeting)
            if self.size > SMALL and self.facts.problem.meetings[meeting].length > 1:
                options = self._few_tables(options)
            self.known[meeting] = options
        return self.known[meeting]

    def _few_tables(self, options: list[Option]) -> list[Option]:
        few: list[Option] = []
        count: Counter[tuple[int, int]] = Counter()
        for option in options:
            stays = stands_still(self.facts, option)
            where = (option.first, option.pool)
            if stays or (count[where] < FEW and self.state.has_table(option)):
                few.append(option)
                count[where] += 1
        return few

    def _solver(
        self, budget: Budget, part: Part | None = None, start: Chosen | None = None
    ) -> Solver:
        return Solver(
            self.facts,
            budget,
            seed=self.seed,
            workers=self.workers,
            on_progress=self.on_progress,
            part=part,
            start=places_of(self.state) if start is None else start,
            known=self.bounds,
        )

    def _mend(self, *, legal: bool) -> Answer:
        """Search around what is broken; wider while nothing legal is found or work is left."""
        chosen = places_of(self.state)
        for most in AROUND:
            centre = self._centre(chosen)
            if self.budget.is_spent or (legal and (not centre or not self._is_left_for(most))):
                break
            solver = self._solver(self.budget.part(0.7), self._part(chosen, centre, most), chosen)
            if solver.decide() is not None:
                chosen, legal = solver.chosen(), True
        answer = self._judged(chosen) if legal else Answer(Status.UNKNOWN)
        if not self._worth_a_wider_look(answer):
            return answer
        whole = self._solver(self.budget, start=chosen).solve()
        if whole.status in {Status.INFEASIBLE, Status.UNKNOWN}:
            return answer if legal else whole
        return whole

    def _worth_a_wider_look(self, answer: Answer) -> bool:
        """Whether something is open and enough is left to write the whole model down."""
        if answer.status is Status.OPTIMAL:
            return False
        return self._is_left_for(self.size)

    def _is_left_for(self, places: int) -> bool:
        """Whether enough time and work are left to write down a model of so many places."""
        left = [
            one for one in (self.budget.time_left(), self.budget.work_left()) if one is not None
        ]
        return not left or min(left) * WRITTEN_PER_UNIT > places

    def _centre(self, chosen: Mapping[Option, object]) -> list[int]:
        """Meetings out of their place, must-meets without any, and what somebody's least lacks."""
        placed = {option.meeting: option for option in chosen}
        out = [
            meeting
            for meeting in self.facts.previous
            if meeting not in placed or not stands_still(self.facts, placed[meeting])
        ]
        meetings = self.facts.problem.meetings
        out += [
            number
            for number, meeting in enumerate(meetings)
            if meeting.mandatory and number not in placed
        ]
        for person, participant in enumerate(self.facts.problem.participants):
            own = self.facts.meetings_of[person]
            if sum(meeting in placed for meeting in own) < participant.min_meetings:
                out += [meeting for meeting in own if meeting not in placed]
        return list(dict.fromkeys(out))

    def _part(self, chosen: Mapping[Option, object], centre: list[int], most: int) -> Part:
        """The centre, stand-bys of its participants, then their other meetings, up to a size."""
        stays = {option.meeting: option for option in chosen}
        people = _people(self.facts, centre)
        theirs = list(
            dict.fromkeys(one for person in people for one in self.facts.meetings_of[person])
        )
        meetings = self.facts.problem.meetings
        standby = [one for one in theirs if one not in stays]
        standby.sort(key=lambda one: (not meetings[one].mandatory, -meetings[one].utility, one))
        free: dict[int, list[Option]] = {}
        size = 0
        for meeting in dict.fromkeys([*centre, *standby, *theirs]):
            if meeting not in free:
                if size > most:
                    break
                options = self._options(meeting)
                if meeting in stays and stays[meeting] not in options:
                    options = [*options, stays[meeting]]
                free[meeting] = options
                size += len(free[meeting])
        return Part(free, {one: option for one, option in stays.items() if one not in free})


def _people(facts: Facts, meetings: Iterable[int]) -> list[int]:
    """The participants of some meetings, each once."""
    return list(dict.fromkeys(person for one in meetings for person in facts.who[one]))
