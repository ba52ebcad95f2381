"""The functions through which a view may fetch answers. What one may not see is not found."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from vstrecha.companies.access import companies_acted_for
from vstrecha.companies.models import Company
from vstrecha.matches.models import Veto
from vstrecha.missions.access import ORGANISERS, Visitor, access_mission, roles_in
from vstrecha.missions.models import Mission

__all__ = ["Reader", "access_other", "access_own_veto", "access_reader", "access_veto"]


@dataclass(frozen=True, slots=True)
class Reader:
    """A company that the visitor answers for, in its mission."""

    mission: Mission
    company: Company
    roles: frozenset[str]
    is_represented: bool

    @property
    def is_organiser(self) -> bool:
        return bool(self.roles & ORGANISERS)


def access_reader(*, visitor: Visitor, slug: str, key: str) -> Reader:
    """A company that the visitor answers for: its representative, or an organiser on its behalf;
    raises Http404 otherwise. `is_represented` where the visitor is its representative."""
    mission = access_mission(visitor=visitor, slug=slug)
    roles = roles_in(visitor=visitor, mission=mission)
    company = (
        companies_acted_for(visitor=visitor, mission=mission, roles=roles).filter(key=key).first()
    )
    if company is None:
        raise Http404
    return Reader(
        mission=mission,
        company=company,
        roles=roles,
        is_represented=company.representatives.filter(user=visitor.pk).exists(),
    )


def access_other(*, reader: Reader, key: str) -> Company:
    """Another company of the reader's mission; raises Http404 otherwise."""
    other = (
        reader.mission.companies.select_related("side")
        .filter(key=key)
        .exclude(pk=reader.company.pk)
        .first()
    )
    if other is None:
        raise Http404
    return other


def access_own_veto(*, reader: Reader, key: int) -> Veto:
    """What the reader's company has said itself; raises Http404 otherwise."""
    veto = reader.company.vetoes.filter(pk=key, by=Veto.By.COMPANY).first()
    if veto is None:
        raise Http404
    return veto


def access_veto(*, mission: Mission, key: int) -> Veto:
    """A veto of a mission that the visitor organises; raises Http404 otherwise."""
    veto = mission.vetoes.filter(pk=key).first()
    if veto is None:
        raise Http404
    return veto
