"""The first page: which missions are there for me."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vstrecha.missions.selectors import mission_cards
from vstrecha.web.navigation import first_steps_for


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """All missions that the visitor may see."""
    context = {
        "cards": mission_cards(visitor=request.user),
        "first_steps": first_steps_for(request),
    }
    return render(request, "missions/home.html", context)
