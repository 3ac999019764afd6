"""`python -m benchmarks.nightly_golden`: the example stories' reports as golden files.

    python -m benchmarks.nightly_golden                # make them again, after a wanted change
    python -m benchmarks.nightly_golden --check        # exit code 1 where they are not the same

Two reports, with the embedded model: the day of the call between Lima and Washington, and the
year of all example stories. Each is JSON, and HTML and Markdown in both languages.
"""

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from matching.embed import Encoder
from seeds.load import load_stories
from service.config import Settings
from service.nightly.making import report_text
from service.nightly.plan import Asked
from service.nightly.rendering import render_form
from service.nightly.running import Means, run_night
from service.nightly.window import day_night, span_night
from service.nightly_contract import NightlyReport, Scope
from service.store.engine import open_engine
from service.store.migrate import upgrade
from service.store.unit import unit_of_work
from service.words import LANGUAGES
from service.work.lanes import OneLane
from service.work.work import Work

GOLDEN = Path(__file__).parent.parent / "tests" / "service" / "nightly" / "golden"
FORMS = ("html", "md")

# When the newsroom stored the examples: after each of them was published.
_STORED = datetime(2026, 11, 1, tzinfo=UTC)
_NIGHTS = {
    "call": day_night(date(2025, 10, 30), "America/Lima"),
    "year": span_night(datetime(2025, 8, 1), datetime(2026, 8, 1), "America/Lima"),  # noqa: DTZ001
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Make or check the files; 1 where one is not the same."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.nightly_golden")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--only", choices=tuple(_NIGHTS))
    asked = parser.parse_args(arguments)
    names = (asked.only,) if asked.only else tuple(_NIGHTS)
    wrong = []
    with tempfile.TemporaryDirectory(prefix="contraste-golden-") as folder:
        for name in names:
            for path, content in golden_files(name, Path(folder)).items():
                if asked.check and (not path.is_file() or path.read_bytes() != content):
                    wrong.append(path.name)
                elif not asked.check:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(content)
                    print(path)
    for each in wrong:
        print(f"{each} is not the same")
    return 1 if wrong else 0


def golden_files(name: str, folder: Path, encoder: Encoder | None = None) -> Mapping[Path, bytes]:
    """Return the files of the night *name* made from the example stories in a new database."""
    # The precision that gives the same bytes on every processor.
    settings = Settings(database_url=f"sqlite:///{folder / 'golden.db'}", precision="float32")
    engine = open_engine(settings.store_url)
    upgrade(engine)
    with unit_of_work(engine, at=_STORED) as store:
        for story in load_stories():
            story_id = store.stories.add(story.title, at=_STORED)
            for document in story.documents.values():
                store.documents.add(document, stored_at=_STORED)
                store.stories.put(story_id, document.document_id, at=_STORED)
    executor = OneLane(Work(settings, given_encoder=encoder))
    try:
        asked = Asked(_NIGHTS[name], Scope(sources=(), story_id=None))
        report = run_night(Means(settings, engine, executor), asked).report
    finally:
        executor.close()
        engine.dispose()
    return {GOLDEN / f"{name}.json": report_text(report).encode(), **rendered(name, report)}


def rendered(name: str, report: NightlyReport) -> Mapping[Path, bytes]:
    """Return the forms of a report, in both languages, under their golden files' paths."""
    return {
        GOLDEN / f"{name}-{language}.{form}": render_form(report, form, language).content
        for language in LANGUAGES
        for form in FORMS
    }


if __name__ == "__main__":
    sys.exit(main())
