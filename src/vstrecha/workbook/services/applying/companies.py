"""Companies."""

from __future__ import annotations

from collections.abc import Mapping

from vstrecha.companies.models import Company
from vstrecha.missions.models import Mission
from vstrecha.workbook.selectors import COMPANY_FIELDS
from vstrecha.workbook.services.applying.fields import (
    BATCH,
    changed_drafts,
    new_drafts,
    put_changes,
    put_new,
)
from vstrecha.workbook.services.comparison import Comparison
from vstrecha.workbook.services.preview import changed_columns

Companies = Mapping[str, Company]
"""Companies by their keys."""


def apply_companies(comparison: Comparison, mission: Mission) -> Companies:
    """Make and change companies; returns all of the mission's."""
    sides = {side.role: side for side in mission.sides.all()}
    stored = {company.pk: company for company in mission.companies.all()}
    changed = changed_drafts(comparison, "companies")
    renumbered = []
    for pk, draft in changed.items():
        company = stored[pk]
        columns = set(changed_columns(draft))
        put_changes(company, draft, COMPANY_FIELDS)
        if "side" in columns:
            company.side = sides[draft.text("side")]
        if "inn" in columns:
            renumbered.append(pk)
    # An INN is one company's alone: two that change places would collide on the way.
    if renumbered:
        Company.objects.filter(pk__in=renumbered).update(inn="")
    fields = [field for field in COMPANY_FIELDS if field != "key"]
    Company.objects.bulk_update([stored[pk] for pk in changed], [*fields, "side"], batch_size=BATCH)
    made = []
    for draft in new_drafts(comparison, "companies"):
        company = Company(
            mission=mission, side=sides[draft.text("side")], language=mission.language
        )
        put_new(company, draft, COMPANY_FIELDS)
        made.append(company)
    Company.objects.bulk_create(made, batch_size=BATCH)
    return {company.key: company for company in mission.companies.all()}
