"""What an organiser may set about the quality of texts."""

from __future__ import annotations

from django import forms

from vstrecha.companies.models import ReviewRules


class BarForm(forms.ModelForm[ReviewRules]):
    """The points that an opportunity needs to be matched."""

    class Meta:
        model = ReviewRules
        fields = ["quality_bar"]
