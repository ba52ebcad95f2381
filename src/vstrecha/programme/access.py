"""The functions through which a view may fetch timetables. What one may not see is not found."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from vstrecha.companies.access import companies_acted_for
from vstrecha.companies.models import Company
from vstrecha.missions.access import ORGANISERS, Visitor, access_mission, roles_in
from vstrecha.missions.models import Mission
from vstrecha.programme.models import Programme
from vstrecha.programme.notices import last_published

# A longer number is no version, and more than a database can look for.
MOST_DIGITS = 9
FINISHED = (Programme.Status.OPTIMAL, Programme.Status.FEASIBLE)


@dataclass(frozen=True, slots=True)
class Desk:
    """A visitor in a mission: who one is there, and the companies one acts for."""

    mission: Mission
    roles: frozenset[str]
    companies: QuerySet[Company]

    @property
    def is_organiser(self) -> bool:
        return bool(self.roles & ORGANISERS)


def access_desk(*, visitor: Visitor, slug: str) -> Desk:
    """The visitor's place in a mission that one may see; raises Http404 otherwise."""
    mission = access_mission(visitor=visitor, slug=slug)
    roles = roles_in(visitor=visitor, mission=mission)
    return Desk(
        mission=mission,
        roles=roles,
        companies=companies_acted_for(visitor=visitor, mission=mission, roles=roles),
    )


def access_own_desk(*, visitor: Visitor, slug: str) -> Desk:
    """The same for pages about one's own companies; Http404 for who acts for none.

    An organiser acts for the mission, also while it has no company.
    """
    desk = access_desk(visitor=visitor, slug=slug)
    if not desk.is_organiser and not desk.companies.exists():
        raise Http404
    return desk


def access_own_company(*, visitor: Visitor, slug: str, key: str) -> tuple[Desk, Company]:
    """A company that the visitor acts for; raises Http404 otherwise."""
    desk = access_desk(visitor=visitor, slug=slug)
    company = desk.companies.filter(key=key).first()
    if company is None:
        raise Http404
    return desk, company


def access_programme(*, desk: Desk, version: str = "") -> Programme | None:
    """The version to show: for an organiser the one asked for, else the published, else the
    newest; for others only the published one, and asking for another is Http404."""
    published = last_published(mission=desk.mission)
    if not version:
        if published is None and desk.is_organiser:
            return desk.mission.programmes.filter(status__in=FINISHED).first()
        return published
    if published is not None and version == str(published.version):
        return published
    if not desk.is_organiser or not version.isdecimal():
        raise Http404
    asked = desk.mission.programmes.filter(version=version, status__in=FINISHED).first()
    if asked is None:
        raise Http404
    return asked


def access_version(*, mission: Mission, version: object) -> Programme:
    """A version of a mission that the visitor organises, by its number; Http404 otherwise.

    One that is still being planned has nothing to show.
    """
    number = str(version)
    found = None
    if number.isdecimal() and len(number) <= MOST_DIGITS:
        found = (
            mission.programmes.filter(version=number)
            .exclude(status=Programme.Status.RUNNING)
            .first()
        )
    if found is None:
        raise Http404
    return found
