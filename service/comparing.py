"""The application's jobs on documents: the library's entry points inside configured limits."""

import logging
import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC

from matching.compare import compare_readings
from matching.comparison import Comparison, Reading, Story
from matching.document import Document
from matching.embed import Encoder
from matching.merges import MergeDecision
from matching.reading import Reader, read_together
from matching.story import context_id, read_article
from service.config import Settings
from service.errors import TooLarge

log = logging.getLogger(__name__)


def read_pair(
    left: Document,
    right: Document,
    settings: Settings,
    decisions: Sequence[MergeDecision] = (),
) -> Reader:
    """Read two documents as one story, their names by *decisions*; no model is needed yet.

    Raises:
        TooLarge: One of them makes more than `max_claims` claims.
    """
    reader = read_together((left, right), decisions)
    refuse_too_many_claims(reader.readings, settings)
    _warn_of_silence(reader.readings)
    return reader


def compare_pair(
    reader: Reader, encoder: Encoder, decisions: Sequence[MergeDecision] = ()
) -> Comparison:
    """Return the comparison of the two documents that were read, by the same *decisions*."""
    left, right = reader.readings
    made = compare_readings(left, right, encoder=encoder, names=reader.names)
    ids = [left.document.document_id, right.document.document_id]
    return replace(made, context=context_id(ids, decisions))


def read_in_time(
    documents: Sequence[Document], settings: Settings, decisions: Sequence[MergeDecision] = ()
) -> Reader:
    """Read the documents of one event as one story; the order given makes no odds.

    They go from the earliest to the latest, those without a time at the end.

    Raises:
        TooLarge: One of them makes more than `max_claims` claims.
    """
    reader = read_together(sorted(documents, key=_in_time), decisions)
    refuse_too_many_claims(reader.readings, settings)
    _warn_of_silence(reader.readings)
    return reader


def split_article(
    article: Document,
    *,
    encoder: Encoder,
    settings: Settings,
    decisions: Sequence[MergeDecision] = (),
) -> Story:
    """Return one article split by who says it, its sources compared with each other.

    *decisions* keep names apart or join them, against what rules say.

    Raises:
        TooLarge: It makes more than `max_claims` claims.
    """
    refuse_too_many_claims(read_together((article,), decisions).readings, settings)
    story = read_article(article, encoder=encoder, decisions=decisions)
    _warn_of_silence(story.readings)
    return story


def _in_time(document: Document) -> tuple[float, str, str]:
    at = document.published_at
    # A time without a zone counts as UTC, as everywhere.
    moment = math.inf if at is None else (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()
    return moment, document.source, document.document_id


def refuse_too_many_claims(readings: Sequence[Reading], settings: Settings) -> None:
    """Check that none of *readings* makes too much to be compared.

    Raises:
        TooLarge: One makes more than `max_claims` claims.
    """
    for reading in readings:
        if len(reading.claims) > settings.max_claims:
            raise TooLarge(
                f"{reading.document.source} makes {len(reading.claims):,} claims, and "
                f"{settings.max_claims:,} are compared at most; "
                "split the text or raise CONTRASTE_MAX_CLAIMS."
            )


def _warn_of_silence(readings: Sequence[Reading]) -> None:
    # An empty column would look like a source that was left out.
    for reading in readings:
        if not reading.claims:
            log.warning("%s makes no claim that could be compared.", reading.document.source)
