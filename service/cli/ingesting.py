"""`contraste ingest`."""

import codecs
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Engine

from service.cli.output import progress_bar, write_json, write_stdout
from service.clock import run_time
from service.config import Settings, read_settings
from service.errors import InputError
from service.ingest_contract import IngestedPart
from service.ingesting import Ingested, gather, ingest, poll_feed
from service.ingesting.report import ingest_document, ingested_part
from service.intake.item import Fault, Item
from service.intake.jsonlines import read_lines
from service.intake.metadata import read_metadata
from service.intake.naming import shown
from service.intake.opening import STDIN, display_name, open_bytes
from service.intake.parsers import Result
from service.intake.raw import Corrections, Raw
from service.intake.read import LINES, read_raw, receive
from service.intake.web_address import is_url
from service.jobs.asking import ask_grouping
from service.store.engine import open_engine
from service.store.migrate import upgrade
from service.store.unit import unit_of_work
from service.store.unread import INPUT, Unread

FOUND, COULD_NOT = 1, 2
ACTOR = "cli"

# Files of a folder that are taken in; others lie beside them for their own reasons.
_SUFFIXES = frozenset(
    ".txt .md .markdown .html .htm .xhtml .pdf .json .jsonl .ndjson .xml .rss .atom".split()
)
# Lines of a bulk file that are stored together.
_LINES_AT_ONCE = 200

Move = Callable[[int, int], None]


@dataclass(slots=True)
class _Run:
    """What a run has come to so far; texts are not kept, a bulk file may hold many."""

    engine: Engine
    settings: Settings
    given: Corrections
    at: datetime
    documents: list[IngestedPart] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)

    def store(self, items: Sequence[Item], progress: Move | None = None) -> None:
        """Store *items* and note what came of them."""
        found = ingest(
            items, self.engine, at=self.at, actor=ACTOR, given=self.given, progress=progress
        )
        self.note(found)

    def ask_grouping(self) -> None:
        """Ask for what is new to be put into stories; a worker finds the job by itself."""
        new = [each.document_id for each in self.documents if each.is_new]
        with unit_of_work(self.engine, actor=ACTOR, at=self.at) as store:
            ask_grouping(store, self.settings, new, ACTOR, self.at)

    def note_faults(self) -> None:
        """Keep what could not be read for the nightly report, which tells it to others."""
        if self.faults:
            refused = [Unread(INPUT, each.name, each.reason, each.line) for each in self.faults]
            with unit_of_work(self.engine, actor=ACTOR, at=self.at) as store:
                store.unread.add(refused, at=self.at)

    def note(self, found: Sequence[Ingested]) -> None:
        """Note what was stored."""
        self.documents.extend(ingested_part(each) for each in found)


def ingest_command(
    inputs: Sequence[str],
    given: Corrections,
    *,
    as_json: bool,
    is_feed: bool,
    warns_of_broken: bool,
) -> int:
    """Take in *inputs*; what cannot be read is told and does not stop the others.

    FOUND when asked to warn and a revision broke a finding; COULD_NOT when anything was refused.
    """
    if list(inputs).count(STDIN) > 1:
        raise InputError("Standard input can be read once only.")
    _check(given)
    settings, at = read_settings(), run_time()
    engine = open_engine(settings.store_url)
    upgrade(engine)
    run = _Run(engine, settings, given, at)
    files: list[str] = []
    for name in inputs:
        with _faults_of(run, name):
            files.extend(_expanded(name))
    pages: list[Result] = []
    with progress_bar("Taking in") as bar:
        for done, name in enumerate(files, start=1):
            with _faults_of(run, name):
                pages.extend(_take(run, name, bar, is_feed=is_feed))
            if len(files) > 1:
                bar(done, len(files))
        found = gather(pages, settings, given=given, progress=bar if len(pages) > 1 else None)
        run.faults.extend(found.faults)
        run.store(found.items, bar if len(found.items) > _LINES_AT_ONCE else None)
    run.note_faults()
    run.ask_grouping()
    _print(run, as_json=as_json)
    if warns_of_broken and any(each.broken for each in run.documents):
        return FOUND
    return COULD_NOT if run.faults else 0


def _check(given: Corrections) -> None:
    """Refuse options that make no sense before anything is read."""
    read_metadata(Raw(b"", "An option", "option", given=given), {})
    try:
        codecs.lookup(given.encoding or "utf-8")
    except LookupError as error:
        raise InputError(f"There is no encoding {shown(str(given.encoding))}.") from error


@contextmanager
def _faults_of(run: _Run, name: str) -> Iterator[None]:
    """Note what cannot be read instead of stopping."""
    try:
        yield
    except InputError as error:
        run.faults.append(Fault(display_name(name), None, str(error)))


def _expanded(name: str) -> list[str]:
    """Return *name*, or the files in it when it is a folder, in the order of their paths."""
    if name == STDIN or is_url(name) or not Path(name).is_dir():
        return [name]
    found = sorted(
        str(path)
        for path in Path(name).rglob("*")
        if path.suffix.lower() in _SUFFIXES and path.is_file() and not _is_hidden(path, name)
    )
    if not found:
        raise InputError(f"{shown(name)} is a folder without files that could be read.")
    return found


def _is_hidden(path: Path, folder: str) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _take(run: _Run, name: str, bar: Move, *, is_feed: bool) -> Sequence[Result]:
    """Return what *name* holds; feeds and bulk files are stored as they are read."""
    if is_feed and is_url(name):
        polled = poll_feed(
            name,
            run.engine,
            run.settings,
            at=run.at,
            actor=ACTOR,
            given=run.given,
            progress=bar,
        )
        if polled is None:
            run.unchanged.append(name)
            return ()
        run.note(polled[0])
        run.faults.extend(polled[1])
        return ()
    if Path(name).suffix.lower() in LINES and not is_url(name):
        with open_bytes(name) as stream:
            _take_lines(run, name, stream, bar)
        return ()
    return read_raw(receive(name, run.settings, run.given), run.settings)


def _take_lines(run: _Run, name: str, stream: BinaryIO, bar: Move) -> None:
    size = Path(name).stat().st_size
    raw = Raw(b"", name, Path(name).stem, ".jsonl", given=run.given)
    lines = read_lines(stream, raw, run.settings.max_bytes)
    is_empty = True
    while some := list(islice(lines, _LINES_AT_ONCE)):
        is_empty = False
        results = [each for line in some for each in line.results]
        run.faults.extend(each for each in results if isinstance(each, Fault))
        run.store([each for each in results if isinstance(each, Item)])
        bar(min(some[-1].bytes_read, size), size)
    if is_empty:
        raise InputError(f"{shown(name)} is empty: it holds no line.")


def _print(run: _Run, *, as_json: bool) -> None:
    report = ingest_document(run.documents, run.faults, run.unchanged, run.at)
    if as_json:
        write_json(report)
        return
    for each in report.documents:
        write_stdout(_line(each))
        for broken in each.broken:
            gone = "; ".join(f"“{shown(words.text)}”" for words in broken.words)
            write_stdout(
                f"    breaks {broken.label} {broken.finding_id} of {broken.comparison_id}: {gone}\n"
            )
    for feed in report.unchanged:
        write_stdout(f"unchanged   {shown(feed)}\n")
    for refused in report.refused:
        place = f"{refused.input}, line {refused.line}: " if refused.line else ""
        sys.stderr.write(f"contraste: {shown(place)}{refused.reason}\n")
    total = report.summary
    write_stdout(
        f"{total.new} new, {total.revised} revised, {total.known} known, "
        f"{total.refused} refused, {total.broken} findings broken.\n"
    )


def _line(each: IngestedPart) -> str:
    what = f"revision {each.revision}" if each.is_revision else "new" if each.is_new else "known"
    about = each.title or each.url or ""
    return f"{what:<12}{each.document_id}  {shown(each.source)}  {shown(about)}".rstrip() + "\n"
