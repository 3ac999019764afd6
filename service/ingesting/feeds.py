"""Feeds, asked again and again: only for what changed, and less often while they fail."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Engine

from service.config import Settings
from service.errors import UnavailableError
from service.ingesting.gathering import Gathered, gather
from service.ingesting.storing import Ingested, ingest
from service.intake.fetch import Answer, Validators, fetcher
from service.intake.item import Fault
from service.intake.naming import shown
from service.intake.raw import NO_CORRECTIONS, Corrections
from service.intake.read import read_raw
from service.store.unit import Store, read_only, unit_of_work

# Attempts in one run, when a server fails for a moment, and the waits between them.
_WAITS = (0.5, 2.0)


def poll_feed(
    url: str,
    engine: Engine,
    settings: Settings,
    *,
    at: datetime,
    actor: str = "system",
    given: Corrections = NO_CORRECTIONS,
    wait: Callable[[float], object] = time.sleep,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[list[Ingested], list[Fault]] | None:
    """Take in what is new in the feed at *url*; None when it has not changed.

    Returns the documents and the entries of no use. Not before its server allows it after a
    failure; what the run learnt of the feed is stored after its documents, so that a run that
    was killed is done again.

    Raises:
        UnavailableError: The server does not answer, or asked to be left alone until later.
        InputError: It is no feed, or may not be fetched.
        StoreError: The database cannot be used.
    """
    with read_only(engine) as store:
        known = store.fetches.get(url)
    if known.not_before is not None and at < known.not_before:
        until = known.not_before.isoformat(timespec="minutes")
        raise UnavailableError(
            f"{shown(url)} did not answer lately and is left alone until {until}.",
            (known.not_before - at).total_seconds(),
        )
    try:
        answer = _ask(url, settings, Validators(known.etag, known.last_modified), wait)
    except UnavailableError as error:
        with unit_of_work(engine, actor=actor, at=at) as store:
            store.fetches.failed(url, at=at, retry_after=error.retry_after)
        raise
    if answer.raw is None:
        with unit_of_work(engine, actor=actor, at=at) as store:
            _note(store, url, answer.validators, at)
        return None
    results = read_raw(replace(answer.raw, given=given), settings)
    found = gather(
        results, settings, given=given, known=_known(engine), wait=wait, progress=progress
    )
    done = ingest(found.items, engine, at=at, actor=actor, given=given)
    _remember(engine, url, answer.validators, found, at=at, actor=actor)
    return done, found.faults


def _ask(
    url: str, settings: Settings, known: Validators, wait: Callable[[float], object]
) -> Answer:
    for pause in _WAITS:
        try:
            return fetcher(settings).get(url, known)
        except UnavailableError as error:
            if error.retry_after is not None:
                raise
        wait(pause)
    return fetcher(settings).get(url, known)


def _known(engine: Engine) -> Callable[[str], Validators | None]:
    def look_up(url: str) -> Validators | None:
        with read_only(engine) as store:
            found = store.fetches.get(url)
        return Validators(found.etag, found.last_modified)

    return look_up


def _remember(
    engine: Engine, url: str, given: Validators, found: Gathered, *, at: datetime, actor: str
) -> None:
    with unit_of_work(engine, actor=actor, at=at) as store:
        for page, validators in found.fetched.items():
            _note(store, page, validators, at)
        # A page that could not be had now is in the feed again the next time.
        _note(store, url, given if found.is_whole else Validators(), at)


def _note(store: Store, url: str, given: Validators, at: datetime) -> None:
    store.fetches.succeeded(url, at=at, etag=given.etag, last_modified=given.last_modified)
