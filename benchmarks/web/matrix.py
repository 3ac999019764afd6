"""The matrix of a large story in a browser: how soon it stands, how smoothly it scrolls.

Smooth means what an eye takes for smooth on a screen of 60 frames a second: of a hundred frames
at most five come more than one screen frame late, and none after 100 ms, which is where an answer
ceases to feel immediate (Nielsen 1993, Usability Engineering, 5.5).

The pointer stands on the matrix and the wheel turns, by real wheel events; whenever the end of
the rows is reached, the next ones are asked for. Then the whole matrix is crossed once more
upwards and sideways. Frames are the page's own (requestAnimationFrame); those in which nothing
scrolls, because rows are on their way, are left out, the one in which rows come in is not.
"""

from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, Page

from benchmarks.figure import Bound, Figure
from benchmarks.web.browser import new_window, seconds_to_interactive, weight
from benchmarks.web.sheets import AT, make_sheet
from matching.document import Document
from service.config import Settings
from service.store.engine import open_engine
from service.store.matrices import matrix_id
from service.store.migrate import upgrade
from service.store.unit import unit_of_work
from service.story.sheet import sheet_body

MOST_SECONDS, MOST_KILOBYTES = Bound(1.0, is_ceiling=True), Bound(300, is_ceiling=True)
MOST_P95, MOST_FRAME = Bound(34, is_ceiling=True), Bound(100, is_ceiling=True)
_ROUNDS = 5
# One notch of a usual mouse wheel in CSS pixels.
_NOTCH = 120
_MOST_NOTCHES = 2_000
# What comes in is laid out and painted after the frame that first sees it: three count.
_RECORD = """() => {
  const grid = document.querySelector(".grid");
  const seen = window.seenFrames = { moving: [], adding: [] };
  const count = () => grid.querySelectorAll(".toggle").length;
  let last = null, top = 0, left = 0, rows = count(), fresh = 0;
  const frame = (now) => {
    fresh = count() === rows ? fresh - 1 : 3;
    const isMoved = grid.scrollTop !== top || grid.scrollLeft !== left;
    if (last !== null && fresh > 0) seen.adding.push(now - last);
    else if (last !== null && isMoved) seen.moving.push(now - last);
    [last, top, left, rows] = [now, grid.scrollTop, grid.scrollLeft, count()];
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}"""
_PLACE = """() => {
  const grid = document.querySelector(".grid");
  return [grid.scrollTop, grid.scrollLeft];
}"""


def store_story(folder: Path, facts: int, sources: int) -> str:
    """Store a story in *folder* with a matrix of *facts* × *sources*; return its path."""
    settings = Settings(data_dir=folder)
    engine = open_engine(settings.store_url)
    upgrade(engine)
    sheet = make_sheet(facts, sources)
    documents = [Document(f"Texto {n}.", each.source) for n, each in enumerate(sheet.documents)]
    ids = [each.document_id for each in documents]
    with unit_of_work(engine, actor="local", at=AT) as store:
        story_id = store.stories.add("Un temporal", at=AT)
        for each in documents:
            store.documents.add(each, stored_at=AT)
            store.stories.put(story_id, each.document_id, at=AT)
        made = matrix_id(ids, (), settings.model)
        store.matrices.add(made, {"matrix": {"rows": []}}, sheet_body(sheet), at=AT)
    engine.dispose()
    return f"/stories/{story_id}"


def matrix_figures(browser: Browser, address: str, size: tuple[int, int]) -> tuple[Figure, ...]:
    """Return what opening takes, the median of five, and the frames of scrolling through."""
    taken, sent = [], 0
    for _ in range(_ROUNDS):
        page = new_window(browser)
        taken.append(seconds_to_interactive(page, address))
        sent = weight(page)
        page.close()
    page = new_window(browser)
    page.goto(address)
    moving, adding = scroll_through(page)
    page.close()
    name = f"story of {size[0]} claims × {size[1]} sources"
    return (
        Figure("web", name, "interactive, s", float(np.median(taken)), MOST_SECONDS),
        Figure("web", name, "weight, kB", sent / 1000, MOST_KILOBYTES),
        Figure("web", name, "frames of scrolling", len(moving)),
        Figure("web", name, "frame, p95, ms", float(np.percentile(moving, 95)), MOST_P95),
        Figure("web", name, "longest frame, ms", max(moving), MOST_FRAME),
        Figure("web", name, "longest frame in which rows come, ms", max(adding), MOST_FRAME),
    )


def scroll_through(page: Page) -> tuple[list[float], list[float]]:
    """Scroll the matrix of *page* by the wheel: down with all its rows, up, to both sides.

    Returns the milliseconds of each frame in which it moved, and of those in which rows came.
    """
    page.locator(".grid").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('.grid').scrollIntoView()")
    box = page.locator(".grid").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.evaluate(_RECORD)
    _turn(page, down=_NOTCH)
    while page.locator(".more a").count():
        known = page.locator(".toggle").count()
        page.locator(".more a").click()
        page.locator(".toggle").nth(known).wait_for(state="attached")
        _turn(page, down=_NOTCH)
    _turn(page, down=-_NOTCH)
    _turn(page, right=_NOTCH)
    _turn(page, right=-_NOTCH)
    moving, adding = page.evaluate("[seenFrames.moving, seenFrames.adding]")
    return moving, adding


def _turn(page: Page, *, down: int = 0, right: int = 0) -> None:
    """Turn the wheel until the matrix moves no more."""
    place, still = page.evaluate(_PLACE), 0
    for _ in range(_MOST_NOTCHES):
        page.mouse.wheel(right, down)
        at = page.evaluate(_PLACE)
        # A notch takes some frames: the end is where several do nothing.
        still = still + 1 if at == place else 0
        if still > 10:
            return
        place = at
    raise TimeoutError("The wheel does not come to an end.")
