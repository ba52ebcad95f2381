"""The verbs of matching: match a mission, suggest teams, search its catalogue."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from vstrecha.companies.models import Opportunity
from vstrecha.matches.bridge import matches_of
from vstrecha.matches.bridge.catalogue import search_catalogue
from vstrecha.matches.bridge.teams import teams_of
from vstrecha.matches.learning import learn, mark_applied
from vstrecha.matches.models import Match
from vstrecha.matches.selectors.suggestions import rules_of
from vstrecha.matches.services.suggesting import suggest
from vstrecha.missions.models import Mission

# A hit by the company's own description is worth a little less than one by the opportunity.
_BY_COMPANY = 0.8
_MOST_WORDS = 5
# How many pairs of each company are kept: so many, or so many times its suggestions.
_KEEP = 20
_CHOICE = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """An opportunity that answers a search: its score in 0..1, and why, in the language in use."""

    opportunity: Opportunity
    score: float
    why: tuple[str, ...]


def match_mission(*, mission: Mission, progress: Callable[[int, int], None] | None = None) -> int:
    """Match a mission's companies anew, store what is found and choose what is suggested to
    whom; the number of pairs stored.

    The weights of the score are those learned from answers so far. Earlier matches are replaced
    all at once: a reader sees the old ones or the new ones. `progress(done, all)` counts
    the texts that had to be encoded.
    """
    weights = learn(mission=mission).weights
    # Caps need more to choose from than a list has places.
    keep = max(_KEEP, _CHOICE * rules_of(mission).per_company)
    found = matches_of(mission, progress, weights, keep=keep)
    with transaction.atomic():
        # Two runs at once take turns, and the later one's matches stay.
        Mission.objects.select_for_update().get(pk=mission.pk)
        Match.every.filter(mission=mission).delete()
        Match.objects.bulk_create(found, batch_size=200)
        suggest(mission=mission)
        mark_applied(mission=mission, weights=weights)
    return len(found)


def suggest_teams(
    *,
    mission: Mission,
    apart: Collection[tuple[int, int]] = (),
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Find teams for a mission's joint projects anew and store them; the number of teams stored.

    `apart` are pairs of companies, by primary key, that may not be in a team together; those of
    vetoes never are. Earlier suggestions are replaced all at once, as in `match_mission`.
    """
    vetoed = mission.vetoes.values_list("company", "other")
    found = teams_of(mission, [*apart, *vetoed], progress)
    with transaction.atomic():
        Mission.objects.select_for_update().get(pk=mission.pk)
        mission.teams.all().delete()
        for suggestion, members in found:
            suggestion.save()
            suggestion.members.set(members)
    return len(found)


def search_opportunities(*, mission: Mission, query: str, limit: int) -> list[Hit]:
    """The opportunities of a mission that answer a query in Russian or English, best first.

    Meaning and words count, across the languages; where a company's own name or description
    answers, all its opportunities are hits.
    """
    companies = list(mission.companies.prefetch_related("opportunities"))
    by_key = {
        opportunity.pk: (company, opportunity)
        for company in companies
        for opportunity in company.opportunities.all()
    }
    direct, by_company = search_catalogue(
        companies=companies, query=query, limit=len(by_key) + len(companies)
    )
    hits: dict[int, Hit] = {}
    for found in direct:
        _company, opportunity = by_key[int(found.id)]
        hits[opportunity.pk] = Hit(opportunity, found.score, _why(found.words, close=found.close))
    for key, (company, opportunity) in by_key.items():
        about = by_company.get(company.pk)
        if about is None:
            continue
        earlier = hits.get(key)
        score = about.score * _BY_COMPANY
        if earlier is None or earlier.score < score:
            hits[key] = Hit(opportunity, score, _why_company(about.words))
    return sorted(hits.values(), key=lambda hit: (-hit.score, hit.opportunity.pk))[:limit]


def _why(words: tuple[str, ...], *, close: bool) -> tuple[str, ...]:
    reasons = []
    if words:
        reasons.append(_("Words found: %(words)s") % {"words": ", ".join(words[:_MOST_WORDS])})
    if close:
        reasons.append(_("Close in meaning"))
    return tuple(reasons)


def _why_company(words: tuple[str, ...]) -> tuple[str, ...]:
    if not words:
        return (_("The company's description is close in meaning"),)
    return (
        _("Words found in the company's description: %(words)s")
        % {"words": ", ".join(words[:_MOST_WORDS])},
    )
