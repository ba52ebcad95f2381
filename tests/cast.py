"""The named cast of the tests: a small mission and the few companies that take part in it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from vstrecha.companies.models import Company
from vstrecha.matches.models import Match
from vstrecha.meetings.models import Request
from vstrecha.missions.models import Mission, Side
from vstrecha.programme.models import Slot, Table, Travel, Venue

ZONE = ZoneInfo("Asia/Krasnoyarsk")
DAY = date(2026, 12, 10)

CAST = {
    # key: side, name, English name, town
    "feal": ("home", "«Феал-Технология»", "Feal-Technology", "Калуга"),
    "obninsk": ("home", "«ОбнинскЭнергоТех»", "ObninskEnergoTech", "Обнинск"),
    "kritbi": ("host", "КРИТБИ", "KRITBI", "Красноярск"),
    "ruda": ("host", "«Северная руда»", "Northern Ore", "Норильск"),
    "taiga": ("host", "«Тайга-Софт»", "", "Красноярск"),
}


def at(clock: str, *, day: int = 0) -> datetime:
    """A time of the mission's first day (or of a later one), in its own zone."""
    hour, minute = (int(part) for part in clock.split(":"))
    moment = datetime(DAY.year, DAY.month, DAY.day, hour, minute, tzinfo=ZONE)
    return moment + timedelta(days=day)


def add_slots(mission: Mission, start: datetime, count: int, *, part: str) -> list[Slot]:
    """`count` slots of 20 minutes, one after the other."""
    step = timedelta(minutes=20)
    return Slot.objects.bulk_create(
        Slot(
            mission=mission,
            starts_at=start + number * step,
            ends_at=start + (number + 1) * step,
            part=part,
        )
        for number in range(count)
    )


def small_mission(*, slug: str = "kaluga-krasnoyarsk", slots: int = 6, tables: int = 3) -> Mission:
    """Two visitors and three hosts; a morning of slots at КРИТБИ, and Zheleznogorsk an hour off.

    Zheleznogorsk has one table. The second day has three slots.
    """
    mission = Mission.objects.create(
        slug=slug,
        title="Калуга в Красноярске",
        title_en="Kaluga in Krasnoyarsk",
        starts_on=DAY,
        ends_on=DAY + timedelta(days=2),
        time_zone="Asia/Krasnoyarsk",
        requests_per_company=2,
    )
    sides = {
        "home": Side.objects.create(mission=mission, role="home", region="Калужская область"),
        "host": Side.objects.create(mission=mission, role="host", region="Красноярский край"),
    }
    Company.objects.bulk_create(
        Company(mission=mission, side=sides[side], key=key, name=name, name_en=english, city=city)
        for key, (side, name, english, city) in CAST.items()
    )
    town = Venue.objects.create(mission=mission, name="КРИТБИ", name_en="KRITBI", position=0)
    plant = Venue.objects.create(mission=mission, name="Железногорск", position=1)
    Table.objects.bulk_create(
        Table(venue=town, label=str(number + 1), position=number) for number in range(tables)
    )
    Table.objects.create(venue=plant, label="1")
    Travel.objects.create(origin=town, destination=plant, minutes=60)
    add_slots(mission, at("10:00"), slots, part="2026-12-10-am")
    add_slots(mission, at("10:00", day=1), 3, part="2026-12-11-am")
    return mission


def company(mission: Mission, key: str) -> Company:
    return mission.companies.get(key=key)


def ask(mission: Mission, sender: str, recipient: str, **facts: object) -> Request:
    """An accepted request from one company to another."""
    return Request.objects.create(
        **{
            "mission": mission,
            "sender": company(mission, sender),
            "recipient": company(mission, recipient),
            "status": Request.Status.ACCEPTED,
            "source": Request.Source.WORKBOOK,
        }
        | facts
    )


def fit(mission: Mission, one: str, other: str, score: float, why: str = "") -> Match:
    """A recommendation of two companies to each other, with one reason for both."""
    first, second = sorted(
        (company(mission, one), company(mission, other)), key=lambda company: company.pk
    )
    side = {"parts": [{"name": "meaning", "value": score, "messages": [{"text": why}]}]}
    return Match.objects.create(
        mission=mission,
        first=first,
        second=second,
        score=score,
        reasons={"first": side, "second": side} if why else {},
    )
