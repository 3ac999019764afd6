"""The comparing that a nightly report rests on: whatever one document does, others go on."""

import logging
from collections.abc import Sequence

from matching.comparison import Comparison
from matching.document import Document
from matching.errors import MatchingError
from matching.ids import content_id
from matching.reading import read_together
from matching.run_config import CODE_VERSION
from service.clock import run_time
from service.comparing import refuse_too_many_claims
from service.config import Settings
from service.errors import NotFoundError, OverloadedError, ServiceError, StoreError
from service.remembering import RememberingEncoder
from service.store.unit import Store, read_only, unit_of_work
from service.store.unread import DOCUMENT, STORY, Unread
from service.story.sheet import Sheet
from service.work.matrix import compare_as_stored, matrix_of
from service.work.name_decisions import name_decisions
from service.work.work import Work

log = logging.getLogger(__name__)

ACTOR = "nightly"
# One document makes no comparison.
_LEAST = 2


def limits_of(settings: Settings) -> str:
    """Return under which version and limits something could not be read: others may read it."""
    return f"{CODE_VERSION}/{settings.max_claims}"


def set_id(document_ids: Sequence[str]) -> str:
    """Return the identifier of a set of documents that is compared together."""
    return content_id("set", sorted(document_ids))


def compare_night(work: Work, title: str, document_ids: Sequence[str]) -> str | None:
    """Compare documents of one story and return the identifier of their matrix, once stored.

    None where fewer than two of them can be read. What cannot be read is noted with its reason,
    and left out from then on, until limits or the code change.

    Raises:
        StoreError, OverloadedError: It is nobody's document that is at fault.
    """
    limits = limits_of(work.settings)
    with read_only(work.engine) as store:
        known = store.unread.of([*document_ids, set_id(document_ids)], limits)
        found = [store.documents.get(each) for each in document_ids if each not in known]
    documents = [each for each in found if each is not None]
    if len(documents) < _LEAST:
        _note(work, _unreadable(documents, work.settings))
        return None
    if set_id(document_ids) in known:
        return None
    try:
        return matrix_of(work, documents, ACTOR)
    except (StoreError, OverloadedError):
        raise
    except Exception as error:
        # Any fault of one document must not keep the others from being compared.
        log.warning("documents of a story could not be compared", exc_info=error)
        culprits = _unreadable(documents, work.settings)
        if not culprits:
            note_story(work, title, document_ids, _reason(error))
            return None
        _note(work, culprits)
    return compare_night(work, title, document_ids)


def compare_story(work: Work, story: tuple[str, Sequence[str]]) -> str | None:
    """Compare a story's documents, given with its title, as `compare_night` does."""
    return compare_night(work, *story)


def compare_again(work: Work, document_ids: Sequence[str]) -> tuple[Sheet, tuple[Comparison, ...]]:
    """Return stored documents read and compared anew; nothing is stored, nor taken from before.

    Raises:
        NotFoundError: One of them is not stored.
    """
    with read_only(work.engine) as store:
        documents = [_stored(store, each) for each in document_ids]
        decisions = name_decisions(store, documents)
    # Any moment will do: a report does not tell it.
    fresh = RememberingEncoder(work.plain_encoder)
    story, sheet = compare_as_stored(work, documents, decisions, run_time(), fresh)
    return sheet, story.comparisons


def _stored(store: Store, document_id: str) -> Document:
    found = store.documents.get(document_id)
    if found is None or found.document_id != document_id:
        raise NotFoundError(f"The text of {document_id} is not as it was stored.")
    return found


def note_story(work: Work, title: str, document_ids: Sequence[str], reason: str) -> None:
    """Note that these documents of a story cannot be compared with each other."""
    limits = limits_of(work.settings)
    _note(work, [Unread(STORY, title, reason, None, set_id(document_ids), limits)])


def _unreadable(documents: Sequence[Document], settings: Settings) -> list[Unread]:
    """Return those of *documents* that cannot be read by themselves, and why."""
    found = []
    for document in documents:
        try:
            refuse_too_many_claims(read_together((document,)).readings, settings)
        except Exception as error:
            name = f"{document.source}: {document.title}" if document.title else document.source
            limits = limits_of(settings)
            found.append(Unread(DOCUMENT, name, _reason(error), None, document.document_id, limits))
    return found


def _reason(error: Exception) -> str:
    if isinstance(error, ServiceError | MatchingError):
        return str(error)
    # Its words may quote the text.
    return f"A fault of this program: {type(error).__name__}."


def _note(work: Work, found: Sequence[Unread]) -> None:
    if found:
        at = run_time()
        with unit_of_work(work.engine, actor=ACTOR, at=at) as store:
            store.unread.add(found, at=at)
