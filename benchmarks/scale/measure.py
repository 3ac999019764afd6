"""The steps of a first load, each timed apart."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from time import perf_counter, process_time

from sqlalchemy import Engine

from benchmarks.scale.archive import archive
from benchmarks.scale.database import server_seconds
from service.ingesting import ingest
from service.work.lanes import BulkExecutor
from service.work.loading import load_archive

# As many as `contraste ingest` stores of a bulk file at once.
_LINES_AT_ONCE = 200


@dataclass(slots=True)
class Costs:
    """What documents cost.

    `store` and `load` are seconds on the wall: storing the texts; then reading, embedding and
    keeping what came of both, on all lanes at once. The others are seconds of processors,
    which a busy machine stretches less: `texts` of storing the texts, `read`, `embed`, `keep`,
    and `database` of the server meanwhile (0 where it runs elsewhere).
    """

    documents: int = 0
    claims: int = 0
    texts: int = 0
    embedded: int = 0
    unread: int = 0
    store: float = 0.0
    load: float = 0.0
    store_cpu: float = 0.0
    read_cpu: float = 0.0
    embed_cpu: float = 0.0
    keep_cpu: float = 0.0
    database_cpu: float = 0.0

    @property
    def wall(self) -> float:
        """Seconds on the wall."""
        return self.store + self.load

    def add(self, other: "Costs") -> None:
        """Add those of other documents."""
        for name, value in asdict(other).items():
            setattr(self, name, getattr(self, name) + value)


def take_in(
    engine: Engine, executor: BulkExecutor, first: int, count: int, seed: int, at: datetime
) -> tuple[Costs, Sequence[str]]:
    """Store documents of the archive as if it were *at*, read and embed them.

    Returns the costs and their identifiers.
    """
    costs = Costs()
    server, worked = server_seconds(engine), process_time()
    ids: list[str] = []
    items = archive(first, count, seed)
    while some := list(islice(items, _LINES_AT_ONCE)):
        began = perf_counter()
        ids += [each.seen.document_id for each in ingest(some, engine, at=at, actor="bench")]
        costs.store += perf_counter() - began
    costs.store_cpu = process_time() - worked
    began = perf_counter()
    loaded = load_archive(executor, engine, since=at, actor="bench")
    costs.load = perf_counter() - began
    costs.documents, costs.claims = loaded.documents, loaded.claims
    costs.texts, costs.embedded = loaded.texts, loaded.embedded
    costs.unread = len(loaded.unread)
    spent = loaded.spent
    costs.read_cpu, costs.embed_cpu = spent.reading_cpu, spent.embedding_cpu
    costs.keep_cpu = spent.storing_cpu
    costs.database_cpu = server_seconds(engine) - server
    return costs, ids
