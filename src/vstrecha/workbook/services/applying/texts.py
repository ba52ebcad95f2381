"""Opportunities and requests: what companies say."""

from __future__ import annotations

from collections import Counter

from vstrecha.companies.models import Opportunity
from vstrecha.meetings.models import Request
from vstrecha.missions.models import Mission
from vstrecha.workbook.selectors import OPPORTUNITY_FIELDS, REQUEST_FIELDS
from vstrecha.workbook.services.applying.companies import Companies
from vstrecha.workbook.services.applying.fields import (
    BATCH,
    changed_drafts,
    new_drafts,
    put_changes,
    put_new,
)
from vstrecha.workbook.services.comparison import Comparison
from vstrecha.workbook.services.drafts import Draft


def apply_opportunities(comparison: Comparison, mission: Mission, companies: Companies) -> None:
    """Make and change opportunities; new ones follow a company's others."""
    stored = {
        opportunity.pk: opportunity
        for opportunity in Opportunity.objects.filter(company__mission=mission)
    }
    changed = changed_drafts(comparison, "opportunities")
    for pk, draft in changed.items():
        put_changes(stored[pk], draft, OPPORTUNITY_FIELDS)
    Opportunity.objects.bulk_update(
        [stored[pk] for pk in changed], OPPORTUNITY_FIELDS, batch_size=BATCH
    )
    count = Counter(opportunity.company_id for opportunity in stored.values())
    made = []
    for draft in new_drafts(comparison, "opportunities"):
        company = companies[draft.text("company")]
        opportunity = Opportunity(
            company=company, language=company.language, position=count[company.pk]
        )
        count[company.pk] += 1
        put_new(opportunity, draft, OPPORTUNITY_FIELDS)
        made.append(opportunity)
    Opportunity.objects.bulk_create(made, batch_size=BATCH)


def apply_requests(comparison: Comparison, mission: Mission, companies: Companies) -> None:
    """Make and change requests. One whose status is not said is accepted."""
    stored = {request.pk: request for request in mission.requests.all()}
    changed = changed_drafts(comparison, "requests")
    for pk, draft in changed.items():
        put_changes(stored[pk], draft, (*REQUEST_FIELDS, "day_half"))
        _put_priority(stored[pk], draft)
        stored[pk].source = Request.Source.WORKBOOK
    Request.objects.bulk_update(
        [stored[pk] for pk in changed],
        [*REQUEST_FIELDS, "day_half", "priority", "source"],
        batch_size=BATCH,
    )
    made = []
    for draft in new_drafts(comparison, "requests"):
        request = Request(
            mission=mission,
            sender=companies[draft.text("sender")],
            recipient=companies[draft.text("recipient")],
            status=Request.Status.ACCEPTED,
            source=Request.Source.WORKBOOK,
        )
        put_new(request, draft, (*REQUEST_FIELDS, "day_half"))
        _put_priority(request, draft)
        made.append(request)
    Request.objects.bulk_create(made, batch_size=BATCH)


def _put_priority(request: Request, draft: Draft) -> None:
    if draft.text("priority"):
        request.priority = int(draft.text("priority"))
