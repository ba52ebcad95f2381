"""An organiser plans: begins, watches, stops, compares with what is published, publishes."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.visit import opened, sign_in
from tests.factories import Cast
from vstrecha.engine.scheduling.plan import Plan
from vstrecha.programme.bridge import solve_planning
from vstrecha.programme.models import Programme, Run
from vstrecha.programme.services import complete_programme, planning, runs

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PLAN = "/missions/kaluga/plan/"


@pytest.fixture(autouse=True)
def _no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work is left to the test, which is the worker."""
    monkeypatch.setattr("vstrecha.programme.views.runs.complete_in_background", lambda **_: None)


@pytest.fixture
def _busy_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real engine, which is not content before it is stopped."""

    def engine(*, should_stop: Callable[[], bool], **rest: object) -> Plan:
        plan = solve_planning(**rest)  # type: ignore[arg-type]  # passed on
        for _ in range(1_200):
            if should_stop():
                return plan
            threading.Event().wait(0.05)
        raise AssertionError("never stopped")

    monkeypatch.setattr(planning, "solve_planning", engine)


def work(cast: Cast, monkeypatch: pytest.MonkeyPatch, look: Callable[[], None]) -> Programme:
    """Be the worker; `look` is what the organiser does as soon as there is something to see."""
    seen = runs._should_stop
    looked: list[Run] = []

    def should_stop(run: Run) -> bool:
        if run.steps and not looked:
            looked.append(run)
            look()
        return seen(run)

    monkeypatch.setattr(runs, "_should_stop", should_stop)
    programme = complete_programme(
        programme=cast.mission.programmes.get(status=Programme.Status.RUNNING)
    )
    assert looked
    return programme


def choose(page: Page) -> None:
    """Another seed, and everything anew."""
    page.get_by_text("Another seed").click()
    page.locator("input[name=seed]").fill("7")
    page.get_by_role("button", name="Plan anew").click()


@pytest.mark.usefixtures("_busy_engine")
def test_from_a_plan_to_its_publication(
    chromium: Browser, live_server: LiveServer, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(chromium, live_server) as (page, watch):
        sign_in(page, cast.organiser, "en")
        page.goto(PLAN)
        choose(page)
        run = page.locator("#run")
        expect(run).to_contain_text("Version 3 is being planned")
        expect(run).to_contain_text("A worker will take it up in a moment.")

        def stop() -> None:
            # The part of the page that changes has changed without anybody's doing.
            expect(run).to_contain_text("Gaps between meetings")
            # A key press still finds its button, though the part beside it comes anew each second.
            page.get_by_role("button", name="Stop planning").focus()
            page.wait_for_timeout(1_500)
            page.keyboard.press("Enter")
            expect(run).to_contain_text("Stopping")

        assert work(cast, monkeypatch, stop).placements.count() == 3
        expect(page.locator("h1")).to_contain_text("3 of 3 meetings placed.")

        page.locator("#to").select_option("3")
        page.get_by_role("button", name="Show the difference").click()
        expect(page.locator("h1")).to_contain_text("change")
        expect(page.get_by_role("heading", name="New")).to_be_visible()

        page.goto(PLAN)
        page.get_by_role("button", name="Publish version 3").click()
        expect(page.locator("dialog")).to_contain_text("against version 1")
        page.locator("dialog .button-primary").click()
        expect(page.locator(".message-success")).to_contain_text("Version 3 is published")
        expect(page.locator("main")).to_contain_text("Participants see this version.")
        assert watch.complaints == []
        assert watch.strange == []


@pytest.mark.usefixtures("_busy_engine")
def test_the_same_without_a_script(
    chromium: Browser, live_server: LiveServer, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(chromium, live_server, script=False, width=320) as (page, _watch):
        sign_in(page, cast.organiser, "en")
        page.goto(PLAN)
        choose(page)

        def stop() -> None:
            page.get_by_role("link", name="Look again").click()
            expect(page.locator("#run")).to_contain_text("Gaps between meetings")
            too_wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert too_wide <= 0
            page.get_by_role("button", name="Stop planning").click()

        work(cast, monkeypatch, stop)
        page.reload()
        expect(page.locator("h1")).to_contain_text("3 of 3 meetings placed.")
        page.get_by_role("link", name="Pin meetings").click()
        page.locator("button[name=pin]").first.click()
        expect(page.locator("h1")).to_have_text("1 of 3 meetings is pinned.")
