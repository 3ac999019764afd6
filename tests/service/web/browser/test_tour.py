"""The first walk: compare two texts, confirm a conflict, fix a name, export the sheet.

By pointer in Spanish, by keyboard alone in English; docs/tour.md tells what it takes.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scripts.walk import ACCOUNTS, Person, walk
from service.config import Settings
from service.words import words
from tests.browsers import complaints, visit
from tests.service.web.browser.conftest import served

MOST_SECONDS = 180
TOUR = Path(__file__).parents[4] / "docs/tour.md"


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[str]:
    """The address of a desk at which nobody has ever worked."""
    with served(Settings(data_dir=tmp_path / "desk")) as address:
        yield address


def told(pattern: str) -> int:
    """Return the number that docs/tour.md gives."""
    found = re.search(pattern, TOUR.read_text("utf-8"))
    assert found, pattern
    return int(found[1])


def check_sheet(sheet: str, language: str) -> None:
    """The sheet has the conflict, and that a person confirmed it."""
    said = words(language)
    assert said["label.conflict"] in sheet
    assert said["verdict"] in sheet
    for _, text in ACCOUNTS[language]:
        number = re.search(r"\d\d (?:camas|million)", text)
        assert number
        assert number[0] in sheet


def test_the_walk_by_pointer(chromium: Any, empty: str, tmp_path: Path) -> None:
    """In as many clicks as the tour tells, each step accessible, in under three minutes."""
    seen = visit(chromium, empty, locale="es")
    # The first comparison waits for the model, on a busy machine longer than for a page.
    seen.page.set_default_timeout(120_000)
    person = Person(seen.page)
    for step in walk(person, empty, "es", tmp_path):
        if step != "sheet":
            assert complaints(seen.page) == [], step
    check_sheet((tmp_path / "sheet.html").read_text("utf-8"), "es")
    assert seen.troubles == []
    assert person.clicks == told(r"(\d+) clicks")
    assert person.seconds < MOST_SECONDS
    seen.page.close()


def test_the_walk_by_keyboard(chromium: Any, empty: str, tmp_path: Path) -> None:
    """Without a pointer, in as many strokes as the tour tells, in under three minutes."""
    seen = visit(chromium, empty, locale="en")
    page = seen.page
    person = Person(page)
    for side, (source, text) in zip(("left", "right"), ACCOUNTS["en"], strict=True):
        person.tab_to(f"#{side}-source")
        person.type(source)
        person.tab_to(f"#{side}-text")
        person.paste(text)
    person.tab_to(".primary")
    person.press("Enter")
    page.wait_for_url("**/comparisons/**")
    person.read(".columns")
    person.press("j")
    person.read("li.finding.conflict")
    person.tab_to("[form=confirm]")
    person.press("Enter")
    page.locator(".finding.conflict .verdict").wait_for()
    person.tab_to("[href^='/names?comparison']", "Shift+Tab")
    person.press("Enter")
    page.wait_for_url("**/names?**")
    person.read(".proposal")
    person.press("y")
    page.locator("[data-preview]").wait_for()
    person.read("[data-preview]")
    person.press("y")
    page.locator("#done").wait_for()
    person.tab_to("main [href^='/comparisons/']", "Shift+Tab")
    person.press("Enter")
    page.wait_for_url("**/comparisons/**")
    person.tab_to(".exports summary")
    person.press("Enter")
    person.tab_to("[href$='/export/html']")
    with page.expect_download() as found:
        person.press("Enter")
    found.value.save_as(tmp_path / "sheet.html")
    check_sheet((tmp_path / "sheet.html").read_text("utf-8"), "en")
    assert seen.troubles == []
    assert person.clicks == 0
    assert person.keys <= told(r"(\d+) strokes")
    assert person.seconds < MOST_SECONDS
    page.close()
