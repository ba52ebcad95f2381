"""The organiser's page of quality, and the answers given there."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from vstrecha.companies.access import (
    access_company,
    access_company_acted_for,
    access_opportunity,
)
from vstrecha.companies.models import ReviewRules
from vstrecha.matches.forms import BarForm
from vstrecha.matches.services.reviews import (
    UnknownCodeError,
    release_opportunity,
    review_mission,
    set_quality_bar,
    tell_companies_apart,
    tell_opportunities_apart,
    use_codes,
)
from vstrecha.matches.tasks import match_in_background
from vstrecha.missions.access import ORGANISERS, access_mission, access_mission_as, roles_in

# Longer lists are cut: what is mended makes room for the next.
MOST_LISTED = 50


@require_safe
def show_quality(request: HttpRequest, slug: str) -> HttpResponse:
    """What is held back, what may be there twice, what has no code; then all texts by points."""
    mission = access_mission_as(visitor=request.user, slug=slug, roles=ORGANISERS)
    found = review_mission(mission=mission)
    context = {
        "mission": mission,
        "roles": roles_in(visitor=request.user, mission=mission),
        "review": found,
        "most_slice": f":{MOST_LISTED}",
        "more": max(len(found.reviews) - MOST_LISTED, 0),
        "form": BarForm(instance=ReviewRules(mission=mission, quality_bar=found.bar)),
    }
    return render(request, "matches/quality.html", context)


@require_POST
def change_bar(request: HttpRequest, slug: str) -> HttpResponse:
    """Another bar for the mission; matches are made anew."""
    mission = access_mission_as(visitor=request.user, slug=slug, roles=ORGANISERS)
    form = BarForm(request.POST)
    if form.is_valid():
        set_quality_bar(mission=mission, points=form.cleaned_data["quality_bar"])
        match_in_background(mission=mission)
        messages.success(request, _("The bar is set. Recommendations are being made anew."))
    else:
        messages.error(request, _("Write a whole number from 0 to 100."))
    return redirect("matches:quality", slug=slug)


@require_POST
def release(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a thin opportunity be matched all the same, or hold it back again."""
    mission = access_mission_as(visitor=request.user, slug=slug, roles=ORGANISERS)
    opportunity = access_opportunity(mission=mission, pk=request.POST.get("opportunity", ""))
    is_released = request.POST.get("released") == "1"
    release_opportunity(opportunity=opportunity, is_released=is_released)
    match_in_background(mission=mission)
    messages.success(
        request,
        _("“%(title)s” is matched from now on. Recommendations are being made anew.")
        % {"title": opportunity.title}
        if is_released
        else _("“%(title)s” is held back until it says more.") % {"title": opportunity.title},
    )
    return redirect("matches:quality", slug=slug)


@require_POST
def tell_apart(request: HttpRequest, slug: str) -> HttpResponse:
    """Two rows are not the same (or, with `undo`, may be after all); remembered."""
    mission = access_mission_as(visitor=request.user, slug=slug, roles=ORGANISERS)
    first, second = request.POST.get("first", ""), request.POST.get("second", "")
    are_two = request.POST.get("undo") != "1"
    if not first or first == second:
        raise Http404
    if request.POST.get("kind") == "opportunity":
        tell_opportunities_apart(
            one=access_opportunity(mission=mission, pk=first),
            other=access_opportunity(mission=mission, pk=second),
            are_two=are_two,
        )
    else:
        tell_companies_apart(
            one=access_company(mission=mission, key=first),
            other=access_company(mission=mission, key=second),
            are_two=are_two,
        )
    messages.success(
        request,
        _("Remembered: they are not the same. The pair is not listed any more.")
        if are_two
        else _("The pair is listed again."),
    )
    return redirect("matches:quality", slug=slug)


@require_POST
def choose_codes(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Store codes that were chosen from those suggested, for a company or an opportunity of it."""
    mission = access_mission(visitor=request.user, slug=slug)
    company = access_company_acted_for(visitor=request.user, mission=mission, key=key)
    target = request.POST.get("opportunity", "")
    opportunity = access_opportunity(mission=mission, pk=target) if target else None
    if opportunity is not None and opportunity.company_id != company.pk:
        raise Http404
    codes = request.POST.getlist("codes")
    try:
        use_codes(company=company, opportunity=opportunity, codes=codes)
    except UnknownCodeError:
        messages.error(request, _("Choose one or more of the codes that are listed."))
    else:
        match_in_background(mission=mission)
        messages.success(
            request,
            ngettext("%(count)s code is stored.", "%(count)s codes are stored.", len(set(codes)))
            % {"count": len(set(codes))},
        )
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        return redirect(back)
    return redirect("matches:catalogue", slug=slug)
