"""What a version of the programme has no place for, told to its organiser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vstrecha.companies.models import Company
from vstrecha.missions.models import Mission
from vstrecha.programme.models import Programme, Unplaced
from vstrecha.programme.selectors.wording import Names, names_in, say

__all__ = ["LeftOut", "left_out_of"]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A meeting without a place, and why."""

    companies: tuple[Company, ...]
    is_mandatory: bool
    reason: str


def left_out_of(*, mission: Mission, programme: Programme) -> list[LeftOut]:
    """The meetings without a place in a version: the mandatory ones first."""
    rows: Sequence[Unplaced] = list(
        programme.unplaced.select_related("meeting")
        .prefetch_related("meeting__participants__side")
        .order_by("-meeting__is_mandatory", "-meeting__utility", "meeting__key")
    )
    names = names_in(mission) if rows else Names({})
    return [
        LeftOut(
            companies=tuple(
                sorted(
                    row.meeting.participants.all(),
                    key=lambda company: (company.side.role != "home", company.name),
                )
            ),
            is_mandatory=row.meeting.is_mandatory,
            reason=say(row.reason, names),
        )
        for row in rows
    ]
