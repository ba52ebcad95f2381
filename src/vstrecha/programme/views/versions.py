"""What one does with versions of the programme: compare two, pin meetings in one, publish one."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vstrecha.missions.access import ORGANISERS, access_mission_as, roles_in
from vstrecha.missions.models import Mission
from vstrecha.programme.access import access_desk, access_version
from vstrecha.programme.models import Programme
from vstrecha.programme.selectors.comparison import compare as compare_versions
from vstrecha.programme.selectors.effects import effect_of_publishing
from vstrecha.programme.selectors.entries import grid_slots, meetings_of
from vstrecha.programme.selectors.figures import side_by_side
from vstrecha.programme.selectors.versions import Version, versions_of
from vstrecha.programme.services import CannotPublishError, pin_meeting, publish_programme


@require_safe
def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Two versions side by side: the two asked for, else the newest and the one to hold it to
    (the published one, or the one before)."""
    mission = access_mission_as(visitor=request.user, slug=slug, roles=ORGANISERS)
    versions = [one for one in versions_of(mission=mission) if one.has_timetable]
    context: dict[str, object] = {
        "mission": mission,
        "roles": roles_in(visitor=request.user, mission=mission),
        "place": "programme:plan",
        "versions": versions,
    }
    chosen = _chosen(request, versions)
    if chosen is not None:
        earlier, later = chosen
        context |= {
            "earlier": earlier,
            "later": later,
            "figures": side_by_side(earlier, later),
            "changes": compare_versions(
                mission=mission, earlier=earlier.programme, later=later.programme
            ),
        }
    return render(request, "programme/compare.html", context)


def _chosen(request: HttpRequest, versions: list[Version]) -> tuple[Version, Version] | None:
    """The earlier and the later version to compare; None where there are not two."""
    if len(versions) < 2:  # noqa: PLR2004 - two, to compare
        return None
    by_number = {str(version.number): version for version in versions}
    to = request.GET.get("to") or str(versions[0].number)
    later = by_number.get(to)
    if later is None:
        raise Http404
    others = [version for version in versions if version != later]
    usual = next((one for one in others if one.is_in_force), None) or next(
        (one for one in others if one.number < later.number), others[0]
    )
    earlier = by_number.get(request.GET.get("from") or str(usual.number))
    if earlier is None:
        raise Http404
    return earlier, later


@require_safe
def meetings(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """The meetings of one version in the order of time, to pin them to their places."""
    mission, programme = _version(request, slug, version)
    desk = access_desk(visitor=request.user, slug=slug)
    entries = meetings_of(desk=desk, programme=programme, slots=grid_slots(mission=mission))
    only_pinned = request.GET.get("show") == "pinned"
    context = {
        "mission": mission,
        "roles": desk.roles,
        "place": "programme:plan",
        "programme": programme,
        "entries": [one for one in entries if one.is_pinned or not only_pinned],
        "all": len(entries),
        "pinned": sum(one.is_pinned for one in entries),
        "only_pinned": only_pinned,
    }
    return render(request, "programme/meetings.html", context)


@require_POST
def pin(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """Pin a meeting of a version (`pin` has its key), or let it go (`unpin`)."""
    _mission, programme = _version(request, slug, version)
    is_pinned = "pin" in request.POST
    key = request.POST.get("pin" if is_pinned else "unpin", "")
    if not pin_meeting(programme=programme, meeting_key=key, is_pinned=is_pinned):
        raise Http404
    back = reverse("programme:meetings", args=[slug, version])
    shown = "?show=pinned" if request.POST.get("show") == "pinned" else ""
    return redirect(f"{back}{shown}#{key}")


@require_POST
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Make one version the one that participants see, once it is `confirmed`.

    Without that it says what would change, and asks; so it does where another version was
    published meanwhile than the one (`against`) that the answer was about.
    """
    mission, programme = _version(request, slug, request.POST.get("version", ""))
    effect = effect_of_publishing(mission=mission, programme=programme)
    against = "" if effect.against is None else str(effect.against)
    if "confirmed" not in request.POST or request.POST.get("against", against) != against:
        context = {
            "mission": mission,
            "roles": roles_in(visitor=request.user, mission=mission),
            "place": "programme:plan",
            "programme": programme,
            "effect": effect,
        }
        return render(request, "programme/publish.html", context)
    try:
        publish_programme(programme=programme)
    except CannotPublishError as error:
        messages.error(request, error.message.render(gettext, ngettext))
    else:
        messages.success(
            request,
            _("Version {version} is published: participants see their meetings now.").format(
                version=programme.version
            ),
        )
    return redirect(f"{reverse('programme:plan', args=[slug])}?version={programme.version}")


def _version(request: HttpRequest, slug: str, version: object) -> tuple[Mission, Programme]:
    mission = access_mission_as(visitor=request.user, slug=slug, roles=ORGANISERS)
    return mission, access_version(mission=mission, version=version)
