"""A small mission with everything in it: the cast that page tests speak of.

Feal and Obninsk come from Kaluga; Kritbi and the Razrez mine receive them in Krasnoyarsk.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from vstrecha.companies.models import Company, Opportunity, Representative
from vstrecha.matches.models import Match
from vstrecha.meetings.models import Meeting, Request
from vstrecha.missions.models import Membership, Mission, Side
from vstrecha.people.models import User
from vstrecha.programme.models import (
    Placement,
    Programme,
    Session,
    Slot,
    Table,
    Travel,
    Unplaced,
    Venue,
)
from vstrecha.programme.services import publish_programme

ZONE = ZoneInfo("Asia/Krasnoyarsk")
PASSWORD = "long enough to pass"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A time of December 2026 in Krasnoyarsk."""
    return datetime(2026, 12, day, hour, minute, tzinfo=ZONE)


@dataclass(frozen=True, slots=True)
class Cast:
    """A mission and who is in it. Its programme has version 1 published, version 2 not."""

    mission: Mission
    other_mission: Mission
    feal: Company
    obninsk: Company
    kritbi: Company
    razrez: Company
    organiser: User
    other_organiser: User
    co_organiser: User
    observer: User
    feal_person: User
    razrez_person: User
    published: Programme
    draft: Programme


def make_mission(slug: str = "kaluga", *, is_public: bool = True) -> Mission:
    """A mission with its two sides and nothing else."""
    mission = Mission.objects.create(
        slug=slug,
        title="Миссия Калужской области в Красноярск",
        title_en="Mission of Kaluga region to Krasnoyarsk",
        summary="Предприятия знакомятся.",
        summary_en="Companies meet.",
        starts_on=date(2026, 12, 10),
        ends_on=date(2026, 12, 12),
        time_zone="Asia/Krasnoyarsk",
        is_public=is_public,
    )
    Side.objects.create(
        mission=mission, role="home", region="Калужская область", region_en="Kaluga region"
    )
    Side.objects.create(
        mission=mission, role="host", region="Красноярский край", region_en="Krasnoyarsk territory"
    )
    return mission


def make_company(mission: Mission, key: str, role: str, name: str, name_en: str) -> Company:
    """A company with one offer (Russian with English) and one need (Russian only)."""
    company = Company.objects.create(
        mission=mission,
        side=mission.sides.get(role=role),
        key=key,
        name=name,
        name_en=name_en,
        # As long as some are: it must not push a narrow page wide.
        email=f"trade.mission.correspondence@{key}.example.org",
        city="Обнинск",
        city_en="Obninsk",
        contact="директор",
        description="Предприятие с серийным производством.",
        description_en="A company with serial production.",
        spoken_languages=["ru", "en"],
        industry_codes=["27.90", "28.92"],
        is_fictional=key != "feal",
    )
    Opportunity.objects.create(
        company=company,
        kind=Opportunity.Kind.TECHNOLOGY_OFFER,
        title="Тонкослойные нагреватели",
        title_en="Thin-layer heaters",
        description="Греют трибуны.",
        description_en="They heat stands.",
        stage=8,
        partner_sought="Стадионы",
    )
    Opportunity.objects.create(
        company=company,
        kind=Opportunity.Kind.BUSINESS_REQUEST,
        title="Ищем карьер для испытаний",
        position=1,
    )
    return company


def make_user(name: str, mission: Mission, role: str, *companies: Company) -> User:
    """A person with a role in a mission, speaking for companies. Language: English."""
    user = User.objects.create_user(email=f"{name}@example.org", password=PASSWORD, language="en")
    side = mission.sides.get(role="host") if role == "co_organiser" else None
    Membership.objects.create(mission=mission, user=user, role=role, side=side)
    for company in companies:
        Representative.objects.create(user=user, company=company)
    return user


def make_match(first: Company, second: Company, score: float) -> Match:
    """A match whose parts add up to its score, as the engine stores it."""

    def side(company: Company, other: Company) -> dict[str, object]:
        mine, theirs = company.opportunities.first(), other.opportunities.last()
        assert mine is not None
        assert theirs is not None
        return {
            "company": company.key,
            "other": other.key,
            "gain": score,
            "mine": str(mine.pk),
            "theirs": str(theirs.pk),
            "strengths": {"meaning": 0.6, "words": 0.3, "kinds": 0.9, "codes": 0.1},
            "parts": [
                {"name": "meaning", "value": score * 0.7, "messages": []},
                {
                    "name": "words",
                    "value": score * 0.3,
                    "messages": [{"text": "Both say: {words}", "facts": {"words": ["карьер"]}}],
                },
            ],
        }

    low, high = sorted((first, second), key=lambda company: company.pk)
    return Match.objects.create(
        mission=first.mission,
        first=low,
        second=high,
        score=score,
        reasons={"first": side(low, high), "second": side(high, low)},
    )


def make_request(
    sender: Company, recipient: Company, status: str = "accepted", priority: int = 2
) -> Request:
    """A request, and the meeting that comes of it where it is accepted."""
    request = Request.objects.create(
        mission=sender.mission,
        sender=sender,
        recipient=recipient,
        status=status,
        source=Request.Source.WORKBOOK,
        priority=priority,
        cooperation="Хотим обсудить поставку.",
    )
    if status == "accepted":
        meeting = Meeting.objects.create(
            mission=sender.mission,
            key=".".join(sorted((sender.key, recipient.key))),
            is_mandatory=priority == Request.Priority.MUST,
        )
        meeting.participants.add(sender, recipient)
        meeting.requests.add(request)
    return request


def make_grid(mission: Mission) -> tuple[list[Slot], list[Table]]:
    """Six slots on the first day, two venues an hour apart, a pitch session, a visit."""
    kritbi = Venue.objects.create(mission=mission, name="КРИТБИ", name_en="KRITBI")
    hall = Venue.objects.create(
        mission=mission, name="Железногорск", name_en="Zheleznogorsk", position=1
    )
    Travel.objects.create(origin=kritbi, destination=hall, minutes=60)
    tables = [
        Table.objects.create(venue=kritbi, label=str(number), position=number) for number in (1, 2)
    ]
    slots = []
    for hour, part in ((10, "am"), (14, "pm")):
        for step in range(3):
            start = at(10, hour) + timedelta(minutes=25 * step)
            slots.append(
                Slot.objects.create(
                    mission=mission,
                    starts_at=start,
                    ends_at=start + timedelta(minutes=20),
                    part=f"2026-12-10-{part}",
                )
            )
    pitch = Session.objects.create(
        mission=mission,
        kind=Session.Kind.PITCH,
        title="Презентации",
        title_en="Pitches",
        starts_at=at(10, 9),
        ends_at=at(10, 9, 50),
        venue=kritbi,
    )
    pitch.participants.add(*mission.companies.all())
    Session.objects.create(
        mission=mission,
        kind=Session.Kind.VISIT,
        title="Визит",
        title_en="Visit",
        starts_at=at(10, 17),
        ends_at=at(10, 18),
        venue=hall,
        capacity=15,
    )
    return slots, tables


def make_programme(
    mission: Mission, version: int, slots: list[Slot], tables: list[Table]
) -> Programme:
    """A version that places all meetings but the last by key, one in each slot."""
    meetings = list(mission.meetings.order_by("key"))
    placed = len(meetings) - 1
    programme = Programme.objects.create(
        mission=mission,
        version=version,
        status=Programme.Status.OPTIMAL,
        objective={"requested": len(meetings), "placed": placed, "breaks": 1},
        bound={"placed": placed, "breaks": 1},
    )
    for number, meeting in enumerate(meetings[:placed]):
        Placement.objects.create(
            programme=programme,
            meeting=meeting,
            slot=slots[number % len(slots)],
            ends_at=slots[number % len(slots)].ends_at,
            table=tables[number // len(slots) % len(tables)],
        )
    Unplaced.objects.create(
        programme=programme,
        meeting=meetings[-1],
        reason={
            "text": "{participant} has no free slot at {slot}.",
            "facts": {
                "participant": meetings[-1].key.split(".")[0],
                "slot": "2026-12-10T10:00+07:00",
            },
        },
    )
    return programme


def make_cast() -> Cast:
    """The whole cast."""
    mission = make_mission()
    other = make_mission("other", is_public=False)
    feal = make_company(mission, "feal", "home", "ООО «Феал-Технология»", "Feal-Technology LLC")
    obninsk = make_company(mission, "obninsk", "home", "АО «ОбнинскЭнергоТех»", "Obninsk JSC")
    kritbi = make_company(mission, "kritbi", "host", "КРИТБИ", "KRITBI")
    razrez = make_company(mission, "razrez", "host", "АО «Разрез»", "Razrez JSC")
    make_match(feal, razrez, 0.72)
    make_match(feal, kritbi, 0.51)
    make_request(feal, razrez, priority=Request.Priority.MUST)
    make_request(feal, kritbi)
    make_request(obninsk, razrez)
    make_request(kritbi, obninsk, "pending")
    slots, tables = make_grid(mission)
    return Cast(
        mission=mission,
        other_mission=other,
        feal=feal,
        obninsk=obninsk,
        kritbi=kritbi,
        razrez=razrez,
        organiser=make_user("organiser", mission, "organiser"),
        other_organiser=make_user("other", other, "organiser"),
        co_organiser=make_user("co", mission, "co_organiser"),
        observer=make_user("observer", mission, "observer"),
        feal_person=make_user("feal-person", mission, "representative", feal),
        razrez_person=make_user("razrez-person", mission, "representative", razrez),
        published=publish_programme(programme=make_programme(mission, 1, slots, tables)),
        draft=make_programme(mission, 2, slots, tables),
    )


def many_companies(mission: Mission, number: int) -> None:
    """So many more pairs of companies, each with opportunities, a match and a request."""
    for index in range(number):
        home = make_company(mission, f"home-{index}", "home", f"Гости {index}", f"Guests {index}")
        host = make_company(mission, f"host-{index}", "host", f"Хозяева {index}", f"Hosts {index}")
        make_match(home, host, 0.4)
        make_request(home, host)
