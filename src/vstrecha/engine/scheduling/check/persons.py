"""What one person can do: be in one place, travel, pause, rest; and teams of such persons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

from vstrecha.engine.message import N_
from vstrecha.engine.scheduling.check.timetable import Stay, Timetable
from vstrecha.engine.scheduling.check.violation import Violation, violation
from vstrecha.engine.scheduling.problem import Participant

# An engagement is what one person takes on as a whole: the stays of one meeting or session.
Engagement = list[Stay]
# The persons of a participant, each with the numbers of the engagements they take on.
Team = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Human:
    """One person of a participant, or an interpreter; `rule` is broken by two things at once."""

    name: str
    buffer: timedelta = timedelta(0)
    most_in_a_row: int | None = None
    rule: str = "representatives"


def participant_breaks(timetable: Timetable, participant: Participant) -> Iterator[Violation]:
    """What is broken of the rules for representatives of one participant."""
    engagements: list[Engagement] = [[held.stay] for held in timetable.meetings_of[participant.id]]
    engagements += [
        stays
        for session in timetable.sessions_of[participant.id]
        if (stays := timetable.session_stays(session))
    ]
    human = Human(
        participant.id,
        timedelta(minutes=participant.buffer_minutes),
        participant.max_consecutive,
    )
    if participant.representatives == 1:
        yield from person_breaks(timetable, human, engagements)
    elif not team_can(timetable, human, participant.representatives, engagements):
        yield violation(
            "representatives",
            N_(
                "{participant} has {count} representatives, who cannot share its meetings and "
                "sessions among them."
            ),
            participant=participant.id,
            count=participant.representatives,
        )


def person_breaks(
    timetable: Timetable, human: Human, engagements: Sequence[Engagement]
) -> Iterator[Violation]:
    """What is broken where one person takes on all these engagements."""
    for one, other in combinations(engagements, 2):
        for a in one:
            for b in other:
                yield from _pair_breaks(timetable, human, a, b)
    most = human.most_in_a_row
    if most is not None and not _rests(timetable, engagements, most):
        yield violation(
            "rest",
            N_("{participant} has meetings in more than {count} slots in a row."),
            participant=human.name,
            count=most,
        )


def _pair_breaks(timetable: Timetable, human: Human, a: Stay, b: Stay) -> Iterator[Violation]:
    first, second = (a, b) if a.start <= b.start else (b, a)
    pause = second.start - first.end
    if pause >= max(timetable.longest_way, human.buffer):
        return
    facts = {"participant": human.name, "first": first.name, "second": second.name}
    if second.start < first.end:
        text = N_("{participant} is in {first} and {second} at once.")
        yield violation(human.rule, text, **facts)
        return
    minutes = int(pause.total_seconds() // 60)
    if first.venue is not None and second.venue is not None:
        travel = timetable.travel(first.venue, second.venue)
        if pause < travel:
            yield violation(
                "travel",
                N_(
                    "{participant} has {minutes} min from {first} to {second} and needs "
                    "{needed} min for the way."
                ),
                minutes=minutes,
                needed=int(travel.total_seconds() // 60),
                **facts,
            )
    if first.meeting is not None and second.meeting is not None and pause < human.buffer:
        yield violation(
            "buffer",
            N_(
                "{participant} has {minutes} min between {first} and {second} and asks "
                "for {needed} min."
            ),
            minutes=minutes,
            needed=int(human.buffer.total_seconds() // 60),
            **facts,
        )


def _rests(timetable: Timetable, engagements: Sequence[Engagement], most: int) -> bool:
    """Whether no run of slots with meetings is longer than `most`, save one long meeting."""
    meeting_in = {
        slot.id: stay.name
        for engagement in engagements
        for stay in engagement
        if stay.meeting is not None
        for slot in stay.slots
    }
    for part in timetable.parts.values():
        run: list[str] = []
        for slot in part:
            if slot.id in meeting_in:
                run.append(meeting_in[slot.id])
                if len(run) > most and len(set(run)) > 1:
                    return False
            else:
                run = []
    return True


def team_can(
    timetable: Timetable, human: Human, count: int, engagements: Sequence[Engagement]
) -> bool:
    """Whether `count` such persons can share all engagements so that each keeps every rule.

    Tries all ways, one engagement after another in the order of time. Two ways are one where all
    persons have the same of those engagements that can still matter to a later one.
    """
    count = min(count, len(engagements))  # the others would have nothing to do
    in_order = sorted(engagements, key=lambda engagement: (engagement[0].start, len(engagement)))
    most = human.most_in_a_row
    clashing: set[tuple[int, int]] = set()
    matters_until = [-1] * len(in_order)
    for later, one in enumerate(in_order):
        for earlier in range(later):
            clash = _clash(timetable, human, one, in_order[earlier])
            if clash:
                clashing.add((later, earlier))
            if clash or _is_near(timetable, most, in_order[earlier], one):
                matters_until[earlier] = later

    def fits(member: tuple[int, ...], index: int) -> bool:
        if any((index, other) in clashing for other in member):
            return False
        taken = [in_order[one] for one in (*member, index)]
        return most is None or _rests(timetable, taken, most)

    def with_one_more(team: Team, number: int, index: int) -> Team:
        members = (*team[:number], (*team[number], index), *team[number + 1 :])
        return tuple(
            sorted(tuple(one for one in member if matters_until[one] > index) for member in members)
        )

    teams: set[Team] = {((),) * count}
    for index in range(len(in_order)):
        teams = {
            with_one_more(team, number, index)
            for team in teams
            for number, member in enumerate(team)
            if fits(member, index)
        }
    return bool(teams)


def _is_near(
    timetable: Timetable, most: int | None, earlier: Engagement, later: Engagement
) -> bool:
    """Whether an earlier meeting may be in one run with a later one that is too long."""
    if most is None or earlier[0].meeting is None or later[0].meeting is None:
        return False
    last, first = earlier[0].slots[-1], later[0].slots[0]
    part = timetable.parts[first.part]
    return last.part == first.part and part.index(first) - part.index(last) <= most


def _clash(timetable: Timetable, human: Human, one: Engagement, other: Engagement) -> bool:
    """Whether one person cannot take on both."""
    return any(True for a in one for b in other for _ in _pair_breaks(timetable, human, a, b))
