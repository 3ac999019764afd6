"""What is to be compared, as it was given: something stored, or something to be stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from matching.document import Document
from service.errors import InputError, NotFoundError
from service.store.unit import Store


@dataclass(frozen=True, slots=True)
class Given:
    """One side: a stored document's identifier, or a document, with the URL of its page if any."""

    document: Document | str
    url: str | None = None


def sought(store: Store, left: Given, right: Given) -> tuple[Document, Document]:
    """Return the two documents that are meant, as they are stored where they are.

    Raises:
        NotFoundError: One of them is not stored.
        InputError: Both are one document.
    """
    found = _sought(store, left), _sought(store, right)
    if found[0].document_id == found[1].document_id:
        raise InputError("Both sides are one document: same source, same time, same text.")
    return found


def keep_pages(store: Store, sides: Iterable[Given], at: datetime) -> None:
    """Store what the pages among *sides* show at this moment."""
    for given in sides:
        if given.url and isinstance(given.document, Document):
            store.documents.see(given.document, at=at, url=given.url)


def _sought(store: Store, given: Given) -> Document:
    if isinstance(given.document, Document):
        # A page that shows the same words under another time is the document it was.
        shown = store.documents.shown(given.document, given.url) if given.url else None
        return shown or given.document
    stored = store.documents.get(given.document)
    if stored is None:
        raise NotFoundError(f"There is no document {given.document}.")
    return stored
