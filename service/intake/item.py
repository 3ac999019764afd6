"""What reading an input gives: documents with where they stand, or why there is none."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from matching.document import Document


@dataclass(frozen=True, slots=True)
class Publisher:
    """What an input says of its source; None where it says nothing (`store.SourceFacts`)."""

    kind: str | None = None
    handle: str | None = None
    country: str | None = None
    language: str | None = None
    time_zone: str | None = None
    feed: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A shortened address in a text, [start, end) in code points, and where it leads."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Item:
    """A document as it was read.

    `url` is the page it stands on, None when only source and title tell it. `is_record` marks
    an earlier state told by an archive (a line of a bulk file, an edit of a post): what the
    page has shown already is nothing new then. What is read from a file or a server is what
    the page shows at this moment. `order` tells which of several texts of one page came first,
    where their times do not.
    """

    document: Document
    url: str | None = None
    publisher: Publisher = field(default_factory=Publisher)
    links: tuple[Link, ...] = ()
    is_record: bool = False
    order: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return a value that `item_of` reads again, in plain JSON types."""
        at = self.document.published_at
        return {
            "text": self.document.text,
            "source": self.document.source,
            "language": self.document.language,
            "published_at": at.isoformat() if at else None,
            "title": self.document.title,
            "url": self.url,
            "publisher": [
                self.publisher.kind,
                self.publisher.handle,
                self.publisher.country,
                self.publisher.language,
                self.publisher.time_zone,
                self.publisher.feed,
            ],
            "links": [[link.start, link.end, link.url] for link in self.links],
            "is_record": self.is_record,
            "order": self.order,
        }


def item_of(value: dict[str, Any]) -> Item:
    """Return the item that `Item.as_json` wrote."""
    at = value["published_at"]
    return Item(
        document=Document(
            text=value["text"],
            source=value["source"],
            language=value["language"],
            published_at=datetime.fromisoformat(at) if at else None,
            title=value["title"],
        ),
        url=value["url"],
        publisher=Publisher(*value["publisher"]),
        links=tuple(Link(*each) for each in value["links"]),
        is_record=value["is_record"],
        order=value["order"],
    )


@dataclass(frozen=True, slots=True)
class Fault:
    """A part of an input that cannot be read: the input's name, its line or place, and why."""

    name: str
    line: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Linked:
    """An entry of a feed that holds no text of its own: the page that does."""

    url: str
    title: str | None = None
    published_at: datetime | None = None
    language: str | None = None
