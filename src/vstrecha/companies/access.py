"""The functions through which a view may fetch companies. What one may not see is not found."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404

from vstrecha.companies.models import Company, Opportunity
from vstrecha.missions.access import ORGANISERS, Visitor, access_mission, roles_in
from vstrecha.missions.models import Membership, Mission

# A longer number is no primary key, and more than a database can look for.
MOST_DIGITS = 18


def access_company(*, mission: Mission, key: str) -> Company:
    """A company of a mission that the visitor may see; raises Http404 otherwise."""
    company = mission.companies.select_related("side").filter(key=key).first()
    if company is None:
        raise Http404
    return company


def access_opportunity(*, mission: Mission, pk: str) -> Opportunity:
    """An opportunity of a mission's company, by its primary key as an address or a form has it;
    raises Http404 otherwise."""
    if not pk.isascii() or not pk.isdecimal() or len(pk) > MOST_DIGITS:
        raise Http404
    found = Opportunity.objects.select_related("company__side").filter(
        pk=int(pk), company__mission=mission
    )
    opportunity = found.first()
    if opportunity is None:
        raise Http404
    return opportunity


def access_company_acted_for(*, visitor: Visitor, mission: Mission, key: str) -> Company:
    """A company whose affairs are the visitor's own; raises Http404 otherwise."""
    roles = roles_in(visitor=visitor, mission=mission)
    acted_for = companies_acted_for(visitor=visitor, mission=mission, roles=roles)
    company = acted_for.filter(key=key).first()
    if company is None:
        raise Http404
    return company


def companies_acted_for(
    *, visitor: Visitor, mission: Mission, roles: frozenset[str]
) -> QuerySet[Company]:
    """The companies whose affairs are the visitor's own: all of them for an organiser, those of
    the side for a co-organiser, those represented for a representative; none for others.
    """
    companies = mission.companies.select_related("side")
    if roles & ORGANISERS:
        return companies
    own = Q(pk__in=())
    if visitor.is_authenticated and Membership.Role.CO_ORGANISER.value in roles:
        own |= Q(
            side__in=mission.memberships.filter(
                user=visitor, role=Membership.Role.CO_ORGANISER, side__isnull=False
            ).values("side")
        )
    if visitor.is_authenticated and Membership.Role.REPRESENTATIVE.value in roles:
        own |= Q(pk__in=visitor.represents.values("company"))
    return companies.filter(own)


@dataclass(frozen=True, slots=True)
class Standing:
    """A visitor in a mission: who one is there, and the companies one acts for."""

    mission: Mission
    roles: frozenset[str]
    companies: QuerySet[Company]

    @property
    def is_organiser(self) -> bool:
        return bool(self.roles & ORGANISERS)


def access_own_companies(*, visitor: Visitor, slug: str) -> Standing:
    """The visitor's standing in a mission, for pages about one's own companies; Http404 for who
    acts for none (an organiser acts for the mission, also while it has no company)."""
    mission = access_mission(visitor=visitor, slug=slug)
    roles = roles_in(visitor=visitor, mission=mission)
    companies = companies_acted_for(visitor=visitor, mission=mission, roles=roles)
    if not roles & ORGANISERS and not companies.exists():
        raise Http404
    return Standing(mission, roles, companies)
