"""The verbs of suggestions: choose them, change their rules, keep two companies apart."""

from __future__ import annotations

from django.db import transaction

from vstrecha.companies.models import Company
from vstrecha.matches.bridge.suggesting import chosen_for
from vstrecha.matches.models import NO_MORE, Feedback, Match, Suggestion, SuggestionRules, Veto
from vstrecha.matches.selectors.suggestions import rules_of
from vstrecha.missions.models import Mission
from vstrecha.people.models import User

__all__ = ["change_rules", "keep_apart", "lift_veto", "suggest"]


@transaction.atomic
def suggest(*, mission: Mission) -> int:
    """Choose a mission's suggestions anew from its stored matches; how many there are.

    Two companies that are kept apart are suggested to neither, and what a company has refused
    is not suggested to it. Readers see the old lists or the new ones.
    """
    # Two runs at once take turns, and the later one's lists stay.
    Mission.objects.select_for_update().get(pk=mission.pk)
    rules = rules_of(mission)
    chosen, figures = chosen_for(
        mission,
        list(Match.every.filter(mission=mission).values_list("pk", "first", "second", "score")),
        rules=rules,
        vetoes=list(mission.vetoes.values_list("company", "other")),
        refused=list(
            mission.feedback.filter(
                stage=Feedback.Stage.SUGGESTION, verdict__in=NO_MORE
            ).values_list("reader", "other")
        ),
    )
    Suggestion.every.filter(mission=mission).delete()
    Suggestion.objects.bulk_create(chosen, batch_size=200)
    SuggestionRules.objects.update_or_create(
        mission=mission,
        defaults={
            "per_company": rules.per_company,
            "surprises": rules.surprises,
            "most_shown": rules.most_shown,
            "figures": figures,
        },
    )
    return len(chosen)


def change_rules(
    *, mission: Mission, per_company: int, surprises: int, most_shown: int | None
) -> int:
    """Change how suggestions are chosen, and choose them anew; how many there are."""
    with transaction.atomic():
        SuggestionRules.objects.update_or_create(
            mission=mission,
            defaults={
                "per_company": per_company,
                "surprises": surprises,
                "most_shown": most_shown,
            },
        )
        return suggest(mission=mission)


def keep_apart(
    *, company: Company, other: Company, by: str, because: str = "", user: User | None = None
) -> Veto:
    """Never suggest two companies of a mission to each other any more, from now on.

    `by` says whose word it is (`Veto.By`): that of `company`, or the organiser's. Saying it again
    changes the reason. Raises ValueError for a company and itself, or one of another mission.
    """
    if company.pk == other.pk or company.mission_id != other.mission_id:
        raise ValueError("a veto is about two companies of one mission")
    if by == Veto.By.ORGANISER and company.pk > other.pk:
        # The organiser's word is about a pair, which has no order.
        company, other = other, company
    veto, _is_new = Veto.objects.update_or_create(
        company=company,
        other=other,
        by=by,
        defaults={"mission_id": company.mission_id, "because": because, "user": user},
    )
    return veto


def lift_veto(*, veto: Veto) -> None:
    """Take a veto back. What else keeps the two apart stays."""
    veto.delete()
