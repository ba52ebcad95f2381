"""The living examples of the components, for those who build pages."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vstrecha.web.icons import ICONS
from vstrecha.web.templatetags.components import BarPart, Step, Tab

COLOURS = (
    "surface",
    "surface-raised",
    "surface-sunken",
    "ink",
    "ink-soft",
    "line",
    "line-strong",
    "accent",
    "accent-tint",
    "good",
    "good-tint",
    "warn",
    "warn-tint",
    "bad",
    "bad-tint",
    "home",
    "home-tint",
    "host",
    "host-tint",
)


class ExampleForm(forms.Form):
    """A field as it stands, and one with an error."""

    name = forms.CharField(label="Title of the offer", help_text="What it does, for whom.")
    year = forms.IntegerField(label="Since when", min_value=1900)


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component with an example. Only where debugging is on: no page for visitors."""
    if not settings.DEBUG:
        raise Http404
    here = request.path
    context = {
        "icons": sorted(ICONS),
        "colours": COLOURS,
        "sort": request.GET.get("sort", "name"),
        "form": ExampleForm({"name": "Thin-layer heating elements", "year": "soon"}),
        "tabs": [
            Tab("By company", here, is_current=True, count=52),
            Tab("By slot", f"{here}?view=slot", count=31),
            Tab("By table", f"{here}?view=table"),
        ],
        "steps": [
            Step("Workbook", "done", here),
            Step("Recommendations", "done", here),
            Step("Requests", "current"),
            Step("Programme", "todo"),
        ],
        "options": [
            {"value": "home", "label": "Delegation", "count": 12, "is_chosen": True},
            {"value": "host", "label": "Host side", "count": 40, "is_chosen": False},
            {"value": "none", "label": "Neither", "count": 0, "is_chosen": False},
        ],
        "parts": [
            BarPart("meaning", 0.46),
            BarPart("the same words", 0.17),
            BarPart("industry", 0.08),
            BarPart("what is sought is offered", 0.07),
        ],
    }
    return render(request, "web/styleguide.html", context)
