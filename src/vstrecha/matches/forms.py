"""What a company says to a suggestion, and what an organiser may set about the quality of texts."""

from __future__ import annotations

from django import forms

from vstrecha.companies.models import ReviewRules
from vstrecha.matches.models import Feedback

__all__ = ["AnswerForm", "BarForm"]

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
