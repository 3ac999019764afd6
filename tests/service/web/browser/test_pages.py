"""Every page that stands still: accessible, in one screen's width, quiet, and from here alone."""

from typing import Any

import httpx
import pytest

from tests.browsers import NARROW, WIDE, complaints, is_wider_than_the_screen, visit

PLACES = (
    "/",
    "/comparisons/{comparison}",
    "/comparisons/{comparison}/findings/{finding}",
    "/nowhere",
)
"""Addresses of pages; what stands in braces is looked up in the service."""


@pytest.fixture(scope="session")
def stored(desk: str) -> dict[str, str]:
    """Identifiers of things that are stored, by kind."""
    listed = httpx.get(f"{desk}/v1/comparisons").json()["items"]
    comparison = httpx.get(f"{desk}/v1/comparisons/{listed[0]['comparison_id']}").json()
    return {
        "comparison": comparison["comparison_id"],
        "finding": comparison["findings"][0]["finding_id"],
    }


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("place", PLACES)
def test_a_page_is_accessible_and_quiet(
    chromium: Any,
    desk: str,
    stored: dict[str, str],
    place: str,
    viewport: dict[str, int],
    scheme: str,
    language: str,
) -> None:
    """Axe finds nothing, nothing is wider than the screen, and nothing comes from elsewhere."""
    seen = visit(
        chromium,
        desk + place.format(**stored),
        viewport=viewport,
        color_scheme=scheme,
        locale=language,
    )
    page = seen.page
    page.wait_for_load_state("networkidle")
    assert page.locator("html").get_attribute("lang") == language
    assert complaints(page) == []
    assert not is_wider_than_the_screen(page)
    assert all(request.startswith(desk) for request in seen.requests)
    assert [each for each in seen.troubles if "404" not in each] == []
    page.close()
