"""Names decided by keyboard alone: walk, look at what changes, decide, undo."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from service.config import Settings
from tests.browsers import NARROW, WIDE, complaints, is_wider_than_the_screen, visit
from tests.service.web.browser.conftest import served

OWN = {"Sec-Fetch-Site": "same-origin"}
ACTIVE = "document.activeElement.id"
WORDS = {"es": ("Propuesta", "Lo que cambiaría"), "en": ("Proposal", "What would change")}


# Two pairs of accounts, each with a minister whom one of them misspells.
ACCOUNTS = (
    (
        "La ministra de Salud, Clotilde Benegas, visitó Norvia. Clotilde Benegas abrió 42 camas.",
        "La ministra de Salud, Clotilde Venegas, abrió 42 camas en Norvia.",
    ),
    (
        "El ministro de Justicia, Mauro Illanes, renunció el lunes. Mauro Illanes dejó Norvia.",
        "El ministro de Justicia, Mauro Ilanes, renunció el lunes y dejó Norvia.",
    ),
)


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service of its own: decisions on names stay in it."""
    with served(Settings(data_dir=tmp_path_factory.mktemp("names"))) as address:
        for number, (left, right) in enumerate(ACCOUNTS):
            form = {"left-text": left, "right-text": right}
            sources = {"left-source": f"Ministerio {number}", "right-source": f"Diario {number}"}
            made = httpx.post(f"{address}/compare", data=form | sources, headers=OWN, timeout=60)
            assert made.status_code == 303, made.text
        yield address


def proposals(page: Any) -> list[str]:
    """Return the headings of the proposals, in their order."""
    found: list[str] = page.locator(".proposal h2").all_inner_texts()
    return found


def opened(page: Any) -> Any:
    """Return the preview once it is there."""
    found = page.locator("[data-preview]")
    found.wait_for()
    return found


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("key", ["y", "n"])
def test_a_name_is_decided_and_undone_by_keys(
    chromium: Any, named: str, language: str, key: str
) -> None:
    """The first press shows what changes, the second decides, and u brings everything back."""
    seen = visit(chromium, f"{named}/names", locale=language)
    page = seen.page
    before = proposals(page)
    assert len(before) > 1
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate(ACTIVE) == "proposal-2"
    page.keyboard.press("k")
    assert page.evaluate(ACTIVE) == "proposal-1"
    page.keyboard.press(key)
    preview = opened(page)
    assert WORDS[language][1] in preview.inner_text()
    assert page.evaluate("document.activeElement.hasAttribute('data-confirm')")
    assert complaints(page) == []
    page.keyboard.press("Escape")
    assert page.locator("[data-preview]").count() == 0
    assert page.evaluate(ACTIVE) == "proposal-1"
    page.keyboard.press(key)
    opened(page)
    page.keyboard.press(key)
    page.locator("#done").wait_for()
    assert before[0] not in proposals(page)
    assert page.evaluate(ACTIVE) == "proposal-1"
    page.keyboard.press("u")
    opened(page)
    with page.expect_navigation():
        page.keyboard.press("u")
    assert proposals(page) == before
    assert seen.troubles == []
    page.close()


def test_keys_are_switched_off_and_stay_off(chromium: Any, named: str) -> None:
    """A reader who speaks to the machine is not led astray by a letter (WCAG 2.1.4)."""
    page = visit(chromium, f"{named}/names", locale="en").page
    page.keyboard.press("?")
    assert complaints(page) == []
    with page.expect_response("**/single-keys"):
        page.locator("#keys-on").press("Space")
    page.locator("#help [data-close]").press("Enter")
    page.reload()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement === document.body")
    page.close()


def test_it_works_without_scripts(chromium: Any, named: str) -> None:
    """A link leads to the preview, whose button decides."""
    page = chromium.new_page(java_script_enabled=False, locale="en")
    page.goto(f"{named}/names")
    page.locator("[data-verdict=same]").first.press("Enter")
    page.wait_for_url("**/names/preview**")
    page.locator("[data-confirm]").press("Enter")
    page.wait_for_url("**done=**")
    page.locator("[data-undo]").press("Enter")
    page.locator("[data-confirm]").press("Enter")
    assert "Undone" in page.locator("#done").inner_text()
    page.close()


@pytest.fixture(scope="module")
def places(desk: str) -> dict[str, str]:
    """Addresses of pages of this part, by what they show."""
    entity = httpx.get(f"{desk}/v1/entities?kind=person").json()["items"][0]["entity_id"]
    document = httpx.get(f"{desk}/v1/documents").json()["items"][0]
    return {
        "names": "/names",
        "entities": "/names/entities",
        "decisions": "/names/decisions",
        "entity": f"/names/{entity}?find=a",
        "sources": "/sources",
        "source": f"/sources/{document['source_id']}",
        "document": f"/documents/{document['document_id']}?words=5-20#at-5",
        "search": "/search?q=a",
        "meaning": "/search?q=presidente&by=meaning",
        "nothing": "/search?q=%25",
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize(
    "place",
    [
        "names",
        "entities",
        "decisions",
        "entity",
        "sources",
        "source",
        "document",
        "search",
        "meaning",
        "nothing",
    ],
)
def test_each_page_is_accessible_and_quiet(
    chromium: Any,
    desk: str,
    places: dict[str, str],
    place: str,
    viewport: dict[str, int],
    scheme: str,
) -> None:
    """Axe finds nothing, nothing is wider than the screen, and no script fails."""
    language = "es" if viewport is WIDE else "en"
    address = desk + places[place]
    seen = visit(chromium, address, viewport=viewport, color_scheme=scheme, locale=language)
    assert complaints(seen.page) == []
    assert not is_wider_than_the_screen(seen.page)
    assert seen.troubles == []
    seen.page.close()
