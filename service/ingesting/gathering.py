"""From the results of reading to documents: the pages that a feed leads to are fetched too."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from service.config import Settings
from service.errors import InputError, UnavailableError
from service.intake.fetch import Fetcher, Validators, fetcher
from service.intake.item import Fault, Item, Linked
from service.intake.parsers import Result
from service.intake.raw import NO_CORRECTIONS, Corrections
from service.intake.read import read_raw
from service.intake.web_address import page_url

Known = Callable[[str], Validators | None]


@dataclass(slots=True)
class Gathered:
    """Documents, faults, and what servers gave to ask again; `is_whole` until one is missing."""

    items: list[Item] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    fetched: dict[str, Validators] = field(default_factory=dict)
    is_whole: bool = True


def gather(
    results: Iterable[Result],
    settings: Settings,
    *,
    given: Corrections = NO_CORRECTIONS,
    known: Known | None = None,
    wait: Callable[[float], object] = time.sleep,
    progress: Callable[[int, int], None] | None = None,
) -> Gathered:
    """Return the documents in *results*, the pages that they lead to among them.

    *known* gives what a page's server gave the last time; a page that did not change since
    then is left out. Between two pages of one site there is a pause.
    """
    found = Gathered()
    results = list(results)
    asked: dict[str, float] = {}
    for done, each in enumerate(results, start=1):
        if isinstance(each, Item):
            found.items.append(each)
        elif isinstance(each, Fault):
            found.faults.append(each)
        else:
            _pause(each.url, settings, asked, wait)
            _follow(each, settings, given, known, found)
        if progress:
            progress(done, len(results))
    return found


def _pause(
    url: str, settings: Settings, asked: dict[str, float], wait: Callable[[float], object]
) -> None:
    site = url.split("/", 3)[2].lower()
    if site in asked:
        left = asked[site] + fetcher(settings).pause(url) - time.monotonic()
        if left > 0:
            wait(left)
    asked[site] = time.monotonic()


def _follow(
    linked: Linked, settings: Settings, given: Corrections, known: Known | None, found: Gathered
) -> None:
    source: Fetcher = fetcher(settings)
    try:
        answer = source.get(linked.url, known(linked.url) if known else None)
        found.fetched[linked.url] = answer.validators
        if answer.raw is None:
            return
        for each in read_raw(replace(answer.raw, given=given), settings):
            if isinstance(each, Item):
                found.items.append(_completed(each, linked))
            elif isinstance(each, Fault):
                found.faults.append(each)
            else:
                # A feed that leads to feeds would never end.
                reason = "it is a feed, to which another feed leads."
                found.faults.append(Fault(linked.url, None, reason))
    except InputError as error:
        found.faults.append(Fault(linked.url, None, str(error)))
        found.is_whole = found.is_whole and not isinstance(error, UnavailableError)


def _completed(item: Item, linked: Linked) -> Item:
    """Return *item* with what the feed says of it where the page itself is silent."""
    document = item.document
    return replace(
        item,
        url=item.url or page_url(linked.url),
        document=replace(
            document,
            title=document.title or linked.title,
            published_at=document.published_at or linked.published_at,
            language=document.language or linked.language,
        ),
    )
