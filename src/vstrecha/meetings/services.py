"""What one does with requests and meetings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from django.db import transaction
from django.db.models import RestrictedError

from vstrecha.companies.models import Company
from vstrecha.matches.feedback import record_answer
from vstrecha.matches.models import Feedback, Match
from vstrecha.matches.selectors.answers import refused_pairs
from vstrecha.matches.tasks import match_again_in_background
from vstrecha.meetings.models import Meeting, Request, in_half
from vstrecha.missions.models import Mission, Side
from vstrecha.people.models import User

__all__ = [
    "accept_request",
    "decline_request",
    "form_meetings",
    "meeting_key",
    "meeting_utility",
    "propose_requests",
]

# What a request weighs by its priority; how well the two fit adds up to FIT_WEIGHT, and a wish
# from both sides BOTH_ASK_WEIGHT. A high wish outweighs any fit, a good fit outweighs a low wish.
PRIORITY_WEIGHTS = {
    Request.Priority.LOW: 10,
    Request.Priority.NORMAL: 20,
    Request.Priority.HIGH: 40,
    Request.Priority.MUST: 80,
}
FIT_WEIGHT = 10
BOTH_ASK_WEIGHT = 10

# Below this score two companies are close in general and no fact speaks for a meeting.
LEAST_SCORE_TO_PROPOSE = 0.25


def meeting_key(first: str, second: str) -> str:
    """The key of a meeting of two companies, the same whoever asked.

    A company's key is a slug, which has no dot: the meeting's key can be taken apart again.
    """
    return ".".join(sorted((first, second)))


def meeting_utility(*, priority: int, score: float, both_ask: bool) -> int:
    """What placing a meeting is worth: 10 to 100.

    `PRIORITY_WEIGHTS[priority] + round(FIT_WEIGHT * score) + BOTH_ASK_WEIGHT if both ask`, with
    the match's `score` in 0..1 (0 where the two were not matched). Small whole numbers, so that
    the engine's bound can be read: one must-meet is worth two high wishes, four normal ones.
    """
    return (
        PRIORITY_WEIGHTS[Request.Priority(priority)]
        + round(FIT_WEIGHT * min(max(score, 0.0), 1.0))
        + (BOTH_ASK_WEIGHT if both_ask else 0)
    )


def propose_requests(*, mission: Mission) -> int:
    """Propose requests where a mission has none at all; returns how many were made.

    The best match is proposed first, then the next, as long as neither company has
    `mission.requests_per_company` already: nobody is asked by everyone, and where a sought-after
    company is full, the next best partner gets the place. As a match's score is the same for
    both, the result is the one stable choice: no two companies are left that would both rather
    have each other than somebody they got. Pairs below LEAST_SCORE_TO_PROPOSE are left out.
    Pairs of which one has refused the other are left out too. Each request is accepted: the
    organiser proposes to both. The visitors are the ones who ask.
    """
    if mission.requests.exists():
        return 0
    cap = mission.requests_per_company
    refused = refused_pairs(mission=mission)
    taken: dict[int, int] = defaultdict(int)
    requests = []
    matches = (
        Match.objects.filter(mission=mission, score__gte=LEAST_SCORE_TO_PROPOSE)
        .select_related("first__side", "second__side")
        .order_by("-score", "first__key", "second__key")
    )
    for match in matches:
        first, second = match.first, match.second
        if first.side_id == second.side_id and not mission.same_side_meetings:
            continue
        if taken[first.pk] >= cap or taken[second.pk] >= cap:
            continue
        if frozenset((first.pk, second.pk)) in refused:
            continue
        taken[first.pk] += 1
        taken[second.pk] += 1
        visitor_second = (first.side.role, second.side.role) == (Side.Role.HOST, Side.Role.HOME)
        sender, recipient = (second, first) if visitor_second else (first, second)
        requests.append(
            Request(
                mission=mission,
                sender=sender,
                recipient=recipient,
                status=Request.Status.ACCEPTED,
                source=Request.Source.PROPOSED,
            )
        )
    Request.objects.bulk_create(requests)
    return len(requests)


def accept_request(*, request: Request, user: User | None = None) -> None:
    """Accept a request for the company that is asked; what it accepts tells what it is after."""
    _answer_request(request, Request.Status.ACCEPTED, user)


def decline_request(*, request: Request, user: User | None = None) -> None:
    """Decline a request for the company that is asked; it may have many reasons to."""
    _answer_request(request, Request.Status.DECLINED, user)


def _answer_request(request: Request, status: Request.Status, user: User | None) -> None:
    """Set a request's status, and let matching learn of the answer (see `matches.feedback`)."""
    verdict = {
        Request.Status.ACCEPTED: Feedback.Verdict.ACCEPTED,
        Request.Status.DECLINED: Feedback.Verdict.DECLINED,
    }[status]
    with transaction.atomic():
        request.status = status
        request.save(update_fields=["status"])
        if record_answer(
            reader=request.recipient, other=request.sender, verdict=verdict, user=user
        ):
            match_again_in_background(mission=request.mission)


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the accepted requests between two companies ask of their meeting."""

    participants: tuple[Company, Company]
    requests: tuple[Request, ...]
    is_mandatory: bool
    utility: int
    length: int
    on_date: date | None
    at_time: time | None
    day_half: str


_FIELDS = ("is_mandatory", "utility", "length", "on_date", "at_time", "day_half")


def _wish(requests: Sequence[Request], *, score: float) -> _Wish:
    """Join the requests of one pair.

    The longer length counts. Each wish for a day or time counts; where two contradict each
    other, that of the more urgent request does (of the earlier one where they are alike).
    """
    by_urgency = sorted(requests, key=lambda request: (-request.priority, request.pk))
    most_urgent = by_urgency[0]
    at_time, day_half = _time_of_day(by_urgency)
    return _Wish(
        participants=(most_urgent.sender, most_urgent.recipient),
        requests=tuple(requests),
        is_mandatory=most_urgent.priority == Request.Priority.MUST,
        utility=meeting_utility(
            priority=most_urgent.priority, score=score, both_ask=len(requests) > 1
        ),
        length=max(request.length for request in requests),
        on_date=next((request.on_date for request in by_urgency if request.on_date), None),
        at_time=at_time,
        day_half=day_half,
    )


def _time_of_day(by_urgency: Sequence[Request]) -> tuple[time | None, str]:
    """The first wish for a time and the first for a half of the day that fit together."""
    at_time: time | None = None
    day_half = ""
    for request in by_urgency:
        if request.at_time and at_time is None and in_half(request.at_time, day_half):
            at_time = request.at_time
        if (
            request.day_half
            and not day_half
            and (at_time is None or in_half(at_time, request.day_half))
        ):
            day_half = request.day_half
    return at_time, day_half


def _wishes(mission: Mission) -> dict[str, _Wish]:
    """What is asked for, by meeting key, in the order of the keys."""
    by_key: dict[str, list[Request]] = defaultdict(list)
    for request in (
        mission.requests.filter(status=Request.Status.ACCEPTED)
        .select_related("sender", "recipient")
        .order_by("pk")
    ):
        by_key[meeting_key(request.sender.key, request.recipient.key)].append(request)
    scores = {
        frozenset((first, second)): score
        for first, second, score in mission.matches.values_list("first", "second", "score")
    }
    return {
        key: _wish(
            requests,
            score=scores.get(frozenset((requests[0].sender_id, requests[0].recipient_id)), 0.0),
        )
        for key, requests in sorted(by_key.items())
    }


@transaction.atomic
def form_meetings(*, mission: Mission) -> int:
    """Make the meetings that accepted requests ask for; returns how many there are.

    Two companies that asked each other get one meeting. Doing it again changes nothing, and a
    meeting that is still asked for keeps its row. One that no longer is goes, unless a version of
    the programme tells of it: then it is withdrawn, so that the version stays true and the next
    one can say that it is off.
    """
    wishes = _wishes(mission)
    known = {meeting.key: meeting for meeting in mission.meetings.all()}
    Meeting.objects.bulk_create(
        Meeting(mission=mission, key=key, **{field: getattr(wish, field) for field in _FIELDS})
        for key, wish in wishes.items()
        if key not in known
    )
    _update_known(wishes, known)
    _drop([meeting for key, meeting in known.items() if key not in wishes])
    _link(mission, wishes)
    return len(wishes)


def _update_known(wishes: dict[str, _Wish], known: dict[str, Meeting]) -> None:
    changed = []
    for key, meeting in known.items():
        wish = wishes.get(key)
        if wish is None:
            continue
        wanted = {field: getattr(wish, field) for field in _FIELDS} | {"is_withdrawn": False}
        if any(getattr(meeting, field) != value for field, value in wanted.items()):
            for field, value in wanted.items():
                setattr(meeting, field, value)
            changed.append(meeting)
    Meeting.objects.bulk_update(changed, [*_FIELDS, "is_withdrawn"])


def _drop(stale: list[Meeting]) -> None:
    """Delete meetings nobody asks for; withdraw those that a room above still tells of."""
    stale_ids = {meeting.pk for meeting in stale}
    if not stale_ids:
        return
    try:
        with transaction.atomic():
            Meeting.objects.filter(pk__in=stale_ids).delete()
    except RestrictedError as error:
        told = {getattr(holder, "meeting_id", None) for holder in error.restricted_objects}
        Meeting.objects.filter(pk__in=stale_ids & told).update(is_withdrawn=True)
        Meeting.objects.filter(pk__in=stale_ids - told).delete()


def _link(mission: Mission, wishes: dict[str, _Wish]) -> None:
    """Make each meeting's participants and requests those of its wish."""
    ids = dict(mission.meetings.filter(is_withdrawn=False).values_list("key", "pk"))
    seats = Meeting.participants.through
    links = Meeting.requests.through
    seats.objects.bulk_create(
        (
            seats(meeting_id=ids[key], company_id=company.pk)
            for key, wish in wishes.items()
            for company in wish.participants
        ),
        ignore_conflicts=True,
    )
    wanted = {(ids[key], request.pk) for key, wish in wishes.items() for request in wish.requests}
    present = {
        (row.meeting_id, row.request_id): row.pk
        for row in links.objects.filter(meeting__mission=mission, meeting__is_withdrawn=False)
    }
    links.objects.filter(pk__in=[pk for pair, pk in present.items() if pair not in wanted]).delete()
    links.objects.bulk_create(
        links(meeting_id=meeting, request_id=request)
        for meeting, request in sorted(wanted - present.keys())
    )
