"""What pages show of missions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from vstrecha.missions.access import Visitor, visible_missions
from vstrecha.missions.models import Membership, Mission, Side
from vstrecha.web.localised import Localised, localised

__all__ = ["MissionCard", "mission_cards", "sides_of"]


@dataclass(frozen=True, slots=True)
class MissionCard:
    """A mission in a list: where from and to, the visitor's roles in it, whether it is over."""

    mission: Mission
    home: Localised | None
    host: Localised | None
    roles: tuple[str, ...]
    state: str


def mission_cards(*, visitor: Visitor) -> list[MissionCard]:
    """The missions that the visitor may see: those to come first, then the past ones."""
    missions = list(visible_missions(visitor=visitor).prefetch_related("sides"))
    roles: dict[int, list[str]] = defaultdict(list)
    if visitor.is_authenticated:
        for membership in Membership.objects.filter(user=visitor, mission__in=missions):
            roles[membership.mission_id].append(membership.get_role_display())
    cards = []
    for mission in missions:
        sides = sides_of(mission)
        cards.append(
            MissionCard(
                mission=mission,
                home=sides.get(Side.Role.HOME.value),
                host=sides.get(Side.Role.HOST.value),
                roles=tuple(roles[mission.pk]),
                state=_state(mission),
            )
        )
    order = {"now": 0, "ahead": 1, "past": 2}
    return sorted(cards, key=lambda card: (order[card.state], not card.roles, _nearness(card)))


def sides_of(mission: Mission) -> dict[str, Localised]:
    """The regions of a mission's two sides, by the side's role."""
    return {
        side.role: localised(side, "region", language=mission.language)
        for side in mission.sides.all()
    }


def _state(mission: Mission) -> str:
    """`now`, `ahead` or `past`, by the date at the venue."""
    today = datetime.now(mission.zone).date()
    if today > mission.ends_on:
        return "past"
    return "now" if today >= mission.starts_on else "ahead"


def _nearness(card: MissionCard) -> int:
    """Coming missions: the soonest first; past ones: the latest first."""
    day = card.mission.starts_on.toordinal()
    return -day if card.state == "past" else day
