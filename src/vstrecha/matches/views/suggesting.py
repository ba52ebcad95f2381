"""How suggestions came out, their rules, and who is kept apart from whom."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vstrecha.matches.access import (
    Reader,
    access_other,
    access_own_veto,
    access_reader,
    access_veto,
)
from vstrecha.matches.forms import ApartForm, RulesForm, VetoForm
from vstrecha.matches.models import Veto
from vstrecha.matches.selectors.suggestions import coverage_of, own_vetoes, rules_of, vetoes_of
from vstrecha.matches.services.suggesting import change_rules, keep_apart, lift_veto
from vstrecha.matches.tasks import suggest_again_in_background
from vstrecha.missions.access import ORGANISERS, access_mission_as, roles_in
from vstrecha.missions.models import Mission
from vstrecha.people.models import User

__all__ = ["apart", "lift", "lift_own", "rules", "suggestions", "veto", "vetoes"]


def _organised(request: HttpRequest, slug: str) -> Mission:
    return access_mission_as(visitor=request.user, slug=slug, roles=ORGANISERS)


def _user(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


@require_safe
def suggestions(request: HttpRequest, slug: str) -> HttpResponse:
    """Coverage and exposure of a mission's suggestions, their rules, and all vetoes."""
    return _suggestions(request, _organised(request, slug))


def _suggestions(
    request: HttpRequest,
    mission: Mission,
    *,
    rules_form: RulesForm | None = None,
    apart_form: ApartForm | None = None,
) -> HttpResponse:
    is_refused = rules_form is not None or apart_form is not None
    context = {
        "mission": mission,
        "roles": roles_in(visitor=request.user, mission=mission),
        "coverage": coverage_of(mission),
        "vetoes": vetoes_of(mission),
        "rules_form": rules_form or RulesForm(instance=rules_of(mission)),
        "apart_form": apart_form or ApartForm(companies=mission.companies.all()),
    }
    return render(request, "matches/suggestions.html", context, status=422 if is_refused else 200)


@require_POST
def rules(request: HttpRequest, slug: str) -> HttpResponse:
    """Change how suggestions are chosen, and choose them anew."""
    mission = _organised(request, slug)
    form = RulesForm(request.POST, instance=rules_of(mission))
    if not form.is_valid():
        return _suggestions(request, mission, rules_form=form)
    change_rules(
        mission=mission,
        per_company=form.cleaned_data["per_company"],
        surprises=form.cleaned_data["surprises"],
        most_shown=form.cleaned_data["most_shown"],
    )
    messages.success(request, _("The suggestions have been chosen anew."))
    return redirect("matches:suggestions", slug=slug)


@require_POST
def apart(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep two companies apart by the organiser's word."""
    mission = _organised(request, slug)
    form = ApartForm(request.POST, companies=mission.companies.all())
    if not form.is_valid():
        return _suggestions(request, mission, apart_form=form)
    keep_apart(
        company=get_object_or_404(mission.companies, key=form.cleaned_data["company"]),
        other=get_object_or_404(mission.companies, key=form.cleaned_data["other"]),
        by=Veto.By.ORGANISER,
        because=form.cleaned_data["because"],
        user=_user(request),
    )
    suggest_again_in_background(mission=mission)
    return redirect("matches:suggestions", slug=slug)


@require_POST
def lift(request: HttpRequest, slug: str, veto: int) -> HttpResponse:
    """Let two companies be suggested to each other again."""
    mission = _organised(request, slug)
    lift_veto(veto=access_veto(mission=mission, key=veto))
    suggest_again_in_background(mission=mission)
    return redirect("matches:suggestions", slug=slug)


@require_safe
def vetoes(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Whom a company would not meet, for those who act for it."""
    return _vetoes(request, access_reader(visitor=request.user, slug=slug, key=key))


def _vetoes(request: HttpRequest, reader: Reader, form: VetoForm | None = None) -> HttpResponse:
    context = {
        "mission": reader.mission,
        "roles": reader.roles,
        "place": "matches:catalogue",
        "reader": reader,
        "vetoes": own_vetoes(reader.company),
        "form": form or _form(reader),
    }
    return render(request, "matches/vetoes.html", context, status=422 if form else 200)


def _form(reader: Reader, data: QueryDict | None = None) -> VetoForm:
    return VetoForm(data, companies=reader.mission.companies.exclude(pk=reader.company.pk))


@require_POST
def veto(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Keep a company from being suggested to one's own, and one's own to it."""
    reader = access_reader(visitor=request.user, slug=slug, key=key)
    form = _form(reader, request.POST)
    if not form.is_valid():
        return _vetoes(request, reader, form)
    keep_apart(
        company=reader.company,
        other=access_other(reader=reader, key=form.cleaned_data["other"]),
        by=Veto.By.COMPANY,
        because=form.cleaned_data["because"],
        user=_user(request),
    )
    suggest_again_in_background(mission=reader.mission)
    return redirect("matches:vetoes", slug=slug, key=key)


@require_POST
def lift_own(request: HttpRequest, slug: str, key: str, veto: int) -> HttpResponse:
    """Take one's own veto back."""
    reader = access_reader(visitor=request.user, slug=slug, key=key)
    lift_veto(veto=access_own_veto(reader=reader, key=veto))
    suggest_again_in_background(mission=reader.mission)
    return redirect("matches:vetoes", slug=slug, key=key)
