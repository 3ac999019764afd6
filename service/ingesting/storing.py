"""Storing what was read: each page's texts in one transaction, the same text only once."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Engine

from matching.document import Document
from matching.ids import content_id
from matching.language import SUPPORTED, detect_language
from service.ingesting.breaks import Broken, find_broken
from service.intake.item import Item, Link
from service.intake.raw import NO_CORRECTIONS, Corrections
from service.store.documents import Seen
from service.store.pages import Page, Revision, page_of
from service.store.sources import SourceFacts
from service.store.unit import Store, unit_of_work

# Pages whose texts share a transaction: few enough that other writers need not wait long.
_PAGES_AT_ONCE = 50
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Ingested:
    """A document as it was taken in, what came of it, and the findings that it breaks."""

    document: Document
    url: str | None
    links: tuple[Link, ...]
    seen: Seen
    broken: tuple[Broken, ...] = ()


def ingest(
    items: Sequence[Item],
    engine: Engine,
    *,
    at: datetime,
    actor: str = "system",
    given: Corrections = NO_CORRECTIONS,
    progress: Callable[[int, int], None] | None = None,
) -> list[Ingested]:
    """Store *items*; return what came of each, in their order.

    A text that its page shows already is nothing new, and so is one that a record tells once
    more; so the same items again change nothing, and their order is of no matter: texts of one
    page are put in order of time. What a person said (*given*) corrects language and title of
    a known document, and dates it anew. *progress* is called with the items done and to do.

    Raises:
        StoreError: The database cannot be used; what was stored before is whole.
    """
    named = [replace(item, document=_with_language(item.document)) for item in items]
    pages: defaultdict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(named):
        pages[_page(item).page_id].append(number)
    found: dict[int, Ingested] = {}
    # By their ids: two runs that have the same pages go through them in the same order.
    order = [pages[page_id] for page_id in sorted(pages)]
    for start in range(0, len(order), _PAGES_AT_ONCE):
        with unit_of_work(engine, actor=actor, at=at) as store:
            for numbers in order[start : start + _PAGES_AT_ONCE]:
                for number, each in _Storing(store, at, given).page(named, numbers):
                    found[number] = each
        if progress:
            progress(len(found), len(items))
    return [found[number] for number in range(len(items))]


def _with_language(document: Document) -> Document:
    """Return *document* with the language that was detected, where none is known."""
    if document.language:
        return document
    language = detect_language(document.text)
    return replace(document, language=language) if language in SUPPORTED else document


def _page(item: Item) -> Page:
    return page_of(item.document, content_id("src", item.document.source), item.url)


def _by_time(item: Item) -> tuple[int, datetime, str]:
    return item.order, item.document.published_at or _LONG_AGO, item.document.sha256


@dataclass(frozen=True, slots=True)
class _Storing:
    """Stores texts inside one transaction."""

    store: Store
    at: datetime
    given: Corrections

    def page(self, items: Sequence[Item], numbers: Sequence[int]) -> list[tuple[int, Ingested]]:
        """Store the texts of one page, given by their numbers in *items*."""
        ordered = sorted(numbers, key=lambda number: _by_time(items[number]))
        page = _page(items[ordered[0]])
        self._describe(items[ordered[-1]])
        history = self.store.pages.history(page.page_id)
        texts = [items[number].document.sha256 for number in ordered]
        is_record = all(items[number].is_record for number in ordered)
        known = _known(texts, [each.sha256 for each in history], is_record=is_record)
        done = []
        for place, number in enumerate(ordered):
            item = items[number]
            if place < known and not self._is_dated(item):
                done.append((number, self._again(item, history)))
            else:
                done.append((number, self._see(item, page)))
        return done

    def _is_dated(self, item: Item) -> bool:
        said = self.given.published_at is not None or self.given.time_zone is not None
        return said and item.document.published_at is not None

    def _again(self, item: Item, history: Sequence[Revision]) -> Ingested:
        last = next(each for each in reversed(history) if each.sha256 == item.document.sha256)
        self._correct(last.document_id)
        seen = Seen(last.document_id, last.number, is_new=False, is_revision=False)
        return Ingested(item.document, item.url, item.links, seen)

    def _see(self, item: Item, page: Page) -> Ingested:
        documents = self.store.documents
        seen = documents.see(item.document, at=self.at, url=item.url, is_dated=self._is_dated(item))
        self._correct(seen.document_id)
        broken: tuple[Broken, ...] = ()
        if seen.is_revision:
            history = self.store.pages.history(page.page_id)
            earlier = [each.document_id for each in history[:-1]]
            previous = documents.get(earlier[-1])
            if previous is not None and previous.sha256 != item.document.sha256:
                broken = find_broken(self.store, earlier, previous, item.document)
        return Ingested(item.document, item.url, item.links, seen, broken)

    def _correct(self, document_id: str) -> None:
        if self.given.language or self.given.title:
            self.store.documents.correct(
                document_id, language=self.given.language, title=self.given.title
            )

    def _describe(self, item: Item) -> None:
        """Add what the input says of its source to what is known, which stays as it is."""
        name = item.document.source
        known = self.store.sources.facts(name) or SourceFacts()
        said = asdict(item.publisher)
        merged = {key: value or said[key] for key, value in asdict(known).items()}
        if SourceFacts(**merged) != known:
            self.store.sources.describe(name, SourceFacts(**merged))


def _known(texts: Sequence[str], history: Sequence[str], *, is_record: bool) -> int:
    """Return how many of *texts*, from the first on, the page has shown in this order.

    What a page shows at this moment is known only if it is the last it showed; a record of
    what it showed some day may end anywhere.
    """
    best = place = 0
    for count, text in enumerate(texts, start=1):
        # The same text twice in a row is one.
        if not place or text != history[place - 1]:
            try:
                place = history.index(text, place) + 1
            except ValueError:
                break
        if is_record or text == history[-1]:
            best = count
    return best
