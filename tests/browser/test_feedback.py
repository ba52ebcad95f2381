"""Answers on a recommendation, with a script and without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.visit import opened, sign_in
from tests.factories import Cast
from tests.matches.answers import many_for_codes
from vstrecha.matches.models import Feedback

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FEAL = "/missions/kaluga/companies/feal/"


@pytest.fixture(autouse=True)
def _worker(settings: Settings) -> None:
    """A worker that has not come to it yet: the lists stay as they are but for the answers."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def test_an_answer_changes_its_card_alone(
    chromium: Browser, live_server: LiveServer, cast: Cast
) -> None:
    with opened(chromium, live_server) as (page, watch):
        sign_in(page, cast.feal_person, "en")
        page.goto(FEAL)
        first, second = page.locator(".recommendation").all()
        first.locator("summary").get_by_text("Not relevant").click()
        first.locator("select").select_option("stage")
        first.get_by_role("button", name="Do not suggest it any more").click()
        told = "the stage of development does not fit"
        expect(first.get_by_role("status")).to_contain_text(told)
        # The way back has the focus, the reasons are folded away, the other card is as it was.
        expect(first.get_by_role("button", name="Undo")).to_be_focused()
        expect(first.locator(".pairing")).to_be_hidden()
        expect(second.get_by_role("button", name="Must meet")).to_be_visible()
        assert page.url.endswith(FEAL)
        first.get_by_role("button", name="Undo").click()
        expect(first.get_by_role("button", name="Must meet")).to_be_visible()
        expect(first.locator(".pairing")).to_be_visible()
        assert not Feedback.objects.exists()
        assert watch.complaints == []


def test_it_works_without_a_script(chromium: Browser, live_server: LiveServer, cast: Cast) -> None:
    with opened(chromium, live_server, script=False) as (page, _watch):
        sign_in(page, cast.feal_person, "en")
        page.goto(FEAL)
        expect(page.locator(".recommendation h3").first).to_contain_text("Razrez")
        page.get_by_role("button", name="Must meet").last.click()
        assert page.url.endswith(FEAL)
        expect(page.locator(".recommendation h3").first).to_contain_text("KRITBI")
        page.get_by_role("button", name="No thanks").click()
        expect(page.locator(".recommendation")).to_have_count(1)
        page.get_by_role("link", name="Answers given").click()
        page.get_by_role("button", name=re.compile("Undo.*Razrez")).click()
        expect(page.locator("tbody tr")).to_have_count(1)
        assert [row.verdict for row in Feedback.objects.all()] == ["must_meet"]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_what_was_learned_fits_a_narrow_page(
    chromium: Browser, live_server: LiveServer, cast: Cast, language: str
) -> None:
    many_for_codes(cast.mission, count=12)
    with opened(chromium, live_server, width=320, language=language) as (page, watch):
        sign_in(page, cast.organiser, language)
        page.goto("/missions/kaluga/learned/")
        expect(page.locator("tbody tr")).not_to_have_count(0)
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
        assert watch.complaints == []
