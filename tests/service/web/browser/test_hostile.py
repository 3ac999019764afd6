"""Documents that try to act, in a real browser: nothing runs, and nobody else is asked."""

from collections.abc import Iterator
from typing import Any

import pytest

from service.app import create_app
from service.config import Access, Settings
from tests.browsers import NARROW, chromium, is_wider_than_the_screen, playwright
from tests.service.api.conftest import hashing_executor, local_client
from tests.service.web.browser.conftest import served
from tests.service.web.hostile import ADDRESSES, MARK, Seeded, seed

__all__ = ["chromium"]

# What the texts would call if they could, and what tells that somebody did.
_TRAP = f"window.{MARK} = () => {{ window.acted = true }}; window.alert = window.{MARK};"
# The browser says so of an address that is not there; no document did it.
_NOT_THERE = "the server responded with a status of 4"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Seeded]]:
    """A running service in whose store every text tries to act."""
    url = f"sqlite:///{tmp_path_factory.mktemp('hostile') / 'store.db'}"
    settings = Settings(database_url=url, access=Access.OPEN)
    with local_client(create_app(settings, executor=hashing_executor)) as client:
        seeded = seed(client)
    with served(settings) as address:
        yield address, seeded


@pytest.mark.parametrize("path", list(ADDRESSES))
def test_nothing_acts_and_nobody_is_asked(
    chromium: Any, hostile: tuple[str, Seeded], path: str
) -> None:
    """No script of theirs, no request but to this server, no broken policy, no sideways scroll."""
    base, seeded = hostile
    context = chromium.new_context(viewport=NARROW, locale="es")
    context.add_init_script(_TRAP)
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: asked.append(request.url))
    context.on("page", lambda opened: said.append(f"a window: {opened.url}"))
    for address in ADDRESSES[path](seeded):
        page.goto(base + address)
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        for key in ("j", "k", "f", "Tab", "Escape"):
            page.keyboard.press(key)
        page.wait_for_timeout(100)
        try:
            _is_calm(page, address)
        except playwright.Error:
            # A key led to another page at that very moment; it counts as much.
            page.wait_for_load_state()
            _is_calm(page, address)
    assert [each for each in said if _NOT_THERE not in each] == []
    assert {each for each in asked if not each.startswith(f"{base}/")} == set()
    context.close()


def _is_calm(page: Any, address: str) -> None:
    assert page.evaluate("window.acted") is None, address
    assert page.title().endswith("Contraste") or page.locator("main").count() == 0
    assert not is_wider_than_the_screen(page), address
