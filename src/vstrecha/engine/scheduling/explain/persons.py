"""What the people of a plan leave of their time: for each participant and interpreter the cells
in which one more meeting would break a rule of theirs."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from vstrecha.engine.scheduling.check.persons import Engagement, Human, person_breaks, team_can
from vstrecha.engine.scheduling.check.timetable import Held, Stay, Timetable
from vstrecha.engine.scheduling.explain.cells import Cells, Grid
from vstrecha.engine.scheduling.explain.reason import Obstacle
from vstrecha.engine.scheduling.problem import Meeting, Participant, Slot

# Stands for the meeting that looks for a place; no problem has this name.
_ANY = Meeting("\0", ("\0 one", "\0 other"))
Found = dict[Obstacle, Cells]


@dataclass(slots=True)
class _Diary:
    """What a participant has taken on: how often it sits in a session and in a meeting, and in
    which (the last one, where there are several), by slot id."""

    engagements: list[Engagement]
    sits: Counter[str] = field(default_factory=Counter)
    meets: Counter[str] = field(default_factory=Counter)
    meeting_in: dict[str, str] = field(default_factory=dict)
    stays: list[tuple[float, float, Stay]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for stay in (stay for engagement in self.engagements for stay in engagement):
            self.stays.append((stay.start.timestamp(), stay.end.timestamp(), stay))
            counted = self.sits if stay.meeting is None else self.meets
            counted.update(slot.id for slot in stay.slots)
            if stay.meeting is not None:
                self.meeting_in |= dict.fromkeys((slot.id for slot in stay.slots), stay.name)

    def near(self, stay: Stay, reach: float) -> list[Stay]:
        """The stays that begin or end within `reach` seconds of another."""
        start, end = stay.start.timestamp() - reach, stay.end.timestamp() + reach
        return [other for begins, ends, other in self.stays if begins < end and start < ends]


class Persons:
    """Looks up obstacles by person; each is worked out once for each length of a meeting."""

    def __init__(self, grid: Grid, timetable: Timetable) -> None:
        self.grid = grid
        self.timetable = timetable
        self._known: dict[tuple[str, int], Found] = {}
        self._interpreted: dict[tuple[frozenset[str], int], Found] = {}
        self.work: dict[str, list[Held]] = defaultdict(list)
        for held in timetable.held:
            if held.placement.interpreter is not None:
                self.work[held.placement.interpreter].append(held)
        minutes = timetable.minutes.values()
        self.longest_way = timedelta(minutes=max(minutes, default=0))

    def of(self, name: str, length: int) -> Found:
        """What keeps a participant from one more meeting of this length, and in which cells."""
        key = (name, length)
        if key not in self._known:
            self._known[key] = self._look(self.timetable.participant[name], length)
        return self._known[key]

    def _look(self, person: Participant, length: int) -> Found:
        found: Found = defaultdict(int)
        diary = _Diary(self._engagements(person))
        subtle = self._is_subtle(person)
        for first in range(len(self.grid.slots)):
            stay = self.grid.stay(first, length)
            here = self.grid.slot(first)
            if any(slot.id in person.unavailable for slot in stay):
                found[Obstacle("absent", person.id)] |= here
            if any(diary.sits[slot.id] >= person.representatives for slot in stay):
                found[Obstacle("session", person.id)] |= here
            elif any(
                diary.sits[slot.id] + diary.meets[slot.id] >= person.representatives
                for slot in stay
            ):
                found[Obstacle("busy", person.id)] |= here
            if subtle:
                self._look_closer(person, diary, first, stay, found)
        return dict(found)

    def _look_closer(
        self, person: Participant, diary: _Diary, first: int, stay: tuple[Slot, ...], found: Found
    ) -> None:
        """Ask the checker about one slot, venue by venue where there is any way between them."""
        if not self.longest_way:
            for kind in self._broken(person, diary, Stay(stay, None, meeting=_ANY)):
                found[Obstacle(kind, person.id)] |= self.grid.slot(first)
            return
        for venue, name in enumerate(self.grid.venues):
            for kind in self._broken(person, diary, Stay(stay, name, meeting=_ANY)):
                found[Obstacle(kind, person.id)] |= self.grid.cell(first, venue)

    def _is_subtle(self, person: Participant) -> bool:
        """Whether more than being in two places at once can stand in a participant's way."""
        return bool(
            person.buffer_minutes
            or person.max_consecutive is not None
            or self.longest_way
            or (person.representatives > 1 and self.timetable.sessions_of[person.id])
        )

    def _broken(self, person: Participant, diary: _Diary, stay: Stay) -> set[str]:
        """The rules besides being in one place that another stay would break."""
        human = Human(person.id, timedelta(minutes=person.buffer_minutes), person.max_consecutive)
        if person.representatives > 1:
            everything = [*diary.engagements, [stay]]
            able = team_can(self.timetable, human, person.representatives, everything)
            return set() if able else {"representatives"}
        alone = Human(person.id, human.buffer)
        reach = max(self.longest_way, human.buffer).total_seconds()
        rules: set[str] = set()
        for other in diary.near(stay, reach):
            rules |= {one.rule for one in person_breaks(self.timetable, alone, [[other], [stay]])}
        if person.max_consecutive is not None and self._tires(diary, stay, person.max_consecutive):
            rules.add("rest")
        return rules & {"travel", "buffer", "rest"}

    def _tires(self, diary: _Diary, stay: Stay, most: int) -> bool:
        """Whether a run of slots with meetings would be longer, save one long meeting."""
        meeting_in = diary.meeting_in | dict.fromkeys((slot.id for slot in stay.slots), stay.name)
        run: list[str] = []
        for slot in self.timetable.parts[stay.slots[0].part]:
            name = meeting_in.get(slot.id)
            run = [] if name is None else [*run, name]
            if len(run) > most and len(set(run)) > 1:
                return True
        return False

    def _engagements(self, person: Participant) -> list[Engagement]:
        meetings = [[held.stay] for held in self.timetable.meetings_of[person.id]]
        sessions = [
            self.timetable.session_stays(session)
            for session in self.timetable.sessions_of[person.id]
        ]
        return [*meetings, *(stays for stays in sessions if stays)]

    def interpreters(self, pair: frozenset[str], length: int) -> Found:
        """Where no interpreter for a pair of languages is there, and where none is free."""
        key = (pair, length)
        if key not in self._interpreted:
            self._interpreted[key] = self._look_for_interpreters(pair, length)
        return self._interpreted[key]

    def _look_for_interpreters(self, pair: frozenset[str], length: int) -> Found:
        able = [one for one in self.timetable.problem.interpreters if pair in one.pairs]
        found: Found = defaultdict(int)
        for first in range(len(self.grid.slots)):
            stay = self.grid.stay(first, length)
            there = [one for one in able if all(slot.id not in one.unavailable for slot in stay)]
            if not there:
                found[Obstacle("no interpreter")] |= self.grid.slot(first)
                continue
            for venue, name in enumerate(self.grid.venues):
                place = Stay(stay, name, meeting=_ANY)
                if not any(self._can_interpret(one.id, place) for one in there):
                    found[Obstacle("interpreter")] |= self.grid.cell(first, venue)
        return dict(found)

    def _can_interpret(self, name: str, stay: Stay) -> bool:
        human = Human(name)
        for held in self.work[name]:
            other = held.stay
            near = (
                other.start < stay.end + self.longest_way
                and stay.start < other.end + self.longest_way
            )
            if near and any(person_breaks(self.timetable, human, [[other], [stay]])):
                return False
        return True
