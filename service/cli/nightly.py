"""`contraste nightly`."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Engine

from service.cli.output import progress_bar, stderr_console, write_json, write_stdout
from service.clock import run_time
from service.config import Grouping, Settings, read_settings
from service.errors import InputError, NotFoundError
from service.files import bytes_writer
from service.logs import configure_logs
from service.nightly.grouping import night_grouper
from service.nightly.making import report_text
from service.nightly.plan import Asked
from service.nightly.rendering import DELIVERED, FORMS, render_form
from service.nightly.replay import replay
from service.nightly.running import Means, run_night
from service.nightly.shown import Shown
from service.nightly.window import day_night, local_day, span_night, zone_of
from service.nightly_contract import (
    DifferencePart,
    Night,
    NightlyReport,
    ReplayDocument,
    Scope,
)
from service.store.engine import open_engine
from service.store.migrate import upgrade
from service.store.unit import read_only
from service.words import LANGUAGES
from service.work.engines import open_executor
from service.work.kinds import EngineKind


@dataclass(frozen=True, slots=True)
class NightOutput:
    """Where a report goes: JSON or forms to stdout, files to a folder, and to its receivers."""

    as_json: bool = False
    folder: Path | None = None
    forms: Sequence[str] = ()
    language: str = LANGUAGES[0]
    deliver: bool = True


@dataclass(frozen=True, slots=True)
class NightOptions:
    """What the command line asks for; None and "" where it does not say."""

    day: str | None = None
    since: str | None = None
    until: str | None = None
    sources: Sequence[str] = ()
    story: str | None = None
    time_zone: str | None = None
    group: bool = True


@dataclass(frozen=True, slots=True)
class NightEngine:
    """Where it is compared; *workers* and *address* as `open_executor` has them."""

    kind: EngineKind = EngineKind.PROCESSES
    workers: int = 1
    address: str | None = None


def nightly_command(options: NightOptions, output: NightOutput, engine: NightEngine) -> None:
    """Do a night's work and tell its report.

    Raises:
        InputError: An option makes no sense.
        StoreError, OverloadedError: It cannot be done now; doing it again later is safe.
    """
    if output.language not in LANGUAGES:
        raise InputError(f"--language is one of {', '.join(LANGUAGES)}.")
    unknown = [each for each in output.forms if each not in FORMS]
    if unknown:
        raise InputError(f"There is no form {unknown[0]!r}; there are {', '.join(FORMS)}.")
    settings = read_settings()
    night = _night(options, options.time_zone or settings.time_zone)
    sends = _sends(options, output)
    with _means(settings, engine, sends=sends, groups=options.group) as means:
        asked = Asked(night, _scope(means.engine, options))
        with progress_bar("Comparing the night's stories") as bar:
            done = run_night(means, asked, bar)
    state = "new" if done.is_new else "as it was stored before"
    stderr_console().print(f"{done.report.report_id} ({state})")
    _write(done.report, output, settings.public_url)


def replay_command(report_id: str, engine: NightEngine, *, as_json: bool) -> int:
    """Make a stored report again; 1 when anything differs, 0 when all is the same."""
    with (
        _means(read_settings(), engine, sends=False, groups=False) as means,
        progress_bar("Comparing again") as bar,
    ):
        found = replay(means, report_id, bar)
    told = ReplayDocument(
        report_id=report_id,
        is_same=found.is_same,
        documents=found.documents,
        comparisons=found.comparisons,
        differences=tuple(DifferencePart(**asdict(each)) for each in found.differences),
    )
    if as_json:
        write_json(told)
    else:
        made = f"{found.documents} documents read and {found.comparisons} comparisons made again"
        write_stdout(f"{report_id}: {made}; {'the same' if found.is_same else 'it differs'}\n")
        for each in found.differences:
            write_stdout(f"{each.where}: {each.stored} was stored, {each.now} came out now\n")
    return 0 if found.is_same else 1


def _sends(options: NightOptions, output: NightOutput) -> bool:
    # A look at one story or source is somebody's own.
    return output.deliver and not options.sources and not options.story


@contextmanager
def _means(
    settings: Settings, engine: NightEngine, *, sends: bool, groups: bool
) -> Iterator[Means]:
    configure_logs(settings.log_format, settings.log_level)
    database = open_engine(settings.store_url)
    upgrade(database)
    executor = open_executor(settings, engine.kind, engine.address, workers=engine.workers)
    try:
        wanted = groups and settings.grouping is Grouping.AUTO
        group = night_grouper(executor) if wanted else None
        yield Means(settings, database, executor, group, sends)
    finally:
        executor.close()
        database.dispose()


def _write(report: NightlyReport, output: NightOutput, base: str) -> None:
    if output.folder:
        for name in output.forms or DELIVERED:
            form = render_form(report, name, output.language, base)
            path = output.folder / form.file_name
            with bytes_writer(path) as stream:
                stream.write(form.content)
            stderr_console().print(str(path), soft_wrap=True)
    if output.as_json:
        write_stdout(report_text(report))
    elif output.forms and not output.folder:
        form = render_form(report, output.forms[0], output.language, base)
        sys.stdout.buffer.write(form.content)
    else:
        shown = Shown(report, output.language)
        lines = (shown.title, *(f"{number:>6}  {name}" for name, number in shown.figures))
        write_stdout("\n".join((*lines, *shown.verdicts, "")))


def _night(options: NightOptions, zone: str) -> Night:
    if options.day and (options.since or options.until):
        raise InputError("--date is one day; --since and --until are a span.")
    if options.day:
        return day_night(_day(options.day, "--date"), zone)
    if options.since and options.until:
        return span_night(
            _moment(options.since, "--since"), _moment(options.until, "--until"), zone
        )
    if options.since or options.until:
        raise InputError("--since and --until go together.")
    # Started after midnight, it tells the day that is over.
    today = local_day(run_time(), zone_of(zone))
    return day_night(date.fromordinal(today.toordinal() - 1), zone)


def _scope(engine: Engine, options: NightOptions) -> Scope:
    with read_only(engine) as store:
        known = set(store.sources.names())
        unknown = sorted(set(options.sources) - known)
        if unknown:
            raise NotFoundError(f"There is no source {unknown[0]!r}.")
        if options.story and store.stories.get(options.story) is None:
            raise NotFoundError(f"There is no story {options.story}.")
    return Scope(sources=tuple(sorted(set(options.sources))), story_id=options.story)


def _day(written: str, option: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise InputError(f"{option} is a day such as 2025-10-30, not {written!r}.") from error


def _moment(written: str, option: str) -> datetime:
    try:
        return datetime.fromisoformat(written)
    except ValueError as error:
        raise InputError(
            f"{option} is a day or a moment such as 2025-10-30T06:00, not {written!r}."
        ) from error
