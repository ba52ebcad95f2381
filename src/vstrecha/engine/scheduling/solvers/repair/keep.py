"""What still holds of the previous plan, and how many of its meetings cannot stay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from vstrecha.engine.scheduling.solvers.facts import Facts
from vstrecha.engine.scheduling.solvers.options import (
    Option,
    options_from,
    options_of,
    stands_still,
)
from vstrecha.engine.scheduling.solvers.state import State


def standing(facts: Facts) -> dict[int, list[Option]]:
    """For each meeting of the previous plan the places in which it would not have moved."""
    return {
        meeting: [
            option
            for option in options_from(facts, meeting, facts.grid.number[previous.slot])
            if stands_still(facts, option)
        ]
        for meeting, previous in facts.previous.items()
    }


def keep(facts: Facts, places: Mapping[int, list[Option]]) -> State:
    """A timetable of the previous plan's meetings that can stay beside one another.

    Where some collide, those that must be held stay, then those of higher utility.
    """
    state = State(facts)
    for meeting in sorted(places, key=lambda meeting: _rank(facts, meeting)):
        for option in places[meeting]:
            place = state.fit(option)
            if place is not None:
                state.put(place)
                break
    return state


def _rank(facts: Facts, meeting: int) -> tuple[bool, bool, int, str, int]:
    wish = facts.problem.meetings[meeting]
    previous = facts.previous[meeting]
    return (not previous.pinned, not wish.mandatory, -wish.utility, previous.slot, meeting)


def make_room(state: State, options: Sequence[Option]) -> None:
    """Place a must-meet where the fewest of its participants' wishes make way, if anywhere."""
    best: tuple[tuple[int, int], Option, list[int]] | None = None
    for option in options:
        away = _in_the_way(state, option)
        taken = [state.take_out(meeting) for meeting in away]
        fits = state.fit(option) is not None
        for place in reversed(taken):
            state.put(place)
        cost = (len(away), option.first)
        if fits and (best is None or cost < best[0]):
            best = (cost, option, away)
    if best is not None:
        _, option, away = best
        for meeting in away:
            state.take_out(meeting)
        seat = state.fit(option)
        if seat is not None:
            state.put(seat)


def _in_the_way(state: State, option: Option) -> list[int]:
    """Meetings of the same participants at that time that need not be held there."""
    facts = state.facts
    return [
        meeting
        for meeting in dict.fromkeys(
            other for person in facts.who[option.meeting] for other in facts.meetings_of[person]
        )
        if meeting in state.placed
        and not set(option.slots).isdisjoint(state.placed[meeting].option.slots)
        and not facts.problem.meetings[meeting].mandatory
        and not (meeting in facts.previous and facts.previous[meeting].pinned)
    ]


def fewest_moved(facts: Facts, places: Mapping[int, list[Option]]) -> int:
    """A number of meetings that move in every plan.

    Those whose old place is gone, and of those whose old places collide all but as many as the
    participant or the tables can bear at once. Each meeting is counted in one collision only, so
    that the numbers add up.
    """
    lost = sum(not options for options in places.values())
    counted: set[int] = set()
    for room, members in _collisions(facts, places):
        fresh = [meeting for meeting in members if meeting not in counted]
        excess = len(fresh) - max(0, room)
        if excess > 0:
            counted.update(fresh)
            lost += excess
    return lost + _pushed_out(facts, places, counted)


def _pushed_out(facts: Facts, places: Mapping[int, list[Option]], counted: set[int]) -> int:
    """How many more one new must-meet pushes out wherever it goes, those counted left aside."""
    busy: dict[tuple[int, int], list[int]] = defaultdict(list)
    for held, options in places.items():
        if options and held not in counted:
            for slot in options[0].slots:
                for person in facts.who[held]:
                    busy[person, slot].append(held)
    most = 0
    for number, meeting in enumerate(facts.problem.meetings):
        if meeting.mandatory and number not in facts.previous:
            starts = {one.first: one.slots for one in options_of(facts, number)}.values()
            pushed = (
                len(
                    {
                        other
                        for slot in slots
                        for person in facts.who[number]
                        if facts.problem.participants[person].representatives == 1
                        for other in busy[person, slot]
                    }
                )
                for slots in starts
            )
            most = max(most, min(pushed, default=0))
    return most


def _collisions(
    facts: Facts, places: Mapping[int, list[Option]]
) -> Iterator[tuple[int, list[int]]]:
    """Groups of meetings whose old places share a slot, with how many of them there is room for."""
    by_person: dict[tuple[int, int], list[int]] = defaultdict(list)
    by_pool: dict[tuple[int, int], list[int]] = defaultdict(list)
    by_table: dict[tuple[int, int], list[int]] = defaultdict(list)
    for meeting, options in places.items():
        if not options:
            continue
        for slot in options[0].slots:
            for person in facts.who[meeting]:
                by_person[person, slot].append(meeting)
            if len(options) == 1:
                by_pool[options[0].pool, slot].append(meeting)
                if options[0].tables is not None:
                    by_table[options[0].tables, slot].append(meeting)
    for (person, slot), members in sorted(by_person.items()):
        team = facts.problem.participants[person].representatives
        yield team - facts.in_session(person, slot), members
    for (tables, _), members in sorted(by_table.items()):
        yield len(facts.rooms.classes[tables]), members
    for (pool, slot), members in sorted(by_pool.items()):
        yield facts.rooms.capacity[pool][slot], members
