"""What an organiser may want to look at before a workbook is imported; nothing of it hinders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from vstrecha.companies.models import Company, Opportunity, ReviewRules
from vstrecha.matches.services.hints import (
    CompanyFacts,
    bar_of,
    double_companies,
    review_one,
    suggest_codes,
    texts_of,
)
from vstrecha.workbook.reading import Value
from vstrecha.workbook.services.comparison import Comparison
from vstrecha.workbook.services.drafts import Draft
from vstrecha.workbook.services.preview import Hint, changed_columns
from vstrecha.workbook.services.wording import Wording
from vstrecha.workbook.sheets import SHEETS

__all__ = ["hints_for"]

# Suggestions take time for each text; who enters more without codes sees them after the import.
MOST_SUGGESTED = 60
_CODES = 3
_ADVICE = 2
_SHEETS = {sheet.key: sheet for sheet in SHEETS}
_STORED = "stored-"


def hints_for(comparison: Comparison) -> tuple[Hint, ...]:
    """Companies that may be there twice, texts that say too little, and codes that are missing, in
    new and changed rows without problems."""
    wording = Wording(comparison.parties)
    return (*_doubles(comparison, wording), *_texts(comparison, wording))


def _fresh(draft: Draft) -> bool:
    is_new = draft.stored is None or any(True for _column in changed_columns(draft))
    return is_new and not draft.problems


def _values(draft: Draft) -> Mapping[str, Value]:
    stored = {} if draft.stored is None else draft.stored.values
    return {**stored, **{key: value for key, value in draft.values.items() if value is not None}}


def _text(values: Mapping[str, Value], key: str) -> str:
    value = values.get(key)
    return value if isinstance(value, str) else ""


def _facts(key: str, values: Mapping[str, Value]) -> CompanyFacts:
    fields = ("name", "name_en", "inn", "email", "website", "city")
    return CompanyFacts(key, *(_text(values, field) for field in fields))


def _doubles(comparison: Comparison, wording: Wording) -> Iterator[Hint]:
    drafts = {str(draft.row.number): draft for draft in comparison.drafts["companies"]}
    facts = [_facts(key, _values(draft)) for key, draft in drafts.items()]
    facts += [
        _facts(f"{_STORED}{row.pk}", row.values) for row in comparison.left.get("companies", ())
    ]
    names = {one.key: one.name for one in facts}
    for double in double_companies(facts):
        keys = sorted((double.first, double.second), key=lambda key: (key in drafts, key))
        # The later row is the one to look at; a stored company has none in the file.
        about = max((key for key in keys if key in drafts), key=int, default=None)
        if double.is_namesake or about is None or not _fresh(drafts[about]):
            continue
        other = next(key for key in keys if key != about)
        yield Hint(
            _SHEETS["companies"],
            drafts[about].row.number,
            wording.label(_SHEETS["companies"], _values(drafts[about])),
            _("Perhaps the same as “%(other)s”: %(reasons)s.")
            % {"other": names[other], "reasons": "; ".join(double.reasons)},
        )


def _texts(comparison: Comparison, wording: Wording) -> Iterator[Hint]:
    sheet = _SHEETS["opportunities"]
    mission = comparison.stored.mission
    bar = ReviewRules.DEFAULT_BAR if mission is None else bar_of(mission)
    fresh = [draft for draft in comparison.drafts["opportunities"] if _fresh(draft)]
    read = [(draft, _opportunity(comparison, _values(draft))) for draft in fresh]
    uncoded = [(draft, one) for draft, one in read if not one.industry_codes][:MOST_SUGGESTED]
    suggested = suggest_codes([texts_of(one) for _draft, one in uncoded], limit=_CODES)
    codes = {
        draft.row.number: found for (draft, _one), found in zip(uncoded, suggested, strict=True)
    }
    for draft, one in read:
        label = wording.label(sheet, _values(draft))
        found = review_one(one.company, one, bar=bar)
        if found.is_under_bar:
            advice = _("It says too little to be matched: %(points)s points of %(bar)s. %(advice)s")
            facts = {
                "points": found.points,
                "bar": bar,
                "advice": " ".join(found.advice[:_ADVICE]),
            }
            yield Hint(sheet, draft.row.number, label, advice % facts)
        if codes.get(draft.row.number):
            listed = "; ".join(f"{code.code} {code.title}" for code in codes[draft.row.number])
            advice = _("No industry codes. Judging by the text, perhaps: %(codes)s.")
            yield Hint(sheet, draft.row.number, label, advice % {"codes": listed})


def _opportunity(comparison: Comparison, values: Mapping[str, Value]) -> Opportunity:
    """What the row would become, not stored."""
    stage, codes = values.get("stage"), values.get("industry_codes")
    party = comparison.parties.by_key.get(_text(values, "company"))
    return Opportunity(
        company=Company(
            name="" if party is None else party.name,
            name_en="" if party is None else party.name_en,
        ),
        kind=_text(values, "kind"),
        title=_text(values, "title"),
        title_en=_text(values, "title_en"),
        description=_text(values, "description"),
        description_en=_text(values, "description_en"),
        language=_text(values, "language") or comparison.facts.language,
        stage=stage if isinstance(stage, int) else None,
        partner_sought=_text(values, "partner_sought"),
        partnership=_text(values, "partnership"),
        industry_codes=list(codes) if isinstance(codes, tuple) else [],
    )
