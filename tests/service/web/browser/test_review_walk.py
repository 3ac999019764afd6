"""The whole review by keyboard alone, in a real browser, in both languages; and axe on its pages.

Needs Debian's chromium and the playwright package.
"""

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from service.app import create_app
from service.config import Settings
from service.store.engine import open_engine
from service.store.migrate import upgrade
from service.store.unit import read_only, unit_of_work
from service.words import LANGUAGES, words
from tests.service.api.conftest import hashing_executor
from tests.service.diff import factories

playwright = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")

COMPARISON = factories.ports_comparison()
CMP = COMPARISON.comparison_id
NUMBER = COMPARISON.findings[1].finding_id
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def chromium() -> Iterator[playwright.Browser]:
    """Start the browser once for this file."""
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


class Desk:
    """A running service: its address, and what its database holds."""

    def __init__(self, port: int, url: str) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.url = url

    def said(self) -> list[tuple[str, str | None, str]]:
        """Return finding, label and note of every judgement, finding by finding."""
        engine = open_engine(self.url)
        with read_only(engine) as store:
            found = store.reviews.judged()
        engine.dispose()
        return [
            (key[1], each.judgement.label, each.judgement.reason)
            for key, group in found.items()
            for each in group
        ]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Desk]:
    """Serve a store with one comparison, as the command line does."""
    url = f"sqlite:///{tmp_path / 'store.db'}"
    engine = open_engine(url)
    upgrade(engine)
    with unit_of_work(engine, at=factories.CREATED_AT) as store:
        store.comparisons.add(COMPARISON, created_at=factories.CREATED_AT)
    engine.dispose()
    app = create_app(Settings(database_url=url), executor=hashing_executor)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", proxy_headers=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield Desk(server.servers[0].sockets[0].getsockname()[1], url)
    server.should_exit = True
    thread.join()


def opened(
    chromium: playwright.Browser, desk: Desk, path: str, **options: object
) -> playwright.Page:
    """Open *path* in a fresh browser, wide and English unless *options* say otherwise."""
    context = chromium.new_context(**{"viewport": WIDE, "locale": "en", **options})
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(desk.base + path)
    return page


def press(page: playwright.Page, key: str) -> None:
    """Press a key that leads to another page, and wait for that."""
    with page.expect_navigation():
        page.keyboard.press(key)


def tab_to(page: playwright.Page, selector: str) -> None:
    """Move the focus with the Tab key alone."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    pytest.fail(f"Tab does not reach {selector}")


def complaints(page: playwright.Page) -> list[str]:
    """Return what axe finds wrong, with the first place of each."""
    found = axe.Axe().run(page, options=RULES).response["violations"]
    return [f"{item['id']}: {item['nodes'][0]['html'][:160]}" for item in found]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_review_by_keyboard(
    chromium: playwright.Browser, served: Desk, language: str
) -> None:
    """From the queue over every key to the last finding, without a pointer."""
    said = words(language)
    page = opened(chromium, served, "/review", locale=language)
    assert page.locator("html").get_attribute("lang") == language
    press(page, "n")
    first = page.url
    press(page, "j")
    assert page.url != first
    press(page, "k")
    assert page.url == first
    page.keyboard.press("m")
    page.keyboard.type("ace up")
    assert page.url == first
    page.keyboard.press("Escape")
    press(page, "c")
    assert [each[1:] for each in served.said()] == [("conflict", "ace up")]
    done = page.locator(".done").first.inner_text()
    assert said["label.conflict"] in done
    assert said["review.you"] in done
    press(page, "z")
    assert page.url.startswith(first)
    assert said["review.undone"] in page.locator(".done").last.inner_text()
    for key in ("a", "c", "e", "u", "a", "c"):
        press(page, key)
    assert page.url.startswith(f"{served.base}/review?")
    assert page.locator(".queue li").count() == 0
    last = {finding: label for finding, label, _ in served.said()}
    assert sorted(last.values()) == ["agree"] * 2 + ["conflict"] * 2 + ["extra", "undecided"]


def test_blind_shows_the_label_after_judging(chromium: playwright.Browser, served: Desk) -> None:
    """Chosen by keyboard; nothing of the label is in the page before, all of it after."""
    page = opened(chromium, served, "/review")
    tab_to(page, "[name=blind]")
    page.keyboard.press("Space")
    tab_to(page, ".sieve button")
    press(page, "Enter")
    press(page, "n")
    assert page.locator(".verdicts, mark").count() == 0
    first = page.url
    press(page, "a")
    assert "Machine" in page.locator(".done").inner_text()
    page.goto(first)
    assert page.locator(".verdicts").count() == 1


def test_keys_can_be_switched_off_for_good(chromium: playwright.Browser, served: Desk) -> None:
    """By keyboard, in the list of keys; on the next page, too (WCAG 2.1.4)."""
    page = opened(chromium, served, f"/review/{CMP}/{NUMBER}")
    page.keyboard.press("?")
    assert page.locator("#review-help").is_visible()
    tab_to(page, "#keys-on")
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    for _ in range(2):
        page.keyboard.press("a")
        page.wait_for_timeout(150)
        assert served.said() == []
        page.reload()
    page.locator("[data-help]").focus()
    page.keyboard.press("Enter")
    tab_to(page, "#keys-on")
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    press(page, "a")
    assert len(served.said()) == 1


def test_two_at_once(chromium: playwright.Browser, served: Desk) -> None:
    """Who comes second sees what was said, and what they wrote is still there."""
    slow = opened(chromium, served, f"/review/{CMP}/{NUMBER}")
    fast = opened(chromium, served, f"/review/{CMP}/{NUMBER}")
    press(fast, "c")
    slow.keyboard.press(".")
    slow.keyboard.type("rounded")
    slow.keyboard.press("Escape")
    press(slow, "a")
    assert "meanwhile" in slow.locator("[role=alert]").inner_text()
    assert slow.locator("#note").input_value() == "rounded"
    assert len(served.said()) == 1
    press(slow, "a")
    assert [each[1] for each in served.said()] == ["conflict", "agree"]


def test_without_scripts_everything_is_a_form(chromium: playwright.Browser, served: Desk) -> None:
    """Judge, undo, whole texts and bulk accept."""
    page = opened(chromium, served, f"/review/{CMP}/{NUMBER}", java_script_enabled=False)
    page.get_by_role("link", name="Whole texts").click()
    assert "bahía de Sotomar" in page.locator(".whole").inner_text()
    page.go_back()
    page.get_by_role("button", name="conflict").click()
    page.get_by_role("button", name="Undo last").click()
    assert [each[1] for each in served.said()] == ["conflict", None]
    page.goto(f"{served.base}/review/bulk?label=extra&least=80")
    page.locator("#pick-1").uncheck()
    page.locator(".primary").click()
    assert "1 label accepted" in page.locator(".done").inner_text()
    page.get_by_role("button", name="Undo all").first.click()
    assert [each[1] for each in served.said()] == ["conflict", None, "extra", None]


def test_whole_texts_come_into_the_page(chromium: playwright.Browser, served: Desk) -> None:
    """By their key."""
    page = opened(chromium, served, f"/review/{CMP}/{NUMBER}")
    page.keyboard.press("t")
    page.locator("#texts .whole").wait_for()
    assert page.url.endswith(NUMBER)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_pages_are_accessible(
    chromium: playwright.Browser, served: Desk, viewport: dict[str, int], scheme: str
) -> None:
    """Axe finds nothing on any page of the desk, and nothing is wider than the window."""
    page = opened(chromium, served, "/review", viewport=viewport, color_scheme=scheme)
    finding = f"/review/{CMP}/{NUMBER}"
    paths = ["/review", "/review?state=second", finding, f"{finding}?blind=1", f"{finding}/texts"]
    paths += ["/review/bulk?label=extra&least=0", "/review/agreement", "/review/assignments"]
    for path in paths:
        page.goto(served.base + path)
        assert complaints(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], path
    page.goto(served.base + finding)
    press(page, "a")
    page.goto(served.base + finding)
    page.keyboard.press("t")
    page.locator("#texts .whole").wait_for()
    page.locator("details").evaluate_all("all => all.forEach(each => { each.open = true })")
    assert complaints(page) == []
    page.keyboard.press("?")
    assert complaints(page) == []
