"""`python -m benchmarks.night_page`: how long the report of a night of 500 documents takes to open.

    python -m benchmarks.night_page --out FOLDER --pdf    # keep what was opened, and print it

The report is that of the example stories' year, grown by telling its parts again under other
names. Each language's file is opened in Chromium from the disk, wide and narrow, each time in a
new context, until it is laid out and painted. `opened_ms` is the median on the clock, which other
work on the machine lengthens; `worked_ms` that of the processor, by the page's main thread. Exit
code 1 when the latter is a second or more. Needs the extra `dev`.
"""

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks.nightly_golden import GOLDEN
from service.nightly.names import MOST_MERGES, MOST_REPAIRS
from service.nightly.rendering import render_form
from service.nightly_contract import NightlyReport
from service.words import LANGUAGES

DOCUMENTS = 500
_WIDTHS = (1280, 390)
_LIMIT_MS = 1_000.0
# Until the frame after the one in which the page has been laid out is painted.
_PAINTED = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures as JSON; 1 when a page takes a second or more."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.night_page")
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--out", type=Path, help="keep the files in this folder")
    parser.add_argument("--pdf", action="store_true", help="print them, too")
    asked = parser.parse_args(arguments)
    report = grown(asked.documents)
    forms = ("html", "pdf") if asked.pdf else ("html",)
    with tempfile.TemporaryDirectory(prefix="contraste-night-page-") as made:
        files = list(_files(report, asked.out or Path(made), forms))
        pages = [path for path in files if path.suffix == ".html"]
        found: dict[str, object] = {
            "documents": len(report.documents),
            "stories": len(report.stories),
            "conflicts": len(report.conflicts),
            "bytes": {path.name: path.stat().st_size for path in files},
        }
        opened = _opened(pages, asked.rounds)
    for number, name in enumerate(("opened_ms", "worked_ms")):
        found[name] = {page: times[number] for page, times in opened.items()}
    print(json.dumps(found, indent=1))
    return 1 if max(worked for _, worked in opened.values()) >= _LIMIT_MS else 0


def grown(documents: int) -> NightlyReport:
    """Return a report of at least so many documents, each part told again under other names."""
    year = NightlyReport.model_validate_json(GOLDEN.joinpath("year.json").read_text("utf-8"))
    times = -(-documents // len(year.documents))
    summary = {name: number * times for name, number in year.summary.model_dump().items()}
    parts = ("documents", "stories", "conflicts", "repairs", "merges", "edits")
    grown_parts = {
        name: tuple(_again(each, number) for number in range(times) for each in getattr(year, name))
        for name in parts
    }
    for name, most in (("repairs", MOST_REPAIRS), ("merges", MOST_MERGES)):
        grown_parts[name] = grown_parts[name][:most]
    measured = year.consistency.model_copy(
        update={
            name: tuple(
                _again(each, number)
                for number in range(times)
                for each in getattr(year.consistency, name)
            )
            for name in ("sources", "pairs")
        }
    )
    told = {"summary": year.summary.model_copy(update=summary), "consistency": measured}
    return year.model_copy(update=grown_parts | told)


def _again(part: Any, number: int) -> Any:
    """Return *part* under another name from the second time on."""
    if not number:
        return part
    names = ("source", "title", "left", "right", "surface")
    update = {
        name: f"{value} {number + 1}"
        for name in names
        if isinstance(value := getattr(part, name, None), str)
    }
    return part.model_copy(update=update)


def _files(report: NightlyReport, folder: Path, forms: Sequence[str]) -> Iterator[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        for form in forms:
            path = folder / f"night-{language}.{form}"
            path.write_bytes(render_form(report, form, language).content)
            yield path


def _opened(pages: Sequence[Path], rounds: int) -> dict[str, tuple[float, float]]:
    """Return the median milliseconds of clock and processor, by file and width."""
    browser_path = shutil.which("chromium")
    if browser_path is None:
        raise FileNotFoundError("chromium is not installed (Debian: apt-get install chromium)")
    found = {}
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        for path in pages:
            for width in _WIDTHS:
                times = [_open(browser, path, width) for _ in range(rounds)]
                clock, worked = (round(median(each), 1) for each in zip(*times, strict=True))
                found[f"{path.stem} at {width}"] = clock, worked
        browser.close()
    return found


def _open(browser: Browser, path: Path, width: int) -> tuple[float, float]:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("Performance.enable", {"timeDomain": "threadTicks"})
    begun = time.perf_counter()
    page.goto(path.as_uri())
    page.evaluate(_PAINTED)
    taken = time.perf_counter() - begun
    metrics = tools.send("Performance.getMetrics")["metrics"]
    worked = next(each["value"] for each in metrics if each["name"] == "TaskDuration")
    context.close()
    return taken * 1_000, worked * 1_000


if __name__ == "__main__":
    sys.exit(main())
