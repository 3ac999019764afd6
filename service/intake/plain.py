"""Plain text: kept exactly as it is."""

from matching.document import Document
from service.intake.decoding import decode
from service.intake.metadata import Metadata, make_document
from service.intake.raw import Raw


def read_plain(raw: Raw) -> Document:
    """Return *raw* as a document whose text equals a plain read of the bytes."""
    return make_document(raw, decode(raw), Metadata())
