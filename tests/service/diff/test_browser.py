"""The page in a real browser; needs Debian's chromium and the playwright package."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.diff import render_comparison, render_story
from tests.service.diff import factories

playwright = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 390, "height": 844}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def chromium() -> Iterator[playwright.Browser]:
    """Start the browser once for this file."""
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Write the three pages to a disk; return their addresses."""
    at = factories.CREATED_AT
    pages = {
        "ports": render_comparison(factories.ports_comparison(), created_at=at),
        "hostile": render_comparison(factories.hostile_comparison(), created_at=at),
        "article": render_story(factories.article_story(), created_at=at, language="es"),
    }
    folder: Path = tmp_path_factory.mktemp("pages")
    for name, html in pages.items():
        (folder / f"{name}.html").write_text(html, "utf-8", newline="")
    return {name: (folder / f"{name}.html").as_uri() for name in pages}


class Visit:
    """An open page with everything it complained about or asked for."""

    def __init__(self, page: playwright.Page, address: str) -> None:
        self.page = page
        self.troubles: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.troubles.append(message.text))
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        page.goto(address)


def visit(chromium: playwright.Browser, address: str, **options: object) -> Visit:
    """Open *address* in a fresh page, wide and light unless *options* say otherwise."""
    return Visit(
        chromium.new_page(**{"viewport": WIDE, "color_scheme": "light", **options}), address
    )


def complaints(page: playwright.Page) -> list[str]:
    """Return what axe finds wrong, with the first place of each."""
    found = axe.Axe().run(page, options=RULES).response["violations"]
    return [f"{item['id']}: {item['nodes'][0]['html'][:120]}" for item in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("name", ["ports", "article"])
def test_page_is_accessible(
    chromium: playwright.Browser,
    files: dict[str, str],
    name: str,
    viewport: dict[str, int],
    scheme: str,
) -> None:
    """Axe finds nothing, with everything opened, in light and dark, wide and narrow."""
    page = visit(chromium, files[name], viewport=viewport, color_scheme=scheme).page
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    page.evaluate("document.querySelectorAll('.toggle').forEach(t => t.click())")
    assert complaints(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


@pytest.mark.parametrize("name", ["ports", "hostile", "article"])
def test_page_is_quiet_and_asks_for_nothing(
    chromium: playwright.Browser, files: dict[str, str], name: str
) -> None:
    """No script fails, no policy is broken, and the file itself is the only request."""
    seen = visit(chromium, files[name])
    assert seen.troubles == []
    assert seen.requests == [files[name]]


def test_browser_shows_the_exact_texts(chromium: playwright.Browser, files: dict[str, str]) -> None:
    """The texts in the browser's memory are the stored texts, line ends included."""
    read = "[...document.querySelectorAll('.original')].map(o => o.textContent)"
    ports = visit(chromium, files["ports"]).page
    assert ports.evaluate(read) == [factories.SPANISH, factories.ENGLISH]
    hostile = visit(chromium, files["hostile"]).page
    assert hostile.evaluate(read) == [factories.HOSTILE.replace("\0", "\ufffd"), factories.ARABIC]
    assert hostile.title() != "owned"


def test_keys_walk_and_filter(chromium: playwright.Browser, files: dict[str, str]) -> None:
    """J and k walk the findings, f leaves only what differs, and the dialog turns keys off."""
    page = visit(chromium, files["ports"]).page
    at = "document.activeElement.id"
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate(at) == "p1-f2"
    page.keyboard.press("k")
    assert page.evaluate(at) == "p1-f1"
    page.keyboard.press("f")
    shown = page.locator(".finding:visible")
    assert shown.count() == 5
    assert page.locator(".shown").inner_text() == "5/6 shown"
    page.keyboard.press("?")
    page.get_by_label("Single keys are on").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("f")
    assert shown.count() == 5


def test_label_filter_hides_words_and_lines(
    chromium: playwright.Browser, files: dict[str, str]
) -> None:
    """A label's button leaves its findings, its lines and its colours alone."""
    page = visit(chromium, files["ports"]).page
    page.get_by_role("button", name="conflict 2").click()
    assert page.locator(".finding:visible").count() == 2
    assert page.locator(".lines g").count() == 2
    assert page.locator(".seg.agree:not(.off)").count() == 0


def test_words_and_findings_light_up_together(
    chromium: playwright.Browser, files: dict[str, str]
) -> None:
    """Focus on a claim lights the words of both sides, the line and the finding."""
    page = visit(chromium, files["ports"]).page
    page.locator('.left [data-start~="p1-f1"]').focus()
    assert page.locator(".right .original .lit").first.inner_text() == "45"
    assert page.locator(".lines g.lit").get_attribute("data-f") == "p1-f1"
    assert page.locator(".finding.lit").get_attribute("id") == "p1-f1"


def test_lines_join_the_aligned_words(chromium: playwright.Browser, files: dict[str, str]) -> None:
    """There is one line for each aligned pair of claims, and a stub for each extra."""
    page = visit(chromium, files["ports"]).page
    paths = "[...document.querySelectorAll('.lines g')].map(g => g.querySelectorAll('path').length)"
    assert page.evaluate(paths) == [1, 1, 1, 1, 1, 2]


def test_repaired_name_tells_on_focus(chromium: playwright.Browser, files: dict[str, str]) -> None:
    """A repaired name shows both forms on focus as on hover; Escape takes them away."""
    page = visit(chromium, files["ports"]).page
    tip = page.locator("#tip")
    page.locator(".left .name").focus()
    assert tip.inner_text() == "Inés Arrambidde → Inés Arrambide"
    page.keyboard.press("Escape")
    assert tip.is_hidden()
    page.locator(".right .name").hover()
    assert tip.inner_text() == "Sotomar Bay → bahía de Sotomar"


def test_language_switch(chromium: playwright.Browser, files: dict[str, str]) -> None:
    """The switch changes every interface word and the page's language, not the texts."""
    page = visit(chromium, files["ports"]).page
    page.get_by_role("button", name="Español").click()
    assert page.evaluate("document.documentElement.lang") == "es"
    assert page.locator(".finding .badge").first.inner_text() == "≠ conflicto"
    assert page.locator(".original").first.text_content() == factories.SPANISH


def test_row_opens_by_keyboard_and_cell_tells_words(
    chromium: playwright.Browser, files: dict[str, str]
) -> None:
    """Enter opens a row's words and reasons; focus on a cell shows its exact words."""
    page = visit(chromium, files["article"]).page
    assert page.locator("#row-1-words").is_hidden()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    assert page.locator("#row-1-words mark").first.inner_text() == "310"
    page.locator("#row-1 .state[data-tip]").nth(1).focus()
    assert page.locator("#tip").inner_text() == "son 130 los alumnos sin plaza"


def test_link_opens_what_it_leads_to(chromium: playwright.Browser, files: dict[str, str]) -> None:
    """A reason's link in the matrix leads to the finding, also in a closed pair."""
    page = visit(chromium, files["article"]).page
    page.locator(".pair > summary").first.click()
    page.locator(".toggle").first.click()
    page.locator(".ground a").first.click()
    page.wait_for_function("document.activeElement.id === 'p1-f1'")
    assert page.locator("#p1-f1").is_visible()


def test_narrow_screen_puts_the_aligned_list_first(
    chromium: playwright.Browser, files: dict[str, str]
) -> None:
    """On a telephone the findings stand before the whole texts, one column wide."""
    page = visit(chromium, files["ports"], viewport=NARROW).page
    top = "node => node.getBoundingClientRect().top"
    assert page.locator(".list").evaluate(top) < page.locator(".texts").evaluate(top)
    quotes = page.locator(".finding").first.locator(".voice")
    assert quotes.nth(0).bounding_box()["x"] == quotes.nth(1).bounding_box()["x"]


def test_page_reads_without_script(chromium: playwright.Browser, files: dict[str, str]) -> None:
    """Without JavaScript the texts, words, reasons and rows are all there."""
    context = chromium.new_context(java_script_enabled=False, viewport=WIDE)
    page = context.new_page()
    page.goto(files["article"])
    assert page.locator("#row-1-words").is_visible()
    assert page.locator(".original").first.is_visible()
    assert page.locator(".languages").is_hidden()
