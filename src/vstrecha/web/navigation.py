"""Which pages a mission's navigation lists. Each room names its own page when it starts.

Rooms below do not know the rooms above: they only show what has been registered here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

__all__ = [
    "FirstStep",
    "MissionPage",
    "first_steps_for",
    "pages_for",
    "register",
    "register_first_step",
]


@dataclass(frozen=True, slots=True)
class MissionPage:
    """One entry of a mission's navigation.

    `url_name` takes the mission's slug. `roles` are the roles in the mission that see the entry;
    None means everyone who sees the mission. Entries stand in order of `position`.
    """

    url_name: str
    label: str | Promise
    position: int
    roles: frozenset[str] | None = None

    def url(self, slug: str) -> str:
        """The address of the page for one mission."""
        return reverse(self.url_name, args=[slug])


_pages: dict[str, MissionPage] = {}


def register(page: MissionPage) -> None:
    """Add a page to the navigation of every mission; the same name replaces itself."""
    _pages[page.url_name] = page


def pages_for(roles: frozenset[str]) -> list[MissionPage]:
    """The pages that a visitor with these roles sees, in order."""
    return sorted(
        (page for page in _pages.values() if page.roles is None or page.roles & roles),
        key=lambda page: page.position,
    )


@dataclass(frozen=True, slots=True)
class FirstStep:
    """Something that one can begin from the first page. `may` says who is offered it."""

    url_name: str
    label: str | Promise
    icon: str
    may: Callable[[HttpRequest], bool]

    @property
    def url(self) -> str:
        """The address of the page where it begins."""
        return reverse(self.url_name)


_first_steps: dict[str, FirstStep] = {}


def register_first_step(step: FirstStep) -> None:
    """Offer a step on the first page; the same name replaces itself."""
    _first_steps[step.url_name] = step


def first_steps_for(request: HttpRequest) -> list[FirstStep]:
    """The steps that the visitor may take."""
    return [step for step in _first_steps.values() if step.may(request)]
