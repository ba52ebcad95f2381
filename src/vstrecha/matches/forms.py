"""What a company says to a suggestion, how suggestions are to be chosen, and what an organiser
may set about the quality of texts."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from vstrecha.companies.models import Company, ReviewRules
from vstrecha.matches.models import Feedback, SuggestionRules, Veto
from vstrecha.web.localised import localised

__all__ = ["AnswerForm", "ApartForm", "BarForm", "RulesForm", "VetoForm"]

_MOST_RANK = 1000


class AnswerForm(forms.Form):
    """An answer to another company that was suggested; `rank` is where it stood in the list."""

    verdict = forms.ChoiceField(
        choices=[
            (verdict.value, verdict.label)
            for verdict in (
                Feedback.Verdict.MUST_MEET,
                Feedback.Verdict.NO_THANKS,
                Feedback.Verdict.NOT_RELEVANT,
            )
        ]
    )
    because = forms.ChoiceField(choices=Feedback.Because.choices, required=False)
    note = forms.CharField(max_length=500, required=False)
    rank = forms.IntegerField(min_value=0, max_value=_MOST_RANK, required=False)


class BarForm(forms.ModelForm[ReviewRules]):
    """The points that an opportunity needs to be matched."""

    class Meta:
        model = ReviewRules
        fields = ["quality_bar"]


class RulesForm(forms.ModelForm[SuggestionRules]):
    """How many suggestions each company gets, how many surprises, and the cap on exposure."""

    class Meta:
        model = SuggestionRules
        fields = ("per_company", "surprises", "most_shown")

    def clean(self) -> dict[str, object]:
        """Refuse lists that would be all surprise."""
        cleaned = self.cleaned_data
        per_company, surprises = cleaned.get("per_company"), cleaned.get("surprises")
        if per_company is not None and surprises is not None and surprises >= per_company:
            self.add_error("surprises", _("Fewer than the suggestions of a list, please."))
        return cleaned


class VetoForm(forms.Form):
    """Which company one's own would not meet, and why, if one cares to say."""

    other = forms.ChoiceField(label=_("Company"))
    because = forms.ChoiceField(label=_("Why?"), choices=Veto.Because.choices, required=False)

    def __init__(self, data: QueryDict | None = None, *, companies: Iterable[Company]) -> None:
        super().__init__(data)
        _offer(self, "other", companies)


class ApartForm(VetoForm):
    """Which two companies the organiser keeps apart."""

    company = forms.ChoiceField(label=_("Company"))
    field_order = ("company", "other", "because")

    def __init__(self, data: QueryDict | None = None, *, companies: Iterable[Company]) -> None:
        known = list(companies)
        super().__init__(data, companies=known)
        _offer(self, "company", known)
        self.fields["other"].label = _("The other company")

    def clean(self) -> dict[str, object]:
        """Refuse one company twice."""
        if self.cleaned_data.get("company") == self.cleaned_data.get("other"):
            self.add_error("other", _("Choose two different companies."))
        return self.cleaned_data


def _offer(form: forms.Form, name: str, companies: Iterable[Company]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        names = [(company.key, str(localised(company, "name"))) for company in companies]
        field.choices = [("", "—"), *sorted(names, key=lambda pair: pair[1].casefold())]
