"""How quickly a large comparison stands in a browser, and what the page weighs.

    python -m benchmarks.web [--claims 200]

Two texts of as many claims each are compared by a stand-in for the model, stored in a folder
of their own and served on loopback; chromium opens the page. Interactive means that the
scripts have run and a filter answers; the weight is everything that came over the wire,
compressed as it is, the two texts included.
"""

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.load.server import serving
from matching.document import Document
from matching.testing import HashingEncoder
from service.config import Settings
from service.store.migrate import upgrade
from service.work import tasks
from service.work.given import Given
from service.work.work import Work

MOST_SECONDS, MOST_KILOBYTES = 1.0, 300
_TOWNS = "Alba Boreal Cedral Dorada Encina Fuentes Granada Herrera Iruela Jarama".split()
_DEEDS = (
    "El tren {number} de {town} llegó con {late} minutos de retraso",
    "La escuela {number} de {town} abrió con {late} alumnos",
    "El hospital {number} de {town} atendió a {late} personas",
    "La estación {number} de {town} registró {late} grados",
)
_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Opened:
    """What one opening of the page took: seconds, and bytes sent."""

    interactive: float
    filtered: float
    weight: int


def main() -> int:
    """Measure, print a table, and return 1 when a bound is not kept."""
    parser = argparse.ArgumentParser(description="A large comparison in a browser.")
    parser.add_argument("--claims", type=int, default=200, help="claims of each text")
    claims = parser.parse_args().claims
    with tempfile.TemporaryDirectory(prefix="contraste-") as found:
        address = _store(Path(found), claims)
        with serving(Path(found)) as (desk, _):
            opened = list(_open(desk + address))
    middle = sorted(opened, key=lambda each: each.interactive)[len(opened) // 2]
    weight = middle.weight / 1000
    rows = (
        ("interactive, s, median of five", f"{middle.interactive:.2f}", f"<= {MOST_SECONDS}"),
        ("a filter answers, s", f"{middle.filtered:.2f}", ""),
        ("weight with the texts, kB", f"{weight:.0f}", f"< {MOST_KILOBYTES}"),
    )
    print(f"2 x {claims} claims")
    for name, value, bound in rows:
        print(f"{name:40} {value:>8} {bound}")
    return int(middle.interactive > MOST_SECONDS or weight >= MOST_KILOBYTES)


def _store(folder: Path, claims: int) -> str:
    """Compare two texts; return the address of the page."""
    work = Work(Settings(data_dir=folder), given_encoder=HashingEncoder())
    upgrade(work.engine)
    texts = [_text(claims, seed) for seed in (1, 2)]
    left, right = (
        Given(Document(text, source, "es"))
        for text, source in zip(texts, ("Agencia Norte", "Agencia Sur"), strict=True)
    )
    made = tasks.compare(work, left, right, "local")
    work.close()
    return f"/comparisons/{made}"


def _text(claims: int, seed: int) -> str:
    """Return as many sentences; half of them differ from seed to seed in their figure."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    sentences = []
    for number in range(claims):
        late = number if number % 2 else chance.randint(1, 99)
        town = _TOWNS[number % len(_TOWNS)]
        deed = _DEEDS[number % len(_DEEDS)]
        sentences.append(deed.format(number=number + 1, town=town, late=late + 2))
    return ". ".join(sentences) + "."


def _open(address: str) -> Iterator[Opened]:
    with _page() as new_page:
        for _ in range(_ROUNDS):
            page = new_page()
            page.goto(address)
            page.wait_for_load_state("load")
            interactive = page.evaluate(_INTERACTIVE)
            filtered = page.evaluate(_FILTER)
            page.wait_for_load_state("networkidle")
            yield Opened(interactive / 1000, filtered / 1000, page.evaluate(_WEIGHT))
            page.close()


_INTERACTIVE = "performance.timing.loadEventEnd - performance.timing.navigationStart"
_WEIGHT = """() => performance.getEntries().reduce(
  (sum, entry) => sum + (entry.encodedBodySize || 0), 0)"""
# From the press of a button to the next painted frame.
_FILTER = """() => new Promise((done) => {
  const start = performance.now();
  document.querySelector('[data-show="conflict"]').click();
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})"""


@contextmanager
def _page() -> Iterator[Callable[[], Page]]:
    path = shutil.which("chromium")
    if path is None:
        raise FileNotFoundError("chromium is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield lambda: browser.new_page(viewport={"width": 1280, "height": 900})
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
