"""Two versions of a plan made by hand: who moved, what was dropped, what is new."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.cast import ask, at, company, small_mission
from vstrecha.meetings.services import form_meetings
from vstrecha.missions.models import Mission
from vstrecha.programme.models import Placement, Programme, Session, Table, Unplaced
from vstrecha.programme.selectors.comparison import Change, compare
from vstrecha.programme.selectors.effects import effect_of_publishing
from vstrecha.programme.services import publish_programme

PAIRS = [(home, host) for home in ("feal", "obninsk") for host in ("kritbi", "ruda", "taiga")]


@pytest.fixture
def mission(db: None) -> Mission:
    mission = small_mission()
    for home, host in PAIRS:
        ask(mission, home, host)
    form_meetings(mission=mission)
    return mission


def version(mission: Mission, **places: tuple[int, int, str]) -> Programme:
    """A version with meetings (`home_host`) in a slot, at a venue's (0: КРИТБИ) table."""
    programme = Programme.objects.create(
        mission=mission,
        version=mission.programmes.count() + 1,
        status=Programme.Status.FEASIBLE,
        objective={"requested": 6, "placed": len(places)},
    )
    slots = list(mission.slots.all())
    for name, (slot, venue, label) in places.items():
        Placement.objects.create(
            programme=programme,
            meeting=mission.meetings.get(key=".".join(sorted(name.split("_")))),
            slot=slots[slot],
            ends_at=slots[slot].ends_at,
            table=Table.objects.get(venue__mission=mission, venue__position=venue, label=label),
        )
    return programme


def names(changes: tuple[Change, ...]) -> list[str]:
    return [".".join(one.key for one in change.companies) for change in changes]


def test_each_change_is_told_as_what_it_is(mission: Mission) -> None:
    earlier = version(
        mission,
        feal_kritbi=(0, 0, "1"),
        feal_ruda=(1, 0, "1"),
        feal_taiga=(2, 0, "1"),
        obninsk_kritbi=(3, 0, "1"),
        obninsk_ruda=(4, 0, "1"),
    )
    later = version(
        mission,
        feal_kritbi=(0, 0, "1"),
        feal_ruda=(5, 0, "1"),
        feal_taiga=(2, 0, "2"),
        obninsk_kritbi=(3, 1, "1"),
        obninsk_taiga=(1, 0, "3"),
    )
    for programme, key in ((earlier, "obninsk.taiga"), (later, "obninsk.ruda")):
        Unplaced.objects.create(
            programme=programme,
            meeting=mission.meetings.get(key=key),
            reason={
                "text": "{companies} have no free slot in common.",
                "facts": {"companies": ["obninsk", "ruda"]},
            },
        )
    with translation.override("en"):
        found = compare(mission=mission, earlier=earlier, later=later)
    # Another venue is a move, though the time is the same.
    assert names(found.moved) == ["feal.ruda", "obninsk.kritbi"]
    assert names(found.tables) == ["feal.taiga"]
    assert names(found.dropped) == ["obninsk.ruda"]
    assert names(found.new) == ["obninsk.taiga"]
    assert found.unchanged == 1
    assert found.companies == 5
    (moved, _) = found.moved
    assert moved.before is not None
    assert moved.after is not None
    assert f"{moved.before.starts_at:%H:%M} {moved.before.table}" == "10:20 1"
    assert f"{moved.after.starts_at:%H:%M} {moved.after.table}" == "11:40 1"
    assert found.dropped[0].why == "ObninskEnergoTech, Northern Ore have no free slot in common."
    assert found.new[0].why == "It had no place before."


def test_what_nobody_asks_for_any_more_says_so(mission: Mission) -> None:
    earlier = version(mission, feal_ruda=(1, 0, "1"))
    mission.requests.filter(sender__key="feal", recipient__key="ruda").delete()
    form_meetings(mission=mission)
    later = version(mission, feal_taiga=(1, 0, "1"))
    with translation.override("en"):
        found = compare(mission=mission, earlier=earlier, later=later)
    assert [change.why for change in found.dropped] == ["Nobody asks for it any more."]
    assert [change.why for change in found.new] == ["It is asked for anew."]


def test_a_version_is_the_same_as_itself(mission: Mission) -> None:
    programme = version(mission, feal_ruda=(1, 0, "1"))
    found = compare(mission=mission, earlier=programme, later=programme)
    assert found.is_same
    assert (found.unchanged, found.companies) == (1, 0)


def test_changes_stand_in_the_order_of_time(mission: Mission) -> None:
    earlier = version(mission, feal_taiga=(4, 0, "1"), feal_ruda=(1, 0, "1"))
    later = version(mission, feal_taiga=(0, 0, "1"), feal_ruda=(5, 0, "1"))
    found = compare(mission=mission, earlier=earlier, later=later)
    assert names(found.moved) == ["feal.ruda", "feal.taiga"]


def test_the_number_of_queries_does_not_grow(mission: Mission) -> None:
    counts = []
    for pairs in (PAIRS[:1], PAIRS[:3]):
        earlier = version(
            mission, **{f"{a}_{b}": (place, 0, "1") for place, (a, b) in enumerate(pairs)}
        )
        later = version(
            mission, **{f"{a}_{b}": (place + 1, 0, "1") for place, (a, b) in enumerate(pairs)}
        )
        with CaptureQueriesContext(connection) as queries:
            found = compare(mission=mission, earlier=earlier, later=later)
        assert len(found.moved) == len(pairs)
        counts.append(len(queries))
    assert counts[0] == counts[1]


class TestEffectOfPublishing:
    def test_the_first_time_everybody_with_a_meeting_is_told(self, mission: Mission) -> None:
        programme = version(mission, feal_ruda=(1, 0, "1"), feal_taiga=(2, 0, "1"))
        effect = effect_of_publishing(mission=mission, programme=programme)
        assert (effect.companies, effect.against) == (3, None)

    def test_later_those_whose_day_differs(self, mission: Mission) -> None:
        publish_programme(
            programme=version(
                mission,
                feal_ruda=(1, 0, "1"),
                feal_taiga=(2, 0, "1"),
                obninsk_kritbi=(0, 0, "1"),
            )
        )
        second = version(
            mission, feal_ruda=(1, 0, "1"), feal_taiga=(2, 0, "2"), obninsk_kritbi=(0, 0, "1")
        )
        effect = effect_of_publishing(mission=mission, programme=second)
        assert (effect.companies, effect.against) == (2, 1)

    def test_a_session_that_moved_counts_too(self, mission: Mission) -> None:
        lunch = Session.objects.create(
            mission=mission, kind="meal", title="Обед", starts_at=at("13:00"), ends_at=at("14:00")
        )
        lunch.participants.add(company(mission, "taiga"))
        programme = publish_programme(programme=version(mission, feal_ruda=(1, 0, "1")))
        assert effect_of_publishing(mission=mission, programme=programme).companies == 0
        Session.objects.update(ends_at=at("14:30"))
        assert effect_of_publishing(mission=mission, programme=programme).companies == 1

    def test_going_back_to_an_older_version(self, mission: Mission) -> None:
        first = publish_programme(programme=version(mission, feal_ruda=(1, 0, "1")))
        publish_programme(programme=version(mission, feal_ruda=(1, 0, "1"), feal_taiga=(2, 0, "1")))
        effect = effect_of_publishing(mission=mission, programme=first)
        assert (effect.companies, effect.against) == (2, 2)
        first.refresh_from_db()
        publish_programme(programme=first)
        cancelled = [notice for notice in first.notices if notice["is_cancelled"]]
        assert [(one["subject"], one["sequence"]) for one in cancelled] == [("feal.taiga", 1)]
