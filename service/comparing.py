"""The application's jobs on documents: the library's entry points inside configured limits."""

from collections.abc import Sequence

from matching.compare import compare_documents
from matching.comparison import Comparison, Story
from matching.document import Document
from matching.embed import Encoder
from matching.reading import read_together
from matching.story import read_article
from service.config import Settings
from service.errors import TooLarge

# No claim is shorter than this, so a short text need not be read to know it has few.
_SHORTEST_CLAIM = 5


def compare(left: Document, right: Document, *, encoder: Encoder, settings: Settings) -> Comparison:
    """Return the comparison of two documents.

    Raises:
        TooLarge: One of them makes more than `max_claims` claims.
    """
    refuse_too_many_claims((left, right), settings)
    return compare_documents(left, right, encoder=encoder)


def split_article(article: Document, *, encoder: Encoder, settings: Settings) -> Story:
    """Return one article split by who says it, its sources compared with each other.

    Raises:
        TooLarge: It makes more than `max_claims` claims.
    """
    refuse_too_many_claims((article,), settings)
    return read_article(article, encoder=encoder)


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
