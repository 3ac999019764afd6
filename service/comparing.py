"""The application's jobs on documents: the library's entry points inside configured limits."""

import logging
from collections.abc import Sequence

from matching.compare import compare_documents
from matching.comparison import Comparison, Reading, Story
from matching.document import Document
from matching.embed import Encoder
from matching.reading import read_together
from matching.story import read_article
from service.config import Settings
from service.errors import TooLarge

log = logging.getLogger(__name__)

# No claim is shorter than this, so a short text need not be read to know it has few.
_SHORTEST_CLAIM = 5


def compare(left: Document, right: Document, *, encoder: Encoder, settings: Settings) -> Comparison:
    """Return the comparison of two documents.

    Raises:
        TooLarge: One of them makes more than `max_claims` claims.
    """
    refuse_too_many_claims((left, right), settings)
    comparison = compare_documents(left, right, encoder=encoder)
    _warn_of_silence((comparison.left, comparison.right))
    return comparison


def split_article(article: Document, *, encoder: Encoder, settings: Settings) -> Story:
    """Return one article split by who says it, its sources compared with each other.

    Raises:
        TooLarge: It makes more than `max_claims` claims.
    """
    refuse_too_many_claims((article,), settings)
    story = read_article(article, encoder=encoder)
    _warn_of_silence(story.readings)
    return story


def refuse_too_many_claims(documents: Sequence[Document], settings: Settings) -> None:
    """Refuse what would take minutes, before any vector is computed.

    Raises:
        TooLarge: A document makes more than `max_claims` claims.
    """
    for document in documents:
        if len(document.text) <= settings.max_claims * _SHORTEST_CLAIM:
            continue
        found = len(read_together([document]).readings[0].claims)
        if found > settings.max_claims:
            raise TooLarge(
                f"{document.source} makes {found:,} claims, and {settings.max_claims:,} are "
                "compared at most; split the text or raise CONTRASTE_MAX_CLAIMS."
            )


def _warn_of_silence(readings: Sequence[Reading]) -> None:
    # An empty column would look like a source that was left out.
    for reading in readings:
        if not reading.claims:
            log.warning("%s makes no claim that could be compared.", reading.document.source)
