"""A batch of stored documents read and embedded, as a task: what an archive or a night needs.

Reading and vectors are stored in one transaction, so a document that was read has its
vectors, and who is killed and does it again finds everything or nothing.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from time import perf_counter, process_time

from matching.comparison import Reading
from matching.document import Document
from matching.embed import Vectors
from matching.errors import MatchingError
from matching.reading import read_together
from service.clock import run_time
from service.config import Settings
from service.errors import TooLarge
from service.store.unit import read_only, unit_of_work
from service.work.work import Work

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class UnreadDocument:
    """A document that could not be read, and why in one sentence."""

    document_id: str
    reason: str


@dataclass(slots=True)
class Spent:
    """Seconds of each step on the wall, and those of this process's processors."""

    reading: float = 0.0
    embedding: float = 0.0
    storing: float = 0.0
    reading_cpu: float = 0.0
    embedding_cpu: float = 0.0
    storing_cpu: float = 0.0

    def add(self, other: "Spent") -> None:
        """Add another batch's."""
        for name, seconds in asdict(other).items():
            setattr(self, name, getattr(self, name) + seconds)


@dataclass(slots=True)
class TakenUp:
    """What came of documents: how many were read, their claims, the texts embedded for them.

    `texts` are the different texts of a batch that claims are found by, `embedded` those of
    them that had no vector yet. `spent` adds the seconds of all processes up.
    """

    documents: int = 0
    claims: int = 0
    texts: int = 0
    embedded: int = 0
    unread: list[UnreadDocument] = field(default_factory=list)
    spent: Spent = field(default_factory=Spent, compare=False)

    def add(self, other: "TakenUp") -> None:
        """Add what came of other documents."""
        self.documents += other.documents
        self.claims += other.claims
        self.texts += other.texts
        self.embedded += other.embedded
        self.unread.extend(other.unread)
        self.spent.add(other.spent)


def take_up(work: Work, document_ids: Sequence[str], actor: str = "system") -> TakenUp:
    """Read the stored documents *document_ids* and embed their claims; both are stored.

    Those that this version of the code has read are left as they are. A document that cannot
    be read is reported and stops nothing.
    """
    spent = Spent()
    with _timed(spent, "storing"), read_only(work.engine) as store:
        wanted = store.document_lists.unread(len(document_ids), among=document_ids)
        documents = store.documents.get_all(wanted)
    with _timed(spent, "reading"):
        readings, unread = _read(documents, work.settings)
    texts = {claim.rendering for reading in readings for claim in reading.claims}
    with _timed(spent, "storing"), read_only(work.engine) as store:
        unknown = store.vectors.unknown(work.plain_encoder, sorted(texts))
    with _timed(spent, "embedding"):
        sentences = _embedded(work, unknown)
    with _timed(spent, "storing"):
        _store(work, readings, sentences, actor, run_time())
    claims = sum(len(reading.claims) for reading in readings)
    return TakenUp(len(readings), claims, len(texts), len(unknown), unread, spent)


def _read(
    documents: Iterable[Document], settings: Settings
) -> tuple[list[Reading], list[UnreadDocument]]:
    readings: list[Reading] = []
    unread: list[UnreadDocument] = []
    for document in documents:
        try:
            readings.append(_read_alone(document, settings))
        except (MatchingError, TooLarge) as error:
            unread.append(UnreadDocument(document.document_id, str(error)))
        except Exception as error:  # a fault of ours in one text must not stop ten thousand
            log.exception("a document cannot be read")
            reason = f"A fault of Contraste ({type(error).__name__}); see its log."
            unread.append(UnreadDocument(document.document_id, reason))
    return readings, unread


def _read_alone(document: Document, settings: Settings) -> Reading:
    (reading,) = read_together((document,)).readings
    if len(reading.claims) > settings.max_claims:
        raise TooLarge(
            f"It makes {len(reading.claims):,} claims, and {settings.max_claims:,} are compared "
            "at most; split the text or raise CONTRASTE_MAX_CLAIMS."
        )
    return reading


def _embedded(work: Work, texts: Sequence[str]) -> Mapping[str, Vectors]:
    if not texts:
        return {}
    # The encoder puts texts of a length together, so that few are filled up with nothing.
    return dict(zip(texts, work.plain_encoder.sentences(texts), strict=True))


def _store(
    work: Work,
    readings: Sequence[Reading],
    sentences: Mapping[str, Vectors],
    actor: str,
    at: datetime,
) -> None:
    if not readings:
        return
    with unit_of_work(work.engine, actor=actor, at=at) as store:
        store.readings.add_all(readings, stored_at=at)
        store.vectors.add_sentences(work.plain_encoder, sentences)


@contextmanager
def _timed(spent: Spent, step: str) -> Iterator[None]:
    began, worked = perf_counter(), process_time()
    try:
        yield
    finally:
        took = {step: perf_counter() - began, f"{step}_cpu": process_time() - worked}
        spent.add(Spent(**took))
