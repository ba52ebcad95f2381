"""Setting a meeting's place for all plans that follow."""

from __future__ import annotations

from vstrecha.programme.models import Programme

__all__ = ["pin_meeting"]


def pin_meeting(*, programme: Programme, meeting_key: str, is_pinned: bool) -> bool:
    """Pin a meeting to its place in this version, or let it go; False where it has no place.

    The version itself does not change: the next plan that is made from it keeps the meeting there
    (see `Order.base`).
    """
    placements = programme.placements.filter(meeting__key=meeting_key)
    return placements.update(is_pinned=is_pinned) > 0
