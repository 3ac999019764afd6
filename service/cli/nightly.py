"""`contraste nightly`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine

from service.cli.output import progress_bar, stderr_console, write_stdout
from service.clock import run_time
from service.config import Settings, read_settings
from service.errors import InputError, NotFoundError
from service.logs import configure_logs
from service.nightly.making import report_text
from service.nightly.plan import Asked
from service.nightly.running import Done, Means, run_night
from service.nightly.window import day_night, local_day, span_night, zone_of
from service.nightly_contract import Night, Scope
from service.store.engine import open_engine
from service.store.migrate import upgrade
from service.store.unit import read_only
from service.work.executor import ProcessExecutor


@dataclass(frozen=True, slots=True)
class NightOptions:
    """What the command line asks for; None and "" where it does not say."""

    day: str | None = None
    since: str | None = None
    until: str | None = None
    sources: Sequence[str] = ()
    story: str | None = None
    time_zone: str | None = None


def nightly_command(options: NightOptions, *, as_json: bool) -> None:
    """Do a night's work and tell its report.

    Raises:
        InputError: An option makes no sense.
        StoreError, OverloadedError: It cannot be done now; doing it again later is safe.
    """
    settings = read_settings()
    night = _night(options, options.time_zone or settings.time_zone)
    configure_logs(settings.log_format, settings.log_level)
    engine = open_engine(settings.store_url)
    upgrade(engine)
    asked = Asked(night, _scope(engine, options))
    done = _run(settings, engine, asked)
    write_stdout(report_text(done.report) if as_json else f"{done.report.report_id}\n")


def _run(settings: Settings, engine: Engine, asked: Asked) -> Done:
    executor = ProcessExecutor(settings)
    try:
        means = Means(settings, engine, executor.for_jobs())
        with progress_bar("Comparing the night's stories") as bar:
            done = run_night(means, asked, bar)
    finally:
        executor.close()
        engine.dispose()
    state = "new" if done.is_new else "as it was stored before"
    stderr_console().print(f"{done.report.report_id} ({state})")
    return done


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
