"""The functions through which a view may fetch a mission. What one may not see is not found."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.http import Http404

from vstrecha.missions.models import Membership, Mission
from vstrecha.people.models import User

Visitor = User | AnonymousUser


def visible_missions(*, visitor: Visitor) -> QuerySet[Mission]:
    """Public missions, and those in which the visitor has a role."""
    if not visitor.is_authenticated:
        return Mission.objects.filter(is_public=True)
    return Mission.objects.filter(Q(is_public=True) | Q(memberships__user=visitor)).distinct()


def access_mission(*, visitor: Visitor, slug: str) -> Mission:
    """A mission whose public page the visitor may read; raises Http404 otherwise."""
    mission = visible_missions(visitor=visitor).filter(slug=slug).first()
    if mission is None:
        raise Http404
    return mission


def roles_in(*, visitor: Visitor, mission: Mission) -> frozenset[str]:
    """The visitor's roles in a mission (`Membership.Role` values)."""
    if not visitor.is_authenticated:
        return frozenset()
    return frozenset(mission.memberships.filter(user=visitor).values_list("role", flat=True))


def access_mission_as(*, visitor: Visitor, slug: str, roles: frozenset[str]) -> Mission:
    """A mission in which the visitor has one of the roles; raises Http404 otherwise."""
    mission = access_mission(visitor=visitor, slug=slug)
    if not roles & roles_in(visitor=visitor, mission=mission):
        raise Http404
    return mission


ORGANISERS = frozenset({Membership.Role.ORGANISER.value})
PARTICIPANTS = frozenset(role.value for role in Membership.Role)
