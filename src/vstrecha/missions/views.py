"""The first page: which missions are there for me."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vstrecha.missions.selectors import mission_cards


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """All missions that the visitor may see."""
    return render(request, "missions/home.html", {"cards": mission_cards(visitor=request.user)})
