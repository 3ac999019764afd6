"""A comparison of two long texts in a browser: how soon it stands, what it weighs.

Two texts of as many claims each are compared by a stand-in for the model and stored.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.figure import Bound, Figure
from benchmarks.web.browser import new_window, seconds_to_interactive, weight
from matching.document import Document
from matching.testing import HashingEncoder
from service.config import Settings
from service.store.migrate import upgrade
from service.work import tasks
from service.work.given import Given
from service.work.work import Work

MOST_SECONDS, MOST_KILOBYTES = Bound(1.0, is_ceiling=True), Bound(300, is_ceiling=True)
_TOWNS = "Alba Boreal Cedral Dorada Encina Fuentes Granada Herrera Iruela Jarama".split()
_DEEDS = (
    "El tren {number} de {town} llegó con {late} minutos de retraso",
    "La escuela {number} de {town} abrió con {late} alumnos",
    "El hospital {number} de {town} atendió a {late} personas",
    "La estación {number} de {town} registró {late} grados",
)
_ROUNDS = 5
# From the press of a button to the next painted frame.
_FILTER = """() => new Promise((done) => {
  const start = performance.now();
  document.querySelector('[data-show="conflict"]').click();
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})"""


@dataclass(frozen=True, slots=True)
class _Opened:
    """What one opening of the page took: seconds, and bytes sent."""

    interactive: float
    filtered: float
    weight: int


def store_comparison(folder: Path, claims: int) -> str:
    """Compare two texts of *claims* each and store it in *folder*; return the page's path."""
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


def comparison_figures(browser: Browser, address: str, claims: int) -> tuple[Figure, ...]:
    """Return what opening the page takes, the median of five times."""
    opened = sorted(_open(browser, address), key=lambda each: each.interactive)
    middle = opened[len(opened) // 2]
    name = f"comparison of 2 × {claims} claims"
    return (
        Figure("web", name, "interactive, s", middle.interactive, MOST_SECONDS),
        Figure("web", name, "a filter answers, s", middle.filtered),
        Figure("web", name, "weight with both texts, kB", middle.weight / 1000, MOST_KILOBYTES),
    )


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


def _open(browser: Browser, address: str) -> Iterator[_Opened]:
    for _ in range(_ROUNDS):
        page = new_window(browser)
        interactive = seconds_to_interactive(page, address)
        filtered = page.evaluate(_FILTER)
        yield _Opened(interactive, filtered / 1000, weight(page))
        page.close()
