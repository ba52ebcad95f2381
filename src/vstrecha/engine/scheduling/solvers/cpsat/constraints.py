"""The hard rules of the model: one rule, one method, one sentence (docs: the list of rules)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

from ortools.sat.python import cp_model

from vstrecha.engine.scheduling.solvers.answer import Demand
from vstrecha.engine.scheduling.solvers.cpsat.variables import Literal, Person, Variables
from vstrecha.engine.scheduling.solvers.options import Option, sessions_clash, too_far

_sum = cp_model.LinearExpr.sum


class Constraints:
    """Adds the rules to the model.

    `demands` are literals that say of each thing insisted on that it holds; whoever solves adds
    them as facts, or as assumptions to find out which of them collide.
    """

    def __init__(self, variables: Variables) -> None:
        self.variables = variables
        self.facts = variables.facts
        self.model = variables.model
        self.demands: dict[Demand, Literal] = {}

    def add_all(self) -> None:
        self.one_place_a_meeting()
        self.mandatory_meetings_are_held()
        for person in self.variables.persons:
            self.one_thing_at_a_time(person)
            self.time_to_travel(person)
            self.buffer_between_meetings(person)
            self.rest_after_a_run(person)
        self.enough_representatives()
        self.sessions_are_attended()
        self.enough_tables()
        self.one_meeting_a_table()
        self.most_and_least_meetings()
        self.earlier_meetings_end_first()
        self.interpreters_where_needed()

    def _demand(self, kind: str, number: int) -> Literal:
        literal = self.model.new_bool_var(f"{kind} {number}")
        self.demands[Demand(kind, number)] = literal
        return literal

    def one_place_a_meeting(self) -> None:
        """A meeting has one place at most."""
        for numbers in self.variables.of_meeting:
            self.model.add_at_most_one(self.variables.chosen(numbers))

    def mandatory_meetings_are_held(self) -> None:
        """A mandatory or pinned meeting has a place."""
        for number, meeting in enumerate(self.facts.problem.meetings):
            previous = self.facts.previous.get(number)
            kinds = [
                kind
                for kind, holds in (
                    ("pinned", previous is not None and previous.pinned),
                    ("mandatory", meeting.mandatory),
                )
                if holds
            ]
            if kinds:
                demand = self._demand(kinds[0], number)
                taken = self.variables.chosen(self.variables.of_meeting[number])
                self.model.add_bool_or(taken).only_enforce_if(demand)

    def one_thing_at_a_time(self, person: Person) -> None:
        """A person is in one meeting or session at a time."""
        now: dict[int, list[Literal]] = defaultdict(list)
        for option, literal in person.places:
            for slot in option.slots:
                now[slot].append(literal)
        for session, literal in person.sessions:
            for slot in session.slots:
                now[slot].append(literal)
        for literals in now.values():
            self.model.add_at_most_one(literals)

    def time_to_travel(self, person: Person) -> None:
        """Between two places that are apart a person has the time it takes to travel."""
        if not self.facts.rooms.far_apart:
            return
        ends: dict[tuple[int, int], list[Literal]] = defaultdict(list)
        starts: dict[tuple[int, int], list[Literal]] = defaultdict(list)
        for option, literal in person.places:
            ends[option.last, option.pool].append(literal)
            starts[option.first, option.pool].append(literal)
        for session, bound in person.sessions:
            for option, literal in person.places:
                if too_far(self.facts, session, option):
                    self.model.add_at_most_one([bound, literal])
        self._sessions_apart(person)
        grid, rooms = self.facts.grid, self.facts.rooms
        for (last, origin), leaving in ends.items():
            for (first, destination), coming in starts.items():
                travel = rooms.travel(origin, destination)
                if last < first and grid.gap(last, first) < travel:
                    self._never_both(leaving, coming)

    def _sessions_apart(self, person: Person) -> None:
        for (one, goes), (other, too) in combinations(person.sessions, 2):
            if sessions_clash(self.facts, one, other):
                self.model.add_at_most_one([goes, too])

    def _never_both(self, some: list[Literal], others: list[Literal]) -> None:
        """Not one of the first and one of the second; each list can hold only one true literal,
        since its places share a slot and a person, or a meeting."""
        self.model.add(_sum(some + others) <= 1)

    def buffer_between_meetings(self, person: Person) -> None:
        """Between two meetings a person has their buffer."""
        if not person.buffer:
            return
        grid = self.facts.grid
        for slot in range(len(grid)):
            self.model.add_at_most_one(
                literal
                for option, literal in person.places
                if slot in option.slots
                or (option.last < slot and grid.gap(option.last, slot) < person.buffer)
            )

    def rest_after_a_run(self, person: Person) -> None:
        """A person is in meetings for at most so many slots in a row, save in one long meeting."""
        most = person.most_in_a_row
        if most is None:
            return
        for part in self.facts.grid.parts:
            for begin in range(len(part) - most):
                window = part[begin : begin + most + 1]
                weights: list[tuple[Literal, int]] = []
                for option, literal in person.places:
                    overlap = sum(slot in option.slots for slot in window)
                    if overlap:
                        weights.append((literal, min(overlap, most)))
                if sum(weight for _, weight in weights) > most:
                    self.model.add(
                        cp_model.LinearExpr.weighted_sum(
                            [literal for literal, _ in weights], [weight for _, weight in weights]
                        )
                        <= most
                    )

    def enough_representatives(self) -> None:
        """A participant holds no more meetings at once than it has representatives to spare."""
        for person, by_slot in enumerate(self.variables.covering):
            representatives = self.facts.problem.participants[person].representatives
            if representatives > 1:
                for slot, numbers in by_slot.items():
                    spare = representatives - self.facts.in_session(person, slot)
                    self.model.add(_sum(self.variables.chosen(numbers)) <= spare)

    def sessions_are_attended(self) -> None:
        """A participant has a representative in each of its sessions."""
        for number in range(len(self.facts.bound)):
            if self._impossible_sessions(number):
                self.model.add_bool_or([]).only_enforce_if(self._demand("sessions", number))
        for number, goes in self.variables.attends:
            self.model.add_at_most_one(goes)
            demand = self.demands.get(Demand("sessions", number))
            if demand is None:
                demand = self._demand("sessions", number)
            self.model.add_bool_or(goes).only_enforce_if(demand)

    def _impossible_sessions(self, number: int) -> bool:
        representatives = self.facts.problem.participants[number].representatives
        sessions = self.facts.bound[number]
        slots = {slot for session in sessions for slot in session.slots}
        if any(self.facts.in_session(number, slot) > representatives for slot in slots):
            return True
        if representatives > 1:
            return False  # who goes where is then decided by the model
        return any(
            sessions_clash(self.facts, one, other) for one, other in combinations(sessions, 2)
        )

    def enough_tables(self) -> None:
        """In no slot are there more meetings than open tables."""
        rooms = self.facts.rooms
        at_once: dict[tuple[int, int], list[Literal]] = defaultdict(list)
        for option, literal in self._taken():
            for slot in option.slots:
                at_once[option.pool, slot].append(literal)
        for (pool, slot), literals in at_once.items():
            if len(literals) > rooms.capacity[pool][slot]:
                self.model.add(_sum(literals) <= rooms.capacity[pool][slot])

    def one_meeting_a_table(self) -> None:
        """Tables asked for by name, or kept through a long meeting, hold one meeting at a time."""
        rooms = self.facts.rooms
        at_once: dict[tuple[int, int], list[Literal]] = defaultdict(list)
        for option, literal in self._taken():
            if option.tables is not None:
                for slot in option.slots:
                    at_once[option.tables, slot].append(literal)
        for (tables, _), literals in at_once.items():
            self.model.add(_sum(literals) <= len(rooms.classes[tables]))

    def _taken(self) -> Iterable[tuple[Option, Literal]]:
        return zip(self.variables.options, self.variables.takes, strict=True)

    def most_and_least_meetings(self) -> None:
        """A participant has no more meetings than its most and no fewer than its least."""
        for number, participant in enumerate(self.facts.problem.participants):
            meetings = self.facts.meetings_of[number]
            options = [option for one in meetings for option in self.variables.of_meeting[one]]
            total = _sum(self.variables.chosen(options))
            if participant.max_meetings is not None:
                self.model.add(total <= participant.max_meetings)
            if participant.min_meetings:
                demand = self._demand("least", number)
                self.model.add(total >= participant.min_meetings).only_enforce_if(demand)

    def earlier_meetings_end_first(self) -> None:
        """A meeting named in `after` ends before the other starts, where both have a place."""
        for number, meeting in enumerate(self.facts.problem.meetings):
            for name in meeting.after:
                before = self._by_slot(self.facts.meeting_number[name])
                after = self._by_slot(number)
                for slot in {option.first for option, _ in after}:
                    late = [literal for option, literal in before if option.last >= slot]
                    early = [literal for option, literal in after if option.first <= slot]
                    if late:
                        self._never_both(late, early)

    def _by_slot(self, meeting: int) -> list[tuple[Option, Literal]]:
        return [
            (self.variables.options[number], self.variables.takes[number])
            for number in self.variables.of_meeting[meeting]
        ]

    def interpreters_where_needed(self) -> None:
        """A meeting in two languages has one interpreter for them."""
        by_option: dict[int, list[Literal]] = defaultdict(list)
        for (option, _), literal in self.variables.interprets.items():
            by_option[option].append(literal)
        for number, place in enumerate(self.variables.options):
            if self.facts.problem.meetings[place.meeting].language_pair is not None:
                self.model.add(_sum(by_option[number]) == self.variables.takes[number])

    def breaks_are_fair(self, breaks: Mapping[int, list[Literal]]) -> None:
        """No two participants differ by more than the fairness bound in their breaks."""
        bound = self.facts.problem.fairness
        if bound is None:
            return
        demand = self._demand("fairness", -1)
        most = max((len(literals) for literals in breaks.values()), default=0)
        highest = self.model.new_int_var(0, most, "most breaks")
        for number in range(len(self.facts.problem.participants)):
            own = _sum(breaks.get(number, []))
            self.model.add(own <= highest).only_enforce_if(demand)
            self.model.add(own >= highest - bound).only_enforce_if(demand)
