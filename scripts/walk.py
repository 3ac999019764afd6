"""The first walk of somebody who has never seen the desk: compare, confirm, fix a name, export.

Every act is counted, so that what it takes at a person's speed can be told; the tour's pictures
and the browser test take the same steps.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, Page

from service.words import words

# Card, Moran and Newell (1983), the keystroke-level model: seconds of an average person.
_PRESS, _POINT, _THINK = 0.28, 1.1, 1.35
# Brysbaert (2019): silent reading of English non-fiction, words a minute.
_READING = 238
ACCOUNTS = {
    "es": (
        (
            "Ministerio de Salud",
            "La ministra de Salud, Clotilde Benegas, inauguró el lunes el hospital de Norvia. "
            "Clotilde Benegas dijo que el hospital tiene 40 camas. Las obras costaron 12 millones "
            "de pesos. El edificio tiene tres plantas.",
        ),
        (
            "El Faro de Norvia",
            "La ministra de Salud, Clotilde Venegas, inauguró el lunes el hospital de Norvia. "
            "El hospital tiene 28 camas. Las obras costaron 12 millones de pesos. Los vecinos "
            "esperaron la obra seis años.",
        ),
    ),
    "en": (
        (
            "Ministry of Works",
            "Works Minister Amelia Thornbury opened the bridge at Larkmouth on Monday. Amelia "
            "Thornbury said that the bridge cost 40 million crowns. It has two lanes for buses. "
            "The bridge is 310 metres long.",
        ),
        (
            "Larkmouth Gazette",
            "Works Minister Amelia Thornbery opened the bridge at Larkmouth on Monday. The bridge "
            "cost 65 million crowns. The bridge is 310 metres long. Fishermen have asked for a "
            "new quay.",
        ),
    ),
}
"""Two invented accounts in each language: one name slips, one number conflicts."""


@dataclass(slots=True)
class Person:
    """Somebody at a page, who points, types, pastes and reads; all of it is counted."""

    page: Page
    clicks: int = 0
    keys: int = 0
    thoughts: int = 0
    words_read: int = 0
    seen: set[str] = field(default_factory=set)

    @property
    def seconds(self) -> float:
        """How long an average person takes for it, the waiting for pages left out."""
        acts = self.clicks * (_POINT + _PRESS) + self.keys * _PRESS + self.thoughts * _THINK
        return acts + self.words_read / _READING * 60

    def click(self, target: Locator) -> None:
        """Think, point and click."""
        self.thoughts += 1
        self.clicks += 1
        target.click()

    def press(self, key: str) -> None:
        """Press a key or a combination of keys."""
        self.keys += key.count("+") + 1
        self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Type *text* where the focus is."""
        self.thoughts += 1
        self.keys += len(text)
        self.page.keyboard.type(text)

    def paste(self, text: str) -> None:
        """Paste *text*, copied before, where the focus is."""
        self.thoughts += 1
        self.keys += 2
        self.page.keyboard.insert_text(text)

    def tab_to(self, selector: str, key: str = "Tab") -> None:
        """Move the focus with the Tab key alone.

        Raises:
            LookupError: It does not lead there.
        """
        self.thoughts += 1
        for _ in range(120):
            self.press(key)
            if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                return
        raise LookupError(f"{key} does not reach {selector}")

    def read(self, selector: str) -> None:
        """Read what has not been read before, line by line."""
        lines = self.page.locator(selector).first.inner_text().splitlines()
        new = {line.strip() for line in lines} - self.seen
        self.seen |= new
        self.words_read += sum(len(line.split()) for line in new)


def walk(person: Person, desk: str, language: str, folder: Path) -> Iterator[str]:
    """Take the walk with a pointer; yield the name of each step before and after what it shows.

    The evidence sheet is saved in *folder* as `sheet.html`.
    """
    page, said = person.page, words(language)
    page.goto(desk)
    for side, (source, text) in zip(("left", "right"), ACCOUNTS[language], strict=True):
        person.click(page.locator(f"#{side}-source"))
        person.type(source)
        person.click(page.locator(f"#{side}-text"))
        person.paste(text)
    yield "compare"
    person.click(page.get_by_role("button", name=said["compare.go"]))
    page.wait_for_url("**/comparisons/**")
    person.read(".columns")
    person.read("li.finding.conflict")
    yield "comparison"
    conflict = page.locator("li.finding.conflict").first
    person.click(conflict.get_by_role("button", name=said["people.confirm"]))
    conflict.locator(".verdict").wait_for()
    yield "confirmed"
    person.click(page.get_by_role("link", name=said["comparison.names"]))
    person.read(".proposal")
    person.click(page.locator("[data-verdict=same]").first)
    page.locator("[data-preview]").wait_for()
    person.read("[data-preview]")
    yield "name"
    person.click(page.locator("[data-confirm]"))
    page.locator("#done").wait_for()
    person.click(page.get_by_role("link", name=said["names.to_comparison"]))
    person.click(page.locator(".exports summary"))
    yield "export"
    with page.expect_download() as found:
        person.click(page.get_by_role("link", name=said["export.html"]))
    found.value.save_as(folder / "sheet.html")
    page.goto((folder / "sheet.html").resolve().as_uri())
    yield "sheet"
