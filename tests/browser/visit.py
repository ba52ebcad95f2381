"""A visit to the live server, with an ear for what pages say and an eye on what they ask for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, Request, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import PASSWORD
from vstrecha.people.models import User


class Watch:
    """What a page says and asks for."""

    def __init__(self, page: Page, home: str) -> None:
        self.complaints: list[str] = []
        self.strange: list[str] = []
        self.home = home
        page.on("console", lambda message: self._hear(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._ask)

    def _hear(self, kind: str, text: str) -> None:
        # The page of an error is meant to have the status of an error.
        if kind in {"error", "warning"} and "404 (Not Found)" not in text:
            self.complaints.append(text)

    def _ask(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:")):
            self.strange.append(request.url)


@contextmanager
def opened(  # noqa: PLR0913 - what is varied, by name
    chromium: Browser,
    live_server: LiveServer,
    *,
    width: int = 1440,
    language: str = "en",
    script: bool = True,
    theme: str = "light",
) -> Iterator[tuple[Page, Watch]]:
    context = chromium.new_context(
        viewport={"width": width, "height": 900},
        java_script_enabled=script,
        locale=language,
        color_scheme="dark" if theme == "dark" else "light",
        base_url=live_server.url,
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    try:
        yield page, Watch(page, live_server.url)
    finally:
        context.close()


def sign_in(page: Page, user: User, language: str) -> None:
    User.objects.filter(pk=user.pk).update(language=language)
    page.goto("/sign-in/")
    page.locator("#id_username").fill(user.email)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("main button").click()
    expect(page.locator("h1")).to_be_visible()
