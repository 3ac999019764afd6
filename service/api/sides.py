"""What a request means by a side of a comparison, as documents."""

from service.api.schemas.comparisons import AskedSide, TextSide, UrlSide
from service.config import Settings
from service.intake.given import read_page, read_text
from service.work.given import Given


def given_of(side: AskedSide, settings: Settings) -> Given:
    """Return what *side* stands for; a page is fetched now, outside any transaction.

    Raises:
        InputError: The page cannot be fetched or read.
        TooLarge: The text exceeds `max_bytes`.
    """
    if isinstance(side, TextSide):
        return Given(read_text(side.text, settings, side.corrections()).document)
    if isinstance(side, UrlSide):
        page = read_page(side.url, settings)
        return Given(page.document, page.url)
    return Given(side.document_id)
