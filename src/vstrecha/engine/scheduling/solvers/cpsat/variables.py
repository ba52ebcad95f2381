"""The decisions of the model: which meeting takes which place, who goes, who interprets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from vstrecha.engine.scheduling.solvers.facts import Bound, Facts
from vstrecha.engine.scheduling.solvers.options import Option, options_of

Literal = cp_model.BoolVarT


@dataclass(slots=True)
class Person:
    """One human being: the places that may take their time, each with its literal.

    `sessions` are those that may bind them, each with its literal. `buffer` is in seconds.
    """

    places: list[tuple[Option, Literal]]
    sessions: list[tuple[Bound, Literal]] = field(default_factory=list)
    buffer: int = 0
    most_in_a_row: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Which meetings of a problem are decided anew, each with its places; the others stay."""

    free: Mapping[int, Sequence[Option]]
    stays: Mapping[int, Option]


class Variables:
    """All literals of the model, found by meeting, participant, slot and table.

    `takes[o]` is true where option `o` is chosen. Without a `part` the model is of the whole
    problem. With one, only its meetings may take any of their places; each other meeting stays
    where `part.stays` has it, or out.
    """

    def __init__(self, facts: Facts, part: Part | None = None) -> None:
        self.facts = facts
        self.part = part
        self.model = cp_model.CpModel()
        self.true = self.model.new_constant(1)
        self.false = self.model.new_constant(0)
        self.options: list[Option] = []
        self.takes: list[Literal] = []
        self.of_meeting: list[list[int]] = []
        for meeting in range(len(facts.problem.meetings)):
            numbers = []
            for option, literal in self._places(meeting):
                numbers.append(len(self.options))
                self.options.append(option)
                self.takes.append(literal)
            self.of_meeting.append(numbers)
        self.covering = self._covering()
        self.attends: list[tuple[int, list[Literal]]] = []
        self.persons = list(self._persons())
        self.interprets: dict[tuple[int, int], Literal] = {}
        self.persons += self._interpreters()

    def _places(self, meeting: int) -> Iterator[tuple[Option, Literal]]:
        """The places of a meeting, each with the literal that is true where it takes it."""
        if self.part is None:
            options: Sequence[Option] = options_of(self.facts, meeting)
        elif meeting in self.part.free:
            options = self.part.free[meeting]
        else:
            options = ()
            if meeting in self.part.stays:
                yield self.part.stays[meeting], self.true
        for option in options:
            yield option, self.model.new_bool_var(f"takes {meeting} {option.first}")

    def stays(self, person: int) -> bool:
        """Whether all meetings of a participant are decided."""
        free = {} if self.part is None else self.part.free
        return self.part is not None and free.keys().isdisjoint(self.facts.meetings_of[person])

    def _covering(self) -> list[dict[int, list[int]]]:
        """For each participant and slot, the options that would hold a meeting of theirs then."""
        covering: list[dict[int, list[int]]] = [
            defaultdict(list) for _ in self.facts.problem.participants
        ]
        for number, option in enumerate(self.options):
            for person in self.facts.who[option.meeting]:
                for slot in option.slots:
                    covering[person][slot].append(number)
        return covering

    def placed(self, meeting: int) -> cp_model.LinearExprT:
        """1 where a meeting has a place, else 0."""
        return cp_model.LinearExpr.sum([self.takes[number] for number in self.of_meeting[meeting]])

    def is_false(self, literal: Literal) -> bool:
        """Whether a literal is one of the two constants and false."""
        return literal.index in (self.false.index, self.true.Not().index)

    def chosen(self, numbers: Iterable[int]) -> list[Literal]:
        return [self.takes[number] for number in numbers]

    def _options_of_participant(self, person: int) -> list[int]:
        return [
            number
            for meeting in self.facts.meetings_of[person]
            for number in self.of_meeting[meeting]
        ]

    def told_apart(self, person: int) -> bool:
        """Whether it matters which of several representatives takes which meeting."""
        participant = self.facts.problem.participants[person]
        return participant.representatives > 1 and (
            participant.buffer_minutes > 0
            or participant.max_consecutive is not None
            or self.facts.rooms.far_apart
            or any(session.is_interrupted for session in self.facts.bound[person])
        )

    def _persons(self) -> Iterable[Person]:
        for number, participant in enumerate(self.facts.problem.participants):
            buffer = 60 * participant.buffer_minutes
            options = self._options_of_participant(number)
            if participant.representatives == 1:
                places = [(self.options[option], self.takes[option]) for option in options]
                yield Person(places, [], buffer, participant.max_consecutive)
            elif self.told_apart(number):
                yield from self._representatives(number, options, buffer)

    def _representatives(self, number: int, options: list[int], buffer: int) -> Iterable[Person]:
        participant = self.facts.problem.participants[number]
        team = [
            Person([], [], buffer, participant.max_consecutive)
            for _ in range(self.facts.team(number))
        ]
        for option in options:
            goes = self._one_literal_each(team)
            self.model.add(cp_model.LinearExpr.sum(goes) == self.takes[option])
            for member, literal in zip(team, goes, strict=True):
                member.places.append((self.options[option], literal))
        for session in self.facts.bound[number]:
            goes = self._one_literal_each(team)
            self.attends.append((number, goes))
            for member, literal in zip(team, goes, strict=True):
                member.sessions.append((session, literal))
        return team

    def _one_literal_each(self, team: list[Person]) -> list[Literal]:
        return [self.model.new_bool_var("goes") for _ in team]

    def _interpreters(self) -> Iterable[Person]:
        problem = self.facts.problem
        for number, interpreter in enumerate(problem.interpreters):
            person = Person([])
            away = {self.facts.grid.number[name] for name in interpreter.unavailable}
            for index, option in enumerate(self.options):
                pair = problem.meetings[option.meeting].language_pair
                if pair in interpreter.pairs and away.isdisjoint(option.slots):
                    literal = self.model.new_bool_var(f"{number} interprets {index}")
                    self.interprets[index, number] = literal
                    person.places.append((option, literal))
            yield person
