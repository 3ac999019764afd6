"""Why a document is in its story, asked for on the story's own page, by keyboard."""

from typing import Any

import pytest

from scripts.places import addresses
from tests.browsers import NARROW, WIDE, complaints, is_wider_than_the_screen, visit


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_it_opens_in_place_with_all_that_it_holds(
    chromium: Any, desk: str, viewport: dict[str, int]
) -> None:
    """Axe finds nothing with the form and the versions open; the page was not left."""
    address = addresses(desk)["story"]
    seen = visit(chromium, address, viewport=viewport, locale="es")
    page = seen.page
    asked = page.locator("a.ask").first
    asked.focus()
    page.keyboard.press("Enter")
    page.locator(".time .why").first.wait_for()
    assert page.url == address
    page.evaluate("document.querySelectorAll('.why details').forEach((each) => each.open = true)")
    assert page.locator(".why button[name=verdict]").count() >= 2
    assert complaints(page) == []
    assert not is_wider_than_the_screen(page)
    assert all(request.startswith(desk) for request in seen.requests)
    assert seen.troubles == []
    page.close()
