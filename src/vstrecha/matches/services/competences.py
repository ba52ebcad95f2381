"""The map of competences of a mission."""

from __future__ import annotations

from vstrecha.matches.bridge.industries import suggest_groups, texts_of
from vstrecha.matches.selectors.competences import CompetenceMap, map_of
from vstrecha.missions.models import Mission

__all__ = ["competence_map"]

# A text that fits no group better than this is left out rather than placed wrongly.
_CLEAR = 0.5


def competence_map(*, mission: Mission) -> CompetenceMap:
    """What each side has and seeks, by industry."""
    companies = list(mission.companies.select_related("side").prefetch_related("opportunities"))
    bare = [
        one
        for company in companies
        for one in company.opportunities.all()
        if not one.industry_codes
    ]
    groups = suggest_groups([texts_of(one) for one in bare])
    return map_of(
        companies,
        {
            one.pk: group.key
            for one, group in zip(bare, groups, strict=True)
            if group is not None and group.confidence >= _CLEAR
        },
    )
