"""The slots of the days that the file's time grid names."""

from __future__ import annotations

from vstrecha.missions.models import Mission
from vstrecha.programme.models import Slot
from vstrecha.workbook.services.applying.fields import BATCH
from vstrecha.workbook.services.comparison import Comparison


def apply_grid(comparison: Comparison, mission: Mission) -> None:
    """Make these days' slots as the file cuts them. A slot that starts as before stays itself."""
    zone = mission.zone
    days = {draft.date("date") for draft in comparison.drafts["grid"]}
    stored = {
        slot.starts_at: slot
        for slot in mission.slots.all()
        if slot.starts_at.astimezone(zone).date() in days
    }
    made: list[Slot] = []
    changed: list[Slot] = []
    for span in (span for part in comparison.parts.values() for span in part):
        starts_at, ends_at = span.starts.replace(tzinfo=zone), span.ends.replace(tzinfo=zone)
        slot = stored.pop(starts_at, None)
        if slot is None:
            made.append(Slot(mission=mission, starts_at=starts_at, ends_at=ends_at, part=span.part))
        elif (slot.ends_at, slot.part) != (ends_at, span.part):
            slot.ends_at, slot.part = ends_at, span.part
            changed.append(slot)
    if stored:
        Slot.objects.filter(pk__in=[slot.pk for slot in stored.values()]).delete()
    Slot.objects.bulk_update(changed, ["ends_at", "part"], batch_size=BATCH)
    Slot.objects.bulk_create(made, batch_size=BATCH)
