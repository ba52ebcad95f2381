"""The mission, its sides and its organiser."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from django.db.models import F

from vstrecha.meetings.models import AvailabilityWindow
from vstrecha.missions.models import Membership, Mission, Side
from vstrecha.people.models import User
from vstrecha.programme.models import Placement, Session, Slot
from vstrecha.workbook.selectors import MISSION_FIELDS
from vstrecha.workbook.services.applying.fields import BATCH, put_changes, put_new
from vstrecha.workbook.services.comparison import Comparison
from vstrecha.workbook.services.drafts import Draft
from vstrecha.workbook.services.keys import LONGEST, free, slug
from vstrecha.workbook.services.preview import changed_columns

_YEAR = 5
_FAR = timedelta(days=40_000)


def apply_mission(comparison: Comparison, *, user: User | None) -> Mission:
    """Make the mission with its sides (and the user its organiser), or change it."""
    mission, draft = comparison.stored.mission, comparison.mission_draft
    if mission is None:
        if draft is None:
            raise ValueError("A new mission needs its sheet: checks must have refused the file.")
        return _make(draft, user)
    if draft is None:
        return mission
    old_zone = mission.zone
    put_changes(mission, draft, MISSION_FIELDS)
    if draft.text("address"):
        mission.slug = draft.text("address")
    mission.save()
    if mission.zone != old_zone:
        _move_clocks(mission, old_zone)
    if any("region" in key for key in changed_columns(draft)):
        _put_regions(list(mission.sides.all()), draft)
    return mission


def _make(draft: Draft, user: User | None) -> Mission:
    mission = Mission()
    put_new(mission, draft, MISSION_FIELDS)
    mission.slug = draft.text("address") or _free_slug(draft)
    mission.save()
    sides = [Side(mission=mission, role=role) for role in Side.Role]
    _put_regions(sides, draft)
    if user is not None:
        Membership.objects.create(mission=mission, user=user, role=Membership.Role.ORGANISER)
    return mission


def _free_slug(draft: Draft) -> str:
    """An address made of the title and the year."""
    title = slug(draft.text("title_en") or draft.text("title"), longest=LONGEST - 2 * _YEAR)
    day = draft.date("starts_on")
    base = f"{title or 'mission'}-{day.year}" if day is not None else title or "mission"
    taken = Mission.objects.filter(slug__startswith=base[: LONGEST - _YEAR])
    return free(base, set(taken.values_list("slug", flat=True)))


def _put_regions(sides: list[Side], draft: Draft) -> None:
    for side in sides:
        for field in ("region", "region_en"):
            key = f"{side.role}_{field}"
            if key in draft.values:
                setattr(side, field, draft.text(key))
        side.save()


def _move_clocks(mission: Mission, old: tzinfo) -> None:
    """Keep what the clock says of everything stored, in the new zone."""

    def moved(moment: datetime) -> datetime:
        return moment.astimezone(old).replace(tzinfo=mission.zone)

    slots = list(Slot.objects.filter(mission=mission))
    sessions = list(Session.objects.filter(mission=mission))
    windows = list(AvailabilityWindow.objects.filter(company__mission=mission))
    timed: list[Slot | Session | AvailabilityWindow] = [*slots, *sessions, *windows]
    for item in timed:
        item.starts_at, item.ends_at = moved(item.starts_at), moved(item.ends_at)
    placements = list(Placement.objects.filter(programme__mission=mission))
    for placement in placements:
        placement.ends_at = moved(placement.ends_at)
    # Starts are unique: on the way, each would run into its neighbour's old one.
    Slot.objects.filter(mission=mission).update(
        starts_at=F("starts_at") + _FAR, ends_at=F("ends_at") + _FAR
    )
    Slot.objects.bulk_update(slots, ["starts_at", "ends_at"], batch_size=BATCH)
    Session.objects.bulk_update(sessions, ["starts_at", "ends_at"], batch_size=BATCH)
    AvailabilityWindow.objects.bulk_update(windows, ["starts_at", "ends_at"], batch_size=BATCH)
    Placement.objects.bulk_update(placements, ["ends_at"], batch_size=BATCH)
