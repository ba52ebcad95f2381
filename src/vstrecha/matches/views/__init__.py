"""The catalogue: who is here, and what do they offer and seek? And answers to suggestions."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from vstrecha.companies.models import Company
from vstrecha.matches.access import Reader, access_other, access_reader
from vstrecha.matches.feedback import (
    Said,
    forget_answers,
    record_answer,
    remember_answers,
    withdraw_answer,
)
from vstrecha.matches.forms import AnswerForm
from vstrecha.matches.learning import foretold
from vstrecha.matches.selectors.answers import Shown, answers_by, answers_to
from vstrecha.matches.selectors.catalogue import Entry, Filters, Hits, catalogue
from vstrecha.matches.selectors.learned import learned_of
from vstrecha.matches.services import search_opportunities
from vstrecha.matches.tasks import match_again_in_background
from vstrecha.missions.access import ORGANISERS, access_mission, access_mission_as, roles_in
from vstrecha.missions.models import Mission
from vstrecha.people.models import User

PAGE = 20
MOST_HITS = 60


@require_safe
@vary_on_headers("HX-Request")
def show_catalogue(request: HttpRequest, slug: str) -> HttpResponse:
    """Companies and their opportunities, searched and filtered; the address says all of it.

    HTMX gets the results alone.
    """
    mission = access_mission(visitor=request.user, slug=slug)
    query = request.GET.get("q", "").strip()[:200]
    filters = Filters.from_query(request.GET)
    found = catalogue(mission=mission, filters=filters, hits=_hits(mission, query))
    context = {
        "mission": mission,
        "roles": roles_in(visitor=request.user, mission=mission),
        "query": query,
        "filters": filters,
        "found": found,
        "page": Paginator[Entry](found.entries, PAGE).get_page(request.GET.get("page")),
    }
    # A page restored from the browser's history wants the whole of it.
    is_part = (
        "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
    )
    template = "matches/catalogue.html#found" if is_part else "matches/catalogue.html"
    return render(request, template, context)


def _hits(mission: Mission, query: str) -> Hits | None:
    """What the search finds, by the opportunity's primary key; None where nothing is asked."""
    if not query:
        return None
    return {
        hit.opportunity.pk: (hit.score, hit.why)
        for hit in search_opportunities(mission=mission, query=query, limit=MOST_HITS)
    }


@require_safe
def answers(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """What a company has answered to suggestions, for those who answer for it; each answer can
    be taken back."""
    reader = access_reader(visitor=request.user, slug=slug, key=key)
    context = {
        "mission": reader.mission,
        "roles": reader.roles,
        "place": "matches:catalogue",
        "reader": reader,
        "given": answers_by(reader=reader.company),
    }
    return render(request, "matches/answers.html", context)


@require_POST
def answer(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Keep an answer to a suggestion; HTMX gets the part of the card that tells of it."""
    reader = access_reader(visitor=request.user, slug=slug, key=key)
    other = access_other(reader=reader, key=request.POST.get("other", ""))
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("This answer was not understood: please choose one again."))
        return _answered(request, reader, other)
    has_moved = record_answer(
        reader=reader.company,
        other=other,
        verdict=form.cleaned_data["verdict"],
        said=Said(
            because=form.cleaned_data["because"],
            note=form.cleaned_data["note"],
            rank=form.cleaned_data["rank"] or 0,
        ),
        user=request.user if isinstance(request.user, User) else None,
    )
    if has_moved:
        match_again_in_background(mission=reader.mission)
    return _answered(request, reader, other)


@require_POST
def undo_answer(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Take an answer to a suggestion back."""
    reader = access_reader(visitor=request.user, slug=slug, key=key)
    other = access_other(reader=reader, key=request.POST.get("other", ""))
    if withdraw_answer(reader=reader.company, other=other):
        match_again_in_background(mission=reader.mission)
    return _answered(request, reader, other)


def _answered(request: HttpRequest, reader: Reader, other: Company) -> HttpResponse:
    """The part of the card with the answer, or the way back to the page that it stands on."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        back = reverse("matches:answers", args=[reader.mission.slug, reader.company.key])
    if "HX-Request" not in request.headers:
        return redirect(back)
    context = {
        "mission": reader.mission,
        "one": Shown(
            reader=reader.company,
            company=other,
            answer=answers_to([reader.company]).get((reader.company.pk, other.pk)),
        ),
        "rank": request.POST.get("rank", ""),
        "next": back,
        "is_part": True,
    }
    return render(request, "matches/feedback.html", context)


@require_safe
def learned(request: HttpRequest, slug: str) -> HttpResponse:
    """What the answers of a mission's companies have taught, for its organiser."""
    mission = access_mission_as(visitor=request.user, slug=slug, roles=ORGANISERS)
    context = {
        "mission": mission,
        "roles": roles_in(visitor=request.user, mission=mission),
        "place": "matches:catalogue",
        "learned": learned_of(mission=mission),
        "foretold": foretold(mission=mission),
    }
    return render(request, "matches/learned.html", context)


@require_POST
def forget(request: HttpRequest, slug: str) -> HttpResponse:
    """Match by the default weights again."""
    mission = access_mission_as(visitor=request.user, slug=slug, roles=ORGANISERS)
    if forget_answers(mission=mission):
        match_again_in_background(mission=mission)
    return redirect("matches:learned", slug=slug)


@require_POST
def remember(request: HttpRequest, slug: str) -> HttpResponse:
    """Let all answers count again."""
    mission = access_mission_as(visitor=request.user, slug=slug, roles=ORGANISERS)
    if remember_answers(mission=mission):
        match_again_in_background(mission=mission)
    return redirect("matches:learned", slug=slug)
