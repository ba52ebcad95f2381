"""Stored matches into the engine's choice of suggestions, and its lists back into rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from vstrecha.companies.models import Company
from vstrecha.engine.matching.selection.choose import choose_suggestions
from vstrecha.engine.matching.selection.types import Pairs, Rules, Selection
from vstrecha.matches.models import Suggestion, SuggestionRules
from vstrecha.missions.models import Mission

__all__ = ["chosen_for"]

Pair = tuple[int, int]  # primary keys


def chosen_for(
    mission: Mission,
    matches: Sequence[tuple[int, int, int, float]],
    *,
    rules: SuggestionRules,
    vetoes: Collection[Pair],
    refused: Collection[Pair],
) -> tuple[list[Suggestion], dict[str, object]]:
    """The suggestions of a mission, not saved, and the figures of the choice.

    `matches` are primary keys of a match and its two companies with the score. `vetoes` are pairs
    of companies kept apart; of a pair in `refused`, the first does not want the second suggested.
    """
    companies = list(
        mission.companies.select_related("side").prefetch_related("opportunities").order_by("pk")
    )
    place = {company.pk: number for number, company in enumerate(companies)}
    may_meet = [
        (key, first, second, score)
        for key, first, second, score in matches
        if first in place and second in place
    ]
    selection = choose_suggestions(
        Pairs(
            first=np.array([place[row[1]] for row in may_meet], dtype=np.int64),
            second=np.array([place[row[2]] for row in may_meet], dtype=np.int64),
            scores=np.clip(np.array([row[3] for row in may_meet], dtype=np.float64), 0, 1),
        ),
        sides=["" if mission.same_side_meetings else company.side.role for company in companies],
        codes=[_codes(company) for company in companies],
        barred=_placed(vetoes, place),
        refused=_placed(refused, place),
        rules=Rules(
            per_company=rules.per_company,
            surprises=rules.surprises,
            most_shown=rules.most_shown,
        ),
    )
    by_pair = {frozenset((first, second)): key for key, first, second, _score in may_meet}
    return [
        Suggestion(
            mission=mission,
            match_id=by_pair[frozenset((companies[one.reader].pk, companies[one.other].pk))],
            reader=companies[one.reader],
            other=companies[one.other],
            rank=one.rank,
            outside=list(one.outside),
        )
        for one in selection.suggestions
    ], _figures(selection, companies)


def _placed(pairs: Collection[Pair], place: Mapping[int, int]) -> list[Pair]:
    return [(place[one], place[other]) for one, other in pairs if one in place and other in place]


def _codes(company: Company) -> list[str]:
    """The codes of a company and of what it offers and seeks (which are prefetched)."""
    opportunities = company.opportunities.all()
    fields = [company.industry_codes, *(one.industry_codes for one in opportunities)]
    return [str(code) for field in fields for code in field]


def _figures(selection: Selection, companies: Sequence[Company]) -> dict[str, object]:
    """The figures as they are kept; companies by their primary keys."""
    return {
        "suggestions": len(selection.suggestions),
        "surprises": sum(one.is_surprise for one in selection.suggestions),
        "price": selection.price,
        # Scores are rounded where they are added up exactly: the bound may fall short by that.
        "gap": max(selection.gap, 0.0),
        "circles": [
            {
                "side": circle.side,
                "companies": circle.companies,
                "cap": circle.cap,
                "gini_before": circle.gini_before,
                "gini": circle.gini,
                "most_before": circle.most_before,
                "most": circle.most,
                "unseen_before": circle.unseen_before,
                "unseen": circle.unseen,
            }
            for circle in selection.circles
        ],
        "shortages": {
            str(companies[one.company].pk): one.why.to_json() for one in selection.shortages
        },
        "raised": {str(companies[number].pk): by for number, by in selection.raised.items()},
    }
