"""Plain text: kept exactly as it is; its own header says who issued it."""

from dataclasses import replace

from matching.document import Document
from service.intake.decoding import decode
from service.intake.metadata import make_document
from service.intake.raw import Raw


def read_plain(raw: Raw) -> Document:
    """Return *raw* as a document whose text equals a plain read of the bytes.

    The source is the issuer that the text names, else the file's name without its suffix;
    the day that it gives counts from its first moment in UTC.
    """
    from matching.language import detect_language
    from matching.origin import find_origin

    text = decode(raw)
    origin = find_origin(text, detect_language(text))
    named = replace(raw, source=origin.source or raw.source)
    return make_document(named, text, {"published_at": origin.published_on})
