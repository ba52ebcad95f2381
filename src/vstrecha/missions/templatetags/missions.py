"""The head of every page of a mission: which mission, and where one can go in it."""

from __future__ import annotations

from django import template
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse

from vstrecha.missions.access import roles_in
from vstrecha.missions.models import Mission
from vstrecha.web.navigation import pages_for
from vstrecha.web.templatetags.components import Tab

register = template.Library()


@register.inclusion_tag("missions/place.html", takes_context=True)
def mission_place(context: Context) -> dict[str, object]:
    """The mission's name and the pages in it that the visitor may open.

    Needs `mission` in the page's context; takes the visitor's `roles` from there too, or asks
    for them.
    """
    request: HttpRequest = context["request"]
    mission: Mission = context["mission"]
    roles = context.get("roles")
    if roles is None:
        roles = roles_in(visitor=request.user, mission=mission)
    urls = [(page, page.url(mission.slug)) for page in pages_for(roles)]
    current = _current(context, request, [url for _, url in urls], mission)
    tabs = [Tab(page.label, url, is_current=url == current) for page, url in urls]
    return {"mission": mission, "tabs": tabs}


def _current(context: Context, request: HttpRequest, urls: list[str], mission: Mission) -> str:
    """The entry under which the page stands: the one that the view names as `place` (by the name
    of its address), else the longest address with which the page's own begins. The mission's own
    page, with whose address all others begin, counts only for itself."""
    if place := context.get("place"):
        return reverse(str(place), args=[mission.slug])
    root = min(urls, key=len, default="")
    near = [url for url in urls if url != root and request.path.startswith(url)]
    return max(near, key=len, default=root if request.path == root else "")
