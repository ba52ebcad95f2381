"""Every address of the product, and what each role gets there.

The addresses come from the resolver: a new one without an entry here fails the test.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.factories import Cast
from vstrecha.people.models import User
from vstrecha.workbook.models import Upload

ROLES = (
    "stranger",
    "organiser",
    "other organiser",
    "representative",
    "other representative",
    "co-organiser",
    "observer",
)
# Method and the expected status for each role, in the order of ROLES. 302 for a stranger leads to
# the sign-in; after a POST it leads to the page that shows the result.
Row = tuple[str, tuple[int, int, int, int, int, int, int]]
ALL_SEE = (200, 200, 200, 200, 200, 200, 200)
MEMBERS_WITH_COMPANIES = (404, 200, 404, 200, 200, 200, 404)
MEMBERS = (404, 200, 404, 200, 200, 200, 200)
ORGANISER_ONLY = (404, 200, 404, 404, 404, 404, 404)

TABLE: dict[str, Row] = {
    "people:sign-in": ("GET", (200, 302, 302, 302, 302, 302, 302)),
    "people:sign-out": ("POST", (302, 302, 302, 302, 302, 302, 302)),
    "people:language": ("POST", (302, 302, 302, 302, 302, 302, 302)),
    "missions:home": ("GET", ALL_SEE),
    "matches:catalogue": ("GET", ALL_SEE),
    # Feal's answers: its own representative, the organiser on its behalf.
    "matches:answers": ("GET", (404, 200, 404, 200, 404, 404, 404)),
    "matches:answer": ("POST", (404, 302, 404, 302, 404, 404, 404)),
    "matches:answer-undo": ("POST", (404, 302, 404, 302, 404, 404, 404)),
    "matches:learned": ("GET", ORGANISER_ONLY),
    "matches:forget": ("POST", (404, 302, 404, 404, 404, 404, 404)),
    "matches:remember": ("POST", (404, 302, 404, 404, 404, 404, 404)),
    "matches:teams": ("GET", MEMBERS_WITH_COMPANIES),
    "matches:map": ("GET", MEMBERS),
    "matches:map-workbook": ("GET", MEMBERS),
    "matches:map-table": ("GET", MEMBERS),
    "matches:quality": ("GET", ORGANISER_ONLY),
    "matches:quality-bar": ("POST", (404, 302, 404, 404, 404, 404, 404)),
    "matches:quality-release": ("POST", (404, 302, 404, 404, 404, 404, 404)),
    "matches:quality-apart": ("POST", (404, 302, 404, 404, 404, 404, 404)),
    # For Feal: its own representative, the organiser; the co-organiser is of the other side.
    "matches:use-codes": ("POST", (404, 302, 404, 302, 404, 404, 404)),
    "programme:mission": ("GET", ALL_SEE),
    "programme:company": ("GET", ALL_SEE),
    # Feal's calendar: its own representative, the organiser; the co-organiser is of the other side.
    "programme:calendar": ("GET", (404, 200, 404, 200, 404, 404, 404)),
    "programme:pdf": ("GET", ORGANISER_ONLY),
    "programme:timetable": ("GET", MEMBERS_WITH_COMPANIES),
    "programme:requests": ("GET", MEMBERS_WITH_COMPANIES),
    "programme:plan": ("GET", ORGANISER_ONLY),
    "programme:plan-again": ("POST", (404, 302, 404, 404, 404, 404, 404)),
    "programme:plan-stop": ("POST", (404, 302, 404, 404, 404, 404, 404)),
    "programme:compare": ("GET", ORGANISER_ONLY),
    "programme:publish": ("POST", (404, 302, 404, 404, 404, 404, 404)),
    "programme:meetings": ("GET", ORGANISER_ONLY),
    "programme:pin": ("POST", (404, 302, 404, 404, 404, 404, 404)),
    "web:styleguide": ("GET", (404, 404, 404, 404, 404, 404, 404)),
    "workbook:new-mission": ("GET", (404, 404, 404, 404, 404, 404, 404)),
    # The empty workbook: for organisers of any mission.
    "workbook:template": ("GET", (404, 200, 200, 404, 404, 404, 404)),
    "workbook:preview": ("GET", ORGANISER_ONLY),
    "workbook:apply": ("POST", (404, 302, 404, 404, 404, 404, 404)),
    "workbook:discard": ("POST", (404, 302, 404, 404, 404, 404, 404)),
    "workbook:mission": ("GET", ORGANISER_ONLY),
    "workbook:download": ("GET", ORGANISER_ONLY),
}
FORMS: dict[str, dict[str, str]] = {
    "people:language": {"language": "en"},
    "matches:answer": {"other": "razrez", "verdict": "must_meet"},
    "matches:answer-undo": {"other": "razrez"},
    "programme:publish": {"version": "2", "confirmed": "1"},
    "programme:pin": {"pin": "feal.kritbi"},
    "matches:quality-bar": {"quality_bar": "30"},
    "matches:quality-apart": {"kind": "company", "first": "feal", "second": "obninsk"},
    "matches:use-codes": {"codes": "27.90"},
}


def names(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """The full names of all addresses."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            space = pattern.namespace
            yield from names(pattern, f"{prefix}{space}:" if space else prefix)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"


def address(name: str, cast: Cast, upload: Upload) -> str:
    """The address for the cast's mission."""
    if name in {"workbook:preview", "workbook:apply", "workbook:discard"}:
        return reverse(name, args=[upload.pk])
    if name in {
        "programme:company",
        "programme:calendar",
        "matches:answers",
        "matches:answer",
        "matches:answer-undo",
        "matches:use-codes",
    }:
        return reverse(name, args=[cast.mission.slug, cast.feal.key])
    if name in {"programme:meetings", "programme:pin"}:
        return reverse(name, args=[cast.mission.slug, cast.draft.version])
    if name.split(":", maxsplit=1)[0] in {"people", "missions", "web"} or name in {
        "workbook:new-mission",
        "workbook:template",
    }:
        return reverse(name)
    return reverse(name, args=[cast.mission.slug])


def person(role: str, cast: Cast) -> User | None:
    return {
        "stranger": None,
        "organiser": cast.organiser,
        "other organiser": cast.other_organiser,
        "representative": cast.feal_person,
        "other representative": cast.razrez_person,
        "co-organiser": cast.co_organiser,
        "observer": cast.observer,
    }[role]


@pytest.fixture
def upload(cast: Cast) -> Upload:
    return Upload.objects.create(
        user=cast.organiser, mission=cast.mission, name="mission.xlsx", content=b"not a workbook"
    )


def ask(name: str, role: str, cast: Cast, upload: Upload, method: str) -> int:
    client = Client()
    user = person(role, cast)
    if user is not None:
        client.force_login(user)
    where = address(name, cast, upload)
    if method == "POST":
        form = FORMS.get(name, {})
        if name == "matches:quality-release":
            form = {"opportunity": str(cast.feal.opportunities.all()[0].pk)}
        return client.post(where, form).status_code
    return client.get(where).status_code


def test_every_address_has_an_entry() -> None:
    assert sorted(names(get_resolver())) == sorted(TABLE)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", TABLE)
def test_each_role_gets_what_the_table_says(
    name: str, role: str, cast: Cast, upload: Upload
) -> None:
    method, expected = TABLE[name]
    assert ask(name, role, cast, upload, method) == expected[ROLES.index(role)]


@pytest.mark.parametrize("name", [name for name, (method, _) in TABLE.items() if method == "POST"])
def test_nothing_acts_on_get(name: str, cast: Cast, upload: Upload) -> None:
    assert ask(name, "organiser", cast, upload, "GET") == 405


@pytest.mark.parametrize(
    "name",
    [name for name in TABLE if name.split(":", maxsplit=1)[0] in {"matches", "programme"}],
)
def test_a_mission_that_is_not_public_is_not_found_by_others(
    name: str, cast: Cast, upload: Upload
) -> None:
    cast.mission.is_public = False
    cast.mission.save()
    for role in ("stranger", "other organiser"):
        assert ask(name, role, cast, upload, TABLE[name][0]) == 404
