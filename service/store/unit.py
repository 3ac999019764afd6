"""One request or job as one unit of work: everything in it is stored, or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from service.store.api_keys import ApiKeyRepository
from service.store.assignments import AssignmentRepository
from service.store.audit import AuditRepository
from service.store.batches import BatchRepository
from service.store.claim_search import ClaimSearch
from service.store.claims import ClaimRepository
from service.store.comparison_lists import ComparisonLists
from service.store.comparisons import ComparisonRepository
from service.store.consistency import ConsistencyRepository
from service.store.deliveries import DeliveryRepository
from service.store.document_lists import DocumentLists
from service.store.documents import DocumentRepository
from service.store.engine import fleeting, transaction, view
from service.store.entities import EntityRepository
from service.store.entity_decisions import EntityDecisionRepository
from service.store.entity_directory import EntityDirectory
from service.store.fetches import FetchRepository
from service.store.grouping_profiles import GroupingProfileRepository
from service.store.groupings import GroupingRepository
from service.store.inconsistencies import InconsistencyRepository
from service.store.jobs import JobRepository
from service.store.judgements import JudgementRepository
from service.store.matrices import MatrixRepository
from service.store.name_places import NamePlaces
from service.store.naming import NamingRepository
from service.store.night_counts import NightCounts
from service.store.nightly_reports import NightlyReportRepository
from service.store.nights import NightRepository
from service.store.outbox import OutboxRepository
from service.store.pages import PageRepository
from service.store.pair_batches import PairBatchRepository
from service.store.readings import ReadingRepository
from service.store.reviews import ReviewRepository
from service.store.sessions import SessionRepository, SignInRepository
from service.store.sources import SourceRepository
from service.store.stories import StoryRepository
from service.store.unread import UnreadRepository
from service.store.vectors import VectorRepository


@dataclass(frozen=True, slots=True)
class Store:
    """The repositories of one transaction."""

    sources: SourceRepository
    pages: PageRepository
    documents: DocumentRepository
    document_lists: DocumentLists
    readings: ReadingRepository
    entities: EntityRepository
    entity_decisions: EntityDecisionRepository
    entity_directory: EntityDirectory
    naming: NamingRepository
    name_places: NamePlaces
    vectors: VectorRepository
    stories: StoryRepository
    groupings: GroupingRepository
    grouping_profiles: GroupingProfileRepository
    claims: ClaimRepository
    claim_search: ClaimSearch
    matrices: MatrixRepository
    comparisons: ComparisonRepository
    comparison_lists: ComparisonLists
    judgements: JudgementRepository
    batches: BatchRepository
    assignments: AssignmentRepository
    reviews: ReviewRepository
    pair_batches: PairBatchRepository
    jobs: JobRepository
    audit: AuditRepository
    consistency: ConsistencyRepository
    inconsistencies: InconsistencyRepository
    nights: NightRepository
    night_counts: NightCounts
    nightly_reports: NightlyReportRepository
    unread: UnreadRepository
    fetches: FetchRepository
    api_keys: ApiKeyRepository
    sessions: SessionRepository
    sign_ins: SignInRepository
    outbox: OutboxRepository
    deliveries: DeliveryRepository


@contextmanager
def unit_of_work(
    engine: Engine, *, actor: str = "system", at: datetime | None = None
) -> Iterator[Store]:
    """Open the store for writing; it commits when the block ends well.

    *actor* is who does it, *at* when (by default now): both go into the audit log with
    everything that is written.

    Raises:
        StoreError: The database cannot be reached or written.
    """
    with transaction(engine, actor=actor, at=at) as session:
        yield store_of(session)


@contextmanager
def read_only(engine: Engine) -> Iterator[Store]:
    """Open the store as it is at this moment, for reading; writers need not wait.

    Raises:
        StoreError: The database cannot be reached.
    """
    with view(engine) as session:
        yield store_of(session)


@contextmanager
def remark(engine: Engine) -> Iterator[Store]:
    """Open the store for a write that nobody must wait for, such as "last used": now or never.

    Raises:
        StoreError: Another writer is in the way; the remark is lost, which is no harm.
    """
    with fleeting(engine) as session:
        yield store_of(session)


def store_of(session: Session) -> Store:
    """Return the repositories of a session that is open."""
    return Store(
        sources=SourceRepository(session),
        pages=PageRepository(session),
        documents=DocumentRepository(session),
        document_lists=DocumentLists(session),
        readings=ReadingRepository(session),
        entities=EntityRepository(session),
        entity_decisions=EntityDecisionRepository(session),
        entity_directory=EntityDirectory(session),
        naming=NamingRepository(session),
        name_places=NamePlaces(session),
        vectors=VectorRepository(session),
        stories=StoryRepository(session),
        groupings=GroupingRepository(session),
        grouping_profiles=GroupingProfileRepository(session),
        claims=ClaimRepository(session),
        claim_search=ClaimSearch(session),
        matrices=MatrixRepository(session),
        comparisons=ComparisonRepository(session),
        comparison_lists=ComparisonLists(session),
        judgements=JudgementRepository(session),
        batches=BatchRepository(session),
        assignments=AssignmentRepository(session),
        reviews=ReviewRepository(session),
        pair_batches=PairBatchRepository(session),
        jobs=JobRepository(session),
        audit=AuditRepository(session),
        consistency=ConsistencyRepository(session),
        inconsistencies=InconsistencyRepository(session),
        nights=NightRepository(session),
        night_counts=NightCounts(session),
        nightly_reports=NightlyReportRepository(session),
        unread=UnreadRepository(session),
        fetches=FetchRepository(session),
        api_keys=ApiKeyRepository(session),
        sessions=SessionRepository(session),
        sign_ins=SignInRepository(session),
        outbox=OutboxRepository(session),
        deliveries=DeliveryRepository(session),
    )
