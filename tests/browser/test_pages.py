"""Every page as a browser shows it: it fits, it does not complain, it asks no other host."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.visit import opened, sign_in
from tests.factories import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MISSION = "/missions/kaluga/"
PAGES = {
    "stranger": [
        "/",
        "/sign-in/",
        MISSION,
        f"{MISSION}catalogue/",
        f"{MISSION}catalogue/?side=host&kind=technology_offer",
        f"{MISSION}catalogue/?side=none",
        f"{MISSION}companies/feal/",
        f"{MISSION}nothing-here/",
    ],
    "representative": [
        "/",
        MISSION,
        f"{MISSION}companies/feal/",
        f"{MISSION}companies/razrez/",
        f"{MISSION}companies/feal/answers/",
        f"{MISSION}timetable/",
        f"{MISSION}timetable/?view=slot",
        f"{MISSION}requests/",
        f"{MISSION}map/?industry=CK&side=host&what=has",
    ],
    "organiser": [
        MISSION,
        f"{MISSION}companies/feal/",
        f"{MISSION}timetable/",
        f"{MISSION}timetable/?view=slot",
        f"{MISSION}timetable/?view=table",
        f"{MISSION}timetable/?company=feal",
        f"{MISSION}requests/",
        f"{MISSION}plan/",
        f"{MISSION}plan/?version=1",
        f"{MISSION}plan/compare/",
        f"{MISSION}plan/2/meetings/",
        f"{MISSION}workbook/",
        f"{MISSION}learned/",
        f"{MISSION}map/",
        f"{MISSION}quality/",
    ],
}


LOOKS = [(width, language) for width in (320, 390, 1440) for language in ("ru", "en")]


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("role", PAGES)
def test_pages_fit_and_keep_quiet(
    chromium: Browser, live_server: LiveServer, cast: Cast, role: str, look: tuple[int, str]
) -> None:
    width, language = look
    people = {"organiser": cast.organiser, "representative": cast.feal_person}
    with opened(chromium, live_server, width=width, language=language) as (page, watch):
        if role in people:
            sign_in(page, people[role], language)
        for address in PAGES[role]:
            page.goto(address)
            too_wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert too_wide <= 0, address
            assert page.locator("html").get_attribute("lang") == language, address
            assert page.locator("h1").count() == 1, address
        assert watch.complaints == []
        assert watch.strange == []


def test_dark_is_dark(chromium: Browser, live_server: LiveServer, cast: Cast) -> None:
    colours = {}
    for theme in ("light", "dark"):
        with opened(chromium, live_server, theme=theme) as (page, _watch):
            page.goto(MISSION)
            colours[theme] = page.evaluate(
                "getComputedStyle(document.documentElement).backgroundColor"
            )
    assert colours["light"] != colours["dark"]


def test_filters_work_in_place_and_in_the_address(
    chromium: Browser, live_server: LiveServer, cast: Cast
) -> None:
    with opened(chromium, live_server) as (page, watch):
        page.goto(f"{MISSION}catalogue/")
        page.locator("#side-home").check()
        expect(page.locator(".entry")).to_have_count(2)
        assert "side=home" in page.url
        page.go_back()
        expect(page.locator(".entry")).to_have_count(4)
        assert watch.complaints == []


def test_everything_works_without_a_script(
    chromium: Browser, live_server: LiveServer, cast: Cast
) -> None:
    with opened(chromium, live_server, script=False) as (page, _watch):
        sign_in(page, cast.organiser, "en")
        page.goto(f"{MISSION}catalogue/")
        page.locator("#side-home").check()
        page.get_by_role("button", name="Apply the filters").click()
        expect(page.locator(".entry")).to_have_count(2)
        page.goto(f"{MISSION}plan/?version=2")
        page.get_by_role("button", name="Publish version 2").click()
        expect(page.locator("h1")).to_have_text("Publish version 2?")
        page.get_by_role("button", name="Publish version 2").click()
        expect(page.locator(".message-success")).to_contain_text("Version 2 is published")
        page.locator(".languages button[value=ru]").click()
        expect(page.locator("html")).to_have_attribute("lang", "ru")
        page.locator(".top-tools form[action$='sign-out/'] button").click()
        expect(page.locator(".top-tools")).to_contain_text("Войти")


def test_publishing_asks_first(chromium: Browser, live_server: LiveServer, cast: Cast) -> None:
    with opened(chromium, live_server) as (page, watch):
        sign_in(page, cast.organiser, "en")
        page.goto(f"{MISSION}plan/?version=2")
        page.locator("[data-dialog]").click()
        expect(page.locator("dialog")).to_be_visible()
        page.locator("[data-close]").click()
        expect(page.locator("dialog")).to_be_hidden()
        page.locator("[data-dialog]").click()
        page.locator("dialog .button-primary").click()
        expect(page.locator(".message-success")).to_be_visible()
        assert watch.complaints == []


def test_the_first_thing_a_key_reaches_skips_to_the_content(
    chromium: Browser, live_server: LiveServer, cast: Cast
) -> None:
    with opened(chromium, live_server) as (page, _watch):
        page.goto(MISSION)
        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#main")).to_be_focused()
