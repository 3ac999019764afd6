"""Every page that stands still: accessible, in one screen's width, quiet, and from here alone."""

import re
from typing import Any

import pytest

from scripts.places import PLACES, addresses
from tests.browsers import NARROW, WIDE, complaints, is_wider_than_the_screen, visit
from tests.service.web.doors import web_routes

ELSEWHERE = {
    "/static/{digest}/{name}",
    "/comparisons/{comparison_id}/export/{form}",
    "/stories/{story_id}/export/{form}",
    "/reports/export/{what}/{form}",
    "/reports/nightly/{report_id}/{form}",
    "/reports/feed.atom",
}
"""What is a file, and no page."""
HOLES = re.compile(r"\{[^}]*\}")


@pytest.fixture(scope="session")
def pages(desk: str) -> dict[str, str]:
    """The address of each page, by name."""
    return addresses(desk)


def test_no_page_is_left_out() -> None:
    """Each address of the desk that can be looked at is among the places."""
    known = {place.partition("?")[0] for place in PLACES.values()}
    known = {HOLES.sub("x", place) for place in known} | {"/stories/x/rows/x"}
    shown = {route.path for route, method in web_routes() if method == "GET"} - ELSEWHERE
    assert {HOLES.sub("x", path) for path in shown} - known == set()


@pytest.mark.parametrize(
    ("viewport", "scheme", "language"),
    [
        (WIDE, "light", "es"),
        (WIDE, "dark", "en"),
        (NARROW, "light", "en"),
        (NARROW, "dark", "es"),
    ],
    ids=["wide-light-es", "wide-dark-en", "narrow-light-en", "narrow-dark-es"],
)
@pytest.mark.parametrize("place", PLACES)
def test_a_page_is_accessible_and_quiet(
    chromium: Any,
    desk: str,
    pages: dict[str, str],
    place: str,
    viewport: dict[str, int],
    scheme: str,
    language: str,
) -> None:
    """Axe finds nothing, nothing is wider than the screen, and nothing comes from elsewhere."""
    seen = visit(chromium, pages[place], viewport=viewport, color_scheme=scheme, locale=language)
    page = seen.page
    page.wait_for_load_state("networkidle")
    assert page.locator("html").get_attribute("lang") == language
    assert complaints(page) == []
    assert not is_wider_than_the_screen(page)
    assert all(request.startswith(desk) for request in seen.requests)
    assert [each for each in seen.troubles if "404" not in each] == []
    page.close()


def test_the_places_are_one_line_on_a_phone(chromium: Any, desk: str) -> None:
    """Where one is stands in sight; Tab reaches the others, which come into sight with it."""
    page = visit(chromium, f"{desk}/settings", viewport=NARROW, locale="es").page
    places = page.locator(".frame nav a")
    assert page.locator(".frame").bounding_box()["height"] < 100
    assert len({round(box["y"]) for each in places.all() if (box := each.bounding_box())}) == 1
    expect_in_sight(places.last)
    places.first.focus()
    expect_in_sight(places.first)
    for _ in range(places.count() - 1):
        page.keyboard.press("Tab")
    expect_in_sight(places.last)
    page.close()


def expect_in_sight(place: Any) -> None:
    """Check that the whole of *place* stands in the window."""
    box = place.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= NARROW["width"]
